"""Worked cases: each due date was counted by hand on a calendar, and each line says how.

Receipts on a day off and after closing are counted here as releases before 0.6 did (`MIXED`);
`test_off_hours` has the two rules an office chooses from.
"""

from datetime import time, timedelta
from decimal import Decimal

import pytest

from app.services.deadlines.calendar import WorkingHours
from app.services.deadlines.counting import add_working_time
from app.services.deadlines.due import due_date, handover_due
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import DueTimeRule, OffHoursRule, TimeUnit
from tests.services.deadlines.offices import (
    ONE_STRETCH,
    ORDINARY,
    SATURDAY_MORNINGS,
    an_office,
    at,
    said,
)

# Each line: received, working days, due, why.
DAYS_OFF_AND_WORKED = [
    ("2019-04-26 09:00", "1", "2019-05-02 09:00", "29/4 swapped, 30/4, 1/5"),
    ("2019-04-26 09:00", "5", "2019-05-07 09:00", "Thu 2, Fri 3, worked Sat 4, Mon 6, Tue 7"),
    ("2019-02-01 09:00", "3", "2019-02-13 09:00", "Tết 4-8; Mon 11, Tue 12, Wed 13"),
    ("2019-04-12 09:00", "2", "2019-04-17 09:00", "15/4 in lieu of Sun 14; Tue 16, Wed 17"),
    ("2025-12-31 09:00", "1", "2026-01-05 09:00", "1/1, 2/1 swapped, weekend"),
    ("2026-01-09 09:00", "1", "2026-01-10 09:00", "Saturday worked for 2/1"),
    ("2025-04-25 09:00", "5", "2025-05-06 09:00", "worked Sat 26, Mon 28, Tue 29, Mon 5, Tue 6"),
    ("2026-04-24 09:00", "3", "2026-05-04 09:00", "27/4 in lieu; Tue 28, Wed 29, Mon 4"),
    ("2026-08-28 09:00", "3", "2026-09-07 09:00", "31/8-2/9 off; Thu 3, Fri 4, Mon 7"),
    ("2026-11-23 09:00", "1", "2026-11-25 09:00", "24/11 is Culture Day since 2026"),
    ("2025-11-21 09:00", "2", "2025-11-25 09:00", "24/11 was no day off in 2025: Mon 24, Tue 25"),
    ("2025-12-31 09:00", "5", "2026-01-09 09:00", "Mon 5 to Fri 9"),
    ("2026-01-09 09:00", "2", "2026-01-12 09:00", "worked Sat 10, Mon 12"),
    ("2018-12-28 09:00", "1", "2019-01-02 09:00", "Mon 31 swapped, 1/1"),
    ("2018-12-28 09:00", "4", "2019-01-05 09:00", "Wed 2, Thu 3, Fri 4, worked Sat 5"),
    ("2024-02-07 09:00", "1", "2024-02-15 09:00", "Tết Thu 8 to Wed 14"),
    ("2024-02-07 09:00", "7", "2024-02-23 09:00", "Thu 15, Fri 16, Mon 19 to Fri 23"),
    ("2024-04-26 09:00", "2", "2024-05-03 09:00", "29/4 swapped, 30/4, 1/5; Thu 2, Fri 3"),
    ("2024-04-26 09:00", "3", "2024-05-04 09:00", "and Saturday worked for 29/4"),
    ("2026-02-13 09:00", "1", "2026-02-23 09:00", "Tết Mon 16 to Fri 20 and two weekends"),
    ("2026-08-21 09:00", "1", "2026-08-22 09:00", "Saturday worked for 31/8"),
    ("2026-08-21 09:00", "2", "2026-08-24 09:00", "worked Sat 22, Mon 24"),
    ("2027-02-03 09:00", "2", "2027-02-12 09:00", "Tết Thu 4 to Wed 10; Thu 11, Fri 12"),
    ("2023-12-29 09:00", "1", "2024-01-02 09:00", "weekend, Mon 1/1"),
    ("2024-02-28 09:00", "2", "2024-03-01 09:00", "leap year: Thu 29/2, Fri 1/3"),
    ("2023-02-27 09:00", "2", "2023-03-01 09:00", "common year: Tue 28/2, Wed 1/3"),
    ("2026-11-02 09:00", "15", "2026-11-23 09:00", "4 + 5 + 5 days, Mon 23"),
    ("2026-11-02 09:00", "16", "2026-11-25 09:00", "24/11 off"),
    ("2026-11-23 09:00", "30", "2027-01-06 09:00", "3 + 4x5 by 25/12, 28-31/12 = 27, 4, 5, 6/1"),
    ("2026-11-20 09:00", "1", "2026-11-23 09:00", "over a weekend"),
]

