"""The dossiers behind a figure of a report."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.services.figures.records import RegisterRow
from app.ui.desk.register_table import ShownRow, register_table, shown_rows
from app.ui.widgets.labels import button, label
from app.wording import number_text


class RowsDialog(QDialog):
    """Lists dossiers; `dossier_wanted` carries the code of one to open."""

    dossier_wanted = Signal(str)

    def __init__(self, title: str, as_of: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Hồ sơ của một số liệu")
        self.resize(1040, 520)
        self._as_of = as_of
        self.rows = register_table("Không có hồ sơ nào.")
        self.rows.setAccessibleName("Hồ sơ của số liệu; Enter mở hồ sơ")
        self._count = label("Đang đọc…", "quiet")
        self.close_button = button("Đóng", hint="Esc")
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label(title, "title", wrap=True))
        rows.addWidget(self.rows, 1)
        rows.addLayout(foot)
        self.close_button.clicked.connect(self.reject)
        self.rows.row_activated.connect(self._on_row_activated)

    def show_rows(self, rows: Sequence[RegisterRow]) -> None:
        self.rows.set_rows(shown_rows(rows, self._as_of, date.max))
        self._count.setText(f"{number_text(len(rows))} hồ sơ")

    def _on_row_activated(self, shown: ShownRow) -> None:
        self.accept()
        self.dossier_wanted.emit(shown.row.code)
