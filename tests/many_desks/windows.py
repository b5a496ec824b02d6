"""Real windows of several desks over one store on the server, each with its own worker."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.bootstrap.counter_window import CounterWindow
from app.bootstrap.stores import services_over
from app.clock import Clock
from app.errors import UserError
from app.models.catalogue import Procedure
from app.models.dossiers import Dossier
from app.services.container import Services
from app.services.dossiers.records import NewDossier, ProcedureChoice
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.settings import Settings, SettingsFile
from app.ui.intake.page import IntakePage
from app.ui.runtime.tasks import Tasks
from tests.many_desks.office import Open, running_clock
from tests.services.intake_builders import BIRTH, HUNG, an_officer, catalogue
from tests.services.store_builders import an_agency, an_office

CARD = "072185001234||Trần Thị Bưởi|14031985|Nữ|Khu phố 3, phường Tân Ninh|01012022"
PageKind = TypeVar("PageKind", bound=QWidget)


@dataclass(slots=True)
class OpenDesk:
    """One desk with its window; `refusals` are what its worker had to refuse."""

    desk: Services
    actor: Actor
    tasks: Tasks
    window: CounterWindow
    refusals: list[UserError] = field(default_factory=list)

    def page(self, kind: type[PageKind], key: str) -> PageKind:
        """Bring a page to the front of the window and return it."""
        found = self.window.shell.show_page(key)
        assert isinstance(found, kind)
        return found

    def codes(self) -> list[str]:
        """Return every dossier's code, as this desk's own lines have it."""
        with self.desk.database.read() as session:
            return list(session.scalars(select(Dossier.code).order_by(Dossier.id)))

    @property
    def said(self) -> str:
        """What stands on the strip."""
        return self.window.shell.strip.text

    def register(self, draft_id: str, case_id: int, **facts: object) -> str:
        """Register a dossier as this desk's worker would, without a hand on the window."""
        new = NewDossier(draft_id=draft_id, case_id=case_id, owner=HUNG, **facts)  # type: ignore[arg-type]
        return self.desk.intake.register(self.actor, new).code


@dataclass(slots=True)
class Room:
    """The desks of one office in one room."""

    qtbot: QtBot
    desks: list[OpenDesk]
    agency: int
    case_id: int

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: all(one.tasks.is_idle for one in self.desks), timeout=10_000)

    def until(self, holds: Callable[[], bool], within_s: float) -> float:
        """Wait until `holds` without touching anything; return the seconds it took."""
        begun = monotonic()
        self.qtbot.waitUntil(holds, timeout=round(within_s * 1000))
        return monotonic() - begun

    def fill(self, desk: OpenDesk) -> IntakePage:
        """Fill the intake form of a desk in, as far as it can be registered."""
        page = desk.page(IntakePage, "intake")
        form = desk.desk.choices.form(desk.actor, _procedure_id(desk.desk))
        page.sheet.take_procedure(
            ProcedureChoice(form.procedure_id, BIRTH.code, form.name, form.field)
        )
        self.settle()
        page.handle_scan(CARD)
        page.sheet.papers.mark_all()
        papers = page.sheet.papers.table.papers
        for row, entry in enumerate(papers.entries):
            if not entry.is_present:
                papers.flip(row)
        self.settle()
        return page


def _procedure_id(desk: Services) -> int:
    with desk.database.read() as session:
        return session.scalars(select(Procedure.id).where(Procedure.code == BIRTH.code)).one()


@contextmanager
def a_room(qtbot: QtBot, folder: Path, open_store: Open, count: int) -> Iterator[Room]:
    """Open so many counters of one office; the last one's window is the one in use."""
    clock = running_clock()
    database = open_store()
    admin = an_office(database, clock)
    agency = an_agency(database)
    catalogue(Transactions(database, clock), admin, BIRTH)
    actors = [an_officer(database, f"canbo.{number}") for number in range(count)]
    database.close()
    desks = [_open(folder / actor.login, open_store, clock, actor) for actor in actors]
    case_id = desks[0].desk.choices.form(desks[0].actor, _procedure_id(desks[0].desk)).cases[0]
    room = Room(qtbot, desks, agency, case_id.case_id)
    try:
        for desk in desks:
            desk.window.show()
            desk.window.come_to_front()
            qtbot.waitUntil(desk.window.shell.isActiveWindow)
        room.settle()
        yield room
        room.settle()
    finally:
        for desk in desks:
            desk.window.take_down()
            desk.tasks.drain()
            desk.desk.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _open(folder: Path, open_store: Open, clock: Clock, actor: Actor) -> OpenDesk:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    file = SettingsFile(folder)
    papers = folder / "pdf"
    papers.mkdir(parents=True)
    file.save(Settings(station=actor.login, pdf_folder=str(papers)))
    desk = services_over(open_store(), folder, clock, actor.login)
    refusals: list[UserError] = []

    def refused(error: UserError) -> None:
        refusals.append(error)
        window.messages.refused(error)

    tasks = Tasks(refused, _fail)
    window = CounterWindow(app, desk, actor, file=file, tasks=tasks)
    return OpenDesk(desk, actor, tasks, window, refusals)


def _fail(error: BaseException) -> None:
    raise error


def press_register() -> None:
    """Press Ctrl+Enter where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
