"""The even stretches of days a trend is drawn over, ending with the period that is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_ONE_DAY: Final = timedelta(days=1)
_DAYS_BY_DAY: Final = 7
_DAYS_BY_WEEK: Final = 31
_DAYS_BY_MONTH: Final = 200
_STRETCHES: Final = 8
_QUARTERS: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One place on a trend's axis."""

    name: str
    first_day: date
    last_day: date


def stretches(first_day: date, last_day: date, today: date) -> tuple[Stretch, ...]:
    """Return eight stretches, oldest first: days, weeks, months or quarters by the period's length.

    The last one ends with the period, or with today while the period lasts.
    """
    end = max(first_day, min(last_day, today))
    length = (last_day - first_day).days + 1
    if length <= _DAYS_BY_DAY:
        return _back_from(end, _day)
    if length <= _DAYS_BY_WEEK:
        return _back_from(end, _week)
    if length <= _DAYS_BY_MONTH:
        return _back_from(end, _month)
    return _back_from(end, _quarter)


def _back_from(last_day: date, ending: Callable[[date], Stretch]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    end = last_day
    for _ in range(_STRETCHES):
        found.append(ending(end))
        end = found[-1].first_day - _ONE_DAY
    return tuple(reversed(found))


def _day(last_day: date) -> Stretch:
    return Stretch(f"{last_day:%d/%m}", last_day, last_day)


def _week(last_day: date) -> Stretch:
    monday = last_day - timedelta(days=last_day.weekday())
    return Stretch(f"{monday:%d/%m}", monday, last_day)


def _month(last_day: date) -> Stretch:
    return Stretch(f"{last_day:%m/%y}", last_day.replace(day=1), last_day)


def _quarter(last_day: date) -> Stretch:
    number = (last_day.month - 1) // 3
    first = last_day.replace(month=3 * number + 1, day=1)
    return Stretch(f"{_QUARTERS[number]}/{last_day.year}", first, last_day)
