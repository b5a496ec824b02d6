"""A form over all units on the screen: its columns and lines; a line of numbers can be pressed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from app.reports.province import number_columns
from app.reports.quarter.annex import NO_DATA, Annex, AnnexColumn, AnnexRow, Cell, Kind, shown
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable

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
            empty_text="Không có trường hợp nào.",
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
            return f"{full_title(column)}: {NO_DATA if text == NO_DATA else 'bấm để xem đơn vị'}"

        def tone(line: AnnexLine) -> Tone:
            if line.row.cells[at] in {0, NO_DATA, _NOTHING}:
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
    return _NOTHING if text == NO_DATA and columns > _MANY else text


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
