"""The custody page at a counter with papers in two agencies, late, on the way and at rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.services.ledger.records import Actor
from app.ui.custody.page import CustodyPage
from app.ui.shell.page_actions import CUSTODY_ACTIONS
from app.vocabulary.people import Role
from tests.office_life.ready import a_counter_after
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor
from tests.ui.contexts import services_of
from tests.ui.desk_pages import Ground

MakePage = Callable[[Actor], CustodyPage]


@dataclass(frozen=True, slots=True)
class Papers:
    """A counter and the codes of its papers."""

    counter: Counter
    services: Services
    deputy: Actor
    late: str
    moving: str
    here: str


def _live(counter: Counter) -> tuple[Actor, str, str, str]:
    """Let papers be late, on the way and at rest; return a deputy and their codes."""
    late = counter.at_agency("Lê Văn Trễ")
    counter.time.advance(timedelta(days=14))
    moving, here = counter.code("Trần Thị Đi"), counter.code("Phạm Ở Đây")
    counter.handoffs.send(counter.officer, counter.culture, [moving])
    return an_actor(counter.database, Role.OFFICER, login="canbo.b"), late, moving, here


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Papers]:
    counter, told = a_counter_after(_live, tmp_path)
    yield Papers(counter, services_of(counter), *told)
    counter.database.close()


@pytest.fixture
def ground(papers: Papers, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(papers.counter, window, *CUSTODY_ACTIONS)


@pytest.fixture
def make_page(papers: Papers, ground: Ground, qtbot: QtBot) -> MakePage:
    def make(actor: Actor) -> CustodyPage:
        page = CustodyPage(ground.context(actor), papers.services)
        qtbot.addWidget(page)
        ground.tasks.changed.connect(page.refresh)
        page.show()
        QTest.qWaitForWindowActive(page)
        page.activated()
        return page

    return make
