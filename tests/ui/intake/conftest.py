"""The intake page on the screen, over a fresh store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.paths import STORE_NAME
from tests.ui.dressing import dress
from tests.ui.inline import InlineTasks
from tests.ui.intake.desk import BlankPages, Desk, a_desk, found_counter


@pytest.fixture(scope="session")
def counter_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an office, an officer and three procedures, to copy for each test."""
    folder = tmp_path_factory.mktemp("blank")
    found_counter(folder)
    return folder / STORE_NAME


@pytest.fixture
def tasks(qapp: QApplication) -> InlineTasks:
    return InlineTasks()


@pytest.fixture
def desk(qtbot: QtBot, tasks: InlineTasks, tmp_path: Path, counter_store: Path) -> Iterator[Desk]:
    dress()
    made = a_desk(tasks, tmp_path, counter_store, BlankPages)
    qtbot.addWidget(made.page)
    made.page.resize(1178, 662)
    with qtbot.waitActive(made.page):
        made.page.show()
    made.page.activated()
    yield made
    made.database.close()
