"""Text on its way into a file that another program opens: nothing hidden, nothing that runs."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from app.services.figures.records import HourCount

_LONGEST: Final = 32_767  # characters in one cell of a spreadsheet
_FORMULA_STARTS: Final = "=+-@＝＋－＠"
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)*")


def cell_text(text: str) -> str:
    """Return `text` in NFC on one line, without control, direction or unpaired characters."""
    if not text.isprintable():
        text = "".join(_visible(char) for char in text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.strip()[:_LONGEST]


def csv_text(text: str) -> str:
    """Return `text` so that a spreadsheet takes it for text: an apostrophe before =, +, -, @.

    A plain number stays as it is. The full-width forms count, since some programs fold them.
    """
    shown = cell_text(text)
    if shown.startswith(tuple(_FORMULA_STARTS)) and not _NUMBER.fullmatch(shown):
        return f"'{shown}"
    return shown


def csv_code(text: str) -> str:
    """Return a code or an identity number, with an apostrophe where it would be read as a number.

    A spreadsheet drops the first zero of 079185001234 and the last of 1.001720.
    """
    shown = csv_text(text)
    return f"'{shown}" if _NUMBER.fullmatch(shown) else shown


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Cs", "Cn"} else char


def hours_shown(hours: Iterable[HourCount]) -> tuple[HourCount, ...]:
    """Return one count for every hour from the first to the last busy one, in order."""
    busy = {hour.hour: hour for hour in hours if hour.received or hour.returned}
    if not busy:
        return ()
    return tuple(busy.get(hour, HourCount(hour, 0, 0)) for hour in range(min(busy), max(busy) + 1))
