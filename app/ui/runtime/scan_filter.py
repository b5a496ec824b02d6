"""Tells a scanner that types like a keyboard from a person, whatever has the focus.

A scanner sends a key every few milliseconds; no hand does that for eight keys. The first keys of
what may be a scan are held back, and given to their field when it turns out to be typing.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

MOST_CHARACTERS = 4096

# From so many quick keys on, a command among them is part of a code and not a hand.
_BURST = 3

_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SHIFTS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)
# Nothing of this may overtake a key that is still held.
_OVERTAKING = (QInputMethodEvent, QMouseEvent)
_OVERTAKING_TYPES = frozenset({QEvent.Type.InputMethod, QEvent.Type.MouseButtonPress})
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanSpeed:
    """What counts as a scan: the longest gap between keys, the fewest keys, and the afterthought.

    `end_ms` is how long an Enter may trail behind a scan that has already been taken.
    """

    gap_ms: int = 35
    least: int = 8
    end_ms: int = 150


@dataclass(frozen=True, slots=True)
class _Held:
    target: QObject | None
    event: QKeyEvent


class ScanFilter(QObject):
    """Installed on the application; `scanned` carries the text without its control characters."""

    scanned = Signal(str)

    def __init__(self, app: QApplication, speed: ScanSpeed | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._speed = speed or ScanSpeed()
        self._held: list[_Held] = []
        self._text: list[str] = []
        self._last_at = 0
        self._is_replaying = False
        self._since_scan = QElapsedTimer()
        self._idle = QTimer(self, singleShot=True, interval=self._speed.gap_ms)
        self._idle.setTimerType(Qt.TimerType.PreciseTimer)
        self._idle.timeout.connect(self._settle)
        app.installEventFilter(self)

    def remove(self) -> None:
        """Give back what is held and listen no more."""
        self._settle()
        self._app.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_replaying:
            return False
        # Every event of the program passes here: its class is known at once, its type is not.
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                return self._on_shortcut(event)
            # The window gets a key first and passes it to the widget: once is enough.
            return watched.isWindowType() and self._on_key(event)
        if isinstance(event, _OVERTAKING) and event.type() in _OVERTAKING_TYPES:
            self._settle()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        """Say whether the key is kept from its field."""
        if event.type() is QEvent.Type.KeyRelease:
            return self._on_release(event)
        if event.key() in _SHIFTS:
            return False
        if event.isAutoRepeat() or self._is_late(event):
            self._settle()
        self._last_at = event.timestamp()
        if event.isAutoRepeat():
            return False
        if _is_end(event):
            return self._on_end()
        if _is_printable(event):
            self._hold(event)
            return True
        return self._on_other(event)

    def _on_shortcut(self, event: QKeyEvent) -> bool:
        is_key_of_its_own = event.key() in _SHIFTS or _is_end(event)
        if not self._held or _is_printable(event) or is_key_of_its_own:
            return False
        if self._is_burst() and not self._is_late(event):
            event.accept()  # taken: no shortcut may follow from it
            return True
        self._settle()
        return False

    def _on_release(self, event: QKeyEvent) -> bool:
        if not any(held.event.key() == event.key() for held in self._held):
            return False
        self._held.append(_Held(self._held[-1].target, _copy(event)))
        return True

    def _on_end(self) -> bool:
        if len(self._text) >= self._speed.least:
            self._settle()
            self._since_scan.invalidate()
            return True
        if not self._held and self._since_scan.isValid():
            is_trailing = self._since_scan.elapsed() <= self._speed.end_ms
            self._since_scan.invalidate()
            return is_trailing
        self._settle()
        return False

    def _on_other(self, event: QKeyEvent) -> bool:
        # Input methods of the system correct words by sending Backspace among quick letters.
        if self._is_burst() and event.key() != Qt.Key.Key_Backspace:
            self._idle.start()
            return True
        self._settle()
        return False

    def _hold(self, event: QKeyEvent) -> None:
        self._idle.start()
        if len(self._text) < MOST_CHARACTERS:
            self._held.append(_Held(_receiver(), _copy(event)))
            self._text.append(event.text())

    def _settle(self) -> None:
        """Decide about what is held: a scan is told, typing goes to its field."""
        self._idle.stop()
        held, self._held = self._held, []
        text, self._text = self._text, []
        if len(text) >= self._speed.least:
            self._since_scan.start()
            self.scanned.emit("".join(char for char in "".join(text) if char.isprintable()))
            return
        self._is_replaying = True
        try:
            for one in held:
                if one.target is not None and isValid(one.target):
                    QCoreApplication.sendEvent(one.target, one.event)
        finally:
            self._is_replaying = False

    def _is_burst(self) -> bool:
        return len(self._text) >= _BURST

    def _is_late(self, event: QKeyEvent) -> bool:
        return bool(self._held) and event.timestamp() - self._last_at > self._speed.gap_ms


def _receiver() -> QObject | None:
    popup: QWidget | None = QApplication.activePopupWidget()
    holder = popup if popup is not None else QApplication.activeWindow()
    # The stub promises a widget even where nothing has the focus.
    focused: QWidget | None = holder.focusWidget() if holder is not None else None
    return focused if focused is not None else holder


def _is_end(event: QKeyEvent) -> bool:
    """Say whether a key ends a line; with Ctrl or Alt held it is a command as any other."""
    return event.key() in _ENDS and not event.modifiers() & _COMMANDS


def _is_printable(event: QKeyEvent) -> bool:
    held = event.modifiers() & _COMMANDS
    is_alt_gr = held == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    is_plain = held == Qt.KeyboardModifier.NoModifier or is_alt_gr
    return is_plain and bool(event.text()) and event.text().isprintable()


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
