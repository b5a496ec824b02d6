"""Keys as a hostile barcode types them, sent to a window as its keyboard would send them."""

import random
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services.scan_shapes import is_scan, may_become_scan
from app.ui.runtime.scan_filter import ScanFilter, ScanRules, ScanSpeed
from tests.harness.fuzzing.entry import Entry, require
from tests.harness.fuzzing.lines import CARD
from tests.harness.fuzzing.odd import mutated_text

Keys = tuple[str | tuple[Qt.Key, Qt.KeyboardModifier], ...]
_PLAIN: Final = Qt.KeyboardModifier.NoModifier
_HELD: Final = (
    _PLAIN,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
_COMMANDS: Final = (
    *(Qt.Key.Key_S, Qt.Key.Key_F2, Qt.Key.Key_Escape, Qt.Key.Key_A, Qt.Key.Key_P, Qt.Key.Key_F10),
    *(Qt.Key.Key_Delete, Qt.Key.Key_Left),
)
_SHORTCUTS: Final = ("Ctrl+S", "F2", "Alt+A", "Ctrl+Return", "Esc", "Ctrl+Shift+P", "F10")
_CODE: Final = "000.00.15.H53-261123-0001"
# All keys of one input are one burst, however busy the machine is.
_RULES: Final = ScanRules(is_scan=is_scan, may_become=may_become_scan)
_SPEED: Final = ScanSpeed(gap_ms=60_000)


class ScanKeys(Entry[Keys]):
    """No command inside a burst fires a shortcut, whether the burst is a scan or not."""

    tenth = 1_500

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.app = QApplication.instance() or QApplication([])
        self.fired: list[str] = []
        self.scans: list[str] = []
        self.field = QLineEdit()
        for keys in _SHORTCUTS:
            shortcut = QShortcut(QKeySequence(keys), self.field)
            shortcut.activated.connect(lambda keys=keys: self.fired.append(keys))
        self.field.show()
        QTest.qWaitForWindowActive(self.field)
        self.field.setFocus()
        assert isinstance(self.app, QApplication)
        self.filter = ScanFilter(self.app, _RULES, _SPEED)
        self.filter.scanned.connect(self.scans.append)

    def make(self, chance: random.Random) -> Keys:
        text = mutated_text(chance, chance.choice((CARD, _CODE, "1234567890" * 3)))
        # The first keys are what makes a burst of it: a command before them is a person's.
        keys: list[str | tuple[Qt.Key, Qt.KeyboardModifier]] = list("H01")
        for char in text[:100]:
            keys.append(char)
            if chance.random() < 0.1:
                keys.append((chance.choice(_COMMANDS), chance.choice(_HELD)))
            if chance.random() < 0.02:
                keys.append((Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
        return (*keys, *"12345678")

    def feed(self, made: Keys) -> None:
        self.fired.clear()
        self.scans.clear()
        self.field.clear()
        window = self.field.windowHandle()
        for key in made:
            if isinstance(key, tuple):
                QTest.keyClick(window, key[0], key[1])
            elif key.isascii() and key.isprintable():
                QTest.keyClick(window, ord(key))
            else:
                event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, _PLAIN, key)
                event.setTimestamp(self.filter._last_at)
                QApplication.sendEvent(window, event)
        self.filter._on_quiet()
        self._judge()

    def _judge(self) -> None:
        require(not self.fired, f"shortcuts fired: {self.fired}")
        is_plain = all(char.isprintable() for scan in self.scans for char in scan)
        require(is_plain, f"a scan carried a control character: {self.scans!r}")

    def close(self) -> None:
        self.filter.remove()
        self.field.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
