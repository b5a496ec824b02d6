"""The return page at a counter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.forms.records import FormData
from app.ui.returning.returning_page import ReturningPage
from app.ui.shell.page_actions import RETURNING_ACTIONS
from app.ui.widgets.pdf_view import PagePixels, PageSource
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.contexts import AnsweringDialogs, services_of
from tests.ui.desk_pages import Ground


@dataclass
class Papers:
    """Forms asked for, receipts looked at, files written."""

    folder: Path
    set: list[FormData] = field(default_factory=list)
    dialogs: AnsweringDialogs = field(init=False)
    served: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dialogs = AnsweringDialogs(*[self.folder] * 9)

    def typeset(self, data: FormData) -> PageSource:
        self.set.append(data)
        return NoPages()


class NoPages:
    """A document without pages."""

    sizes: Sequence[tuple[float, float]] = ()

    def render(self, page: int, dpi: float) -> PagePixels:
        raise NotImplementedError


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    yield made
    made.database.close()


@pytest.fixture
def ground(counter: Counter, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(counter, window, *RETURNING_ACTIONS)


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return Papers(tmp_path)


@pytest.fixture
def page(
    counter: Counter, ground: Ground, papers: Papers, qtbot: QtBot, tmp_path: Path
) -> ReturningPage:
    context = ground.context(
        counter.officer,
        printing=SimpleNamespace(typeset=papers.typeset),
        files=papers.dialogs,
        served=papers.served.append,
    )
    made = ReturningPage(context, services_of(counter), filter_after_ms=0)
    qtbot.addWidget(made)
    ground.tasks.changed.connect(made.refresh)
    made.activated()
    return made
