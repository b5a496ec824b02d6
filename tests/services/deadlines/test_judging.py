"""Late by the end of the due day, or by the hour (Civil Code 2015 Đ148.6)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.deadlines.judging import day_judged_at, is_late, judge_end, judge_step
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import LatenessRule, OffHoursRule, TimeUnit
from app.vocabulary.dossiers import Timeliness
from tests.services.deadlines.offices import at
from tests.services.deadlines.strategies import moments

DUE = "2026-12-08 16:00"

# Each line: ended, by day, by the hour.
ENDS = [
    ("2026-12-07 23:59", Timeliness.EARLY, Timeliness.EARLY),
    ("2026-12-08 00:00", Timeliness.ON_TIME, Timeliness.ON_TIME),
    ("2026-12-08 16:00", Timeliness.ON_TIME, Timeliness.ON_TIME),
    ("2026-12-08 16:01", Timeliness.ON_TIME, Timeliness.LATE),
    ("2026-12-08 23:59", Timeliness.ON_TIME, Timeliness.LATE),
    ("2026-12-09 00:00", Timeliness.LATE, Timeliness.LATE),
    ("2026-12-09 00:01", Timeliness.LATE, Timeliness.LATE),
]


@pytest.mark.parametrize(("ended", "by_day", "by_hour"), ENDS)
def test_work_is_late_after_its_day_or_after_its_hour(
    ended: str, by_day: Timeliness, by_hour: Timeliness
) -> None:
    assert judge_end(at(ended), at(DUE), is_by_day=True) is by_day
    assert judge_end(at(ended), at(DUE), is_by_day=False) is by_hour


@pytest.mark.parametrize(
    ("now", "by_day", "by_hour"),
    [
        ("2026-12-08 16:01", Timeliness.IN_TIME, Timeliness.OVERDUE),
        ("2026-12-09 00:01", Timeliness.OVERDUE, Timeliness.OVERDUE),
    ],
)
def test_running_work_is_overdue_after_its_day_or_after_its_hour(
    now: str, by_day: Timeliness, by_hour: Timeliness
) -> None:
    assert judge_step(at(DUE), None, at(now), is_by_day=True) is by_day
    assert judge_step(at(DUE), None, at(now), is_by_day=False) is by_hour


@pytest.mark.parametrize("is_by_day", [True, False])
def test_nothing_is_late_without_a_fixed_time(*, is_by_day: bool) -> None:
    assert not is_late(None, at("2030-01-01 00:00"), is_by_day=is_by_day)


@given(moments, st.integers(-5000, 5000))
def test_stored_instants_are_compared_as_single_ones_are(due_at: object, minutes: int) -> None:
    now = due_at + timedelta(minutes=minutes)  # type: ignore[operator]

    assert (due_at < day_judged_at(now)) is is_late(due_at, now, is_by_day=True)  # type: ignore[operator, arg-type]


@given(st.sampled_from(["2026-12-08 00:00", "2026-12-09 00:00", "2026-12-10 00:00"]))
def test_midnight_still_belongs_to_the_day_it_ends(midnight: str) -> None:
    now = at(midnight)

    assert (at(DUE) < day_judged_at(now)) is is_late(at(DUE), now, is_by_day=True)


UNITS = [
    ("3", TimeUnit.WORKING_DAY, True),
    ("0.5", TimeUnit.WORKING_DAY, False),
    ("1.5", TimeUnit.WORKING_DAY, False),
    ("3", TimeUnit.CALENDAR_DAY, True),
    ("1", TimeUnit.MONTH, True),
    ("0", TimeUnit.SAME_DAY, True),
    ("8", TimeUnit.WORKING_HOUR, False),
    ("24", TimeUnit.CLOCK_HOUR, False),
    ("0", TimeUnit.NONE, False),
]


@pytest.mark.parametrize(("value", "unit", "by_day"), UNITS)
def test_default_follows_the_unit_of_the_time(value: str, unit: TimeUnit, by_day: bool) -> None:
    limit = TimeLimit(Decimal(value), unit)

    assert limit.is_late_by_day is by_day
    assert replace(limit, lateness=LatenessRule.BY_DAY).is_late_by_day
    assert not replace(limit, lateness=LatenessRule.BY_HOUR).is_late_by_day


def test_dossier_of_before_is_judged_by_the_hour_whatever_the_office_chooses() -> None:
    limit = TimeLimit(Decimal(3), TimeUnit.WORKING_DAY, lateness=LatenessRule.BY_DAY)

    assert not limit.of_receipt(OffHoursRule.MIXED).is_late_by_day
    assert limit.of_receipt(OffHoursRule.NEXT_OPENING).is_late_by_day
