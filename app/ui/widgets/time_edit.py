"""A time of day typed as people write it: 7h30, 730, 7:30, 07.30."""

import re
from contextlib import suppress
from datetime import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

_SHAPE = re.compile(r"(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?|(\d{1,2})(\d{2})", re.IGNORECASE)


def parse_time(text: str) -> time:
    """Return the time of day meant by `text`. Raises ValueError with a sentence."""
    found = _SHAPE.fullmatch(text.strip())
    hour, minute = (found[1] or found[3], found[2] or found[4] or "0") if found else ("99", "0")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        message = f"Chưa đọc được giờ “{text.strip()}”; hãy gõ như 07:30."
        raise ValueError(message) from None


class TimeEdit(QLineEdit):
    """Shown as HH:mm once left; empty is no time."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMaxLength(8)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhTime)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def value(self) -> time | None:
        """Return the time, None for an empty field; raises ValueError with a sentence."""
        return parse_time(self.text()) if self.text().strip() else None

    def set_value(self, value: time | None) -> None:
        self.setText(f"{value:%H:%M}" if value else "")

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        with suppress(ValueError):  # what cannot be read stays as typed, to be corrected
            self.set_value(self.value())
        super().focusOutEvent(event)
