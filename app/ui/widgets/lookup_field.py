"""A line to type in with a list of what may be meant below it; the text is never completed.

Inline completion breaks Vietnamese input methods, so the list is a surface of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from app.ui.look.theme import current_tokens
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Latest, Read
from app.ui.widgets.forms import commit_input_method, go_on

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


SEARCH_AFTER_MS = 90
NONE_FOUND = "Không có kết quả nào khớp; hãy gõ ít chữ hơn."
_NOTHING_YET = "Chưa có gì để chọn; hãy gõ để tìm."


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupRow:
    """One thing that may be meant: what is handed on, its title, and a quiet second part."""

    value: object
    title: str
    detail: str = ""


LookupSource = Callable[[str], Read[Sequence[LookupRow]]]


class LookupField(QLineEdit):
    """Searches while typing; arrows and Enter choose, and Enter goes on to the next field.

    `chosen` carries the value of a row. `entered` carries the text when Enter finds no row for it.
    Where nothing matches, the list says `none_found` in place of rows.
    """

    chosen = Signal(object)
    entered = Signal(str)

    def __init__(
        self,
        source: LookupSource,
        *,
        search_after_ms: int = SEARCH_AFTER_MS,
        keeps_choice: bool = True,
        none_found: str = NONE_FOUND,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._keeps_choice = keeps_choice
        self._none_found = none_found
        self._wants_all = False
        self._latest = Latest()
        self._composing = ""
        self._is_asking = False
        self._enter_waits = False
        self._rows: tuple[LookupRow, ...] = ()
        self._chosen: LookupRow | None = None
        self._popup: LookupPopup | None = None
        self._timer = QTimer(self, singleShot=True, interval=search_after_ms)
        self._timer.timeout.connect(self._search)
        self.setProperty("takes_enter", True)  # noqa: FBT003 - Qt's own signature
        self.textEdited.connect(self._on_text_edited)

    @property
    def choice(self) -> LookupRow | None:
        """The row chosen last, None once the text was changed again."""
        return self._chosen

    @property
    def rows(self) -> tuple[LookupRow, ...]:
        """The rows offered now."""
        return self._rows

    def is_open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def choose(self, row: LookupRow) -> None:
        """Take `row` as if it had been picked."""
        self._silence()
        self._chosen = row
        self.setText(row.title if self._keeps_choice else "")
        self.chosen.emit(row.value)

    def show_choice(self, row: LookupRow | None) -> None:
        """Show `row` (or nothing) without telling anybody."""
        self._silence()
        self._chosen = row
        self.setText(row.title if row else "")

    def show_all(self) -> None:
        """Offer what the source gives for the present text, even for none."""
        self._wants_all = True
        self._search()

    @override
    def event(self, event: QEvent) -> bool:
        is_asked = event.type() is QEvent.Type.ShortcutOverride and self.is_open()
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # it shuts the list, and nothing else
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.is_open():
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Down:
                self.show_all()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not _is_chord(event):
                commit_input_method()
                self._on_enter()
            case Qt.Key.Key_Escape if self.is_open():
                self._silence()
            case _:
                super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        # The word being composed is not in text() yet, but people expect it to count.
        self._composing = event.preeditString()
        if self._composing:
            self._timer.start()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._silence()

    def _on_text_edited(self) -> None:
        self._chosen = None
        self._enter_waits = False
        self._wants_all = False
        self._is_asking = True
        self._timer.start()

    def _query(self) -> str:
        at = self.cursorPosition()
        return self.text()[:at] + self._composing + self.text()[at:]

    def _search(self) -> None:
        self._timer.stop()
        text = self._query().strip()
        self._is_asking = True
        self._source(text).then(self._latest.only(self._on_found))

    def _on_found(self, rows: Sequence[LookupRow]) -> None:
        self._is_asking = False
        self._rows = tuple(rows)
        if self._enter_waits:
            self._enter_waits = False
            self._take_first_or_text()
        elif self.hasFocus() and (rows or self._wants_all or self._query().strip()):
            self._open(self._rows)
        else:
            self._close()

    def _on_enter(self) -> None:
        if self.is_open() and self._rows and not self._is_asking:
            self.choose(self._rows[self._shown_popup().current])
            self._leave()
        elif self._chosen is not None:
            self._leave()
        elif self.text().strip():
            self._enter_waits = True
            self._search()

    def _take_first_or_text(self) -> None:
        if self._rows:
            self.choose(self._rows[0])
            self._leave()
            return
        text = self.text().strip()
        self._silence()
        self.entered.emit(text)

    def _leave(self) -> None:
        """Go on as every field does on Enter, unless the text goes away with the choice."""
        self._silence()
        if self._keeps_choice and self.hasFocus():
            go_on(self)

    def _move(self, step: int) -> None:
        self._shown_popup().move_by(step)

    def _open(self, rows: tuple[LookupRow, ...]) -> None:
        popup = self._shown_popup()
        if rows:
            popup.show_rows([(row.title, row.detail) for row in rows])
        else:
            popup.show_note(self._none_found if self._query().strip() else _NOTHING_YET)
        below = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        popup.place(below, self.width())

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def _silence(self) -> None:
        self._timer.stop()
        self._latest.forget()
        self._is_asking = False
        self._enter_waits = False
        self._close()

    def _shown_popup(self) -> LookupPopup:
        if self._popup is None or self._popup.parentWidget() is not self.window():
            self._popup = LookupPopup(self.window())
            self._popup.picked.connect(self._on_picked)
        return self._popup

    def _on_picked(self, place: int) -> None:
        self.choose(self._rows[place])


def _is_chord(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held != Qt.KeyboardModifier.NoModifier
