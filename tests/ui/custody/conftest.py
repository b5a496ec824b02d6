"""The custody page at a counter with papers in two agencies, late, on the way and at rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.keeping.board import CustodyBoard
from app.services.keeping.keepers import Keepers
from app.services.keeping.records import CustodyView
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import CalendarCache
from app.ui.custody.page import CustodyPage
from app.ui.custody.parts import CUSTODY_ACTIONS, CustodyParts, CustodyServices
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, an_actor
from tests.ui.desk_pages import Ground

MakePage = Callable[[Actor], CustodyPage]


@dataclass(frozen=True, slots=True)
class Papers:
    """A counter and the codes of its papers."""

    counter: Counter
    services: CustodyServices
    deputy: Actor
    late: str
    moving: str
    here: str


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Papers]:
    counter = a_counter(tmp_path, FakeTime())
    late = counter.code("Lê Văn Trễ")
    counter.handoffs.send(counter.officer, counter.economy, [late])
    counter.handoffs.accept(counter.economy_officer, [late])
    counter.time.advance(timedelta(days=14))
    moving, here = counter.code("Trần Thị Đi"), counter.code("Phạm Ở Đây")
    counter.handoffs.send(counter.officer, counter.culture, [moving])
    tx = Transactions(counter.database, counter.clock)
    services = CustodyServices(
        board=CustodyBoard(tx, CalendarCache()), keepers=Keepers(tx), scans=counter.scans
    )
    deputy = an_actor(counter.database, Role.OFFICER, login="canbo.b")
    yield Papers(counter, services, deputy, late, moving, here)
    counter.database.close()


@pytest.fixture
def ground(papers: Papers, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(papers.counter, window, *CUSTODY_ACTIONS)


@pytest.fixture
def exported() -> list[tuple[CustodyView, Path]]:
    return []


@pytest.fixture
def make_page(
    papers: Papers,
    ground: Ground,
    exported: list[tuple[CustodyView, Path]],
    tmp_path: Path,
    qtbot: QtBot,
) -> MakePage:
    def make(actor: Actor) -> CustodyPage:
        page = CustodyPage(
            CustodyParts(
                tasks=ground.tasks,
                actions=ground.actions,
                messages=ground.messages,
                clock=papers.counter.clock,
                actor=lambda: actor,
                services=papers.services,
                open_dossier=ground.open_dossier,
                ask_path=lambda _page, name: tmp_path / name,
                write=lambda view, path: exported.append((view, path)),
            )
        )
        qtbot.addWidget(page)
        ground.tasks.changed.connect(page.refresh)
        page.show()
        QTest.qWaitForWindowActive(page)
        page.activated()
        return page

    return make
