"""The dossier page at a counter."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.printing.scans import scan_pages
from app.services.files.attachments import Attachments
from app.services.files.kinds import media_type_of
from app.services.forms.records import FormData
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows
from app.services.ledger.transactions import Transactions
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.dossiers.parts import DOSSIER_ACTIONS, DossierParts, DossierServices
from app.ui.files.parts import FilesParts
from tests.seals import a_file_folder
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.desk_pages import Ground
from tests.ui.dossiers.papers import Pages

MakePage = Callable[[Actor], DossiersPage]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    yield made
    made.database.close()


@pytest.fixture
def ground(counter: Counter, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(counter, window, *DOSSIER_ACTIONS)


@pytest.fixture
def papers() -> list[FormData]:
    """Every form that was set to be looked at before it is printed, in order."""
    return []


@pytest.fixture
def make_page(
    counter: Counter, ground: Ground, qtbot: QtBot, papers: list[FormData], tmp_path: Path
) -> MakePage:
    tx = Transactions(counter.database, counter.clock)

    def typeset(data: FormData) -> Pages:
        papers.append(data)
        return Pages(data)

    def make(actor: Actor) -> DossiersPage:
        page = DossiersPage(
            DossierParts(
                tasks=ground.tasks,
                actions=ground.actions,
                messages=ground.messages,
                clock=counter.clock,
                actor=lambda: actor,
                services=DossierServices(
                    tracking=counter.tracking,
                    search=counter.search,
                    decisions=counter.decisions,
                    handoffs=counter.handoffs,
                    office=counter.office,
                    queue=counter.prints,
                    reasons=counter.reasons,
                    same_day=counter.same_day,
                    rescheduling=counter.rescheduling,
                    control_slips=counter.control_slips,
                    late_reasons=counter.late_reasons,
                ),
                may_say_why=lambda: allows(Right.DECIDE, actor.roles),
                typeset=typeset,
                files=FilesParts(
                    tasks=ground.tasks,
                    messages=ground.messages,
                    actor=lambda: actor,
                    attachments=Attachments(tx, a_file_folder(tmp_path / "files"), media_type_of),
                    pages=scan_pages,
                ),
                print_job=ground.print_job,
            )
        )
        qtbot.addWidget(page)
        ground.tasks.changed.connect(page.refresh)
        page.activated()
        return page

    return make


@pytest.fixture
def page(counter: Counter, make_page: MakePage) -> DossiersPage:
    return make_page(counter.officer)
