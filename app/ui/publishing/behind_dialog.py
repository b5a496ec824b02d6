"""The procedures behind one count, one by one; and those that are only stated."""

from typing import Final

from PySide6.QtWidgets import QWidget

from app.services.publishing.records import Behind, ProcedureLine, StatedLine
from app.ui.look.text_size import px
from app.ui.publishing.columns import PROCEDURES, STATED
from app.ui.widgets.labels import label
from app.ui.widgets.table_dialog import TableDialog
from app.ui.widgets.table_view import ROW_HEIGHT, RowTable

_SIZE: Final = (1000, 520)
_STATED_ROWS: Final = 3.6
_TOLD: Final = "Theo số ghi trong quyết định, chưa nhập từng thủ tục:"


class BehindDialog(TableDialog):
    """Esc closes."""

    def __init__(self, title: str, behind: Behind, parent: QWidget | None = None) -> None:
        self.procedures = RowTable[ProcedureLine](
            PROCEDURES, lambda line: line.code, empty_text="Không có thủ tục nào nhập từng mục."
        )
        self.procedures.set_rows(behind.procedures)
        self.stated = RowTable[StatedLine](
            STATED, lambda line: line.decision_id, empty_text="Không có."
        )
        self.stated.setAccessibleName("Theo số ghi trong quyết định")
        self.stated.set_rows(behind.stated)
        self.stated.setFixedHeight(px(ROW_HEIGHT * (_STATED_ROWS + 1)))
        below = (label(_TOLD, "body", wrap=True), self.stated) if behind.stated else ()
        super().__init__(title, self.procedures, parent=parent, size=_SIZE, below=below)
        if not behind.stated:
            self.stated.setParent(self)
            self.stated.hide()