# Each line: received, due after one working day, why.
TIMES_OF_DAY = [
    ("2026-03-02 07:05", "2026-03-03 07:30", "before opening: as the due day opens"),
    ("2026-03-02 07:30", "2026-03-03 07:30", "at opening"),
    ("2026-03-02 11:30", "2026-03-03 11:30", "the end of the morning is still the morning"),
    ("2026-03-02 11:50", "2026-03-03 13:30", "at lunch: the next working moment"),
    ("2026-03-02 13:29", "2026-03-03 13:30", "a minute before the afternoon"),
    ("2026-03-02 16:00", "2026-03-03 16:00", "after 15:00 moves the handover, not the due date"),
    ("2026-03-02 16:59", "2026-03-03 16:59", "the last minute"),
    ("2026-03-02 17:00", "2026-03-03 17:00", "at closing: end of the due day"),
    ("2026-03-02 18:20", "2026-03-03 17:00", "after closing: end of the due day"),
    ("2026-03-02 09:15:42", "2026-03-03 09:15", "seconds are not printed and not promised"),
    ("2026-03-07 10:00", "2026-03-10 07:30", "Saturday counts as Monday's opening"),
    ("2026-03-08 22:00", "2026-03-10 07:30", "and so does Sunday night"),
    ("2026-11-24 10:00", "2026-11-26 07:30", "a holiday counts as Wed 25 07:30"),
    ("2026-02-16 10:00", "2026-02-24 07:30", "Tết counts as Mon 23 07:30"),
    ("2026-01-10 10:00", "2026-01-12 10:00", "a worked Saturday is a working day"),
    ("2026-01-02 10:00", "2026-01-06 07:30", "the swapped Friday counts as Mon 5 07:30"),
]

# Each line: received, working days, due, why: the half is 11:30
HALVES = [
    ("2026-03-02 08:00", "0.5", "2026-03-02 17:00", "morning: that afternoon's end"),
    ("2026-03-02 06:30", "0.5", "2026-03-02 17:00", "before opening is morning"),
    ("2026-03-02 11:30", "0.5", "2026-03-02 17:00", "11:30 is still morning"),
    ("2026-03-02 11:31", "0.5", "2026-03-03 11:30", "lunch belongs to the afternoon"),
    ("2026-03-02 14:00", "0.5", "2026-03-03 11:30", "afternoon: the next morning's end"),
    ("2026-03-02 17:30", "0.5", "2026-03-03 11:30", "after closing is afternoon"),
    ("2026-03-06 14:00", "0.5", "2026-03-09 11:30", "over a weekend"),
    ("2026-01-09 14:00", "0.5", "2026-01-10 11:30", "Saturday worked"),
    ("2026-03-07 10:00", "0.5", "2026-03-09 17:00", "Saturday counts as Monday morning"),
    ("2026-11-23 15:00", "0.5", "2026-11-25 11:30", "24/11 off"),
    ("2026-03-02 08:00", "1.5", "2026-03-03 17:00", "Tue, then its afternoon"),
    ("2026-03-02 14:00", "1.5", "2026-03-04 11:30", "Tue, then Wed morning"),
    ("2026-08-28 09:00", "2.5", "2026-09-04 17:00", "Thu 3, Fri 4, then its afternoon"),
    ("2026-08-28 14:00", "2.5", "2026-09-07 11:30", "Thu 3, Fri 4, then Mon morning"),
]

