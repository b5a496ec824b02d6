"""The work list page at a counter with something of every urgency."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.ledger.records import Actor
from app.services.worklist.records import OfEntry
from app.ui.worklist.page import WorkListPage
from app.ui.worklist.parts import WORK_ACTIONS, WorkExport, WorkListParts
from app.vocabulary.dossiers import Action
from tests.services.desk_builders import a_counter
from tests.services.store_builders import FakeTime
from tests.services.worklist.works import Works, the_works
from tests.ui.desk_pages import Ground

MakePage = Callable[[Actor], WorkListPage]
Asked = list[tuple[str, Action]]


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    made = the_works(a_counter(tmp_path, FakeTime()))
    yield made
    made.counter.database.close()


@pytest.fixture
def ground(works: Works, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(works.counter, window, *WORK_ACTIONS)


@pytest.fixture
def asked() -> Asked:
    """What the page asked the window to open for an act."""
    return []


@pytest.fixture
def opened() -> list[int | OfEntry]:
    """What else the page asked the window to open: petitions by id, entries of registers."""
    return []


@pytest.fixture
def exported() -> list[Path]:
    return []


@pytest.fixture
def make_page(
    works: Works,
    ground: Ground,
    asked: Asked,
    opened: list[int | OfEntry],
    exported: list[Path],
    tmp_path: Path,
    qtbot: QtBot,
) -> MakePage:
    def make(actor: Actor) -> WorkListPage:
        page = WorkListPage(
            WorkListParts(
                tasks=ground.tasks,
                actions=ground.actions,
                messages=ground.messages,
                clock=works.counter.clock,
                actor=lambda: actor,
                work=works.list,
                open_dossier=ground.open_dossier,
                open_for=lambda code, action: asked.append((code, action)),
                open_petition=opened.append,
                open_entry=opened.append,
                export=WorkExport(
                    ask_path=lambda _page, name: tmp_path / name, write=exported.append
                )
                if actor == works.supervisor
                else None,
            )
        )
        qtbot.addWidget(page)
        ground.tasks.changed.connect(page.refresh)
        page.show()
        QTest.qWaitForWindowActive(page)
        page.activated()
        return page

    return make
