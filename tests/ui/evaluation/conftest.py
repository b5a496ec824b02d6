"""A counter, and the tab of the evaluation over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.evaluation.pages import Desk, a_desk


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    yield made
    made.database.close()


@pytest.fixture
def desk(counter: Counter, tmp_path: Path, qtbot: QtBot) -> Desk:
    return a_desk(counter, tmp_path, qtbot)
