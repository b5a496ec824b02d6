"""The table of the list: headings one cannot stop at, and a key for each thing one can do."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget
from typing_extensions import override

from app.ui.widgets.table_view import RowTable
from app.ui.worklist.columns import work_columns
from app.ui.worklist.lines import WorkLine

_UP = {
    QAbstractItemView.CursorAction.MoveUp,
    QAbstractItemView.CursorAction.MovePrevious,
    QAbstractItemView.CursorAction.MovePageUp,
    QAbstractItemView.CursorAction.MoveEnd,
}
_WHOLE = {
    QAbstractItemView.CursorAction.MoveHome,
    QAbstractItemView.CursorAction.MoveEnd,
}
_OPENING = {Qt.Key.Key_Space, Qt.Key.Key_Right}
_BARE = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}


class WorkTable(RowTable[WorkLine]):
    """Enter acts (`row_activated`), Space and → open (`opened`); letters go to a filter (`typed`).

    The order is the service's, worst first: columns do not sort.
    """

    opened = Signal(object)
    typed = Signal(str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(work_columns(now), lambda line: line.key, empty_text="", parent=parent)
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("Việc cần làm, nặng nhất trước")

    @property
    def empty_text(self) -> str:
        return self._empty_text

    def show_lines(self, lines: Sequence[WorkLine]) -> None:
        """Show `lines`; where the chosen dossier is done with, the next one is chosen."""
        place = max(0, self.currentIndex().row())
        self.clearSpans()
        self.set_rows(lines)
        for row, line in enumerate(lines):
            if line.item is None:
                self.setSpan(row, 0, 1, len(self.rows_model.columns))
        if self.current_row() is None and lines:
            self._select_near(place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current_row()
        is_bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier in _BARE
        if is_bare and event.key() in _OPENING and line is not None:
            self.opened.emit(line)
        elif is_bare and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        if cursorAction in _WHOLE:  # a line is one thing: there are no cells to go along
            modifiers |= Qt.KeyboardModifier.ControlModifier
        index = super().moveCursor(cursorAction, modifiers)
        step = -1 if cursorAction in _UP else 1
        row = index.row()
        while 0 <= row < self.model().rowCount() and self._is_heading(row):
            row += step
        if 0 <= row < self.model().rowCount():
            return self.rows_model.index(row, index.column())
        self.scrollToTop()  # only the first heading has nothing above it
        return self.currentIndex()

    @override
    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if index.isValid() and self._is_heading(index.row()):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def _is_heading(self, row: int) -> bool:
        return self.rows_model.rows[row].item is None

    def _select_near(self, place: int) -> None:
        items = [row for row, line in enumerate(self.rows_model.rows) if line.item is not None]
        self.selectRow(min(items, key=lambda row: (abs(row - place), row)))
