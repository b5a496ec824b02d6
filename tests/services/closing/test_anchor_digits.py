"""The chain head as digits: there and back, and a slip of the pen is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInputError
from app.services.closing.confirming import (
    ANCHOR_DIGITS,
    Anchor,
    anchor_digits,
    in_groups,
    is_anchor,
    read_anchor,
)

ANCHORS = st.builds(Anchor, st.integers(1, 2**64 - 1), st.binary(min_size=32, max_size=32))


@given(ANCHORS)
def test_digits_read_back(anchor: Anchor) -> None:
    digits = anchor_digits(anchor)
    assert len(digits) == ANCHOR_DIGITS
    assert read_anchor(digits) == anchor
    assert read_anchor(in_groups(digits)) == anchor


@given(ANCHORS, st.integers(1, 99), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(anchor: Anchor, at: int, by: int) -> None:
    digits = anchor_digits(anchor)
    wrong = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]
    with pytest.raises(InvalidInputError):
        read_anchor(wrong)


@pytest.mark.parametrize("text", ["", "1" * 99, "2" + "0" * 99, "1" * 101, "1" + "x" * 99])
def test_other_shapes_are_no_anchor(text: str) -> None:
    assert not is_anchor(text)
    with pytest.raises(InvalidInputError):
        read_anchor(text)


def test_what_is_no_log_entry_is_not_written() -> None:
    with pytest.raises(ValueError, match="log entry"):
        anchor_digits(Anchor(0, bytes(32)))
    with pytest.raises(ValueError, match="log entry"):
        anchor_digits(Anchor(1, bytes(31)))
