"""Which days a report period has: quarters that tile the calendar, and what is made of them.

A quarter ends on the office's cut-off day of its last month (the 14th or 15th, as it was once), or
with the month; it begins the day after the quarter before it ends. So neighbours have neither gap
nor overlap, also where the cut-off changes: the change only moves the one bound both share.
Half-years, nine months and years are whole quarters.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.errors import InvalidInputError
from app.services.fields import Field, FieldKind
from app.vocabulary.reports import PeriodKind
from app.wording import sentences
from app.wording.texts import day_text

MONTH_END: Final = 0
"""The cut-off day of an office whose quarters end with their month."""
MAX_CUTOFF_DAY: Final = 28
"""The last day that every month has; who wants a later one wants the month's end."""
FIRST_YEAR: Final = 2018
LAST_YEAR: Final = 2199
MAX_CUSTOM_DAYS: Final = 3660
_QUARTERS: Final = 4
_MONTHS_A_QUARTER: Final = 3
_IN_A_YEAR: Final = {PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}
_ROMAN: Final = ("", "I", "II", "III", "IV")
_SPANS: Final = {
    PeriodKind.QUARTER: (1, 1),
    PeriodKind.HALF: (2, 2),
    PeriodKind.NINE_MONTHS: (3, 4),
    PeriodKind.YEAR: (4, 4),
}
"""How many quarters a kind has, and how many lie from the first of one to the first of the next."""
_DAY: Final = timedelta(days=1)
_KEY: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<nine>9M)))?"
)
_CUSTOM_KEY: Final = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")


