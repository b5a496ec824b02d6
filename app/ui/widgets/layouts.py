"""Arrangements of widgets: a scrolled frame, a stack of the lowest height, a row that flows."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSpacerItem,
    QStackedWidget,
    QWidget,
    QWidgetItem,
)
from typing_extensions import override

from app.ui.look.tokens import px

_MARGIN = 16


def show_part(part: QWidget, *, is_shown: bool) -> None:
    """Show or hide a part of a page; one that is so already is left alone.

    Qt applies the style sheet to what it is told to show and all inside, also before the page has
    a window: each parent that is put around it later applies it anew.
    """
    if part.isHidden() is is_shown:
        part.setVisible(is_shown)


class ScrollColumn(QScrollArea):
    """A widget as wide as the room that scrolls up and down; no frame, never sideways.

    It takes the widget over when it is polished itself: `setWidget` asks for sizes, for which the
    style sheet is applied to all that is inside, and anew with each parent put around it. So what
    has much inside is made by a function of its parent, once the column itself has its place.
    """

    def __init__(
        self, inside: QWidget | Callable[[QWidget], QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inside = inside if isinstance(inside, QWidget) else inside(self.viewport())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if self._inside.parentWidget() is not self.viewport():
            self._inside.setParent(self.viewport())

    @property
    def inside(self) -> QWidget:
        """What scrolls."""
        return self._inside

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Polish:
            self.setWidget(self._inside)
        return super().event(event)


class ScrollFrame(ScrollColumn):
    """Unlike a resizable scroll area it scrolls at the least height, not at the preferred one."""

    def __init__(
        self, inside: QWidget | Callable[[QWidget], QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(inside, parent)
        self.setWidgetResizable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    @override
    def event(self, event: QEvent) -> bool:
        is_done = super().event(event)
        if event.type() is QEvent.Type.Polish:
            # What lies behind is painted too: the window tells of its first paint.
            self.viewport().setAutoFillBackground(False)
            self._inside.setAutoFillBackground(False)
        return is_done

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return False

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    @override
    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring the field that takes the focus into sight, unless it is larger than the room."""
        if now is None or not self._inside.isAncestorOf(now):
            return
        if now.height() <= self.viewport().height():
            self.ensureWidgetVisible(now, 0, px(_MARGIN))

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        least = least_size(self._inside, room.width())
        if least.height() > room.height():
            room.setWidth(room.width() - self.verticalScrollBar().sizeHint().width())
            least = least_size(self._inside, room.width())
        if least.width() > room.width():
            room.setHeight(room.height() - self.horizontalScrollBar().sizeHint().height())
        self._inside.resize(room.expandedTo(least))


def least_size(widget: QWidget, width: int) -> QSize:
    """Return the least size in which nothing is cut at that width."""
    least = widget.minimumSizeHint().expandedTo(widget.minimumSize())
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        wide = max(width, least.width())
        least.setHeight(max(least.height(), layout.minimumHeightForWidth(wide)))
    return least.boundedTo(widget.maximumSize())


class LowStack(QStackedWidget):
    """Unlike Qt's own it does not claim the preferred height of its pages as their least.

    Qt's does where words wrap on any of them. For pages with a list that can give way.
    """

    @override
    def hasHeightForWidth(self) -> bool:
        return False


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
