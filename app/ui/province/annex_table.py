"""A form over all units on the screen: its columns and lines; a line of numbers can be pressed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from app.reports.province import UnitCells, number_columns
from app.reports.quarter.annex import Annex, AnnexColumn, AnnexRow, Cell, Kind, shown
from app.services.figures.catalogue import FORM_FIGURES, DossierFigure
from app.services.province.records import SumPart
from app.ui.desk.form_table import COUNT_WIDTH, form_title, tone_of
from app.ui.look.tokens import Tone, px
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.dialogs import TableDialog
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import captions, sentences, states
from app.wording.texts import number_text

_MANY: Final = 8
"""With more columns of numbers than this, what has no data is a dash with its words in the tip."""
_LEAST_WIDTH: Final = 56
_DAY_WIDTH: Final = 140
_NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line of a form and its place in it."""

    place: int
    row: AnnexRow


class AnnexTable(RowTable[AnnexLine]):
    """`line_chosen` carries the place of a line whose numbers were pressed."""

    line_chosen = Signal(int)

    def __init__(self, annex: Annex, parent: QWidget | None = None) -> None:
        self._numbers = number_columns(annex)
        self._places = tuple(
            at for at, each in enumerate(annex.columns) if each.kind is not Kind.ORDINAL
        )
        self._titles = header_titles(annex.columns)
        super().__init__(
            [self._column(at, annex.columns[at]) for at in self._places],
            lambda line: line.place,
            empty_text=sentences.NO_CASES,
            parent=parent,
        )
        # A form has an order of its own.
        self.setSortingEnabled(False)
        self.setAccessibleName(annex.short)
        self.clicked.connect(self._on_clicked)
        self.row_activated.connect(self._choose)

    def show_annex(self, annex: Annex) -> None:
        """Show the lines of the form, its columns of numbers as wide as they need."""
        self.set_rows([AnnexLine(place, row) for place, row in enumerate(annex.rows)])
        for shown_at, at in enumerate(self._places):
            if at in self._numbers:
                texts = [self._text(row.cells[at]) for row in annex.rows]
                self.setColumnWidth(shown_at, px(number_width(self._titles[at], texts)))

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._places[index.column()] in self._numbers:
            self._choose(self.rows_model.row_at(index))

    def _choose(self, line: AnnexLine | None) -> None:
        if line is not None and any(line.row.cells[at] is not None for at in self._numbers):
            self.line_chosen.emit(line.place)

    def _text(self, cell: Cell) -> str:
        return number_text_of(cell, len(self._numbers))

    def _column(self, at: int, column: AnnexColumn) -> Column[AnnexLine]:
        is_number = column.kind is Kind.COUNT

        def value(line: AnnexLine) -> str:
            cell = line.row.cells[at]
            return self._text(cell) if is_number else shown(cell)

        def tip(line: AnnexLine) -> str:
            text = shown(line.row.cells[at])
            if not is_number:
                return text.strip()
            said = text if text == states.UNKNOWN else "bấm để xem đơn vị"
            return f"{full_title(column)}: {said}"

        def tone(line: AnnexLine) -> Tone:
            if line.row.cells[at] in {0, states.UNKNOWN, _NOTHING}:
                return Tone.QUIET
            return Tone.STRONG if line.row.is_strong else Tone.NORMAL

        title = self._titles[at]
        if is_number:
            return number_column(title, value, _LEAST_WIDTH, tip=tip, tone=tone)
        width = _DAY_WIDTH * (column.kind is Kind.DAY)
        return text_column(title, value, width, tip=tip, tone=tone)


def number_text_of(cell: Cell, columns: int) -> str:
    """Return a cell as one of so many columns of numbers shows it."""
    text = shown(cell)
    return _NOTHING if text == states.UNKNOWN and columns > _MANY else text


