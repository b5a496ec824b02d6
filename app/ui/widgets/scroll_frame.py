"""Gives a widget all the room there is, and scroll bars where that is less than it needs."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget
from typing_extensions import override

from app.ui.look.text_size import px

_MARGIN = 16


class ScrollFrame(QScrollArea):
    """Unlike a resizable scroll area it scrolls at the least height, not at the preferred one."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = inside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        # What lies behind is painted too: the window tells of its first paint.
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        inside.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

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
