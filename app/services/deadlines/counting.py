"""The arithmetic of a due date, in office days and times of day.

Rules, in the order they apply:

- Seconds are dropped: the receipt shows minutes, and so does the appointment.
- The day of receipt is not counted (Civil Code 2015 Đ147.2). Working days are counted one by one.
- A receipt on a day off or after closing follows one rule of the office (`OffHoursRule`): that day
  is the day of receipt, or the dossier counts as received when the next working day opens.
- A period of calendar days or months that ends on a day off ends on the next working day
  (Đ148). A month ends on the same day number, or on the month's last day where there is none.
- Same time of day: where that time is outside working hours, the next working moment of the due
  day, else its end. Received after closing: the end of the due day.
- Half a day after the whole ones: received in the first half of the day, it ends when that
  working day ends; received in the second half, it ends at the half of the next one. The half is
  the office's usual one, so that n, n and a half, n + 1 days never end in another order.
- Working hours run within working spans only, from the first working moment after receipt.
- Clock hours run from the minute of receipt, day and night (Civil Code 2015 Đ147.1). The counter
  can hand nothing over while it is closed: hours that end then are due as it opens next.
- Same day: the end of the day of receipt; received after the cut-off or after closing, the end of
  the next working day (NĐ 23/2015 Đ7).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from app.clock import from_local, to_local
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import DueTimeRule, OffHoursRule, TimeUnit

# Working time: how much of it lies between two instants, and where a quantity of it ends.

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


class Moment(NamedTuple):
    """A day and a time of day at the office."""

    day: date
    at: time


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted, in office time.

    `start` is when the dossier counts as received, `last_day` the period's last day before it was
    moved off a day off, `due` the end (None: no fixed time).
    """

    received: Moment
    start: Moment
    last_day: date
    due: Moment | None


def count(received_at: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> Count:
    """Count `limit` from `received_at` (aware) on `calendar`."""
    received = moment(received_at)
    start = counts_from(received, limit.off_hours, calendar)
    last_day = _last_day(start, limit, calendar)
    if limit.unit is TimeUnit.NONE:
        return Count(received, start, last_day, None)
    if limit.unit is TimeUnit.CLOCK_HOUR:
        end = hours_end(received, limit)
        return Count(received, received, end.day, next_open(end, calendar))
    if limit.unit is TimeUnit.WORKING_HOUR:
        hours = timedelta(hours=int(limit.value))
        due = moment(add_working_time(from_local(*start), hours, calendar))
        return Count(received, start, due.day, due)
    due_day = calendar.next_working(last_day, inclusive=True)
    due = Moment(due_day, _due_time(start, limit, due_day, calendar))
    return Count(received, start, last_day, due)


def moment(instant: datetime) -> Moment:
    """Return `instant` (aware) as the office's day and minute."""
    local = to_local(instant)
    return Moment(local.date(), local.time().replace(second=0, microsecond=0))


def counts_from(received: Moment, rule: OffHoursRule, calendar: WorkingCalendar) -> Moment:
    """Return when a dossier counts as received under the office's `rule`."""
    if rule is OffHoursRule.DAY_OF_RECEIPT or not is_off_hours(received, calendar):
        return received
    if rule is OffHoursRule.MIXED and calendar.is_working(received.day):
        return received
    day = calendar.next_working(received.day)
    return Moment(day, calendar.opening(day))


def hours_end(received: Moment, limit: TimeLimit) -> Moment:
    """Return when the clock hours of `limit` that began at `received` are over, open or closed."""
    return moment(from_local(*received) + timedelta(hours=int(limit.value)))


def next_open(at: Moment, calendar: WorkingCalendar) -> Moment:
    """Return `at` where the office is open then (closing included), else when it opens next."""
    if calendar.is_working(at.day) and at.at <= calendar.closing(at.day):
        return Moment(at.day, within(at.at, at.day, calendar))
    day = calendar.next_working(at.day)
    return Moment(day, calendar.opening(day))


def is_off_hours(received: Moment, calendar: WorkingCalendar) -> bool:
    """Say whether `received` is on a day off or after closing; at closing is not after it."""
    is_working = calendar.is_working(received.day)
    return not is_working or received.at > calendar.closing(received.day)


def is_after(start: Moment, cutoff: time, calendar: WorkingCalendar) -> bool:
    """Say whether `start` is too late for its own day: after `cutoff` or after closing."""
    return start.at > cutoff or is_over(start, calendar)


def is_over(start: Moment, calendar: WorkingCalendar) -> bool:
    """Say whether nothing of the working day of `start` is left; a day off has nothing of one."""
    return not calendar.is_working(start.day) or start.at >= calendar.closing(start.day)


def ends_by_half(start: Moment, calendar: WorkingCalendar) -> bool:
    """Say whether half a day from `start` ends at the half of a day (else: with a day)."""
    return start.at > calendar.hours.half_time or is_over(start, calendar)


def within(at: time, day: date, calendar: WorkingCalendar) -> time:
    """Return `at`, moved into the working spans of `day`: the next working moment, else its end."""
    for span in calendar.spans(day):
        if at <= span.end:
            return max(at, span.start)
    return calendar.closing(day)


def _last_day(start: Moment, limit: TimeLimit, calendar: WorkingCalendar) -> date:
    match limit.unit:
        case TimeUnit.WORKING_DAY:
            steps = int(limit.value)
            if limit.has_half and ends_by_half(start, calendar):
                steps += 1
            return calendar.add_working_days(start.day, steps) if steps else start.day
        case TimeUnit.CALENDAR_DAY:
            return start.day + timedelta(days=int(limit.value))
        case TimeUnit.MONTH:
            return _add_months(start.day, int(limit.value))
        case TimeUnit.SAME_DAY if is_after(start, limit.late_cutoff, calendar):
            return calendar.next_working(start.day)
        case _:
            return start.day


def _due_time(start: Moment, limit: TimeLimit, day: date, calendar: WorkingCalendar) -> time:
    ends_with_day = limit.due_time is DueTimeRule.END_OF_DAY or limit.unit is TimeUnit.SAME_DAY
    if ends_with_day:
        return calendar.closing(day)
    if limit.has_half:
        by_half = ends_by_half(start, calendar)
        return within(calendar.hours.half_time, day, calendar) if by_half else calendar.closing(day)
    if is_over(start, calendar):
        return calendar.closing(day)
    return within(start.at, day, calendar)


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
