"""A fresh store, a clock that moves when told, and an office, for each test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.clock import Clock
from app.models.database import Database
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from tests.services.store_builders import FakeTime, a_store, an_office


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return Clock(time)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    store = a_store(tmp_path / "data")
    yield store
    store.close()


@pytest.fixture
def admin(database: Database, clock: Clock) -> Actor:
    return an_office(database, clock)


@pytest.fixture
def tx(database: Database, clock: Clock) -> Transactions:
    return Transactions(database, clock)
