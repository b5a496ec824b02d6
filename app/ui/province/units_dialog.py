"""The units that a number of the sum comes from."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.reports.province import UnitCells, number_columns
from app.reports.quarter.annex import Annex, AnnexColumn, shown
from app.services.figures.catalogue import FORM_FIGURES, DossierFigure
from app.services.province.records import SumPart
from app.ui.desk.form_table import COUNT_WIDTH, form_title, tone_of
from app.ui.province.annex_table import full_title, header_titles, number_text_of, number_width
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_dialog import TableDialog
from app.ui.widgets.table_view import RowTable
from app.wording.texts import number_text

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
        first: str = "Đơn vị",
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
                text_column("Đơn vị", "name", tip=lambda unit: f"{unit.name}\n{unit.code}"),
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
