"""The office's ready-made reasons as a pick list; Alt+1 to Alt+9 picks without opening it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.office.records import ReasonLine
from app.ui.widgets.whole_words_box import WholeWordsBox

_CHOOSE = "Chọn mẫu…"
_NONE = "Chưa có mẫu (Quản trị, Mẫu lý do)"
MOST_KEYS = 9


class ReasonPicker(WholeWordsBox):
    """`picked` carries the sentence chosen."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ReasonLine, ...] = ()
        self.activated.connect(self._on_activated)

    @property
    def lines(self) -> tuple[ReasonLine, ...]:
        return self._lines

    def offer(self, lines: Sequence[ReasonLine]) -> None:
        """Offer `lines`; none is chosen."""
        self._lines = tuple(lines)
        self.clear()
        self.addItem(_CHOOSE if lines else _NONE)
        for number, line in enumerate(lines, start=1):
            self.addItem(f"{number}. {line.text}")

    def pick(self, number: int) -> None:
        """Choose the sentence of `number` (from 1), where there is one."""
        if self.isVisible() and number <= len(self._lines):
            self.setCurrentIndex(number)
            self._on_activated(number)

    def _on_activated(self, place: int) -> None:
        if place > 0:
            self.picked.emit(self._lines[place - 1])
