"""How a report says numbers: counted, compared, as a share; without data it says so."""

from collections.abc import Callable
from typing import Final, TypeVar

from app.services.reporting.compared import Compared
from app.wording import number_text

NO_DATA: Final = "chưa có dữ liệu"
_T = TypeVar("_T")


def counted(number: int) -> str:
    """Return a count as official papers write it: 04, 13, 1.234."""
    return f"0{number}" if 0 < number < 10 else number_text(number)


def tenths_text(numerator: int, denominator: int) -> str:
    """Return a share in percent with one decimal, half up: "23,4 %"; NO_DATA of nothing."""
    if denominator == 0:
        return NO_DATA
    return f"{_tenths(numerator, denominator)} %"


def points_text(numerator: int, denominator: int, decimals: int = 2) -> str:
    """Return a quotient with a decimal comma, half up: "1,75"; NO_DATA of nothing."""
    if denominator == 0:
        return NO_DATA
    scale: int = 10**decimals
    scaled = (2 * numerator * scale + denominator) // (2 * denominator)
    whole, rest = divmod(scaled, scale)
    return f"{number_text(whole)},{rest:0{decimals}d}"


def change_text(now: int, before: int | None, name: str, unit: str) -> str:
    """Return how `now` stands beside the count of the period `name`, in words.

    "tăng 234 hồ sơ (23,4 %) so với quý I năm 2019".
    """
    if before is None:
        return f"{name} {NO_DATA}"
    if now == before:
        return f"bằng {name}"
    verb = "tăng" if now > before else "giảm"
    by = abs(now - before)
    share = "" if before == 0 else f" ({tenths_text(by, before)})"
    return f"{verb} {counted(by)} {unit}{share} so với {name}"


def comparison(compared: Compared[_T], count: Callable[[_T], int], unit: str) -> str:
    """Return a count beside the previous period's and last year's, as the end of a sentence.

    Nothing to compare with is said once.
    """
    now = count(compared.now)
    parts = [
        change_text(now, None if other is None else count(other), name, unit)
        for other, name in (
            (compared.previous, compared.previous_name),
            (compared.last_year, compared.last_year_name),
        )
    ]
    if compared.previous is None and compared.last_year is None:
        names = f"{compared.previous_name} và {compared.last_year_name}"
        return f"{names} {NO_DATA} để so sánh"
    return "; ".join(parts)


def listed(items: list[str]) -> str:
    """Return "a, b và c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} và {items[-1]}"


def _tenths(numerator: int, denominator: int) -> str:
    scaled = (2 * numerator * 1000 + denominator) // (2 * denominator)
    whole, rest = divmod(scaled, 10)
    return f"{number_text(whole)},{rest}"