# Each line: received, working hours, due, why: 4 h in the morning, 3 h 30 in the afternoon
HOURS = [
    ("2026-03-02 08:00", "1", "2026-03-02 09:00", "within the morning"),
    ("2026-03-02 07:30", "4", "2026-03-02 11:30", "used up as the morning ends: not 13:30"),
    ("2026-03-02 08:00", "4", "2026-03-02 14:00", "3:30, then 0:30 after lunch"),
    ("2026-03-02 08:00", "8", "2026-03-03 08:30", "3:30 + 3:30, then 1:00"),
    ("2026-03-02 07:30", "8", "2026-03-03 08:00", "a whole day is 7:30, then 0:30"),
    ("2026-03-06 16:00", "2", "2026-03-09 08:30", "1:00 on Friday, 1:00 on Monday"),
    ("2026-03-02 11:30", "1", "2026-03-02 14:30", "nothing is left of the morning"),
    ("2026-03-02 12:15", "1", "2026-03-02 14:30", "lunch does not count"),
    ("2026-03-02 06:00", "1", "2026-03-02 08:30", "before opening does not count"),
    ("2026-03-02 18:00", "1", "2026-03-03 08:30", "after closing does not count"),
    ("2026-11-23 15:20", "8", "2026-11-25 15:50", "1:40; 24/11 off; 4:00 + 2:20"),
    ("2026-03-07 10:00", "3", "2026-03-09 10:30", "Saturday counts as Monday 07:30"),
    ("2026-01-09 15:00", "4", "2026-01-10 09:30", "2:00, then 2:00 on the worked Saturday"),
    ("2026-03-02 07:30", "15", "2026-03-03 17:00", "two whole days"),
    ("2026-08-28 14:30", "24", "2026-09-07 16:00", "2:30 + 7:30 + 7:30, then 4:00 + 2:30"),
]

# Each line: received, days, due, why.
CALENDAR_DAYS = [
    ("2026-03-02 09:00", "15", "2026-03-17 09:00", "2 + 15"),
    ("2026-03-02 09:00", "5", "2026-03-09 09:00", "ends on Sat 7"),
    ("2026-03-06 09:00", "1", "2026-03-09 09:00", "ends on Sat 7"),
    ("2026-03-06 09:00", "2", "2026-03-09 09:00", "ends on Sun 8"),
    ("2026-03-06 09:00", "3", "2026-03-09 09:00", "ends on Mon 9 itself"),
    ("2026-08-03 09:00", "28", "2026-09-03 09:00", "ends on 31/8 (swapped)"),
    ("2026-08-03 09:00", "30", "2026-09-03 09:00", "ends on 2/9"),
    ("2026-08-03 09:00", "31", "2026-09-03 09:00", "ends on Thu 3/9 itself"),
    ("2026-02-06 09:00", "10", "2026-02-23 09:00", "ends on the eve of Tết"),
    ("2025-12-26 09:00", "15", "2026-01-10 09:00", "ends on a worked Saturday"),
    ("2026-03-07 09:00", "20", "2026-03-30 07:30", "counts from Mon 9; ends on Sun 29"),
    ("2026-11-23 09:00", "60", "2027-01-22 09:00", "7 + 31 + 22"),
    ("2026-03-02 11:50", "1", "2026-03-03 13:30", "at lunch"),
    ("2026-03-02 19:00", "1", "2026-03-03 17:00", "after closing"),
    ("2024-02-28 09:00", "1", "2024-02-29 09:00", "leap day"),
]

