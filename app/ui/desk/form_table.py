"""Form II.06a on the screen: rows by level and field, or by agency; every number can be pressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from app.services.figures.catalogue import FORM_FIGURES, DossierFigure
from app.services.periods.records import AgencyRow, DossierCounts, FieldRow, FormPlace
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.office import Level
from app.wording import captions, headings, states
from app.wording.labels import label
from app.wording.texts import number_text

COUNT_WIDTH: Final = 60
"""Of a number's column; eleven of them and a name fit the smallest desk."""


@dataclass(frozen=True, slots=True)
class FormTableLine:
    """One line of the table; `place` narrows the figures to it, `is_total` sets it apart."""

    key: str
    name: str
    counts: DossierCounts
    place: FormPlace
    is_total: bool = False


def field_lines(rows: Sequence[FieldRow], total: DossierCounts) -> tuple[FormTableLine, ...]:
    """Return the total, then each level with its fields below."""
    lines = [_total(total)]
    for level in dict.fromkeys(row.level for row in rows):
        own = [row for row in rows if row.level is level]
        lines.append(_level(level, DossierCounts.added(row.counts for row in own)))
        lines += [
            FormTableLine(
                key=f"{level.value}/{row.field}",
                name=f"    {row.field}",
                counts=row.counts,
                place=FormPlace(level=level, field=row.field),
            )
            for row in own
        ]
    return tuple(lines)


def agency_lines(rows: Sequence[AgencyRow], total: DossierCounts) -> tuple[FormTableLine, ...]:
    """Return the total, then each agency."""
    return (
        _total(total),
        *(
            FormTableLine(
                key=f"agency/{row.code}",
                name=f"    {row.name or states.NO_AGENCY}",
                counts=row.counts,
                place=FormPlace(agency=row.code),
            )
            for row in rows
        ),
    )


def _total(counts: DossierCounts) -> FormTableLine:
    return FormTableLine(
        key="total", name=captions.TOTAL_NUMBER, counts=counts, place=FormPlace(), is_total=True
    )


def _level(level: Level, counts: DossierCounts) -> FormTableLine:
    return FormTableLine(
        key=level.value,
        name=f"TTHC {label(level).lower()}",
        counts=counts,
        place=FormPlace(level=level),
        is_total=True,
    )


class FormTable(RowTable[FormTableLine]):
    """`figure_chosen` carries the column and the line of a number that was pressed."""

    figure_chosen = Signal(object, object)

    def __init__(self, first: str, parent: QWidget | None = None) -> None:
        super().__init__(
            (name_column(first), *(_column(one) for one in FORM_FIGURES)),
            lambda line: line.key,
            empty_text="Kỳ này chưa có hồ sơ nào.",
            parent=parent,
        )
        # The form has an order of its own: the total first, fields below their level.
        self.setSortingEnabled(False)
        self.setAccessibleName(headings.REPORT_FORM)
        self.clicked.connect(self._on_clicked)
        self.row_activated.connect(self._on_row_activated)

    def _on_clicked(self, index: QModelIndex) -> None:
        line = self.rows_model.row_at(index)
        if index.column() > 0 and line is not None:
            self.figure_chosen.emit(FORM_FIGURES[index.column() - 1], line)

    def _on_row_activated(self, line: FormTableLine) -> None:
        column = max(1, self.currentIndex().column())
        self.figure_chosen.emit(FORM_FIGURES[column - 1], line)


def name_column(title: str) -> Column[FormTableLine]:
    """Return the column that names a line."""
    return text_column(
        title,
        "name",
        tip=lambda line: line.name.strip(),
        tone=lambda line: Tone.STRONG if line.is_total else Tone.NORMAL,
    )


def _column(counted: DossierFigure) -> Column[FormTableLine]:
    return number_column(
        form_title(counted),
        lambda line: number_text(line.counts[counted.code]),
        COUNT_WIDTH + 8 * counted.is_sum,
        tip=lambda _line: f"{counted.title}: bấm để xem hồ sơ",
        tone=lambda line: tone_of(counted, line.counts, is_total=line.is_total),
    )


def form_title(counted: DossierFigure) -> str:
    """Return what stands over a column of the form: its words in two lines and its number."""
    return f"{counted.narrow} ({counted.form_column})"


def tone_of(counted: DossierFigure, counts: DossierCounts, *, is_total: bool) -> Tone:
    """Return how a number is shown: nothing quietly, what is late in its colour."""
    amount = counts[counted.code]
    if not amount:
        return Tone.QUIET
    if counted.is_late:
        return Tone.LATE
    return Tone.STRONG if counted.is_sum or is_total else Tone.NORMAL
