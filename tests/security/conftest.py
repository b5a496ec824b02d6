"""Ground of the checklist: one office at work on a real store, and its programs' own sources."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.paths import STORE_NAME
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_copied_store, a_store


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store to copy: creating one runs every migration."""
    folder = tmp_path_factory.mktemp("empty")
    a_store(folder).close()
    return folder / STORE_NAME


@pytest.fixture
def counter(tmp_path: Path, empty_store: Path, time: FakeTime) -> Iterator[Counter]:
    database = a_copied_store(empty_store, tmp_path)
    yield a_counter(tmp_path, time, database)
    database.close()
