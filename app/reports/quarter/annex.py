"""An annex described once: its heading, its columns, its rows; XLSX and PDF are drawn from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from itertools import groupby

from app.wording.texts import day_text, number_text

Cell = str | int | date | None
"""What an annex may hold; a date stands for a day, None for nothing to say."""


class Kind(Enum):
    """What a column holds."""

    ORDINAL = auto()
    TEXT = auto()
    COUNT = auto()
    DAY = auto()


@dataclass(frozen=True, slots=True)
class AnnexColumn:
    """One column: its title, the heading it stands under, its number in the official form."""

    title: str
    width_mm: float
    kind: Kind = Kind.COUNT
    band: str = ""
    number: int | None = None

    @property
    def head(self) -> str:
        """The title with its number under it."""
        return self.title if self.number is None else f"{self.title}\n({self.number})"


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One line; a strong one is a sum or a heading."""

    cells: tuple[Cell, ...]
    is_strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexHead:
    """What every annex of one report says above its table."""

    reporter: str
    receiver: str
    period_name: str
    first_day: date
    last_day: date
    place: str
    made_at: datetime
    made_by: str
    signer: str
    is_demo: bool
    is_locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A table of the report; `stem` names its files, `form` and `law` are its official heading."""

    stem: str
    short: str
    form: str
    law: str
    title: str
    counted_in: str
    head: AnnexHead
    columns: tuple[AnnexColumn, ...]
    rows: tuple[AnnexRow, ...]
    notes: tuple[str, ...] = ()


def bands_of(columns: Iterable[AnnexColumn]) -> list[tuple[str, int]]:
    """Return the headings over the columns: (title, number of columns), those without one by one.

    Nothing where no column stands under one.
    """
    bands: list[tuple[str, int]] = []
    for title, run in groupby(columns, lambda column: column.band):
        count = len(list(run))
        bands += [(title, count)] if title else [("", 1)] * count
    return bands if any(title for title, _count in bands) else []


def period_line(head: AnnexHead) -> str:
    """Return "Kỳ báo cáo: quý II năm 2019 (từ ngày 15/03/2019 đến ngày 14/06/2019)"."""
    days = f"từ ngày {day_text(head.first_day)} đến ngày {day_text(head.last_day)}"
    return f"Kỳ báo cáo: {head.period_name} ({days})"


def standing_line(head: AnnexHead) -> str:
    """Return whether the figures are those of a locked period."""
    return "" if head.is_locked else "Số liệu chưa khóa."


def shown(cell: Cell) -> str:
    """Return a cell as people read it."""
    match cell:
        case None:
            return ""
        case int():
            return number_text(cell)
        case date():
            return day_text(cell)
        case _:
            return cell
