"""The one window of the program: first start, sign-in, and the pages of whoever signed in."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

LEAST_SIZE = (800, 560)


class Gate(QMainWindow):
    """Holds one page at a time; `painted` tells of the first paint, `closing` of the end."""

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._has_painted = False
        self.setWindowTitle("Một Cửa")
        self.setMinimumSize(*LEAST_SIZE)

    def show_page(self, page: QWidget) -> None:
        """Put `page` in place of the one before, which Qt takes away."""
        self.setCentralWidget(page)
        page.setFocus()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            self.painted.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
