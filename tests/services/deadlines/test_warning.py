"""By when a citizen must have heard, and how long a supplement is waited for."""

import pytest

from app.errors import InvalidInputError
from app.services.deadlines.calendar import WorkingHours
from app.services.deadlines.due import due_date
from app.services.deadlines.judging import closure_due, reply_by, warn_from
from tests.services.deadlines.offices import (
    ORDINARY,
    SATURDAY_MORNINGS,
    an_office,
    at,
    days,
    said,
)


@pytest.mark.parametrize(
    ("hours", "due", "expected", "why"),
    [
        (ORDINARY, "2026-03-05 09:00", "2026-03-04 09:00", "the day before"),
        (ORDINARY, "2026-03-09 17:00", "2026-03-06 17:00", "over a weekend"),
        (ORDINARY, "2026-11-25 10:00", "2026-11-23 10:00", "24/11 off"),
        (ORDINARY, "2026-02-23 09:00", "2026-02-13 09:00", "over Tết"),
        (ORDINARY, "2026-01-12 09:00", "2026-01-10 09:00", "a worked Saturday"),
        (ORDINARY, "2026-01-05 09:00", "2025-12-31 09:00", "over the new year"),
        (ORDINARY, "2026-03-08 09:00", "2026-03-06 09:00", "promised on a day off"),
        (SATURDAY_MORNINGS, "2026-03-09 09:00", "2026-03-07 09:00", "Saturday is worked"),
        (SATURDAY_MORNINGS, "2026-03-09 14:00", "2026-03-07 11:30", "Saturday closes earlier"),
    ],
)
def test_warning_is_due_one_working_day_before(
    hours: WorkingHours, due: str, expected: str, why: str
) -> None:
    assert said(warn_from(at(due), an_office(hours))) == expected, why


@pytest.mark.parametrize(
    ("received", "expected", "why"),
    [
        ("2026-03-02 09:00", "2026-03-05 09:00", "Tue, Wed, Thu"),
        ("2026-03-06 16:00", "2026-03-11 16:00", "over a weekend"),
        ("2026-11-23 08:00", "2026-11-27 08:00", "24/11 off"),
        ("2026-02-12 10:00", "2026-02-24 10:00", "Fri 13, Mon 23, Tue 24"),
        ("2026-03-07 10:00", "2026-03-11 17:00", "Saturday is not counted: Mon, Tue, Wed"),
        ("2026-03-02 18:00", "2026-03-05 17:00", "after closing: the end of the day"),
        ("2026-03-02 12:00", "2026-03-05 13:30", "at lunch"),
        ("2026-01-08 09:00", "2026-01-12 09:00", "Fri 9, worked Sat 10, Mon 12"),
    ],
)
def test_reply_is_due_three_working_days_after_receipt(
    received: str, expected: str, why: str
) -> None:
    assert said(reply_by(at(received), an_office())) == expected, why


@pytest.mark.parametrize("received", ["2026-03-07 11:45", "2026-03-07 11:30", "2026-03-04 14:00"])
def test_reply_is_counted_as_a_case_of_three_days_is(received: str) -> None:
    office = an_office(SATURDAY_MORNINGS)

    assert reply_by(at(received), office) == due_date(at(received), days("3"), office).due_at


@pytest.mark.parametrize(
    ("asked", "wanted", "expected", "why"),
    [
        ("2026-03-02 09:00", 1, "2026-03-03 17:00", "the whole of the next day"),
        ("2026-03-02 09:00", 15, "2026-03-17 17:00", "2 + 15"),
        ("2026-03-02 16:59", 5, "2026-03-09 17:00", "Sat 7 is off"),
        ("2026-02-06 09:00", 10, "2026-02-23 17:00", "Tết"),
        ("2026-11-14 09:00", 10, "2026-11-25 17:00", "asked on a Saturday; 24/11 off"),
        ("2026-12-31 23:30", 30, "2027-02-01 17:00", "30/1/2027 is a Saturday"),
        ("2026-01-09 09:00", 1, "2026-01-10 17:00", "a worked Saturday"),
    ],
)
def test_supplement_is_waited_for_to_the_end_of_a_working_day(
    asked: str, wanted: int, expected: str, why: str
) -> None:
    assert said(closure_due(at(asked), wanted, an_office())) == expected, why


@pytest.mark.parametrize("wanted", [0, -3])
def test_waiting_takes_at_least_a_day(wanted: int) -> None:
    with pytest.raises(InvalidInputError, match="từ 1 trở lên") as caught:
        closure_due(at("2026-03-02 09:00"), wanted, an_office())
    assert caught.value.field == "closure_days"