# Each line: received, months, due, why.
MONTHS = [
    ("2024-01-31 09:00", "1", "2024-02-29 09:00", "no 31/2: leap year's last day"),
    ("2023-01-31 09:00", "1", "2023-02-28 09:00", "no 31/2: common year's last day"),
    ("2024-02-29 09:00", "12", "2025-02-28 09:00", "no 29/2 in 2025"),
    ("2023-03-31 09:00", "1", "2023-05-04 09:00", "30/4 is off, and so are 1, 2 and 3/5"),
    ("2026-10-15 09:00", "3", "2027-01-15 09:00", "over the year's end"),
    ("2026-12-31 09:00", "2", "2027-03-01 09:00", "28/2/2027 is a Sunday"),
    ("2026-03-02 09:00", "6", "2026-09-03 09:00", "2/9"),
    ("2026-05-29 09:00", "1", "2026-06-29 09:00", "an ordinary month"),
    ("2026-08-24 09:00", "3", "2026-11-25 09:00", "24/11"),
    ("2025-10-31 09:00", "1", "2025-12-01 09:00", "no 31/11; 30/11 is a Sunday"),
    ("2025-12-10 09:00", "1", "2026-01-10 09:00", "a worked Saturday"),
    ("2025-12-31 09:00", "12", "2026-12-31 09:00", "December stays December"),
    ("2026-01-31 09:00", "1", "2026-03-02 07:30", "Sat 31/1 counts as Mon 2/2 07:30"),
]

# Each line: received, cut-off, due, why.
SAME_DAY = [
    ("2026-03-02 09:00", "15:00", "2026-03-02 17:00", "that day's end"),
    ("2026-03-02 06:00", "15:00", "2026-03-02 17:00", "before opening"),
    ("2026-03-02 15:00", "15:00", "2026-03-02 17:00", "15:00 is not after 15:00"),
    ("2026-03-02 15:00:59", "15:00", "2026-03-02 17:00", "nor does the receipt say so"),
    ("2026-03-02 15:01", "15:00", "2026-03-03 17:00", "after 15:00"),
    ("2026-03-06 15:30", "15:00", "2026-03-09 17:00", "over a weekend"),
    ("2026-11-23 15:20", "15:00", "2026-11-25 17:00", "24/11 off"),
    ("2026-01-09 15:30", "15:00", "2026-01-10 17:00", "a worked Saturday"),
    ("2026-03-07 16:00", "15:00", "2026-03-09 17:00", "Saturday counts as Monday 07:30"),
    ("2026-03-02 10:30", "10:00", "2026-03-03 17:00", "the case's own cut-off"),
    ("2026-03-02 16:50", "23:59", "2026-03-02 17:00", "no cut-off"),
    ("2026-03-02 17:00", "23:59", "2026-03-03 17:00", "no cut-off, but the day is over"),
]

