"""A page over a fresh store for each test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.clock import Clock
from tests.services.store_builders import FakeTime, a_store, an_office
from tests.ui.catalogue.builders import Bench, a_bench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    database, clock = a_store(tmp_path / "data"), Clock(FakeTime())
    made = a_bench(database, tmp_path, an_office(database, clock))
    qtbot.addWidget(made.page)
    yield made
    database.close()
