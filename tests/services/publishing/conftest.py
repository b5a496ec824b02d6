"""A store for each test that writes, and one that tests of refusals and readings share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.clock import Clock
from app.models.database import Database
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.publishing.publishing import Publishing
from tests.services.store_builders import FakeTime, a_copied_store, an_office


@pytest.fixture
def database(tmp_path: Path, empty_store: Path) -> Iterator[Database]:
    """A fresh SQLite store: nothing of the register is in a dialect of SQL."""
    store = a_copied_store(empty_store, tmp_path)
    yield store
    store.close()


@pytest.fixture
def publishing(tx: Transactions) -> Publishing:
    return Publishing(tx)


@pytest.fixture(scope="module")
def still(
    tmp_path_factory: pytest.TempPathFactory, empty_store: Path
) -> Iterator[tuple[Publishing, Actor]]:
    """A register that no test of the module writes into, and who keeps it."""
    store = a_copied_store(empty_store, tmp_path_factory.mktemp("still"))
    clock = Clock(FakeTime())
    actor = an_office(store, clock)
    yield Publishing(Transactions(store, clock)), actor
    store.close()