# Each line: hours, received, value, unit, due, why.
OTHER_OFFICES = [
    (SATURDAY_MORNINGS, "2026-03-06 09:00", "1", "working_day", "2026-03-07 09:00", "Sat served"),
    (SATURDAY_MORNINGS, "2026-03-06 14:00", "1", "working_day", "2026-03-07 11:30", "Sat ends"),
    (SATURDAY_MORNINGS, "2026-03-06 14:00", "2", "working_day", "2026-03-09 14:00", "Sat, Mon"),
    (SATURDAY_MORNINGS, "2026-03-07 09:00", "1", "working_day", "2026-03-09 09:00", "from Sat"),
    (SATURDAY_MORNINGS, "2026-03-07 11:45", "1", "working_day", "2026-03-09 17:00", "Sat is over"),
    (SATURDAY_MORNINGS, "2026-03-07 09:00", "0", "same_day", "2026-03-07 11:30", "Sat's end"),
    (SATURDAY_MORNINGS, "2026-03-07 11:45", "0", "same_day", "2026-03-09 17:00", "Sat is over"),
    (SATURDAY_MORNINGS, "2026-03-06 15:30", "0", "same_day", "2026-03-07 11:30", "after 15:00"),
    (SATURDAY_MORNINGS, "2026-03-06 16:00", "5", "working_hour", "2026-03-07 11:30", "1 + 4"),
    (SATURDAY_MORNINGS, "2026-03-06 16:00", "6", "working_hour", "2026-03-09 08:30", "1 + 4 + 1"),
    (SATURDAY_MORNINGS, "2026-03-06 14:00", "0.5", "working_day", "2026-03-07 11:30", "its half"),
    (SATURDAY_MORNINGS, "2026-03-06 09:00", "1.5", "working_day", "2026-03-07 11:30", "its end"),
    (SATURDAY_MORNINGS, "2026-03-07 09:00", "0.5", "working_day", "2026-03-07 11:30", "its end"),
    (SATURDAY_MORNINGS, "2026-03-07 11:30", "0.5", "working_day", "2026-03-09 11:30", "it is over"),
    (SATURDAY_MORNINGS, "2026-03-06 14:00", "1", "calendar_day", "2026-03-07 11:30", "Sat works"),
    (SATURDAY_MORNINGS, "2026-01-09 14:00", "1", "working_day", "2026-01-10 14:00", "a full Sat"),
    (SATURDAY_MORNINGS, "2027-04-29 09:00", "1", "working_day", "2027-05-04 09:00", "1/5 is Sat"),
    (ONE_STRETCH, "2026-03-02 09:00", "0.5", "working_day", "2026-03-02 16:00", "half is 12:00"),
    (ONE_STRETCH, "2026-03-02 12:30", "0.5", "working_day", "2026-03-03 12:00", "half is 12:00"),
    (ONE_STRETCH, "2026-03-02 09:00", "9", "working_hour", "2026-03-03 10:00", "7 + 2"),
    (ONE_STRETCH, "2026-03-02 12:30", "1", "working_day", "2026-03-03 12:30", "no lunch"),
]

# Each line: received, value, unit, due, why: until the end of the day
TO_THE_END_OF_DAY = [
    ("2026-03-02 09:00", "1", "working_day", "2026-03-03 17:00", "not at 09:00"),
    ("2026-03-02 18:20", "1", "working_day", "2026-03-03 17:00", "after closing"),
    ("2026-03-07 09:00", "1", "working_day", "2026-03-10 17:00", "Saturday counts as Monday"),
    ("2026-03-02 08:00", "0.5", "working_day", "2026-03-02 17:00", "half: Monday"),
    ("2026-03-02 14:00", "0.5", "working_day", "2026-03-03 17:00", "half: Tuesday"),
    ("2026-03-02 09:00", "7", "calendar_day", "2026-03-09 17:00", "Monday to Monday"),
    ("2026-03-02 09:00", "1", "month", "2026-04-02 17:00", "a month"),
    ("2026-03-02 08:00", "1", "working_hour", "2026-03-02 09:00", "hours are exact"),
]

# Each line: hours, received, due at the agency, why: NĐ 61/2018 Đ18
HANDOVERS = [
    (ORDINARY, "2026-03-02 09:00", "2026-03-02 17:00", "same working day"),
    (ORDINARY, "2026-03-02 15:00", "2026-03-02 17:00", "15:00 is not after 15:00"),
    (ORDINARY, "2026-03-02 15:01", "2026-03-03 07:30", "start of the next working day"),
    (ORDINARY, "2026-03-06 16:00", "2026-03-09 07:30", "over a weekend"),
    (ORDINARY, "2026-11-23 15:30", "2026-11-25 07:30", "24/11 off"),
    (ORDINARY, "2026-03-07 09:00", "2026-03-09 07:30", "a Saturday: as after 15:00"),
    (ORDINARY, "2026-03-02 20:00", "2026-03-03 07:30", "after closing"),
    (SATURDAY_MORNINGS, "2026-03-07 09:00", "2026-03-07 11:30", "Saturday service"),
    (SATURDAY_MORNINGS, "2026-03-07 12:00", "2026-03-09 07:30", "Saturday is over"),
]


