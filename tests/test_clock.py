"""The office's clock where the calendar ends: an answer, and in order."""

from datetime import UTC, date, datetime, time

from app.clock import end_of_day, from_local, local_date, start_of_day, to_local


def test_a_day_begins_and_ends_at_the_office() -> None:
    day = date(2026, 11, 23)
    assert start_of_day(day) == datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert end_of_day(day) == datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert local_date(datetime(2026, 11, 22, 17, tzinfo=UTC)) == day


def test_the_first_and_the_last_day_end_where_the_calendar_does() -> None:
    assert start_of_day(date.min) < end_of_day(date.min) < start_of_day(date.max)
    assert start_of_day(date.max) < end_of_day(date.max)
    assert from_local(date.min, time(1)).tzinfo is UTC
    assert to_local(datetime.max.replace(tzinfo=UTC)).date() == date.max
