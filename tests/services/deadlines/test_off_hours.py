"""A receipt on a day off and one after closing follow one rule of the office."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given

from app.clock import to_local
from app.services.deadlines.counting import is_off_hours, moment
from app.services.deadlines.due import due_date
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import OffHoursRule, TimeUnit
from tests.services.deadlines.offices import an_office, at, days, said
from tests.services.deadlines.strategies import Case, cases, modest

DAY_OF_RECEIPT, NEXT_OPENING = OffHoursRule.DAY_OF_RECEIPT, OffHoursRule.NEXT_OPENING

# Each line: received, value, unit, due by the day of receipt, due by the next opening, why.
CASES = [
    ("2026-11-21 09:00", "3", "working_day", "11-26 17:00", "11-27 07:30", "Sat; 24/11 is off"),
    ("2026-11-27 23:00", "1", "working_day", "11-30 17:00", "12-01 07:30", "Fri after closing"),
    ("2026-11-28 00:30", "1", "working_day", "11-30 17:00", "12-01 07:30", "ninety minutes later"),
    ("2026-11-29 12:00", "1", "working_day", "11-30 17:00", "12-01 07:30", "Sunday"),
    ("2026-11-27 17:00", "1", "working_day", "11-30 17:00", "11-30 17:00", "at closing: in time"),
    ("2026-11-27 06:00", "1", "working_day", "11-30 07:30", "11-30 07:30", "before opening: today"),
    ("2026-11-28 09:00", "0.5", "working_day", "11-30 11:30", "11-30 17:00", "half a day"),
    ("2026-11-28 09:00", "5", "calendar_day", "12-03 17:00", "12-07 07:30", "Thu; Sat, so Mon"),
    ("2026-11-27 18:00", "5", "calendar_day", "12-02 17:00", "12-07 07:30", "Wed; Sat, so Mon"),
    ("2026-11-28 09:00", "1", "month", "12-28 17:00", "12-30 07:30", "from the 28th; the 30th"),
    ("2026-11-28 09:00", "2", "working_hour", "11-30 09:30", "11-30 09:30", "hours run when open"),
    ("2026-11-28 09:00", "0", "same_day", "11-30 17:00", "11-30 17:00", "the next working day"),
]


@pytest.mark.parametrize(("received", "value", "unit", "literal", "opening", "why"), CASES)
def test_receipt_outside_working_hours_follows_the_rule_of_the_office(
    received: str, value: str, unit: str, literal: str, opening: str, why: str
) -> None:
    limit = TimeLimit(Decimal(value), TimeUnit(unit))

    def due(rule: OffHoursRule) -> str:
        found = due_date(at(received), replace(limit, off_hours=rule), an_office())
        return said(found.due_at)

    expected = (f"2026-{literal}", f"2026-{opening}")
    assert (due(DAY_OF_RECEIPT), due(NEXT_OPENING)) == expected, why


def test_law_to_the_letter_is_the_default() -> None:
    assert days("1").off_hours is DAY_OF_RECEIPT


@modest
@given(cases)
def test_receipt_in_working_hours_is_the_same_under_every_rule(case: Case) -> None:
    assume(not is_off_hours(moment(case.received), case.calendar))
    dues = {
        due_date(case.received, replace(case.limit, off_hours=rule), case.calendar).due_at
        for rule in OffHoursRule
    }

    assert len(dues) == 1


@modest
@given(cases)
def test_law_to_the_letter_is_never_due_later_than_the_next_opening(case: Case) -> None:
    def due_day(rule: OffHoursRule) -> object:
        due = due_date(case.received, replace(case.limit, off_hours=rule), case.calendar)
        assert due.due_at is not None
        return to_local(due.due_at).date().toordinal()

    assert due_day(DAY_OF_RECEIPT) <= due_day(NEXT_OPENING)  # type: ignore[operator]
