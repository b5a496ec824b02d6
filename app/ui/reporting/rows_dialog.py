"""The rows behind a figure of a report, of whatever kind they are."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.look.text_size import size_window
from app.ui.look.tokens import Tone
from app.ui.reporting.listing import Asked, Listing, apart_text
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.table_view import RowTable

_SIZE = (1120, 520)


class RowsDialog(QDialog):
    """Lists what it is given once it is read; Enter goes to a row's own page, Esc closes."""

    def __init__(self, title: str, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Các dòng của một số liệu")
        size_window(self, *_SIZE)
        self._asked = asked
        self.table: RowTable[Any] | None = None
        self.apart = label("", "body", wrap=True)
        set_tone(self.apart, Tone.WARN)
        self.count = label("Đang đọc…", "quiet")
        self.close_button = button("Đóng", hint="Esc")
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self._place = QVBoxLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label(title, "title", wrap=True))
        rows.addWidget(self.apart)
        rows.addLayout(self._place, 1)
        rows.addLayout(foot)
        self.apart.hide()
        self.close_button.clicked.connect(self.reject)

    def show_listing(self, listing: Listing[Any]) -> None:
        """Show the rows, and in a line where they are no longer what the report says."""
        table: RowTable[Any] = RowTable(
            listing.columns, listing.key, empty_text=f"Không có {listing.noun} nào."
        )
        table.setAccessibleName(f"Các dòng của số liệu ({listing.noun}); Enter mở một dòng")
        table.set_rows(listing.rows)
        self.table = table
        self._place.addWidget(table)
        hint = "; Enter hoặc bấm đúp để mở" if listing.rows else ""
        self.count.setText(f"{listing.words}{hint}")
        apart = apart_text(self._asked, listing)
        self.apart.setText(apart)
        self.apart.setVisible(bool(apart))

        def open_row(row: object) -> None:
            self.accept()
            listing.open_row(row)

        table.row_activated.connect(open_row)
        if listing.rows:
            table.selectRow(0)
        table.setFocus()
