"""The instants by which a citizen must have heard: before lateness, and about a lack."""

from datetime import datetime

from app.clock import from_local
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import is_over, moment, within

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
