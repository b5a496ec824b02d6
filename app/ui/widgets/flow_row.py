"""A row that goes on below where the width does not hold it."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSpacerItem, QWidget, QWidgetItem
from typing_extensions import override

GAP = 8


class FlowRow(QLayout):
    """Widgets side by side from the left, at their own sizes, on as many lines as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(GAP)

    @override
    def addWidget(self, widget: QWidget) -> None:
        """Add a widget in an item that this row owns: one made by Qt may go before its wrapper."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addStretch(self) -> None:  # noqa: N802 - as Qt's own layouts name it
        """Let what follows stand at the right: on the same line where all of it fits there."""
        self.addItem(QSpacerItem(0, 0))

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem:
        return self._items.pop(index)

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), is_tried=True)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, is_tried=False)

    @override
    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown() if not isinstance(item, QSpacerItem)]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    @override
    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if isinstance(item, QSpacerItem) or not item.isEmpty()]

    def _place(self, rect: QRect, *, is_tried: bool) -> int:
        """Stand the widgets line by line, or only try; return the height they take."""
        top = rect.top()
        for line in self._lines(rect.width()):
            high = max(item.sizeHint().height() for item in line)
            left = rect.left()
            for item in line:
                if isinstance(item, QSpacerItem):
                    left += max(0, rect.width() - self._width_of(line))
                    continue
                size = item.sizeHint()
                if not is_tried:
                    where = QPoint(left, top + (high - size.height()) // 2)
                    item.setGeometry(QRect(where, size))
                left += size.width() + self.spacing()
            top += high + self.spacing()
        return max(0, top - self.spacing() - rect.top())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        shown = self._shown()
        for at, item in enumerate(shown):
            together = shown[at:] if isinstance(item, QSpacerItem) else [item]
            if lines and self._width_of([*lines[-1], *together]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines

    def _width_of(self, line: list[QLayoutItem]) -> int:
        wide = [item.sizeHint().width() for item in line if not isinstance(item, QSpacerItem)]
        return sum(wide) + self.spacing() * max(0, len(wide) - 1)
