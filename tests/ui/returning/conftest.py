"""The return page at a counter."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.returning.parts import RETURNING_ACTIONS, ReturningParts, ReturningServices
from app.ui.returning.returning_page import ReturningPage
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.desk_pages import Ground


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
def page(counter: Counter, ground: Ground, qtbot: QtBot) -> ReturningPage:
    made = ReturningPage(
        ReturningParts(
            tasks=ground.tasks,
            actions=ground.actions,
            messages=ground.messages,
            clock=counter.clock,
            actor=lambda: counter.officer,
            services=ReturningServices(
                returning=counter.returning, decisions=counter.decisions, scans=counter.scans
            ),
            print_job=ground.print_job,
            open_dossier=ground.open_dossier,
        ),
        filter_after_ms=0,
    )
    qtbot.addWidget(made)
    ground.tasks.changed.connect(made.refresh)
    made.activated()
    return made
