"""A fresh store, a clock that moves when told, and an office, for each test that asks."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from app.clock import Clock
from app.models.database import Database
from app.paths import STORE_NAME
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_copied_store, a_store, an_office
from tests.whole import IS_WHOLE

if TYPE_CHECKING:
    from tests.postgres import Server


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return Clock(time)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store to copy: creating one runs every migration."""
    folder = tmp_path_factory.mktemp("empty")
    a_store(folder).close()
    return folder / STORE_NAME


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, empty_store: Path
) -> Iterator[Database]:
    """A fresh store at the newest schema, of each kind in turn."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        with server.migrated() as store:
            yield store
        return
    store = a_copied_store(empty_store, tmp_path)
    yield store
    store.close()


@pytest.fixture
def admin(database: Database, clock: Clock) -> Actor:
    return an_office(database, clock)


@pytest.fixture
def tx(database: Database, clock: Clock) -> Transactions:
    return Transactions(database, clock)


@pytest.fixture
def counter(tmp_path: Path, time: FakeTime, database: Database) -> Counter:
    return a_counter(tmp_path, time, database)


_ALWAYS_BOTH = ("services/ledger/", "services/custody/", "services/exchange/", "test_ready_stores")
_SHARE = 5


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run a fixed fifth of the tests on PostgreSQL too, and all where its locks are the point.

    Which fifth follows from a test's name alone, so that it is the same in every order.
    """
    if IS_WHOLE:
        return
    left = [item for item in items if _is_for_another_day(item.nodeid)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if not _is_for_another_day(item.nodeid)]


def _is_for_another_day(nodeid: str) -> bool:
    if "tests/services/" not in nodeid or "postgresql" not in nodeid:
        return False
    if any(area in nodeid for area in _ALWAYS_BOTH):
        return False
    return crc32(nodeid.encode()) % _SHARE != 0
