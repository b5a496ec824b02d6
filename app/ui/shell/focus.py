"""Where the focus goes and whose the keys are: no advertised key dies in a field or a panel."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from app.ui.shell.actions import ActionBook
from app.ui.widgets.forms import TAKES_EVERY_KEY

_STANDARD: Final = QKeySequence.StandardKey
_OF_EDITORS: Final = (_STANDARD.Copy, _STANDARD.Cut, _STANDARD.Paste, _STANDARD.SelectAll)
_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_FUNCTION_KEYS: Final = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)


class FocusKeeper(QObject):
    """Watches the control of `window` that has the focus; `front` gives the page in sight.

    When it is hidden or disabled and nothing of the page gets the focus in its place, the page
    does. A key of the action table is not swallowed by a field that has no use for it.
    """

    def __init__(
        self, window: QWidget, book: ActionBook, front: Callable[[], QWidget | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._book = book
        self._front = front
        self._watched: QWidget | None = None
        self._left: QWidget | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._hand_on)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride:
                return isinstance(event, QKeyEvent) and self._leaves_to_window(event)
            case QEvent.Type.Hide | QEvent.Type.EnabledChange:
                self._left = self._watched
                self._later.start()
        return False

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._window.isAncestorOf(new):
            return  # another window: what had the focus here is still to be watched
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._left, self._watched = self._watched, new
        self._later.start()  # Qt moves the focus on before it hides or disables what had it
        new.installEventFilter(self)

    def _leaves_to_window(self, event: QKeyEvent) -> bool:
        """Say whether the focused field must leave a key to the action table."""
        field = self._watched
        if field is None or field.property(TAKES_EVERY_KEY):
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_bare = not held & _COMMANDS and event.key() not in _FUNCTION_KEYS
        keys = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
        if is_bare or _is_edited_by(field, event) or not self._book.is_live(keys):
            return False
        event.ignore()
        return True

    def _hand_on(self) -> None:
        left, self._left = self._left, None
        page = self._front()
        focused: QWidget | None = self._window.window().focusWidget()
        was_lost = left is not None and not (isValid(left) and _is_usable(left))
        if page is None or not page.isVisible() or not was_lost:
            return
        if focused is not None and _is_usable(focused) and page.isAncestorOf(focused):
            return
        entry = _entry_of(page)
        if entry is not None:
            entry.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_edited_by(field: QWidget, event: QKeyEvent) -> bool:
    """Say whether a key edits the text of `field`; undo does where there is something to undo."""
    if event.matches(_STANDARD.Undo) or event.matches(_STANDARD.Redo):
        return _can_undo(field, is_redo=event.matches(_STANDARD.Redo))
    return any(event.matches(key) for key in _OF_EDITORS)


def _can_undo(field: QWidget, *, is_redo: bool) -> bool:
    match field:
        case QLineEdit():
            return field.isRedoAvailable() if is_redo else field.isUndoAvailable()
        case QTextEdit() | QPlainTextEdit():
            text = field.document()
            return text.isRedoAvailable() if is_redo else text.isUndoAvailable()
        case QAbstractSpinBox() | QComboBox():
            line: QLineEdit | None = field.lineEdit()
            return line is not None and _can_undo(line, is_redo=is_redo)
    return False


def _entry_of(page: QWidget) -> QWidget | None:
    """Return where typing goes on in a page: what had its focus last, else its first field."""
    last: QWidget | None = page.focusWidget()
    if last is not None and _takes_focus(last):
        return last
    one: QWidget | None = page.nextInFocusChain()
    while one is not None and one is not page:
        if page.isAncestorOf(one) and _takes_focus(one):
            return one
        one = one.nextInFocusChain()
    return None


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and _is_usable(widget)


def _is_usable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()
