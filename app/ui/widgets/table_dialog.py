"""A table to read in a dialog of its own."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from app.ui.look.text_size import size_window
from app.ui.widgets.labels import button, label

_SIZE: Final = (960, 460)


class TableDialog(QDialog):
    """`told` stands between the title and the table, `below` under it; Esc closes."""

    def __init__(
        self,
        title: str,
        table: QTableView,
        told: str = "",
        parent: QWidget | None = None,
        *,
        size: tuple[int, int] = _SIZE,
        below: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        size_window(self, *size)
        table.setAccessibleName(title)
        close = button("Đóng", "accent", hint="Esc")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(label(title, "title", wrap=True))
        if told:
            rows.addWidget(label(told, "body", wrap=True))
        rows.addWidget(table, 1)
        for widget in below:
            rows.addWidget(widget)
        rows.addLayout(foot)
        self.finished.connect(self.deleteLater)
        table.setFocus()
