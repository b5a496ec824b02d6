"""A table that takes files let fall on one of its rows, or pasted onto the chosen one."""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable

Row = TypeVar("Row")


def files_in(data: QMimeData | None) -> list[Path]:
    """Return the files of this machine that `data` names."""
    if data is None or not data.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class FilesTable(RowTable[Row]):
    """`files_dropped` carries the row and the paths; the row under the pointer is chosen."""

    files_dropped = Signal(object, object)
    paste_wanted = Signal()

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], *, empty_text: str
    ) -> None:
        super().__init__(columns, key, empty_text=empty_text)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(files_in(event.mimeData())))

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        event.setAccepted(index.isValid() and bool(files_in(event.mimeData())))
        if index.isValid():
            self.selectRow(index.row())

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        row = self._row_at(event.position().toPoint())
        paths = files_in(event.mimeData())
        if row is None or not paths:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.files_dropped.emit(row, paths)

    def _row_at(self, where: QPoint) -> Row | None:
        return self.rows_model.row_at(self.indexAt(where))
