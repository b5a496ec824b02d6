"""Editors that forgive: dates and money as people type them, digits only, no wheel surprises."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

from app.ui.widgets.labels import tooltip

_DIGIT_HINTS = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhNoPredictiveText


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A whole day, or the year alone where a paper knows no more."""

    year: int
    day: date | None = None

    def text(self) -> str:
        """Return dd/MM/yyyy, or the year."""
        return f"{self.day:%d/%m/%Y}" if self.day else str(self.year)


def parse_date(text: str, today: date, *, year_alone: bool = False) -> TypedDate:
    """Return the date meant by `text`: 14031985, 14/3/1985, 14.3.85, 140385; or 1948 alone.

    A year of two digits is the last such year not after `today`. Raises ValueError with a sentence.
    """
    bare = text.strip()
    if year_alone and re.fullmatch(r"\d{4}", bare):
        return TypedDate(_known_year(int(bare), today))
    parts = re.findall(r"\d+", bare)
    if len(parts) == 1 and len(parts[0]) in {6, 8}:
        digits = parts[0]
        parts = [digits[:2], digits[2:4], digits[4:]]
    lengths = [len(part) for part in parts]
    is_one = len(parts) == 3 and max(lengths[:2]) <= 2 and lengths[2] in {2, 4}
    if not is_one or re.search(r"[^\d\s/.\-]", bare):
        message = "Chưa đọc được ngày; hãy gõ ngày tháng năm, ví dụ 14/03/1985."
        raise ValueError(message)
    day, month, year = (int(part) for part in parts)
    if len(parts[2]) == 2:
        century = today.year // 100 * 100
        year += century if century + year <= today.year else century - 100
    try:
        return TypedDate(year, date(_known_year(year, today), month, day))
    except ValueError as error:
        if str(error).startswith("Năm"):
            raise
        message = f"Không có ngày {day:02}/{month:02}/{year}; hãy xem lại trên giấy tờ."
        raise ValueError(message) from None


def _known_year(year: int, today: date) -> int:
    if not 1900 <= year <= today.year + 100:
        message = f"Năm {year} không hợp lý; hãy xem lại trên giấy tờ."
        raise ValueError(message)
    return year


class DigitsEdit(QLineEdit):
    """Digits only, with the input method off; spaces, dots and dashes pasted along are dropped."""

    def __init__(self, length: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = length
        self.setInputMethodHints(_DIGIT_HINTS)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.textEdited.connect(self._on_text_edited)

    def value(self) -> str:
        return self.text()

    def _on_text_edited(self, text: str) -> None:
        digits = "".join(char for char in text if "0" <= char <= "9")
        digits = digits[: self._length] if self._length else digits
        if digits == text:
            return
        before = sum("0" <= char <= "9" for char in text[: self.cursorPosition()])
        self.setText(digits)
        self.setCursorPosition(min(before, len(digits)))


class DateEdit(QLineEdit):
    """A day typed as text and shown as dd/MM/yyyy once the field is left."""

    def __init__(
        self,
        today: Callable[[], date],
        *,
        year_alone: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._year_alone = year_alone
        self.setPlaceholderText("ngày/tháng/năm")
        self.setInputMethodHints(Qt.InputMethodHint.ImhDate)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def typed(self) -> TypedDate | None:
        """Return the date, None for an empty field; raises ValueError with a sentence."""
        if not self.text().strip():
            return None
        return parse_date(self.text(), self._today(), year_alone=self._year_alone)

    def value(self) -> date | None:
        """Return the day, None for an empty field or a year alone; raises ValueError."""
        typed = self.typed()
        return typed.day if typed else None

    def set_value(self, value: date | None) -> None:
        self.setText(f"{value:%d/%m/%Y}" if value else "")

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._tidy()
        super().focusOutEvent(event)

    def _tidy(self) -> None:
        try:
            typed = self.typed()
        except ValueError:
            return
        if typed is not None and typed.text() != self.text():
            self.setText(typed.text())


class MoneyEdit(QLineEdit):
    """Whole đồng with a point between thousands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(_DIGIT_HINTS)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.textEdited.connect(self._on_text_edited)

    def value(self) -> int:
        """Return the amount in đồng; an empty field is 0."""
        digits = self.text().replace(".", "")
        return int(digits) if digits else 0

    def set_value(self, amount: int) -> None:
        self.setText(_grouped(str(amount)))

    def _on_text_edited(self, text: str) -> None:
        digits = "".join(char for char in text if "0" <= char <= "9")[:13]
        behind = sum("0" <= char <= "9" for char in text[self.cursorPosition() :])
        grouped = _grouped(digits)
        self.setText(grouped)
        at = len(grouped)
        while behind and at:
            at -= 1
            behind -= grouped[at] != "."
        # Behind a point, Backspace would only take the point away, and it comes back.
        at -= grouped[at - 1 : at] == "."
        self.setCursorPosition(at)


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".") if digits else ""


class ComboBox(QComboBox):
    """A choice that the mouse wheel does not change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SpinBox(QSpinBox):
    """A small number that the mouse wheel does not change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The style sheet's padding does not reach the editor inside.
        self.lineEdit().setTextMargins(8, 0, 0, 0)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


# A time of day typed as people write it: 7h30, 730, 7:30, 07.30.

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


_LIST_MARGIN = 40
_EDGE = 4


class WholeWordsBox(ComboBox):
    """A choice whose chosen words end in an ellipsis where they are too long, and are whole below.

    The list is as wide as its longest line; the tooltip says what is chosen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentTextChanged.connect(lambda text: self.setToolTip(tooltip(text)))

    @override
    def showPopup(self) -> None:
        texts = (self.itemText(place) for place in range(self.count()))
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        most = self.screen().availableGeometry().width() // 2
        self.view().setMinimumWidth(min(max(widest + _LIST_MARGIN, self.width()), most))
        super().showPopup()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - _EDGE
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
