"""A moment that may be promised to a citizen: one at which the office is open."""

from datetime import date, datetime

from app.clock import from_local
from app.errors import InvalidInputError
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import Moment, moment
from app.services.deadlines.phrases import day_text, moment_text


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
