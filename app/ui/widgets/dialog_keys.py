"""The keys of dialogs and of pages before sign-in, the same at every desk; binding them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

CONFIRM: Final = "Ctrl+Return"
ADD: Final = "Ins"
LEAVE: Final = "Esc"
FIND: Final = "Ctrl+F"
PRINT_AGAIN: Final = "Ctrl+P"
REMOVE: Final = "Del"


def bind_key(
    shortcut: str, act: Callable[[], object], owner: QWidget, *, is_focused: bool = False
) -> None:
    """Do `act` on a key while `owner` is in sight, with `is_focused` while it has the focus."""
    action = QAction(owner)
    if is_focused:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setShortcuts(sequences(shortcut))
    owner.addAction(action)

    def do() -> None:  # without the signal's "checked"
        act()

    action.triggered.connect(do)


def sequences(shortcut: str) -> list[QKeySequence]:
    """Return the spellings of a shortcut: the keypad has an Enter too."""
    spellings = {shortcut, shortcut.replace("Return", "Enter")}
    return [QKeySequence(spelling) for spelling in sorted(spellings, reverse=True)]
