"""A slow second opinion on waits: lives through every minute of a dossier, shares no code."""

from dataclasses import dataclass
from datetime import datetime

from tests.services.deadlines import oracle
from tests.services.deadlines.oracle import DAY, MINUTE, Office

BY_THE_CALENDAR = {"calendar_day", "month", "clock_hour"}


@dataclass(frozen=True, slots=True)
class Wait:
    """Office wall-clock times; `end` None while it lasts."""

    start: datetime
    end: datetime | None
    is_supplement: bool


@dataclass(frozen=True, slots=True)
class Case:
    received: datetime
    halves: int
    unit: str
    to_end: bool
    waits: tuple[Wait, ...]
    granted: datetime | None = None
    new_due: datetime | None = None


def due(case: Case, office: Office, *, restarts: bool) -> datetime | None:
    """Return the due moment; `restarts` says whether a supplement counts again from zero."""
    now = case.received
    at = counted(case, now, office)
    runs_from = started(case, now, office)
    waited, takes, is_set = 0, True, False
    while now <= last_event(case):
        for wait in case.waits:
            if wait.end == now and wait.is_supplement and restarts:
                at, runs_from = counted(case, now, office), started(case, now, office)
                is_set = False
            elif wait.end == now and at is not None:
                at = later(at, waited, case, office)
                is_set = is_set and not waited
            if wait.end == now:
                waited = 0
        if case.granted == now:
            at, waited, is_set = case.new_due, 0, True
        for wait in case.waits:
            if now in {wait.start, case.granted}:
                takes = at is None or now < at or case.unit not in BY_THE_CALENDAR
            if wait.start <= now and (wait.end is None or now < wait.end):
                waited += takes and counts(now, runs_from, case, office)
        now += MINUTE
    return at if is_set else shown(at, case, office)


def shown(at: datetime | None, case: Case, office: Office) -> datetime | None:
    """Return `at`; clock hours are counted to their end and shown when the office is open."""
    is_moved = at is not None and case.unit == "clock_hour"
    return oracle.opened(at, office) if is_moved and at else at


def last_event(case: Case) -> datetime:
    ends = [wait.end or wait.start for wait in case.waits]
    return max([case.received, *ends, *([case.granted] if case.granted else [])])


def counted(case: Case, since: datetime, office: Office) -> datetime | None:
    if case.unit == "none":
        return None
    if case.unit == "clock_hour":
        return since + case.halves // 2 * 60 * MINUTE
    cutoff = 15 * 60
    return oracle.expected(
        since, case.halves, case.unit, to_end=case.to_end, cutoff=cutoff, office=office
    )[0]


def started(case: Case, now: datetime, office: Office) -> datetime:
    if case.unit == "clock_hour":
        return now
    return oracle.first_working_moment(now, office, set())


def is_open(now: datetime, office: Office) -> bool:
    return any(a <= oracle.minute_of(now) < b for a, b in office.spans(now.date()))


def counts(now: datetime, runs_from: datetime, case: Case, office: Office) -> bool:
    if case.unit in BY_THE_CALENDAR:
        return now >= runs_from
    return is_open(now, office)


def later(at: datetime, minutes: int, case: Case, office: Office) -> datetime:
    """Return `at` moved on by `minutes`, each of them lived through."""
    moved, left = at, minutes
    while left:
        left -= 1 if case.unit in BY_THE_CALENDAR or is_open(moved, office) else 0
        moved += MINUTE
    if case.unit not in BY_THE_CALENDAR or case.unit == "clock_hour" or not minutes:
        return moved
    while not office.works(moved.date()):
        moved += DAY
    day = moved.date()
    if case.to_end:
        return max(at, oracle.on(day, office.spans(day)[-1][1]))
    return max(at, oracle.on(day, oracle.within(oracle.minute_of(moved), day, office)))
