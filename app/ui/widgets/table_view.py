"""The view of a row table: fixed rows, keyboard first, nothing jumps on refresh."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from app.ui.look.fonts import CAPTION_PT, digit_width, font
from app.ui.look.tokens import USUAL, px, text_percent
from app.ui.runtime.view_memory import memory_over
from app.ui.widgets.labels import draw_empty_words, empty_words_height
from app.ui.widgets.row_table import TABULAR_ROLE, Column, RowTableModel

Row = TypeVar("Row")

ROW_HEIGHT = 30
_LEAST_SHARE = 64
_TITLE_EDGES = 8


class RowTable(QTableView, Generic[Row]):
    """A table of rows; Enter or a double click activates one, Space checks where checks are.

    `empty_text` says what would be here and which key makes the first one.
    """

    row_activated = Signal(object)
    row_selected = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        *,
        empty_text: str,
        is_checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._empty_text = empty_text
        self._unknown = ""
        self.rows_model = RowTableModel[Row](columns, key, is_checkable=is_checkable, parent=self)
        self.setModel(self.rows_model)
        self.setItemDelegate(_CellDelegate(self))
        self._is_width_remembered = False
        self._widths_before: dict[str, int] = {}
        self._dress()
        self._size_columns()
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; the selected ones, the current one and the scrolling stay."""
        self._unknown = ""
        model = self.rows_model
        selected = {model.key_of(row) for row in self.selected_rows()}
        current = self.current_row()
        current_key = None if current is None else model.key_of(current)
        column = max(0, self.currentIndex().column())
        scrolled = self.verticalScrollBar().value()
        model.set_rows(rows)
        self.updateGeometry()
        self._select(selected, current_key, column)
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def set_unknown(self, text: str) -> None:
        """Show no rows, and `text` as the reason until `set_rows`: what is here is not known."""
        self.set_rows(())
        self._unknown = text
        self.updateGeometry()

    @property
    def told_empty(self) -> str:
        """What stands in place of the rows while there are none."""
        return self._unknown or self._empty_text

    def current_row(self) -> Row | None:
        return self.rows_model.row_at(self.currentIndex())

    def selected_rows(self) -> tuple[Row, ...]:
        """Return the selected rows in the order shown."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.rows_model.rows[place] for place in places)

    @override
    def selectRow(self, row: int) -> None:
        """Select this row alone: Qt's own would toggle it while a shortcut's Ctrl is held."""
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        whole = QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows_model.index(row, 0), how | whole)

    def go_to(self, key: Hashable) -> bool:
        """Select the row with `key` and bring it into sight; False when it is not here."""
        for place, row in enumerate(self.rows_model.rows):
            if self.rows_model.key_of(row) == key:
                self.selectRow(place)
                self.scrollTo(self.rows_model.index(place, 0))
                return True
        return False

    def checked_rows(self) -> tuple[Row, ...]:
        return self.rows_model.checked_rows()

    def set_empty_text(self, text: str) -> None:
        self._empty_text = text
        self.updateGeometry()
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        row = self.current_row()
        if is_enter and bare == Qt.KeyboardModifier.NoModifier and row is not None:
            self.row_activated.emit(row)
            return
        if event.key() == Qt.Key.Key_Space and self._flip_checks():
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the row that Tab makes current: Qt leaves it unmarked, and Down skips it."""
        super().focusInEvent(event)
        index = self.currentIndex()
        if index.isValid() and not self.selectionModel().hasSelection():
            self.selectRow(index.row())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.updateGeometry()
        if not self._is_width_remembered:
            self._is_width_remembered = True
            self._remember_widths()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_room()
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and not self.rows_model.rowCount():
            self.updateGeometry()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the widths once a person lets go of a header's edge."""
        if event.type() is QEvent.Type.MouseButtonPress:
            self._widths_before = self._widths()
        elif event.type() is QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self, self._keep_widths)
        return super().eventFilter(watched, event)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the head and a row, or for the words that stand in place of rows."""
        least = super().minimumSizeHint()
        # Before it is in sight its width is not known, and words at a wrong one claim any height.
        if self.rows_model.rowCount() or not self.isVisible():
            return least
        words = empty_words_height(self.fontMetrics(), self.viewport().width(), self.told_empty)
        return least.expandedTo(QSize(0, self.horizontalHeader().sizeHint().height() + words))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows_model.rowCount():
            return
        draw_empty_words(QPainter(self.viewport()), self.viewport().rect(), self.told_empty)

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(px(ROW_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _size_columns(self) -> None:
        self.horizontalHeader().setMinimumSectionSize(px(24))
        for at, column in enumerate(self.rows_model.columns):
            if column.width:
                self.setColumnWidth(at, px(column.width))
        self._share_room()

    def _share_room(self) -> None:
        """Share what is left among the columns without a width.

        Where it is too little for their titles they take what those need, and the table scrolls.
        """
        header, metrics = self.horizontalHeader(), QFontMetrics(font(CAPTION_PT))
        least: dict[int, int] = {}
        left = self.viewport().width()
        for at, column in enumerate(self.rows_model.columns):
            if header.isSectionHidden(at):
                continue
            if column.width:
                left -= self.columnWidth(at)
            else:
                title = max(metrics.horizontalAdvance(part) for part in column.title.split("\n"))
                least[at] = max(px(_LEAST_SHARE), title + px(_TITLE_EDGES))
        is_enough = sum(least.values()) <= left
        mode = QHeaderView.ResizeMode.Stretch if is_enough else QHeaderView.ResizeMode.Fixed
        for at, width in least.items():
            header.setSectionResizeMode(at, mode)
            if not is_enough:
                header.resizeSection(at, width)

    def _remember_widths(self) -> None:
        memory = memory_over(self)
        if memory is None:
            return
        self.horizontalHeader().viewport().installEventFilter(self)
        kept = memory.columns.get(self._memory_key(), {})
        for at, column in self._sized_columns():
            if column.title in kept:
                self.setColumnWidth(at, px(kept[column.title]))

    def _keep_widths(self) -> None:
        """Keep what was changed by hand alone: the others follow the program's own widths."""
        memory, widths = memory_over(self), self._widths()
        if memory is None:
            return
        changed = {
            title: width * USUAL / text_percent()
            for title, width in widths.items()
            if width != self._widths_before.get(title)
        }
        if changed:
            memory.columns.setdefault(self._memory_key(), {}).update(changed)

    def _widths(self) -> dict[str, int]:
        return {column.title: self.columnWidth(at) for at, column in self._sized_columns()}

    def _sized_columns(self) -> list[tuple[int, Column[Row]]]:
        """Return the columns that a person can make wider, with their places."""
        header = self.horizontalHeader()
        interactive = QHeaderView.ResizeMode.Interactive
        return [
            (at, column)
            for at, column in enumerate(self.rows_model.columns)
            if header.sectionResizeMode(at) is interactive and not header.isSectionHidden(at)
        ]

    def _memory_key(self) -> str:
        """Return the table's name in the memory: what it shows, column by column."""
        return "|".join(column.title for column in self.rows_model.columns)

    def _select(self, selected: set[Hashable], current: Hashable | None, column: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        model = self.rows_model
        for place, row in enumerate(model.rows):
            key = model.key_of(row)
            if key != current and key not in selected:
                continue
            index = model.index(place, column)
            if key == current:
                self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
            if key in selected:
                self.selectionModel().select(index, flag.Select | flag.Rows)

    def _flip_checks(self) -> bool:
        if not self.rows_model.is_checkable:
            return False
        rows = self.selected_rows()
        checked = {self.rows_model.key_of(row) for row in self.checked_rows()}
        are_all = all(self.rows_model.key_of(row) in checked for row in rows)
        self.rows_model.set_checked(rows, is_checked=not are_all)
        return True

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_activated.emit(self.rows_model.row_at(index))

    def _on_current_row_changed(self, current: QModelIndex) -> None:
        self.row_selected.emit(self.rows_model.row_at(current))


class _CellDelegate(QStyledItemDelegate):
    """Stands figures under one another where a column asks: the text font has no such set."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        # The row is marked as a whole; a frame round one cell of it only disturbs.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        option.palette.setColor(QPalette.ColorRole.HighlightedText, option.palette.text().color())

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if not index.data(TABULAR_ROLE):
            super().paint(painter, option, index)
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        style = cell.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        cell.text = text
        inner = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, cell, cell.widget)
        _draw_figures(painter, inner.adjusted(3, 0, -3, 0), cell)


def _draw_figures(painter: QPainter, rect: QRect, cell: QStyleOptionViewItem) -> None:
    metrics = QFontMetricsF(cell.font)
    text = _fitting(cell.text, metrics, rect.width())
    steps = _steps(text, metrics)
    is_right = bool(cell.displayAlignment & Qt.AlignmentFlag.AlignRight)
    left = rect.right() + 1 - sum(steps) if is_right else float(rect.left())
    base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
    painter.save()
    painter.setClipRect(rect)
    painter.setFont(cell.font)
    painter.setPen(cell.palette.color(QPalette.ColorRole.Text))
    for char, step in zip(text, steps, strict=True):
        own = metrics.horizontalAdvance(char)
        painter.drawText(QPointF(left + (step - own) / 2, base), char)
        left += step
    painter.restore()


def _steps(text: str, metrics: QFontMetricsF) -> list[float]:
    wide = digit_width(metrics)
    return [wide if char.isdigit() else metrics.horizontalAdvance(char) for char in text]


def _fitting(text: str, metrics: QFontMetricsF, room: int) -> str:
    """Return `text`, or as much of it as there is room for and an ellipsis."""
    if sum(_steps(text, metrics)) <= room + 1:
        return text
    kept = text
    while kept and sum(_steps(f"{kept}…", metrics)) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
