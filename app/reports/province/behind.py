"""The units behind a line of a summed form: the same line as each of them would fill it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.reports.province.forms import SumForm
from app.reports.quarter.annex import NO_DATA, Annex, AnnexHead, AnnexRow, Cell, Kind
from app.services.province.adding import parts_of
from app.services.province.records import ProvinceSum

_NOTHING: Final = (None, 0, "", "–", NO_DATA)


@dataclass(frozen=True, slots=True)
class UnitCells:
    """What one unit adds to a line: the cells of the form's columns of numbers."""

    code: str
    name: str
    cells: tuple[Cell, ...]


def number_columns(annex: Annex) -> tuple[int, ...]:
    """Return the places of the columns that hold numbers."""
    return tuple(at for at, column in enumerate(annex.columns) if column.kind is Kind.COUNT)


def units_behind(
    form: SumForm, head: AnnexHead, told: ProvinceSum, place: int
) -> tuple[UnitCells, ...]:
    """Return the units that add something to the line at `place` of a summed form."""
    whole = None if told.whole is None else form.fill(head, told.whole)
    return () if whole is None else tuple(_units(form, whole, told, place))


def _units(form: SumForm, whole: Annex, told: ProvinceSum, place: int) -> Iterator[UnitCells]:
    for part in parts_of(told):
        annex = form.fill(whole.head, part.figures)
        row = None if annex is None else _line(annex, whole, place)
        if annex is not None and row is not None:
            cells = tuple(row.cells[at] for at in number_columns(annex))
            if any(cell not in _NOTHING for cell in cells):
                yield UnitCells(part.code, part.name, cells)


def _line(annex: Annex, whole: Annex, place: int) -> AnnexRow | None:
    """Return the line of `annex` that is the one at `place` of `whole`, if it has it."""
    if len(annex.rows) == len(whole.rows):
        return annex.rows[place]
    wanted = tuple(_keys(whole))[place]
    return dict(zip(_keys(annex), annex.rows, strict=True)).get(wanted)


def name_at(annex: Annex, row: AnnexRow) -> str:
    """Return what a line is called: its first cell of text."""
    at = next(at for at, column in enumerate(annex.columns) if column.kind is Kind.TEXT)
    return str(row.cells[at] or "").strip()


def _keys(annex: Annex) -> Iterator[tuple[str, str, int]]:
    """Yield each line's heading, its name, and how many of that name stand before it there."""
    seen: Counter[str] = Counter()
    heading = ""
    for row in annex.rows:
        name = name_at(annex, row)
        if row.is_strong:
            heading, seen = name, Counter()
        yield heading, name, seen[name]
        seen[name] += 1
