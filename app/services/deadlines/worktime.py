"""Working time: how much of it lies between two instants, and where a quantity of it ends."""

from datetime import date, datetime, time, timedelta

from app.clock import from_local, to_local
from app.services.deadlines.calendar import WorkingCalendar

_NOTHING = timedelta(0)


def working_time_between(start: datetime, end: datetime, calendar: WorkingCalendar) -> timedelta:
    """Return the working time from `start` to `end` (aware); nothing if `end` is not later."""
    first, last = to_local(start), to_local(end)
    day = calendar.next_working(first.date(), inclusive=True)
    total = _NOTHING
    while day <= last.date():
        since = first.time() if day == first.date() else time.min
        until = last.time() if day == last.date() else time.max
        total += working_time_on(day, since, until, calendar)
        day = calendar.next_working(day)
    return total


def working_time_on(day: date, since: time, until: time, calendar: WorkingCalendar) -> timedelta:
    """Return the working time of `day` from `since` to `until` (office time)."""
    total = _NOTHING
    for span in calendar.spans(day):
        start, end = max(since, span.start), min(until, span.end)
        if start < end:
            total += _distance(start, end)
    return total


def add_working_time(start: datetime, wanted: timedelta, calendar: WorkingCalendar) -> datetime:
    """Return the instant (UTC) at which `wanted` of working time has passed since `start`.

    A quantity used up exactly at the end of a span ends there, not as the next span starts.
    Nothing wanted leaves `start` as it is.
    """
    if wanted <= _NOTHING:
        return start
    local = to_local(start)
    day, since = local.date(), local.time()
    if not calendar.is_working(day):
        day, since = calendar.next_working(day), time.min
    left = wanted
    while True:
        for span in calendar.spans(day):
            begin = max(since, span.start)
            if begin >= span.end:
                continue
            free = _distance(begin, span.end)
            if left <= free:
                return from_local(day, (datetime.combine(day, begin) + left).time())
            left -= free
        day, since = calendar.next_working(day), time.min


def _distance(start: time, end: time) -> timedelta:
    return datetime.combine(date.min, end) - datetime.combine(date.min, start)
