"""Tells a scanner that types like a keyboard from a person, whatever has the focus.

A scanner sends a key every few milliseconds. Quick keys are held back as long as they may be the
text of a scan; keys that turn out to be none go to their window as they came, in order.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from typing_extensions import override

MOST_CHARACTERS = 4096

# From so many quick keys on, a command among them comes from a machine and not from a hand.
_BURST = 3
# A timer of an idle machine is no later than this.
_PUNCTUAL_MS = 5

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
class ScanRules:
    """What text is a scan, whole (`is_scan`) or as far as it has come (`may_become`)."""

    is_scan: Callable[[str], bool]
    may_become: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanSpeed:
    """The longest gap between keys of a scan, in ms by the keys' own time stamps.

    `end_ms` is how long an Enter may trail behind a scan that has already been taken.
    """

    gap_ms: int = 35
    end_ms: int = 150


class KeyClock(QObject):
    """Tells when a key was pressed, and by `quiet` that none was for `gap_ms` after `start`.

    A timer that fires late on a busy machine waits one gap more, and no third: keys that were
    pressed in time may lie in the queue behind it.
    """

    quiet = Signal()

    def __init__(self, gap_ms: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._since = QElapsedTimer()
        self._waits_once_more = False
        self._timer = QTimer(self, singleShot=True, interval=gap_ms)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        self._since.start()
        self._waits_once_more = False
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def time_of(self, event: QKeyEvent) -> int:
        """Return the instant of the key press in ms, of the system's own clock."""
        return event.timestamp()

    def _on_timeout(self) -> None:
        is_late = self._since.elapsed() > self._timer.interval() + _PUNCTUAL_MS
        if is_late and not self._waits_once_more:
            self._waits_once_more = True
            self._timer.start()
        else:
            self.quiet.emit()


@dataclass(frozen=True, slots=True)
class _Held:
    window: QObject
    event: QKeyEvent


