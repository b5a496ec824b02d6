"""All that was ever written in a section, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.services.reporting.records import Remark
from app.ui.look.text_size import size_window
from app.ui.widgets.labels import button, label
from app.vocabulary.reports import ReportSection
from app.wording.labels import label as words_of
from app.wording.texts import moment_text


class HistoryDialog(QDialog):
    """Shows the remarks as text that can be copied."""

    def __init__(self, section: ReportSection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Các lần viết lời thêm")
        size_window(self, 640, 420)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Các lần viết lời thêm")
        self.close_button = button("Đóng", hint="Esc")
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label(words_of(section), "title", wrap=True))
        rows.addWidget(self.text, 1)
        rows.addLayout(foot)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        told = [
            f"{moment_text(remark.entered_at)} · {remark.entered_by} · "
            f"{words_of(remark.place).lower()}\n{remark.text or '(đã xóa)'}"
            for remark in remarks
        ]
        self.text.setPlainText("\n\n".join(told) or "Chưa ai viết lời thêm cho mục này.")
