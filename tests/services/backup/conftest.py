"""A machine with a counter at work, and its backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.backup.backups import Backups
from tests.services.backup.builders import Machine, a_machine
from tests.services.desk_builders import Counter
from tests.services.store_builders import FakeTime


@pytest.fixture
def working(tmp_path: Path, empty_store: Path, time: FakeTime) -> Iterator[tuple[Machine, Counter]]:
    machine, counter = a_machine(tmp_path, empty_store, time)
    yield machine, counter
    counter.database.close()


@pytest.fixture
def machine(working: tuple[Machine, Counter]) -> Machine:
    return working[0]


@pytest.fixture
def counter(working: tuple[Machine, Counter]) -> Counter:
    return working[1]


@pytest.fixture
def backups(machine: Machine, counter: Counter) -> Backups:
    return machine.backups(counter)


@pytest.fixture(scope="module")
def at_rest(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> tuple[Machine, Path]:
    """A machine whose program is closed, and a backup: for what must change nothing there."""
    machine, counter = a_machine(tmp_path_factory.mktemp("rest"), empty_store, FakeTime())
    counter.returned("Trước Sao Lưu")
    made = machine.backups(counter).make()
    counter.database.close()
    return machine, made.path


@pytest.fixture
def backup(counter: Counter, backups: Backups) -> Path:
    """A backup of a counter with two dossiers; a third came after it."""
    counter.returned("Trước Sao Lưu")
    counter.code("Cũng Trước")
    made = backups.make()
    counter.code("Sau Sao Lưu")
    return made.path
