"""A table over frozen rows: columns are data, rows are given and never queried."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor
from typing_extensions import override

from app.ui.look.fonts import font
from app.ui.look.icons import Icon, icon, ink_of
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import tooltip

Row = TypeVar("Row")
Part = TypeVar("Part")
Value = TypeVar("Value")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
TABULAR_ROLE = Qt.ItemDataRole.UserRole + 2

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


# Not slotted: Python 3.11 cannot make `Column[Row](…)` of a frozen, slotted, generic dataclass.
@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column: `value` makes the text; `sort_key` orders (the text, when absent).

    `width` is in pixels; 0 lets the column share what is left. `figures` stands digits under one
    another. An `icon` needs a `tip`, for it is read out in place of the picture.
    """

    title: str
    value: Callable[[Row], str]
    sort_key: Callable[[Row], object] | None = None
    is_right: bool = False
    figures: bool = False
    width: int = 0
    tip: Callable[[Row], str] | None = None
    tone: Callable[[Row], Tone] | None = None
    icon: Callable[[Row], Icon | None] | None = None


def over(column: Column[Part], part: Callable[[Row], Part]) -> Column[Row]:
    """Return a column of `part` for rows that hold one."""

    def of(shown: Callable[[Part], Value] | None) -> Callable[[Row], Value] | None:
        return None if shown is None else lambda row: shown(part(row))

    return Column(
        title=column.title,
        value=lambda row: column.value(part(row)),
        sort_key=of(column.sort_key),
        is_right=column.is_right,
        figures=column.figures,
        width=column.width,
        tip=of(column.tip),
        tone=of(column.tone),
        icon=of(column.icon),
    )


class RowTableModel(QAbstractTableModel, Generic[Row]):
    """The rows of one table, in the order given or sorted by a column; optionally checkable."""

    checks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        *,
        is_checkable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._given: tuple[Row, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._is_checkable = is_checkable
        self._checked: set[Hashable] = set()
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the order shown."""
        return self._rows

    @property
    def is_checkable(self) -> bool:
        return self._is_checkable

    def key_of(self, row: Row) -> Hashable:
        return self._key(row)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; the sorting stays, checks stay for rows that are still there."""
        self.beginResetModel()
        self._given = tuple(rows)
        self._rows = self._in_order(self._given)
        self._checked &= {self._key(row) for row in self._given}
        self.endResetModel()

    def checked_rows(self) -> tuple[Row, ...]:
        """Return the checked rows in the order shown."""
        return tuple(row for row in self._rows if self._key(row) in self._checked)

    def set_checked(self, rows: Sequence[Row], *, is_checked: bool = True) -> None:
        """Check or uncheck `rows`."""
        keys = {self._key(row) for row in rows}
        self._checked = self._checked | keys if is_checked else self._checked - keys
        if self._rows:
            last = self.index(len(self._rows) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.checks_changed.emit()

    def row_at(self, index: Index) -> Row | None:
        """Return the row under `index`, None for an index outside the table."""
        return self._rows[index.row()] if index.isValid() else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.CheckStateRole:
                return self._check_state(row) if index.column() == 0 else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.value(row) or (column.tip(row) if column.tip else "")
            case _ if role == ROW_ROLE:
                return row
            case _:
                return _cell(row, column, role)

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index)
        if role != Qt.ItemDataRole.CheckStateRole or row is None or not self._is_checkable:
            return False
        self.set_checked([row], is_checked=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._is_checkable and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_right else _LEFT
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._key(self._rows[index.row()]) for index in before]
        self._sorted_by = (column, order) if 0 <= column < len(self._columns) else None
        self._rows = self._in_order(self._given)
        place = {self._key(row): at for at, row in enumerate(self._rows)}
        after = [
            self.index(place[key], index.column()) for key, index in zip(keys, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        if self._sorted_by is None:
            return rows
        at, order = self._sorted_by
        by = self._columns[at].sort_key or self._columns[at].value
        is_falling = order is Qt.SortOrder.DescendingOrder
        return tuple(sorted(rows, key=by, reverse=is_falling))  # type: ignore[arg-type]

    def _check_state(self, row: Row) -> Qt.CheckState | None:
        if not self._is_checkable:
            return None
        is_checked = self._key(row) in self._checked
        return Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked


def _cell(row: Row, column: Column[Row], role: int) -> object:  # noqa: PLR0911 - one answer a role
    tone = column.tone(row) if column.tone else Tone.NORMAL
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return column.value(row)
        case Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_right else _LEFT
        case Qt.ItemDataRole.ToolTipRole:
            return tooltip(column.tip(row)) if column.tip else None
        case Qt.ItemDataRole.ForegroundRole:
            is_plain = tone is Tone.NORMAL
            return None if is_plain else QBrush(QColor(current_tokens().of(tone)))
        case Qt.ItemDataRole.FontRole:
            return font(weight=font().Weight.DemiBold) if tone is Tone.STRONG else None
        case Qt.ItemDataRole.DecorationRole:
            which = column.icon(row) if column.icon else None
            return icon(which, ink_of(tone)) if which else None
        case _ if role == SORT_ROLE:
            return (column.sort_key or column.value)(row)
        case _ if role == TABULAR_ROLE:
            return column.figures
        case _:
            return None
