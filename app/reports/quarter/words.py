"""How a report says numbers: counted, compared, as a share; without data it says so."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from app.reports.quarter.content import BarChart, ReportSeries
from app.services.reporting.records import Compared
from app.wording import measures, states, texts
from app.wording.texts import number_text

_T = TypeVar("_T")


def counted(number: int) -> str:
    """Return a count as official papers write it: 04, 13, 1.234."""
    return f"0{number}" if 0 < number < 10 else number_text(number)


def known(number: int | None) -> str:
    """Return a count, or that it is not known."""
    return states.UNKNOWN if number is None else counted(number)


def share_text(numerator: int, denominator: int) -> str:
    """Return a share in percent with one decimal, half up: "23,4 %"; of nothing there is none."""
    return states.UNKNOWN if denominator == 0 else texts.share_text(numerator, denominator)


def change_text(now: int, before: int | None, name: str, unit: str) -> str:
    """Return how `now` stands beside the count of the period `name`, in words.

    "tăng 234 hồ sơ (23,4 %) so với quý I năm 2019".
    """
    if before is None:
        return f"{name} {states.UNKNOWN}"
    if now == before:
        return f"bằng {name}"
    verb = measures.UP if now > before else measures.DOWN
    by = abs(now - before)
    share = f" ({share_text(by, before)})" if before else ""
    return f"{verb} {counted(by)} {unit}{share} so với {name}"


def comparison(compared: Compared[_T], count: Callable[[_T], int], unit: str) -> str:
    """Return a count beside those of the other periods, as a part of a sentence."""
    now = count(compared.now)
    known_others = [(name, other) for name, other in compared.others if other is not None]
    if not known_others:
        return f"{listed([name for name, _ in compared.others])} {states.UNKNOWN} để so sánh"
    return ", ".join(
        change_text(now, None if other is None else count(other), name, unit)
        for name, other in compared.others
    )


def chart(
    title: str,
    compared: Compared[_T],
    bars: Sequence[tuple[str, Callable[[_T], int | None]]],
) -> BarChart:
    """Return the bars of the periods side by side; one without data has none."""
    periods: Iterable[tuple[str, _T | None]] = ((compared.name, compared.now), *compared.others)
    return BarChart(
        title,
        tuple(name for name, _count in bars),
        tuple(
            ReportSeries(sentence(name), tuple(count(figures) for _name, count in bars))
            for name, figures in periods
            if figures is not None
        ),
    )


def sentence(text: str) -> str:
    """Return `text` with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str]) -> str:
    """Return "a, b và c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} và {items[-1]}"


def short_day(day: date) -> str:
    """Return a day as official papers write it: 4/4/2018, 10/07/2019."""
    month = f"{day.month:02d}" if day.day > 9 and day.month < 10 else f"{day.month}"
    return f"{day.day}/{month}/{day.year}"


def month_text(day: date) -> str:
    """Return "tháng 9 năm 2019"."""
    return f"tháng {day.month} năm {day.year}"
