"""The units that a number of the sum comes from."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from app.reports.province.behind import UnitCells, number_columns
from app.reports.quarter.annex import Annex, AnnexColumn, shown
from app.services.province.records import SumPart
from app.ui.periods.form_table import COLUMNS, COUNT_WIDTH, CountColumn, tone_of
from app.ui.province.annex_table import full_title, header_titles, number_text_of, number_width
from app.ui.widgets.labels import button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording.texts import number_text

_SIZE: Final = (1160, 480)
_NOBODY: Final = "Chưa có đơn vị nào gửi số liệu của dòng này."


class UnitsDialog(QDialog):
    """One line a unit, the columns of form II.06a."""

    def __init__(
        self,
        title: str,
        parts: Sequence[SumPart],
        parent: QWidget | None = None,
        *,
        first: str = "Đơn vị",
    ) -> None:
        super().__init__(parent)
        self.table: RowTable[SumPart] = RowTable(
            (
                Column(
                    title=first,
                    value=lambda part: part.name,
                    tip=lambda part: f"{part.name}\n{part.code}",
                ),
                *(_column(one) for one in COLUMNS),
            ),
            lambda part: part.code,
            empty_text=_NOBODY,
        )
        self.table.set_rows(parts)
        _arrange(self, title, self.table)


class LineUnitsDialog(QDialog):
    """One line a unit, the columns of numbers of whatever form the line is of."""

    def __init__(
        self, title: str, annex: Annex, units: Sequence[UnitCells], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        titles = header_titles(annex.columns)
        self.table: RowTable[UnitCells] = RowTable(
            (
                Column(
                    title="Đơn vị",
                    value=lambda unit: unit.name,
                    tip=lambda unit: f"{unit.name}\n{unit.code}",
                ),
                *(
                    _cell_column(at, titles[place], annex.columns[place], units)
                    for at, place in enumerate(number_columns(annex))
                ),
            ),
            lambda unit: unit.code,
            empty_text=_NOBODY,
        )
        self.table.set_rows(units)
        _arrange(self, title, self.table)


def _arrange(dialog: QDialog, title: str, table: QTableView) -> None:
    dialog.setWindowTitle(title)
    dialog.resize(*_SIZE)
    table.setAccessibleName(title)
    leave = button("Đóng", hint="Esc")
    leave.clicked.connect(dialog.reject)
    foot = QHBoxLayout()
    foot.addStretch(1)
    foot.addWidget(leave)
    rows = QVBoxLayout(dialog)
    rows.setContentsMargins(24, 20, 24, 20)
    rows.setSpacing(8)
    rows.addWidget(label(title, "heading", wrap=True))
    rows.addWidget(table, 1)
    rows.addLayout(foot)


def _cell_column(
    at: int, title: str, column: AnnexColumn, units: Sequence[UnitCells]
) -> Column[UnitCells]:
    def value(unit: UnitCells) -> str:
        return number_text_of(unit.cells[at], len(unit.cells))

    def sort_key(unit: UnitCells) -> tuple[bool, int, str]:
        cell = unit.cells[at]
        return (isinstance(cell, int), cell if isinstance(cell, int) else 0, shown(cell))

    return Column(
        title=title,
        value=value,
        sort_key=sort_key,
        tip=lambda _unit: full_title(column),
        is_right=True,
        figures=True,
        width=number_width(title, [value(unit) for unit in units]),
    )


def _column(counted: CountColumn) -> Column[SumPart]:
    return Column(
        title=counted.title,
        value=lambda part: number_text(counted.amount(part.counts)),
        sort_key=lambda part: counted.amount(part.counts),
        tip=lambda _part: counted.words,
        tone=lambda part: tone_of(counted, part.counts, is_total=False),
        is_right=True,
        figures=True,
        width=COUNT_WIDTH + 8 * counted.is_sum,
    )
