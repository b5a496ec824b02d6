"""The start is not held up by looks through what will stay anyway."""

import gc
from collections.abc import Iterator

import pytest

from app.bootstrap.gc_paused import unhindered


@pytest.fixture(autouse=True)
def _nothing_stays_frozen() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_nothing_is_collected_within_and_what_came_is_set_aside() -> None:
    gc.unfreeze()
    with unhindered():
        assert not gc.isenabled()
        brought = [[number] for number in range(1_000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(brought)


def test_collecting_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="no store"), unhindered():
        raise ValueError("no store")
    assert gc.isenabled()
