"""When a dossier of the walk is due: counted again from all that happened, day by day and minute
by minute, by the other opinion that the deadline tests keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.services.deadlines import oracle
from tests.services.deadlines.oracle import MINUTE, Office

LATE_CUTOFF = 15 * 60


@dataclass(frozen=True, slots=True)
class Happened:
    """A wait (office wall-clock times, `end` None while it lasts) or a new date.

    `stops`: the time stands while it lasts.
    """

    kind: str
    start: datetime
    end: datetime | None = None
    new_due: datetime | None = None
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Limit:
    """`halves` of a unit; whether a period of days ends with the day."""

    halves: int
    unit: str
    to_end: bool = False


def due(
    received: datetime, limit: Limit, events: Sequence[Happened], office: Office
) -> datetime | None:
    """Return the due moment after `events`, which are in the order in which they began."""
    at = counted(received, limit, office)
    for event in events:
        if event.kind == "new_date":
            at = event.new_due
        elif event.end is None or at is None or not event.stops:
            continue
        elif event.kind == "supplement":
            at = counted(event.end, limit, office)
        else:
            at = later(at, oracle.working_minutes(event.start, event.end, office), office)
    return at


def counted(since: datetime, limit: Limit, office: Office) -> datetime | None:
    if limit.unit == "none":
        return None
    return oracle.expected(
        since, limit.halves, limit.unit, to_end=limit.to_end, cutoff=LATE_CUTOFF, office=office
    )[0]


def later(at: datetime, minutes: int, office: Office) -> datetime:
    """Return `at` moved on by working `minutes`, lived through one by one."""
    while minutes:
        spans = office.spans(at.date())
        minutes -= any(a <= oracle.minute_of(at) < b for a, b in spans)
        at += MINUTE
    return at
