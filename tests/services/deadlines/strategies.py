"""What the property tests draw from: instants, limits, calendars, waits; and the other opinion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from app.clock import from_local, to_local
from app.services.deadlines.calendar import (
    DayException,
    WorkingCalendar,
    WorkingHours,
    shipped_exceptions,
)
from app.services.deadlines.clocks import DuePause, PauseReason
from app.services.deadlines.due import DueDate, due_date
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import DueTimeRule, LatenessRule, OffHoursRule, TimeUnit
from app.vocabulary.office import DayKind
from tests.services.deadlines import oracle
from tests.services.deadlines.offices import (
    ONE_STRETCH,
    ORDINARY,
    SATURDAY_MORNINGS,
    WEDNESDAY_CLOSED,
)
from tests.whole import IS_WHOLE

FIRST_DAY = date(2024, 1, 1)
COUNTED = set(TimeUnit) - {TimeUnit.SAME_DAY, TimeUnit.NONE}
MOST = {
    TimeUnit.WORKING_DAY: 40,
    TimeUnit.WORKING_HOUR: 60,
    TimeUnit.CLOCK_HOUR: 200,
    TimeUnit.CALENDAR_DAY: 70,
}


@dataclass(frozen=True, slots=True)
class Case:
    received: datetime
    limit: TimeLimit
    calendar: WorkingCalendar

    def due(self) -> DueDate:
        return due_date(self.received, self.limit, self.calendar)


def a_calendar(extra: Sequence[DayException], hours: WorkingHours) -> WorkingCalendar:
    by_day = {exception.day: exception for exception in (*shipped_exceptions(), *extra)}
    return WorkingCalendar(tuple(by_day.values()), hours, frozenset({2024, 2025, 2026}))


days = st.integers(0, 1000).map(lambda offset: FIRST_DAY + timedelta(days=offset))
moments = st.builds(
    lambda day, minute, second: from_local(day, time()) + timedelta(minutes=minute, seconds=second),
    days,
    st.one_of(st.integers(0, 1439), st.sampled_from([450, 690, 720, 810, 900, 960, 1020])),
    st.sampled_from([0, 0, 59]),
)
exceptions = st.builds(
    DayException, day=days, kind=st.sampled_from(DayKind), reason=st.just("quyết định riêng")
)
calendars = st.builds(
    a_calendar,
    st.lists(exceptions, max_size=40, unique_by=lambda exception: exception.day),
    st.sampled_from([ORDINARY, SATURDAY_MORNINGS, ONE_STRETCH, WEDNESDAY_CLOSED]),
)


def limits_of(unit: TimeUnit) -> st.SearchStrategy[TimeLimit]:
    if unit is TimeUnit.WORKING_DAY:
        values = st.integers(1, MOST[unit] * 2).map(lambda halves: Decimal(halves) / 2)
    elif unit in COUNTED:
        values = st.integers(1, MOST.get(unit, 14)).map(Decimal)
    else:
        values = st.just(Decimal(0))
    cutoffs = st.sampled_from([time(15), time(10), time.max])
    return st.builds(
        TimeLimit,
        values,
        st.just(unit),
        st.sampled_from(DueTimeRule),
        cutoffs,
        st.sampled_from(OffHoursRule),
        st.sampled_from(LatenessRule),
    )


fixed_limits = st.sampled_from([*COUNTED, TimeUnit.SAME_DAY]).flatmap(limits_of)
cases = st.builds(Case, moments, fixed_limits, calendars)
modest = settings(deadline=None, max_examples=500 if IS_WHOLE else 100)


def office_of(
    calendar: WorkingCalendar, off_hours: OffHoursRule = OffHoursRule.DAY_OF_RECEIPT
) -> oracle.Office:
    week = tuple(
        tuple((s.start.hour * 60 + s.start.minute, s.end.hour * 60 + s.end.minute) for s in spans)
        for spans in calendar.hours.by_weekday
    )
    exceptions = {e.day: str(e.kind) for e in calendar.exceptions}
    return oracle.Office(week, exceptions, off_hours.value)


def wall(instant: datetime) -> datetime:
    return to_local(instant).replace(tzinfo=None)


def second_opinion(case: Case) -> tuple[datetime, set[date]]:
    cutoff = case.limit.late_cutoff
    return oracle.expected(
        wall(case.received),
        int(case.limit.value * 2),
        str(case.limit.unit),
        to_end=case.limit.due_time is DueTimeRule.END_OF_DAY,
        cutoff=cutoff.hour * 60 + cutoff.minute,
        office=office_of(case.calendar, case.limit.off_hours),
    )


# A wait: minutes since the one before it ended, minutes it lasts, what for.
minutes = st.one_of(st.integers(0, 600), st.integers(0, 12_000))
gaps = st.lists(st.tuples(minutes, minutes, st.sampled_from(PauseReason)), max_size=4)


def waits_after(start: datetime, drawn: Sequence[tuple[int, int, PauseReason]]) -> list[DuePause]:
    """Return closed waits from whole minutes on, the first not before `start`."""
    waits = []
    at = start.replace(second=0) + (timedelta(minutes=1) if start.second else timedelta(0))
    for gap, length, reason in drawn:
        begun = at + timedelta(minutes=gap)
        at = begun + timedelta(minutes=length)
        waits.append(DuePause(begun, at, reason, ""))
    return waits
