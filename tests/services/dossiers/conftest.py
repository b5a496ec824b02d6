"""One counter for many random questions: they change nothing."""

from collections.abc import Iterator

import pytest

from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime


@pytest.fixture(scope="session")
def shared_counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    made = a_counter(tmp_path_factory.mktemp("shared"), FakeTime())
    made.code()
    yield made
    made.database.close()
