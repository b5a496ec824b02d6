"""Offices and instants the deadline tests work with."""

from datetime import UTC, datetime, time
from decimal import Decimal

from app.clock import from_local, to_local
from app.services.deadlines.calendar import (
    HoursSpan,
    WorkingCalendar,
    WorkingHours,
    shipped_confirmed_years,
    shipped_exceptions,
)
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import TimeUnit

MORNING = HoursSpan(time(7, 30), time(11, 30))
AFTERNOON = HoursSpan(time(13, 30), time(17))
DAY = (MORNING, AFTERNOON)

ORDINARY = WorkingHours.ordinary()
SATURDAY_MORNINGS = WorkingHours((DAY,) * 5 + ((MORNING,), ()))
ONE_STRETCH = WorkingHours(((HoursSpan(time(8), time(16)),),) * 5 + ((), ()))
WEDNESDAY_CLOSED = WorkingHours((DAY, DAY, (), DAY, DAY, (MORNING,), ()))


def an_office(hours: WorkingHours = ORDINARY) -> WorkingCalendar:
    """Return an office with the shipped calendar."""
    return WorkingCalendar(shipped_exceptions(), hours, shipped_confirmed_years())


def at(text: str) -> datetime:
    """Return the instant of the office's wall clock: "2026-08-28 14:30"."""
    local = datetime.fromisoformat(text)
    return from_local(local.date(), local.time())


def said(instant: datetime | None) -> str:
    """Return `instant` as the office's wall clock says it, empty for none; UTC is required."""
    if instant is None:
        return ""
    assert instant.tzinfo is UTC
    return f"{to_local(instant):%Y-%m-%d %H:%M}"


def days(value: str) -> TimeLimit:
    """Return a limit of working days."""
    return TimeLimit(Decimal(value), TimeUnit.WORKING_DAY)


def clock_hours(value: str) -> TimeLimit:
    """Return a limit of hours that run day and night."""
    return TimeLimit(Decimal(value), TimeUnit.CLOCK_HOUR)


def hours(value: str) -> TimeLimit:
    """Return a limit of working hours."""
    return TimeLimit(Decimal(value), TimeUnit.WORKING_HOUR)