class ScanFilter(QObject):
    """Installed on the application; `scanned` carries the text of a scan without its Enter."""

    scanned = Signal(str)

    def __init__(
        self,
        app: QApplication,
        rules: ScanRules,
        speed: ScanSpeed | None = None,
        clock: KeyClock | None = None,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._rules = rules
        self._speed = speed or ScanSpeed()
        self._held: list[_Held] = []
        self._text = ""
        self._quick = 0
        self._last_at = 0
        self._is_typing = False
        self._going_back: list[_Held] = []
        self._sending: QKeyEvent | None = None
        self._may_trail = False
        self._clock = clock or KeyClock(self._speed.gap_ms, self)
        self._clock.quiet.connect(self._on_quiet)
        app.installEventFilter(self)

    def remove(self) -> None:
        """Give back what is held and listen no more."""
        self._on_quiet()
        self._app.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event of the program passes here: its class is known at once, its type is not.
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                return self._on_shortcut(event)
            # The window gets a key first and passes it to the widget: once is enough.
            return watched.isWindowType() and self._on_window_key(watched, event)
        if isinstance(event, _OVERTAKING) and event.type() in _OVERTAKING_TYPES:
            self._settle()
        return False

    def _on_window_key(self, window: QObject, event: QKeyEvent) -> bool:
        if event is self._sending:
            return False
        self._sending = None
        self._send_back()  # what a key has opened is open: the rest goes there
        return self._on_key(window, event)

    def _on_key(self, window: QObject, event: QKeyEvent) -> bool:
        """Say whether the key is kept from its window for now."""
        if event.type() is QEvent.Type.KeyRelease:
            return self._on_release(window, event)
        if event.isAutoRepeat() or self._is_late(event):
            self._on_quiet()
        if event.key() in _SHIFTS:
            return bool(self._held) and self._keep(window, event)
        gap = self._clock.time_of(event) - self._last_at
        self._last_at = self._clock.time_of(event)
        if event.isAutoRepeat():
            return False
        if _is_end(event):
            return self._on_end(gap)
        if _is_printable(event):
            return self._on_character(window, event)
        return self._on_other(window, event)

    def _on_shortcut(self, event: QKeyEvent) -> bool:
        is_command = not (event.key() in _SHIFTS or _is_end(event) or _is_printable(event))
        if not is_command:
            return False
        is_burst = self._quick >= _BURST and not self._is_late(event)
        if is_burst or self._is_sent(event):
            event.accept()  # a plain key for the focus: no shortcut may follow from it
            return True
        self._settle()
        return False

    def _is_sent(self, event: QKeyEvent) -> bool:
        """Say whether Qt asks about a key that is given back just now."""
        sent = self._sending
        return (
            sent is not None and sent.key() == event.key() and sent.modifiers() == event.modifiers()
        )

    def _on_release(self, window: QObject, event: QKeyEvent) -> bool:
        if not any(held.event.key() == event.key() for held in self._held):
            return False
        return self._keep(window, event)

    def _on_end(self, gap: int) -> bool:
        if self._held:
            is_scan = self._settle()
            self._may_trail = False
            self._is_typing = not is_scan
            return is_scan
        is_trailing = self._may_trail and gap <= self._speed.end_ms
        self._may_trail = False
        return is_trailing

    def _on_character(self, window: QObject, event: QKeyEvent) -> bool:
        self._clock.start()
        self._quick += 1
        self._may_trail = False
        if self._is_typing:
            return False
        self._text += event.text()
        self._keep(window, event)
        if len(self._text) > MOST_CHARACTERS or not self._rules.may_become(self._text):
            self._give_back()
            self._is_typing = True
        return True

    def _on_other(self, window: QObject, event: QKeyEvent) -> bool:
        # Input methods and text expanders correct words by sending Backspace among quick letters.
        is_correction = event.key() == Qt.Key.Key_Backspace
        if self._held and self._quick >= _BURST and not is_correction:
            self._clock.start()
            return self._keep(window, event)
        self._settle()
        if is_correction:
            self._clock.start()
            self._is_typing = True
        return False

    def _keep(self, window: QObject, event: QKeyEvent) -> bool:
        self._held.append(_Held(window, event.clone()))
        return True

    def _on_quiet(self) -> None:
        """End the burst: the next key begins another."""
        self._settle()
        self._clock.stop()
        self._quick = 0
        self._is_typing = False

    def _settle(self) -> bool:
        """Decide about what is held and say whether it was a scan; typing goes to its window."""
        if not self._held:
            return False
        text = self._text
        if not self._rules.is_scan(text):
            self._give_back()
            return False
        self._held, self._text, self._quick = [], "", 0
        self._may_trail = True
        self.scanned.emit(text)
        return True

    def _give_back(self) -> None:
        self._going_back += self._held
        self._held, self._text = [], ""
        self._send_back()

    def _send_back(self) -> None:
        # A key may open a dialog with a loop of its own: nothing is kept in a local variable.
        while self._going_back:
            one = self._going_back.pop(0)
            window = self._window_of(one)
            if window is not None:
                self._sending = one.event
                QCoreApplication.sendEvent(window, one.event)
                self._sending = None

    def _window_of(self, held: _Held) -> QObject | None:
        """Return the window that takes the key: a dialog opened meanwhile shuts all others.

        Windows are never asked of widgets here: PySide drops what it got of a widget of Qt's own
        dialogs together with its wrapper of that widget.
        """
        modal: QWindow | None = QGuiApplication.modalWindow()
        if modal is not None:
            return modal
        return held.window if isValid(held.window) else QGuiApplication.focusWindow()

    def _is_late(self, event: QKeyEvent) -> bool:
        return self._clock.time_of(event) - self._last_at > self._speed.gap_ms


def _is_end(event: QKeyEvent) -> bool:
    """Say whether a key ends a line; with Ctrl or Alt held it is a command as any other."""
    return event.key() in _ENDS and not event.modifiers() & _COMMANDS


def _is_printable(event: QKeyEvent) -> bool:
    held = event.modifiers() & _COMMANDS
    is_alt_gr = held == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    is_plain = held == Qt.KeyboardModifier.NoModifier or is_alt_gr
    return is_plain and bool(event.text()) and event.text().isprintable()
