"""A line to type in with a list of what may be meant below it; the text is never completed.

Inline completion breaks Vietnamese input methods, so the list is a surface of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.ui.runtime.tasks import Latest, Read
from app.ui.widgets.forms import commit_input_method, go_on
from app.ui.widgets.lookup_popup import LookupPopup

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
