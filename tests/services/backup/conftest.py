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
