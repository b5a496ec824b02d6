"""The procedures behind one count, one by one; and those that are only stated."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.services.publishing.records import Behind, ProcedureLine, StatedLine
from app.ui.publishing.columns import PROCEDURES, STATED
from app.ui.widgets.labels import button, label
from app.ui.widgets.table_view import ROW_HEIGHT, RowTable

_SIZE = (1000, 520)
_STATED_ROWS = 3.6


class BehindDialog(QDialog):
    """Esc closes."""

    def __init__(self, title: str, behind: Behind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(*_SIZE)
        self.procedures = RowTable[ProcedureLine](
            PROCEDURES, lambda line: line.code, empty_text="Không có thủ tục nào nhập từng mục."
        )
        self.procedures.setAccessibleName(title)
        self.procedures.set_rows(behind.procedures)
        self.stated = RowTable[StatedLine](
            STATED, lambda line: line.decision_id, empty_text="Không có."
        )
        self.stated.setAccessibleName("Theo số ghi trong quyết định")
        self.stated.set_rows(behind.stated)
        self.stated.setFixedHeight(round(ROW_HEIGHT * (_STATED_ROWS + 1)))
        close = button("Đóng", "accent", hint="Esc")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(label(title, "title", wrap=True))
        rows.addWidget(self.procedures, 1)
        if behind.stated:
            told = "Theo số ghi trong quyết định, chưa nhập từng thủ tục:"
            rows.addWidget(label(told, "body", wrap=True))
            rows.addWidget(self.stated)
        else:
            self.stated.setParent(self)
            self.stated.hide()
        rows.addLayout(foot)
        self.finished.connect(self.deleteLater)
        self.procedures.setFocus()
