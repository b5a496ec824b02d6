"""The intake page on the screen, over a fresh store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.paths import STORE_NAME
from app.ui.theme import apply_theme
from tests.services.store_builders import a_store
from tests.ui.inline import InlineTasks
from tests.ui.intake.desk import Desk, a_desk


@pytest.fixture(scope="session")
def blank_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store to copy: creating one runs every migration."""
    folder = tmp_path_factory.mktemp("blank")
    a_store(folder).close()
    return folder / STORE_NAME


@pytest.fixture
def tasks(qapp: QApplication) -> InlineTasks:
    return InlineTasks()


@pytest.fixture
def desk(qtbot: QtBot, tasks: InlineTasks, tmp_path: Path, blank_store: Path) -> Iterator[Desk]:
    apply_theme(QApplication.instance(), "light")  # type: ignore[arg-type]
    made = a_desk(tasks, tmp_path, blank_store)
    qtbot.addWidget(made.page)
    made.page.resize(1178, 662)
    with qtbot.waitActive(made.page):
        made.page.show()
    made.page.activated()
    yield made
    made.database.close()
