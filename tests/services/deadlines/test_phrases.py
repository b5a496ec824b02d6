"""How quantities of time are said, on both sides of each unit."""

from datetime import date, timedelta

import pytest

from app.services.deadlines.phrases import (
    day_text,
    duration_text,
    short_day,
    short_range,
    span_text,
)


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (timedelta(), "0 phút"),
        (timedelta(seconds=59), "0 phút"),
        (timedelta(minutes=1), "1 phút"),
        (timedelta(minutes=59, seconds=59), "59 phút"),
        (timedelta(hours=1), "1 giờ"),
        (timedelta(hours=1, seconds=59), "1 giờ"),
        (timedelta(hours=1, minutes=1), "1 giờ 1 phút"),
        (timedelta(hours=25), "25 giờ"),
    ],
)
def test_working_time_is_said_in_hours_and_minutes(duration: timedelta, said: str) -> None:
    assert duration_text(duration) == said


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(), "0 phút"),
        (timedelta(hours=23, minutes=59), "23 giờ 59 phút"),
        (timedelta(days=1), "1 ngày"),
        (timedelta(days=1, seconds=59), "1 ngày"),
        (timedelta(days=1, minutes=1), "1 ngày 1 phút"),
        (timedelta(days=1, minutes=1, seconds=1), "1 ngày 1 phút"),
        (timedelta(days=1, minutes=2), "1 ngày 2 phút"),
        (timedelta(days=1, hours=1), "1 ngày 1 giờ"),
        (timedelta(days=2, hours=3, minutes=4), "2 ngày 3 giờ 4 phút"),
    ],
)
def test_calendar_time_is_said_in_days_too(span: timedelta, said: str) -> None:
    assert span_text(span) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), "24/11"),
        (date(2026, 8, 29), date(2026, 8, 30), "29–30/08"),
        (date(2026, 8, 31), date(2026, 9, 2), "31/08–02/09"),
        (date(2026, 8, 29), date(2027, 8, 30), "29/08–30/08"),
    ],
)
def test_a_range_of_days_says_its_month_once(first: date, last: date, said: str) -> None:
    assert short_range(first, last) == said


def test_a_day_says_its_weekday_and_its_year_where_that_is_another() -> None:
    assert day_text(date(2026, 9, 7)) == "07/09/2026 (thứ Hai)"
    assert short_day(date(2026, 9, 7), 2026) == "07/09"
    assert short_day(date(2026, 9, 7), 2027) == "07/09/2026"
