"""The list under a lookup field: part of its window, so it takes no focus and no keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from app.ui.look.text_size import px
from app.ui.look.theme import current_tokens

LINE_HEIGHT = 30
MOST_LINES = 10
MOST_WIDE = 760
_MARGIN = 4


class LookupPopup(QFrame):
    """Draws title and detail per row, one of them current; a click picks.

    Where there are no rows it draws a note instead, which cannot be picked.
    """

    picked = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._rows: tuple[tuple[str, str], ...] = ()
        self._note = ""
        self._current = 0
        self._top = 0
        self.hide()

    @property
    def current(self) -> int:
        return self._current

    @property
    def note(self) -> str:
        """What stands in place of the rows, empty where there are some."""
        return self._note

    def show_note(self, text: str) -> None:
        """Say why there is nothing to pick."""
        self.show_rows(())
        self._note = text
        self._tell()

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        self._rows = tuple(rows)
        self._note = ""
        self._current = 0
        self._top = 0
        self._tell()

    def place(self, at: QPoint, width: int) -> None:
        """Show below `at`, inside the window."""
        window = self.window()
        lines = min(len(self._rows), MOST_LINES, (window.height() - at.y() - 16) // px(LINE_HEIGHT))
        wide = min(max(width, 360, min(self._widest(), MOST_WIDE)), window.width() - 16)
        left = max(8, min(at.x(), window.width() - wide - 8))
        self.setGeometry(left, at.y(), wide, max(1, lines) * px(LINE_HEIGHT) + 2 * _MARGIN)
        self.show()
        self.raise_()
        self.update()

    def move_by(self, step: int) -> None:
        """Make the next or the previous row current, round the ends."""
        if not self._rows:
            return
        self._current = (self._current + step) % len(self._rows)
        lowest = self._current - self._line_count() + 1
        self._top = min(max(self._top, lowest), self._current)
        self._tell()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._note:
            self._paint_note(painter)
        for line in range(self._line_count()):
            place = self._top + line
            if place < len(self._rows):
                self._paint_line(painter, line, place)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place is not None and place != self._current:
            self._current = place
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place is not None:
            self.picked.emit(place)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        step = -1 if event.angleDelta().y() > 0 else 1
        most = max(0, len(self._rows) - self._line_count())
        self._top = max(0, min(most, self._top + step))
        self.update()

    def _paint_line(self, painter: QPainter, line: int, place: int) -> None:
        tokens = current_tokens()
        title, detail = self._rows[place]
        box = QRect(
            _MARGIN, _MARGIN + line * px(LINE_HEIGHT), self.width() - 2 * _MARGIN, px(LINE_HEIGHT)
        )
        if place == self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(box, 6, 6)
        text = box.adjusted(8, 0, -8, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(self.font())
        painter.setPen(QColor(tokens.quiet))
        beside = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, text.width() // 2)
        painter.drawText(text, middle | Qt.AlignmentFlag.AlignRight, beside)
        room = text.width() - metrics.horizontalAdvance(beside) - (16 if beside else 0)
        painter.setPen(QColor(tokens.text))
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(text, middle | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_note(self, painter: QPainter) -> None:
        box = self.rect().adjusted(_MARGIN + 8, 0, -_MARGIN - 8, 0)
        right = Qt.TextElideMode.ElideRight
        painter.setPen(QColor(current_tokens().quiet))
        shown = QFontMetrics(self.font()).elidedText(self._note, right, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _widest(self) -> int:
        """Return the width at which no row is cut."""
        metrics = QFontMetrics(self.font())
        texts = [self._note, *(f"{title}{detail}" for title, detail in self._rows)]
        return max(metrics.horizontalAdvance(text) for text in texts) + 48

    def _line_count(self) -> int:
        return max(1, (self.height() - 2 * _MARGIN) // px(LINE_HEIGHT))

    def _place_at(self, point: QPoint) -> int | None:
        place = self._top + (point.y() - _MARGIN) // px(LINE_HEIGHT)
        return place if 0 <= place < len(self._rows) else None

    def _tell(self) -> None:
        title, detail = self._rows[self._current] if self._rows else ("", "")
        self.setAccessibleName(self._note or f"{title} {detail}".strip())
