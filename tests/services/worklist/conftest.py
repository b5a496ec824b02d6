"""The work list of a counter, on both databases."""

import pytest

from tests.services.desk_builders import Counter
from tests.services.worklist.works import Works, the_works


@pytest.fixture
def works(counter: Counter) -> Works:
    return the_works(counter)