CUTOFF: Final = (
    Field(name="day", title="&Quý kết thúc vào", kind=FieldKind.OPTION),
    Field(
        name="from_day",
        title="Áp &dụng từ ngày",
        kind=FieldKind.DATE,
        missing="Chưa có ngày áp dụng. Hãy ghi ngày.",
    ),
)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """From `from_day` on quarters end on day `day` of their last month (`MONTH_END`: its end).

    It holds for every quarter whose last month ends on `from_day` or later.
    """

    from_day: date
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPeriod:
    """[first_day, last_day]; `number` counts the periods of a kind within the year, from 1.

    A custom one has the year of its first day and the number 0.
    """

    kind: PeriodKind
    year: int
    number: int
    first_day: date
    last_day: date

    @property
    def key(self) -> str:
        """What names it for ever: `2019-Q2`, `2019-H1`, `2019-9M`, `2019`, `DAY..DAY`."""
        match self.kind:
            case PeriodKind.QUARTER:
                return f"{self.year}-Q{self.number}"
            case PeriodKind.HALF:
                return f"{self.year}-H{self.number}"
            case PeriodKind.NINE_MONTHS:
                return f"{self.year}-9M"
            case PeriodKind.YEAR:
                return f"{self.year}"
            case PeriodKind.CUSTOM:
                return f"{self.first_day.isoformat()}..{self.last_day.isoformat()}"

    @property
    def name(self) -> str:
        """The period as reports call it: "Quý II năm 2019"."""
        match self.kind:
            case PeriodKind.QUARTER:
                return f"Quý {_ROMAN[self.number]} năm {self.year}"
            case PeriodKind.HALF:
                return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
            case PeriodKind.NINE_MONTHS:
                return f"9 tháng đầu năm {self.year}"
            case PeriodKind.YEAR:
                return f"Năm {self.year}"
            case PeriodKind.CUSTOM:
                return f"Từ {day_text(self.first_day)} đến {day_text(self.last_day)}"

    @property
    def short_name(self) -> str:
        """The period within its year: "Quý II"."""
        return "Cả năm" if self.kind is PeriodKind.YEAR else self.name.split(" năm ")[0]

    @property
    def days_text(self) -> str:
        """Its days: "15/03/2019–14/06/2019"."""
        return f"{day_text(self.first_day)}–{day_text(self.last_day)}"

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class ReportCalendar:
    """An office's report periods under its cut-off days; without one, by calendar quarters."""

    def __init__(self, cutoffs: Iterable[Cutoff] = ()) -> None:
        self.cutoffs = tuple(sorted(cutoffs, key=lambda one: one.from_day))

    def period(self, kind: PeriodKind, year: int, number: int = 1) -> ReportPeriod:
        """Return the `number`th period of `kind` in `year`. Raises InvalidInputError (`period`)."""
        if kind is PeriodKind.CUSTOM:
            raise _unknown(f"{kind} {year}")
        count, step = _SPANS[kind]
        if not FIRST_YEAR - 1 <= year <= LAST_YEAR or not 1 <= number <= _QUARTERS // step:
            raise _unknown(f"{year}/{number}")
        first = (number - 1) * step + 1
        return ReportPeriod(
            kind=kind,
            year=year,
            number=number,
            first_day=self._end(*_before(year, first)) + _DAY,
            last_day=self._end(year, first + count - 1),
        )

    def quarter(self, year: int, number: int) -> ReportPeriod:
        """Return a quarter (1 to 4). Raises InvalidInputError (`period`)."""
        return self.period(PeriodKind.QUARTER, year, number)

    def quarter_of(self, day: date) -> ReportPeriod:
        """Return the quarter `day` lies in. Raises InvalidInputError (`period`)."""
        at = (day.year, (day.month - 1) // _MONTHS_A_QUARTER + 1)
        found = self.quarter(*at)
        return found if day <= found.last_day else self.quarter(*_after(*at))

    def previous(self, period: ReportPeriod) -> ReportPeriod:
        """Return the period before: of a custom one, as many days; of nine months, a year back."""
        match period.kind:
            case PeriodKind.CUSTOM:
                last = period.first_day - _DAY
                return custom_period(last - (period.last_day - period.first_day), last)
            case PeriodKind.YEAR | PeriodKind.NINE_MONTHS:
                return self.period(period.kind, period.year - 1)
            case PeriodKind.QUARTER | PeriodKind.HALF:
                if period.number > 1:
                    return self.period(period.kind, period.year, period.number - 1)
                last_one = _QUARTERS // _SPANS[period.kind][1]
                return self.period(period.kind, period.year - 1, last_one)

    def same_last_year(self, period: ReportPeriod) -> ReportPeriod:
        """Return the same period of the year before; 29 February becomes the 28th."""
        if period.kind is PeriodKind.CUSTOM:
            return custom_period(_year_before(period.first_day), _year_before(period.last_day))
        return self.period(period.kind, period.year - 1, period.number)

    def named(self, key: str) -> ReportPeriod:
        """Return the period with that key. Raises InvalidInputError (`period`)."""
        wanted = key.strip().upper()
        custom = _CUSTOM_KEY.fullmatch(wanted)
        if custom:
            try:
                first, last = (date.fromisoformat(day) for day in custom.groups())
            except ValueError as error:
                raise _unknown(key) from error
            return custom_period(first, last)
        found = _KEY.fullmatch(wanted)
        if found is None:
            raise _unknown(key)
        year = int(found["year"])
        if found["quarter"]:
            return self.quarter(year, int(found["quarter"]))
        if found["half"]:
            return self.period(PeriodKind.HALF, year, int(found["half"]))
        kind = PeriodKind.NINE_MONTHS if found["nine"] else PeriodKind.YEAR
        return self.period(kind, year)

    def of_year(self, year: int) -> tuple[ReportPeriod, ...]:
        """Return the year's quarters, half-years, nine months and the year, by their last day."""
        return (
            self.quarter(year, 1),
            self.quarter(year, 2),
            self.period(PeriodKind.HALF, year, 1),
            self.quarter(year, 3),
            self.period(PeriodKind.NINE_MONTHS, year),
            self.quarter(year, 4),
            self.period(PeriodKind.HALF, year, 2),
            self.period(PeriodKind.YEAR, year),
        )

    def _end(self, year: int, quarter: int) -> date:
        month = quarter * _MONTHS_A_QUARTER
        month_end = date(year, month, monthrange(year, month)[1])
        in_force = [one.day for one in self.cutoffs if one.from_day <= month_end]
        day = in_force[-1] if in_force else MONTH_END
        return month_end if day == MONTH_END else month_end.replace(day=day)


def custom_period(first_day: date, last_day: date) -> ReportPeriod:
    """Return the period of any days. Raises InvalidInputError (`to`)."""
    if last_day < first_day:
        raise InvalidInputError("to", sentences.PERIOD_BACKWARDS)
    if (last_day - first_day).days > MAX_CUSTOM_DAYS:
        raise InvalidInputError("to", sentences.PERIOD_TOO_LONG)
    return ReportPeriod(
        kind=PeriodKind.CUSTOM,
        year=first_day.year,
        number=0,
        first_day=first_day,
        last_day=last_day,
    )


def _before(year: int, quarter: int) -> tuple[int, int]:
    return (year, quarter - 1) if quarter > 1 else (year - 1, _QUARTERS)


def _after(year: int, quarter: int) -> tuple[int, int]:
    return (year, quarter + 1) if quarter < _QUARTERS else (year + 1, 1)


def _year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _unknown(key: str) -> InvalidInputError:
    return InvalidInputError(
        "period",
        f"Không có kỳ báo cáo “{key}”. Hãy ghi như 2019-Q2 (quý), 2019-H1 (6 tháng), 2019-9M, "
        "2019 (năm) hoặc 2019-01-01..2019-02-14.",
    )


def following(calendar: ReportCalendar, period: ReportPeriod) -> ReportPeriod:
    """Return the period after: of a custom one, as many days; of nine months, the last quarter.

    Raises InvalidInputError (`period`) beyond the program's calendar.
    """
    if period.kind is PeriodKind.CUSTOM:
        first = period.last_day + timedelta(days=1)
        return custom_period(first, first + (period.last_day - period.first_day))
    if period.kind is PeriodKind.NINE_MONTHS:
        return calendar.quarter(period.year, _QUARTERS)
    if period.number < _IN_A_YEAR[period.kind]:
        return calendar.period(period.kind, period.year, period.number + 1)
    return calendar.period(period.kind, period.year + 1)


def name_of(period: ReportPeriod) -> str:
    """Return a period's name within a sentence: "quý II năm 2019"."""
    return period.name[:1].lower() + period.name[1:]


def locked_days_words(keys: Sequence[str]) -> str:
    """Return what it means to open days again that lie in locked periods; "" where none do."""
    if not keys:
        return ""
    names = [ReportCalendar().named(key).name for key in keys]
    return (
        f"Những ngày này thuộc kỳ báo cáo đã khóa: {', '.join(names)}. Số liệu kỳ đã khóa giữ "
        "nguyên; việc ghi thêm vào những ngày này tính vào kỳ sau và được nêu là nhập muộn. Muốn "
        "sửa số liệu của chính kỳ đó, hãy mở lại kỳ trước."
    )