def due(
    received: str,
    value: str,
    unit: TimeUnit,
    rule: DueTimeRule = DueTimeRule.SAME_TIME,
    hours: WorkingHours = ORDINARY,
) -> str:
    limit = TimeLimit(Decimal(value), unit, rule, off_hours=OffHoursRule.MIXED)
    return said(due_date(at(received), limit, an_office(hours)).due_at)


@pytest.mark.parametrize(("received", "value", "expected", "why"), DAYS_OFF_AND_WORKED)
def test_working_days_follow_the_calendar(
    received: str, value: str, expected: str, why: str
) -> None:
    assert due(received, value, TimeUnit.WORKING_DAY) == expected, why


@pytest.mark.parametrize(("received", "expected", "why"), TIMES_OF_DAY)
def test_time_of_day_is_kept_within_working_hours(received: str, expected: str, why: str) -> None:
    assert due(received, "1", TimeUnit.WORKING_DAY) == expected, why


@pytest.mark.parametrize(("received", "value", "expected", "why"), HALVES)
def test_half_days_end_at_noon_or_with_the_day(
    received: str, value: str, expected: str, why: str
) -> None:
    assert due(received, value, TimeUnit.WORKING_DAY) == expected, why


@pytest.mark.parametrize(("received", "value", "expected", "why"), HOURS)
def test_working_hours_run_within_working_spans(
    received: str, value: str, expected: str, why: str
) -> None:
    assert due(received, value, TimeUnit.WORKING_HOUR) == expected, why


@pytest.mark.parametrize(("received", "value", "expected", "why"), CALENDAR_DAYS)
def test_calendar_days_end_on_a_working_day(
    received: str, value: str, expected: str, why: str
) -> None:
    assert due(received, value, TimeUnit.CALENDAR_DAY) == expected, why


@pytest.mark.parametrize(("received", "value", "expected", "why"), MONTHS)
def test_months_end_on_the_same_day_number(
    received: str, value: str, expected: str, why: str
) -> None:
    assert due(received, value, TimeUnit.MONTH) == expected, why


@pytest.mark.parametrize(("received", "cutoff", "expected", "why"), SAME_DAY)
def test_same_day_ends_today_or_after_the_cutoff_tomorrow(
    received: str, cutoff: str, expected: str, why: str
) -> None:
    limit = TimeLimit(Decimal(0), TimeUnit.SAME_DAY, late_cutoff=time.fromisoformat(cutoff))

    assert said(due_date(at(received), limit, an_office()).due_at) == expected, why


@pytest.mark.parametrize(("hours", "received", "value", "unit", "expected", "why"), OTHER_OFFICES)
def test_an_office_counts_by_its_own_hours(
    hours: WorkingHours, received: str, value: str, unit: str, expected: str, why: str
) -> None:
    assert due(received, value, TimeUnit(unit), hours=hours) == expected, why


@pytest.mark.parametrize(("received", "value", "unit", "expected", "why"), TO_THE_END_OF_DAY)
def test_periods_of_days_may_run_to_the_end_of_day(
    received: str, value: str, unit: str, expected: str, why: str
) -> None:
    assert due(received, value, TimeUnit(unit), DueTimeRule.END_OF_DAY) == expected, why


@pytest.mark.parametrize(("hours", "received", "expected", "why"), HANDOVERS)
def test_paper_is_handed_over_the_same_working_day(
    hours: WorkingHours, received: str, expected: str, why: str
) -> None:
    assert said(handover_due(at(received), an_office(hours))) == expected, why


@pytest.mark.parametrize("moment", ["2026-03-07 10:00", "2026-03-02 06:00", "2026-03-02 12:00"])
def test_no_working_time_leaves_a_moment_as_it_is(moment: str) -> None:
    assert said(add_working_time(at(moment), timedelta(0), an_office())) == moment


def test_no_fixed_time_has_no_due_date() -> None:
    assert due("2026-03-02 09:00", "0", TimeUnit.NONE) == ""
    limit = TimeLimit(Decimal(0), TimeUnit.NONE)
    assert not due_date(at("2026-03-02 09:00"), limit, an_office()).is_by_day
