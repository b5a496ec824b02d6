"""The units that a number of the sum comes from."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.services.province.records import SumPart
from app.ui.periods.form_table import COLUMNS, COUNT_WIDTH, CountColumn, tone_of
from app.ui.widgets.labels import button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import number_text

_SIZE: Final = (1160, 480)


class UnitsDialog(QDialog):
    """One line a unit, the columns of the form."""

    def __init__(
        self,
        title: str,
        parts: Sequence[SumPart],
        parent: QWidget | None = None,
        *,
        first: str = "Đơn vị",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(*_SIZE)
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
            empty_text="Chưa có đơn vị nào gửi số liệu của dòng này.",
        )
        self.table.setAccessibleName(title)
        self.table.set_rows(parts)
        self.leave = button("Đóng", hint="Esc")
        self.leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label(title, "heading", wrap=True))
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)


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
