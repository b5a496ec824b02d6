"""A period of whole office days, and the instants that bound it."""

from dataclasses import dataclass
from datetime import date, datetime

from app.clock import end_of_day, start_of_day
from app.errors import InvalidInputError

FIRST_DAY = date(2018, 1, 1)
"""The first day of the program's calendar: nothing is counted before it."""
_MAX_DAYS = 3700


@dataclass(frozen=True, slots=True)
class Period:
    """[first_day, last_day] at one office, judged at `as_of` (its end, or now while it lasts)."""

    office_id: int
    first_day: date
    last_day: date
    start: datetime
    end: datetime
    as_of: datetime


def period_of(office_id: int, first_day: date, last_day: date, now: datetime) -> Period:
    """Return the period of whole days. Raises InvalidInputError (fields `from`, `to`)."""
    if last_day < first_day:
        raise InvalidInputError("to", "Ngày cuối kỳ đứng trước ngày đầu kỳ. Hãy chọn lại.")
    if first_day < FIRST_DAY:
        raise InvalidInputError("from", "Kỳ bắt đầu trước năm 2018, ngoài lịch của chương trình.")
    if (last_day - first_day).days > _MAX_DAYS:
        raise InvalidInputError("to", "Kỳ dài hơn 10 năm. Hãy chia thành nhiều kỳ.")
    end = end_of_day(last_day)
    return Period(office_id, first_day, last_day, start_of_day(first_day), end, min(now, end))
