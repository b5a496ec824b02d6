"""A counter with two agencies for each test of handoffs and returns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime


@pytest.fixture
def counter(tmp_path: Path, time: FakeTime) -> Iterator[Counter]:
    made = a_counter(tmp_path, time)
    yield made
    made.database.close()
