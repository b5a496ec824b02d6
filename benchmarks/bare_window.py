"""The floor of the start: a bare window with a menu, a form and a table, marking its first paint.

With the argument `store` and a file it opens that by SQLAlchemy's ORM before it paints.
"""

import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QLineEdit,
    QMainWindow,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.bootstrap.bench_marks import FIRST_PAINT, READY, mark

_FIELDS = 7
_ROWS = 50
_COLUMNS = 6


class _BareWindow(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self._is_painted = False
        self.menuBar().addMenu("Hồ sơ").addAction("Mở")
        self.addToolBar("Việc").addAction("Mở")
        fields = QFormLayout()
        for number in range(_FIELDS):
            fields.addRow(f"Trường {number}", QLineEdit())
        table = QTableWidget(_ROWS, _COLUMNS)
        for row in range(_ROWS):
            for column in range(_COLUMNS):
                table.setItem(row, column, QTableWidgetItem(f"{row}-{column}"))
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addLayout(fields)
        layout.addWidget(table)
        self.setCentralWidget(page)
        self.resize(1200, 740)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            mark(FIRST_PAINT)
            mark(READY)


def show() -> int:
    app = QApplication(sys.argv)
    window = _BareWindow()
    window.show()
    return app.exec()


if __name__ == "__main__":
    if "store" in sys.argv[1:]:
        from benchmarks.bare_store import ask

        ask(sys.argv[-1])
    sys.exit(show())
