"""When a dossier is due: counted again from all that happened, day by day and minute by minute,
by the other opinion that the deadline tests keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.services.deadlines import oracle, oracle_waits
from tests.services.deadlines.oracle import MINUTE, Office

LATE_CUTOFF = 15 * 60


@dataclass(frozen=True, slots=True)
class Limit:
    """A time of so many half units."""

    halves: int
    unit: str

    @property
    def is_by_day(self) -> bool:
        """Say whether it is exceeded only when its last day is over."""
        return "hour" not in self.unit and self.halves % 2 == 0


@dataclass(slots=True)
class Event:
    """A wait (`end` None while it lasts, and where it was cut short) or a new date.

    `stops`: the time stands while it lasts.
    """

    kind: str
    start: datetime
    end: datetime | None = None
    new_due: datetime | None = None
    stops: bool = True


def counted_due(
    begun: datetime, limit: Limit, events: Sequence[Event], calendar: Office
) -> datetime | None:
    """Return the due moment after `events`, which are in the order in which they began."""
    if limit.unit in oracle_waits.BY_THE_CALENDAR:
        return _by_the_calendar(begun, limit, events, calendar)
    at = _counted(begun, limit, calendar)
    for event in events:
        if event.kind == "new_date":
            at = event.new_due
        elif event.end is None or at is None or not event.stops:
            continue
        elif event.kind == "supplement":
            at = _counted(event.end, limit, calendar)
        else:
            at = _later(at, oracle.working_minutes(event.start, event.end, calendar), calendar)
    return at


def _counted(since: datetime, limit: Limit, calendar: Office) -> datetime | None:
    if limit.unit == "none":
        return None
    return oracle.expected(
        since, limit.halves, limit.unit, to_end=False, cutoff=LATE_CUTOFF, office=calendar
    )[0]


def _later(at: datetime, minutes: int, calendar: Office) -> datetime:
    """Return `at` moved on by working `minutes`, lived through one by one."""
    while minutes:
        spans = calendar.spans(at.date())
        minutes -= any(a <= oracle.minute_of(at) < b for a, b in spans)
        at += MINUTE
    return at


def _by_the_calendar(
    begun: datetime, limit: Limit, events: Sequence[Event], calendar: Office
) -> datetime | None:
    waits = tuple(
        oracle_waits.Wait(one.start, one.end, one.kind == "supplement")
        for one in events
        if one.kind != "new_date" and one.stops
    )
    granted = next((one for one in events if one.kind == "new_date"), None)
    case = oracle_waits.Case(
        begun,
        limit.halves,
        limit.unit,
        to_end=False,
        waits=waits,
        granted=granted.start if granted else None,
        new_due=granted.new_due if granted else None,
    )
    return oracle_waits.due(case, calendar, restarts=True)
