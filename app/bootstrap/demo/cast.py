"""Who plays: the stage, the hands, the accounts; every scene is given these."""

from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt

from app.bootstrap.demo.book import PlayedDay
from app.bootstrap.demo.desk_hands import DossierHands, HandoffHands, ReturningHands
from app.bootstrap.demo.intake_hands import IntakeHands, PetitionHands
from app.bootstrap.demo.stage import Stage, StageError
from app.services.office.records import DemoOfficer
from app.ui.first_start.demo_accounts import DemoAccounts
from app.ui.first_start.first_start_page import FirstStartPage

OPENING_TIME: Final = time(7, 15)
FRIDAY: Final = date(2026, 11, 20)
MONDAY: Final = date(2026, 11, 23)
WEDNESDAY: Final = date(2026, 11, 25)

OFFICER: Final = "tiepnhan1"
SECOND_OFFICER: Final = "tiepnhan2"
SUPERVISOR: Final = "phutrach"
ADMINISTRATOR: Final = "quantri"
COMMUNE: Final = "coquan1"
POLICE: Final = "coquan2"
COUNTER: Final = "Quầy 1"
AT_AGENCIES: Final = {COMMUNE: "Bàn hộ tịch", POLICE: "Bàn cư trú"}


@dataclass(slots=True)
class Cast:
    """What scenes work with; `slips` are those that wait to be scanned, `papers` named notices."""

    stage: Stage
    book: PlayedDay
    intake: IntakeHands
    handoff: HandoffHands
    returning: ReturningHands
    dossiers: DossierHands
    petitions: PetitionHands
    accounts: dict[str, DemoOfficer] = field(default_factory=dict)
    slips: list[Path] = field(default_factory=list)
    papers: dict[str, Path] = field(default_factory=dict)

    def found_office(self) -> None:
        """Make the demo store on the first page, read its accounts off, sign the officer in."""
        stage = self.stage
        page = stage.program.gate.centralWidget()
        if not isinstance(page, FirstStartPage):
            message = "the first start is not in sight"
            raise StageError(message)
        stage.take("mo-lan-dau", "Mở lần đầu: khai báo đơn vị, hoặc mở ngay kho dữ liệu thử")
        stage.click(page.demo)
        shown = page.findChild(DemoAccounts)
        if not isinstance(shown, DemoAccounts):
            message = "the demo accounts are not in sight"
            raise StageError(message)
        self.accounts = {row.login: row for row in shown.table.rows_model.rows}
        stage.take("tai-khoan-thu", "Kho dữ liệu thử: mỗi vai trò một tài khoản")
        shown.table.go_to(OFFICER)
        stage.press(Qt.Key.Key_Return)
        stage.activate()

    def sign_in(self, login: str) -> None:
        """Let somebody sign in: at the counter, or an agency officer at a desk of their own."""
        place = AT_AGENCIES.get(login, COUNTER)
        self.stage.sign_in(login, self.accounts[login].password, place)

    def change_to(self, login: str) -> None:
        """Sign out whoever is here, and let somebody else sign in."""
        self.stage.change_officer()
        self.sign_in(login)