def number_width(title: str, texts: Iterable[str]) -> int:
    """Return the width, in pixels, of a column with this title and these texts."""
    heads = max(len(line) for line in title.split("\n"))
    cells = max((len(text) for text in texts), default=0)
    return max(_LEAST_WIDTH, 7 * heads + 14, 8 * cells + 10)


def header_titles(columns: Sequence[AnnexColumn]) -> tuple[str, ...]:
    """Return the titles; where columns of several bands are alike the first says its band."""
    titles = [column.title for column in columns]
    tell_bands = len(set(titles)) < len(titles) and all(each.number is None for each in columns)
    first = {column.band: at for at, column in reversed(list(enumerate(columns))) if column.band}
    return tuple(
        _title(column, with_band=tell_bands and first.get(column.band) == at)
        for at, column in enumerate(columns)
    )


def full_title(column: AnnexColumn) -> str:
    """Return a column's title with the heading over it."""
    return f"{column.band}: {column.title}" if column.band else column.title


def _title(column: AnnexColumn, *, with_band: bool) -> str:
    number = "" if column.number is None else f" ({column.number})"
    if with_band:
        return f"{column.band}\n{column.title}{number}"
    if column.kind is not Kind.COUNT:
        return column.title
    text = f"{column.title}{number}"
    return next(
        "\n".join(found) for room in range(6, len(text) + 7) if len(found := wrap(text, room)) < 3
    )


# The units that a number of the sum comes from.

_SIZE: Final = (1160, 480)
_NOBODY: Final = "Chưa có đơn vị nào gửi số liệu của dòng này."


class UnitsDialog(TableDialog):
    """One line a unit, the columns of form II.06a."""

    def __init__(
        self,
        title: str,
        parts: Sequence[SumPart],
        parent: QWidget | None = None,
        *,
        first: str = captions.UNIT,
    ) -> None:
        self.table: RowTable[SumPart] = RowTable(
            (
                text_column(first, "name", tip=lambda part: f"{part.name}\n{part.code}"),
                *(_column(one) for one in FORM_FIGURES),
            ),
            lambda part: part.code,
            empty_text=_NOBODY,
        )
        self.table.set_rows(parts)
        super().__init__(title, self.table, parent=parent, size=_SIZE)


class LineUnitsDialog(TableDialog):
    """One line a unit, the columns of numbers of whatever form the line is of."""

    def __init__(
        self, title: str, annex: Annex, units: Sequence[UnitCells], parent: QWidget | None = None
    ) -> None:
        titles = header_titles(annex.columns)
        self.table: RowTable[UnitCells] = RowTable(
            (
                text_column(captions.UNIT, "name", tip=lambda unit: f"{unit.name}\n{unit.code}"),
                *(
                    _cell_column(at, titles[place], annex.columns[place], units)
                    for at, place in enumerate(number_columns(annex))
                ),
            ),
            lambda unit: unit.code,
            empty_text=_NOBODY,
        )
        self.table.set_rows(units)
        super().__init__(title, self.table, parent=parent, size=_SIZE)


def _cell_column(
    at: int, title: str, column: AnnexColumn, units: Sequence[UnitCells]
) -> Column[UnitCells]:
    def value(unit: UnitCells) -> str:
        return number_text_of(unit.cells[at], len(unit.cells))

    def sort_key(unit: UnitCells) -> tuple[bool, int, str]:
        cell = unit.cells[at]
        return (isinstance(cell, int), cell if isinstance(cell, int) else 0, shown(cell))

    return number_column(
        title,
        value,
        number_width(title, [value(unit) for unit in units]),
        tip=lambda _unit: full_title(column),
        sort_key=sort_key,
    )


def _column(counted: DossierFigure) -> Column[SumPart]:
    return number_column(
        form_title(counted),
        lambda part: number_text(part.counts[counted.code]),
        COUNT_WIDTH + 8 * counted.is_sum,
        tip=lambda _part: counted.title,
        sort_key=lambda part: part.counts[counted.code],
        tone=lambda part: tone_of(counted, part.counts, is_total=False),
    )
