"""The editor of a password, alone: the sign-in page is painted before other editors are loaded."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

CAPS_LOCK_HINT = "Caps Lock đang bật; hãy tắt nếu mật khẩu không viết hoa."


class PasswordEdit(QLineEdit):
    """`caps_lock_seen` tells what the last letter typed says about Caps Lock.

    Qt does not tell the state of the key; a capital without Shift does.
    """

    caps_lock_seen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(512)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def set_shown(self, is_shown: bool) -> None:  # noqa: FBT001 - a check box's signal
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.upper() != letter.lower():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(letter.isupper() != has_shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            turned_over = False
            self.caps_lock_seen.emit(turned_over)
        super().keyPressEvent(event)
