"""Who stands in for whom, today and later."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.custody.location_records import StandIn
from app.ui.desk.cards import HeadedCard
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.labels import button
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording.texts import day_text


class StandInsCard(HeadedCard):
    def __init__(self, add_key: str, end_key: str, parent: QWidget | None = None) -> None:
        super().__init__("Ủy quyền khi vắng", parent)
        self.table = RowTable[StandIn](
            _COLUMNS,
            lambda row: row.stand_in_id,
            empty_text=f"Không có ai vắng. {add_key} để nhờ đồng nghiệp thay.",
        )
        self.table.setAccessibleName("Ai thay ai")
        self.table.setSortingEnabled(False)
        self.add = button("Ủy quyền…", "plain", Icon.ADD, hint=add_key)
        self.end = button("Kết thúc", "ghost", Icon.CLOSE)
        self.end.setToolTip(end_key)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.end)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(foot)
        self.table.row_selected.connect(self._show_end)
        self._show_end()

    def show_stand_ins(self, rows: Sequence[StandIn]) -> None:
        self.table.set_rows(rows)
        self.set_count(str(len(rows)) if rows else "")
        self._show_end()

    def _show_end(self) -> None:
        self.end.setEnabled(self.table.current_row() is not None)


def _whole(row: StandIn) -> str:
    days = f"{day_text(row.from_day)} đến {day_text(row.until_day)}"
    return f"{row.deputy_name} thay {row.officer_name}, {days}: {row.reason}"


_COLUMNS: tuple[Column[StandIn], ...] = (
    text_column("Vắng", "officer_name", tip=_whole),
    text_column("Người thay", "deputy_name", tip=_whole),
    digits_column(
        "Đến",
        lambda row: day_text(row.until_day)[:5],
        72,
        tip=_whole,
        tone=lambda row: Tone.ACCENT if row.is_in_force else Tone.QUIET,
    ),
)
