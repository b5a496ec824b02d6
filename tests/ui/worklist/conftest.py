"""The work list page at a counter with something of every urgency."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.ledger.records import Actor
from app.ui.shell.page_actions import WORK_ACTIONS
from app.ui.worklist.page import WorkListPage
from tests.services.desk_builders import a_counter
from tests.services.store_builders import FakeTime
from tests.services.worklist.works import Works, the_works
from tests.ui.contexts import services_of
from tests.ui.desk_pages import Ground

MakePage = Callable[[Actor], WorkListPage]


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
def make_page(works: Works, ground: Ground, tmp_path: Path, qtbot: QtBot) -> MakePage:
    services = services_of(works.counter, work_list=works.list)

    def make(actor: Actor) -> WorkListPage:
        page = WorkListPage(ground.context(actor), services)
        qtbot.addWidget(page)
        ground.tasks.changed.connect(page.refresh)
        page.show()
        QTest.qWaitForWindowActive(page)
        page.activated()
        return page

    return make
