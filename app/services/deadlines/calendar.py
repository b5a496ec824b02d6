"""Which days an office works and at what hours: the ordinary week and the days that depart from it.

Immutable to callers; knows no store and no clock.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from app.errors import InvalidInputError
from app.paths import resource
from app.vocabulary.office import DayKind

WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SATURDAY = 5
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class DayException:
    """A day that departs from the ordinary week, with its reason and the deciding paper."""

    day: date
    kind: DayKind
    reason: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class HoursSpan:
    """One span of working hours in office time; whole minutes, or InvalidInputError."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if any(at.second or at.microsecond for at in (self.start, self.end)):
            raise InvalidInputError(
                "working_hours", "Giờ làm việc chỉ ghi đến phút; hãy bỏ phần giây."
            )
        if self.start >= self.end:
            raise InvalidInputError(
                "working_hours",
                f"Giờ bắt đầu {self.start:%H:%M} phải trước giờ kết thúc {self.end:%H:%M}; "
                "hãy sửa lại giờ làm việc.",
            )


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The working spans of each weekday, Monday first; an empty day is not a working day.

    Raises InvalidInputError unless there are seven days, one of them worked, spans in order.
    """

    by_weekday: tuple[tuple[HoursSpan, ...], ...]

    def __post_init__(self) -> None:
        if len(self.by_weekday) != len(WEEKDAY_NAMES) or not any(self.by_weekday):
            raise InvalidInputError(
                "working_hours",
                "Giờ làm việc phải đủ bảy ngày trong tuần và có ít nhất một ngày làm việc; "
                "hãy nhập lại.",
            )
        for name, spans in zip(WEEKDAY_NAMES, self.by_weekday, strict=True):
            if any(first.end > second.start for first, second in pairwise(spans)):
                raise InvalidInputError(
                    "working_hours",
                    f"Các buổi làm việc của {name} phải theo thứ tự và không chồng nhau; "
                    "hãy sửa lại.",
                )

    @classmethod
    def ordinary(cls) -> "WorkingHours":
        """Return Monday to Friday, 07:30-11:30 and 13:30-17:00."""
        day = (HoursSpan(time(7, 30), time(11, 30)), HoursSpan(time(13, 30), time(17)))
        return cls((day,) * 5 + ((), ()))

    @property
    def usual_spans(self) -> tuple[HoursSpan, ...]:
        """The spans of the first weekday that is worked: what a make-up day is worked by."""
        return next(spans for spans in self.by_weekday if spans)

    @property
    def half_time(self) -> time:
        """The time of day that halves a usual day: the end of its morning, else its middle."""
        spans = self.usual_spans
        mornings = [span.end for span in spans[:-1] if span.start < _NOON]
        if mornings:
            return mornings[-1]
        opening = datetime.combine(date.min, spans[0].start)
        closing = datetime.combine(date.min, spans[-1].end)
        return (opening + (closing - opening) / 2).replace(second=0).time()


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """An office's working days and hours.

    `confirmed_years` are those whose yearly notice of days off is in. Raises InvalidInputError when
    one day is excepted twice. Look-ups keep a sorted list of working days per year once asked for.
    """

    exceptions: tuple[DayException, ...]
    hours: WorkingHours
    confirmed_years: frozenset[int]
    _excepted: dict[date, DayException] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _years: dict[int, tuple[int, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for exception in self.exceptions:
            if exception.day in self._excepted:
                raise InvalidInputError(
                    "calendar_day",
                    f"Lịch có hai dòng cho ngày {exception.day:%d/%m/%Y}; hãy bỏ bớt một dòng.",
                )
            self._excepted[exception.day] = exception

    def exception(self, day: date) -> DayException | None:
        """Return how `day` departs from the ordinary week, if it does."""
        return self._excepted.get(day)

    def is_working(self, day: date) -> bool:
        """Say whether the office works on `day`."""
        exception = self._excepted.get(day)
        if exception is not None:
            return exception.kind is DayKind.WORKED
        return bool(self.hours.by_weekday[day.weekday()])

    def spans(self, day: date) -> tuple[HoursSpan, ...]:
        """Return the working spans of `day`; none on a day off, a usual day's on a make-up day."""
        exception = self._excepted.get(day)
        weekday = day.weekday()
        ordinary = self.hours.by_weekday[weekday]
        if exception is None:
            return ordinary
        if exception.kind is DayKind.OFF:
            return ()
        return ordinary if ordinary and weekday < _SATURDAY else self.hours.usual_spans

    def opening(self, day: date) -> time:
        """Return when the working day `day` begins."""
        return self.spans(day)[0].start

    def closing(self, day: date) -> time:
        """Return when the working day `day` ends."""
        return self.spans(day)[-1].end

    def next_working(self, day: date, *, inclusive: bool = False) -> date:
        """Return the first working day after `day`, or `day` itself if inclusive and worked."""
        return self.add_working_days(day - timedelta(days=1) if inclusive else day, 1)

    def previous_working(self, day: date) -> date:
        """Return the last working day before `day`."""
        year = day.year
        days = self._working_days(year)
        place = bisect_left(days, day.toordinal())
        while not place:
            year -= 1
            days = self._working_days(year)
            place = len(days)
        return date.fromordinal(days[place - 1])

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th (at least first) working day after `day`; `day` is not counted."""
        year = day.year
        days = self._working_days(year)
        place = bisect_right(days, day.toordinal()) + count - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self._working_days(year)
        return date.fromordinal(days[place])

    def reason_off(self, day: date) -> str:
        """Return why the office does not work on `day`; empty on a working day."""
        if self.is_working(day):
            return ""
        exception = self._excepted.get(day)
        return exception.reason if exception else WEEKDAY_NAMES[day.weekday()]

    def is_confirmed(self, year: int) -> bool:
        """Say whether the yearly notice of days off is in for `year`."""
        return year in self.confirmed_years

    def _working_days(self, year: int) -> tuple[int, ...]:
        known = self._years.get(year)
        if known is None:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            known = tuple(n for n in range(first, last + 1) if self.is_working(date.fromordinal(n)))
            self._years[year] = known
        return known


# The calendar that ships with the program: days off and worked Saturdays, years confirmed.


def shipped_exceptions() -> tuple[DayException, ...]:
    """Return the shipped days that depart from the ordinary week, in order of date."""
    return tuple(
        DayException(
            day=date.fromisoformat(row["date"]),
            kind=DayKind(row["kind"]),
            reason=row["reason"],
            decision=row["decision"],
        )
        for row in _rows("calendar.csv")
    )


def shipped_notices() -> dict[int, str]:
    """Return the yearly notice of each year that the shipped calendar follows, "" if unnamed."""
    return {
        int(row["year"]): row["decision"]
        for row in _rows("calendar_years.csv")
        if row["confirmed"] == "yes"
    }


def shipped_confirmed_years() -> frozenset[int]:
    """Return the years whose yearly notice the shipped calendar follows."""
    return frozenset(shipped_notices())


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(resource(name).read_text(encoding="utf-8").splitlines())
