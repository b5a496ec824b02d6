"""Columns of the lists that are written to a file: title, width, format and value in one place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto
from operator import attrgetter
from typing import Generic, TypeVar

from app.clock import start_of_day

Row = TypeVar("Row")
Cell = str | int | Decimal | datetime | None


class Look(Enum):
    """How a cell looks; the number format goes with it."""

    PLAIN = auto()
    STRONG = auto()
    TITLE = auto()
    WARNING = auto()
    HEAD = auto()
    TEXT = auto()
    MOMENT = auto()
    DAY = auto()
    ORDINAL = auto()
    COUNT = auto()
    STRONG_TEXT = auto()
    STRONG_COUNT = auto()
    TENTHS = auto()
    HUNDREDTHS = auto()


# Not slotted: Python 3.11 cannot make a frozen, slotted dataclass that is generic.
@dataclass(frozen=True, kw_only=True)
class SheetColumn(Generic[Row]):
    """One column: `width` in characters in a spreadsheet, `width_mm` on paper.

    A code is text that looks like a number.
    """

    title: str
    width: int
    look: Look
    value: Callable[[Row], Cell]
    width_mm: float = 0
    is_code: bool = False


Source = str | Callable[[Row], Cell]
"""The name of the row's attribute, dotted for one within another, or what reads the row."""


def text(title: str, value: Source[Row], width: int, width_mm: float = 0) -> SheetColumn[Row]:
    """Return a column of texts."""
    return _column(title, value, width, Look.TEXT, width_mm)


def code(title: str, value: Source[Row], width: int) -> SheetColumn[Row]:
    """Return a column of codes and identity numbers."""
    return SheetColumn(title=title, value=_reader(value), width=width, look=Look.TEXT, is_code=True)


def moment(
    title: str, value: Source[Row], width: int = 16, width_mm: float = 0
) -> SheetColumn[Row]:
    """Return a column of days with their time."""
    return _column(title, value, width, Look.MOMENT, width_mm)


def day(title: str, value: Callable[[Row], date], width: int) -> SheetColumn[Row]:
    """Return a column of days."""
    return _column(title, lambda row: start_of_day(value(row)), width, Look.DAY, 0)


def number(title: str, value: Source[Row], width: int, width_mm: float = 0) -> SheetColumn[Row]:
    """Return a column of whole numbers."""
    return _column(title, value, width, Look.COUNT, width_mm)


def tenths(title: str, value: Source[Row], width: int) -> SheetColumn[Row]:
    """Return a column of numbers with one decimal."""
    return _column(title, value, width, Look.TENTHS, 0)


def hundredths(title: str, value: Source[Row], width: int) -> SheetColumn[Row]:
    """Return a column of numbers with two decimals."""
    return _column(title, value, width, Look.HUNDREDTHS, 0)


def strong(title: str, value: Source[Row], width: int) -> SheetColumn[Row]:
    """Return a column of texts that stand out."""
    return _column(title, value, width, Look.STRONG_TEXT, 0)


def ordinal(title: str, value: Source[Row], width: int, width_mm: float = 0) -> SheetColumn[Row]:
    """Return a column of numbers that name their line."""
    return _column(title, value, width, Look.ORDINAL, width_mm)


def _column(
    title: str, value: Source[Row], width: int, look: Look, width_mm: float
) -> SheetColumn[Row]:
    reader = _reader(value)
    return SheetColumn(title=title, value=reader, width=width, look=look, width_mm=width_mm)


def _reader(value: Source[Row]) -> Callable[[Row], Cell]:
    return attrgetter(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class SheetListing(Generic[Row]):
    """The columns of one sheet, after a running number of `numbered` characters (0 for none)."""

    columns: Sequence[SheetColumn[Row]]
    numbered: int = 0

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all columns, the running number's first."""
        lead = ("TT",) if self.numbered else ()
        return (*lead, *(column.title for column in self.columns))

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of all columns in characters."""
        lead = (self.numbered,) if self.numbered else ()
        return (*lead, *(column.width for column in self.columns))

    @property
    def looks(self) -> tuple[Look, ...]:
        """How the cells of all columns look."""
        lead = (Look.ORDINAL,) if self.numbered else ()
        return (*lead, *(column.look for column in self.columns))
