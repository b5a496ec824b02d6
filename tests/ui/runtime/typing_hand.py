"""Keys at told instants: no wall clock decides whether they are quick."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from typing_extensions import override

from app.ui.runtime.scan_filter import KeyClock, ScanSpeed

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SPEED = ScanSpeed()
QUICK_MS = 2


class ToldClock(KeyClock):
    """A clock of keys that stands still until it is told to go on."""

    def __init__(self, gap_ms: int = SPEED.gap_ms) -> None:
        super().__init__(gap_ms)
        self._gap_ms = gap_ms
        self._now = 1_000
        self._until: int | None = None

    @override
    def start(self) -> None:
        self._until = self._now + self._gap_ms

    @override
    def stop(self) -> None:
        self._until = None

    @override
    def time_of(self, event: QKeyEvent) -> int:
        return self._now

    def go_on(self, passed_ms: int) -> None:
        """Let time pass; the filter is told where it waited for it."""
        self._now += passed_ms
        if self._until is not None and self._now >= self._until:
            self._until = None
            self.quiet.emit()

    def wait(self) -> None:
        """Let a gap pass that no scanner makes."""
        self.go_on(self._gap_ms + 1)


def send_keys(window: QWindow, clock: ToldClock, text: str, apart_ms: int = QUICK_MS) -> None:
    """Send the keys of `text` as the keyboard's driver would: to the window."""
    for char in text:
        clock.go_on(apart_ms)
        if char.isascii():
            QTest.keyClick(window, char)  # type: ignore[call-overload]
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(window, QKeyEvent(kind, 0, NO_MODIFIER, char))
