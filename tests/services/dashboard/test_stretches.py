"""What a trend is drawn over: stretches that follow each other and end with the period."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.dashboard import stretches

DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2019, 6, 30), date(2019, 6, 30), ("23/06", "30/06")),
        (date(2019, 6, 1), date(2019, 6, 30), ("06/05", "24/06")),
        (date(2019, 4, 1), date(2019, 6, 30), ("11/18", "06/19")),
        (date(2019, 3, 15), date(2019, 6, 14), ("11/18", "06/19")),
        (date(2019, 1, 1), date(2019, 12, 31), ("I/2018", "IV/2019")),
    ],
)
def test_a_period_is_seen_beside_the_seven_stretches_before_its_end(
    first: date, last: date, names: tuple[str, str]
) -> None:
    made = stretches(first, last, date(2026, 1, 1))
    assert len(made) == 8
    assert (made[0].name, made[-1].name) == names
    assert made[-1].last_day == last


@given(DAYS, st.integers(0, 400), st.integers(-5, 500))
def test_no_day_is_left_out_or_counted_twice(first: date, length: int, lived: int) -> None:
    made = stretches(first, first + timedelta(days=length), first + timedelta(days=lived))
    for earlier, later in pairwise(made):
        assert earlier.first_day <= earlier.last_day
        assert later.first_day - earlier.last_day == timedelta(days=1)


def test_a_period_that_still_lasts_is_drawn_up_to_today() -> None:
    made = stretches(date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 23))
    assert (made[-1].name, made[-1].last_day) == ("11/26", date(2026, 11, 23))
