"""A receipt as it would be printed now, before the money is taken."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.look.text_size import size_window
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.labels import button
from app.ui.widgets.pdf_view import PageSource, PdfView

_WIDTH, _HEIGHT = 620, 900


class PreviewDialog(QDialog):
    """Shows pages and closes; nothing is stored by looking."""

    def __init__(self, tasks: TaskRunner, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.pages = PdfView(tasks, "Đang dựng trang…")
        shut = button("Đóng", hint="Esc")
        shut.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(shut)
        rows = QVBoxLayout(self)
        rows.addWidget(self.pages, 1)
        rows.addLayout(foot)
        size_window(self, _WIDTH, _HEIGHT)

    def show_pages(self, source: PageSource) -> None:
        self.pages.show_source(source)
