"""Bị trả lại: what receivers refused, each with the reason; out of sight while there is none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.services.custody.records import SlipItem
from app.ui.desk.cards import GAP
from app.ui.desk.dossier_columns import Now
from app.ui.handoff.columns import refused_columns
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import chip
from app.ui.widgets.table_view import ROW_HEIGHT, RowTable

_SHOWN = 2


class RefusedCard(QFrame):
    """As low as it can be: the reasons stand beside the count, two lines in sight."""

    dossier_opened = Signal(str)

    def __init__(self, now: Now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._count = chip("", Tone.LATE)
        self.items = RowTable[SlipItem](
            refused_columns(now), lambda item: item.item_id, empty_text=""
        )
        self.items.setAccessibleName("Hồ sơ bị trả lại và lý do")
        self.items.horizontalHeader().hide()
        self.items.row_activated.connect(lambda item: self.dossier_opened.emit(item.code))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(GAP)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.items, 1)
        self.hide()

    def set_items(self, items: Sequence[SlipItem]) -> None:
        """Show what came back."""
        self.items.set_rows(items)
        self.items.setFixedHeight(min(len(items), _SHOWN) * px(ROW_HEIGHT))
        self._count.setText(f"Bị trả lại: {len(items)} hồ sơ")
        self.setVisible(bool(items))
