"""A field that takes the keys pressed instead of typing them."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.ui.shell.actions import readable
from app.ui.widgets.forms import TAKES_EVERY_KEY

_MODIFIERS = {
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_unknown,
}
_LEAVES = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}


class KeyEdit(QLineEdit):
    """Backspace empties it; Tab and Esc keep their meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = ""
        self.setReadOnly(True)
        self.setProperty(TAKES_EVERY_KEY, True)  # noqa: FBT003 - Qt's own signature
        self.setPlaceholderText("Nhấn phím mới")
        self.setAccessibleName("Phím mới")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def keys(self) -> str:
        """Return the keys in the spelling that is stored, such as Ctrl+Return."""
        return self._keys

    def set_keys(self, keys: str) -> None:
        self._keys = keys
        self.setText(readable(keys))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Otherwise the window would do what the keys mean now.
            if event.key() not in _LEAVES:
                event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key in _LEAVES:
            event.ignore()
        elif key is Qt.Key.Key_Backspace and bare == Qt.KeyboardModifier.NoModifier:
            self.set_keys("")
        elif key not in _MODIFIERS:
            pressed = QKeySequence(QKeyCombination(bare, key))
            text = pressed.toString(QKeySequence.SequenceFormat.PortableText)
            self.set_keys(text.replace("Enter", "Return"))
