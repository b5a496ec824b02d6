"""The dossier page at a counter."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.services.forms.records import FormData
from app.services.ledger.records import Actor
from app.ui.dossiers.act_table import DOSSIER_ACTIONS
from app.ui.dossiers.dossiers_page import DossiersPage
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.contexts import services_of
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
def services(counter: Counter, tmp_path: Path) -> Services:
    return services_of(counter)


@pytest.fixture
def make_page(ground: Ground, services: Services, qtbot: QtBot, papers: list[FormData]) -> MakePage:
    def typeset(data: FormData) -> Pages:
        papers.append(data)
        return Pages(data)

    def make(actor: Actor) -> DossiersPage:
        context = ground.context(actor, printing=SimpleNamespace(typeset=typeset))
        page = DossiersPage(context, services)
        qtbot.addWidget(page)
        ground.tasks.changed.connect(page.refresh)
        page.activated()
        return page

    return make


@pytest.fixture
def page(counter: Counter, make_page: MakePage) -> DossiersPage:
    return make_page(counter.officer)
