"""The periods a supervisor looks at: a day, week, month, quarter, or any two days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import assert_never

from app.wording.texts import day_text, weekday_text

_QUARTERS = ("I", "II", "III", "IV")


class SpanKind(Enum):
    """How a period is cut; the value is the word on its tab."""

    DAY = "Ngày"
    WEEK = "Tuần"
    MONTH = "Tháng"
    QUARTER = "Quý"
    CUSTOM = "Tự chọn"


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both counted."""

    kind: SpanKind
    first: date
    last: date

    @property
    def day_count(self) -> int:
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def title(self) -> str:
        """Return "Thứ Hai 23/11/2026", "Tuần 48 · …", "Tháng 11/2026", "Quý IV/2026", "Kỳ …"."""
        match self.kind:
            case SpanKind.DAY:
                return weekday_text(self.first)
            case SpanKind.WEEK:
                week = self.first.isocalendar().week
                return f"Tuần {week} · {self.first:%d/%m} – {day_text(self.last)}"
            case SpanKind.MONTH:
                return f"Tháng {self.first.month}/{self.first.year}"
            case SpanKind.QUARTER:
                return f"Quý {_QUARTERS[(self.first.month - 1) // 3]}/{self.first.year}"
            case SpanKind.CUSTOM:
                is_day = self.day_count == 1
                return weekday_text(self.first) if is_day else f"Kỳ {self.day_count} ngày"
            case _:
                assert_never(self.kind)


def span_around(kind: SpanKind, day: date) -> Span:
    """Return the period of `kind` that holds `day`; a custom one begins as the day alone."""
    match kind:
        case SpanKind.DAY | SpanKind.CUSTOM:
            return Span(kind, day, day)
        case SpanKind.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Span(kind, monday, monday + timedelta(days=6))
        case SpanKind.MONTH:
            return Span(kind, day.replace(day=1), _month_end(day))
        case SpanKind.QUARTER:
            first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
            return Span(kind, first, _month_end(first.replace(month=first.month + 2)))
        case _:
            assert_never(kind)


def before(span: Span) -> Span:
    """Return the period of the same kind that ends the day before."""
    if span.kind is SpanKind.CUSTOM:
        length = timedelta(days=span.day_count)
        return Span(span.kind, span.first - length, span.last - length)
    return span_around(span.kind, span.first - timedelta(days=1))


def after(span: Span) -> Span:
    """Return the period of the same kind that begins the day after."""
    if span.kind is SpanKind.CUSTOM:
        length = timedelta(days=span.day_count)
        return Span(span.kind, span.first + length, span.last + length)
    return span_around(span.kind, span.last + timedelta(days=1))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
