"""Whether something that was due at an instant is early, on time or late.

What is due by the hour is late after that instant. What is due by day is late only when the due day
is over (Civil Code 2015 Đ148.6: a period in days ends at 24:00 of its last day), so at the end of a
report's last day what was due on it is late.
"""

from datetime import date, datetime, timedelta

from app.clock import from_local, local_date, start_of_day
from app.errors import InvalidInputError
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import Moment, is_over, moment, within
from app.services.deadlines.phrases import day_text, moment_text
from app.vocabulary.dossiers import Timeliness


def is_late(due_at: datetime | None, at: datetime, *, is_by_day: bool) -> bool:
    """Say whether what is due at `due_at` (None: no fixed time) is late at `at` (both aware)."""
    if due_at is None:
        return False
    return local_date(at) > local_date(due_at) if is_by_day else at > due_at


def day_judged_at(at: datetime) -> datetime:
    """Return the start (UTC) of the day that `at` (aware) lies in.

    What was due by day before it is late at `at`, what was due on or after it is not: `is_late` as
    one comparison of stored instants.
    """
    return start_of_day(local_date(at))


def judge_step(
    due_at: datetime | None, ended_at: datetime | None, now: datetime, *, is_by_day: bool
) -> Timeliness | None:
    """Judge a step by its end, or while it runs by `now` (all aware).

    Ended: as `judge_end` says. Running: in time until it is late, overdue then, None without a due
    instant.
    """
    if ended_at is not None:
        return judge_end(ended_at, due_at, is_by_day=is_by_day)
    if due_at is None:
        return None
    late = is_late(due_at, now, is_by_day=is_by_day)
    return Timeliness.OVERDUE if late else Timeliness.IN_TIME


def judge_end(ended_at: datetime, due_at: datetime | None, *, is_by_day: bool) -> Timeliness:
    """Early: ended on a day before the due day; on time: until it is late; then late.

    Without a fixed deadline nothing can be late or early (DESIGN §8).
    """
    if due_at is None:
        return Timeliness.ON_TIME
    if is_late(due_at, ended_at, is_by_day=is_by_day):
        return Timeliness.LATE
    return Timeliness.EARLY if local_date(ended_at) < local_date(due_at) else Timeliness.ON_TIME


# The instants by which a citizen must have heard: before lateness, and about a lack.

# NĐ 61/2018 Đ19.4: "trong thời hạn không quá 03 ngày làm việc kể từ ngày tiếp nhận hồ sơ".
_REPLY_DAYS = 3


def warn_from(due_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return (UTC) the instant one working day before `due_at` (aware).

    By then the apology with the new date must be out: NĐ 61/2018 Đ19.9, at least one day before
    expiry. It is the same time of day on the previous working day, or that day's closing where it
    closes earlier: after closing nothing goes out.
    """
    due = moment(due_at)
    day = calendar.previous_working(due.day)
    return from_local(day, min(due.at, calendar.closing(day)))


def reply_by(received_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return (UTC) by when a supplement request or refusal must be out (NĐ 61/2018 Đ19.4).

    Three working days after `received_at` (aware), counted as a case of that time is.
    """
    start = moment(received_at)
    day = calendar.add_working_days(start.day, _REPLY_DAYS)
    if is_over(start, calendar):
        return from_local(day, calendar.closing(day))
    return from_local(day, within(start.at, day, calendar))


def closure_due(asked_at: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    """Return (UTC) when a supplement asked at `asked_at` (aware) has not come for `days` days.

    `days` is the unit's own number of calendar days. The day of the request is not counted, and
    the citizen has the whole of the last day (Civil Code 2015 Đ147-148): it ends as the office
    closes, on the next working day where it would end on a day off. Raises InvalidInputError for
    `closure_days` below 1.
    """
    if days < 1:
        raise InvalidInputError(
            "closure_days", "Số ngày chờ bổ sung phải từ 1 trở lên; hãy nhập lại."
        )
    last = calendar.next_working(local_date(asked_at) + timedelta(days=days), inclusive=True)
    return from_local(last, calendar.closing(last))


# A moment that may be promised to a citizen: one at which the office is open.


class ClosedThenError(InvalidInputError):
    """The office is closed at the moment wanted; `offered` (UTC) is the next one it is open."""

    def __init__(self, field: str, message: str, offered: datetime) -> None:
        super().__init__(field, message)
        self.offered = offered


def next_working_moment(wanted: datetime, calendar: WorkingCalendar) -> datetime:
    """Return `wanted` (aware) where the office is open then, else (UTC) when it opens next.

    The end of a working span still belongs to it.
    """
    at = moment(wanted)
    for span in calendar.spans(at.day):
        if at.at < span.start:
            return from_local(at.day, span.start)
        if at.at <= span.end:
            return wanted
    day = calendar.next_working(at.day)
    return from_local(day, calendar.opening(day))


def end_of_day(day: date, calendar: WorkingCalendar) -> datetime:
    """Return (UTC) when the working hours of `day` end.

    Raises ClosedThenError (`due`) on a day off, which offers the end of the next working day.
    """
    if calendar.is_working(day):
        return from_local(day, calendar.closing(day))
    working = calendar.next_working(day)
    closing = calendar.closing(working)
    offer = Moment(working, closing)
    message = (
        f"Ngày {day_text(day)} cơ quan nghỉ{_because(day, calendar)}. "
        f"Hãy hẹn lúc {moment_text(offer)}."
    )
    raise ClosedThenError("due", message, from_local(*offer))


def require_working_moment(wanted: datetime, calendar: WorkingCalendar) -> None:
    """Raise ClosedThenError (`due`) where the office is closed at `wanted` (aware)."""
    offered = next_working_moment(wanted, calendar)
    if offered == wanted:
        return
    at = moment(wanted)
    if calendar.is_working(at.day):
        why = "là ngoài giờ làm việc"
    else:
        why = f"cơ quan nghỉ{_because(at.day, calendar)}"
    message = f"Lúc {moment_text(at)} {why}. Hãy hẹn lúc {moment_text(moment(offered))}."
    raise ClosedThenError("due", message, offered)


def _because(day: date, calendar: WorkingCalendar) -> str:
    """Return why a day is off where it is not the weekday, which is said beside it."""
    exception = calendar.exception(day)
    return f" ({exception.reason})" if exception else ""
