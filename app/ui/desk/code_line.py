"""The line in a page's head where a code or its last digits are typed, when there is no scanner."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.ui.look.icons import Icon, Ink, icon
from app.ui.widgets.forms import commit_input_method


class CodeLine(QLineEdit):
    """Enter hands the text on and empties the line."""

    entered = Signal(str)

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.addAction(icon(Icon.SCAN, Ink.QUIET), QLineEdit.ActionPosition.LeadingPosition)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not is_enter or held != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        commit_input_method()
        text = self.text().strip()
        self.clear()
        if text:
            self.entered.emit(text)
