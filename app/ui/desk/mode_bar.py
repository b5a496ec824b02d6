"""The modes of a page side by side, with the keys that choose them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QWidget


class ModeBar(QTabBar):
    """Plain tabs; `words` are shown with their key."""

    def __init__(self, words: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(False)
        self._words = tuple(words)
        for place, (text, key) in enumerate(self._words):
            self.addTab("")
            self.set_words(place, text)
            self.setTabToolTip(place, key)

    def set_words(self, place: int, text: str) -> None:
        """Rename a mode; its key stays."""
        key = self._words[place][1]
        self.setTabText(place, f"{text}   {key}" if key else text)
        self.setAccessibleTabName(place, text)
