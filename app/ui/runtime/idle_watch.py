"""Tells when nobody has touched keys or mouse for a while, a sleep of the machine included."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from PySide6.QtCore import SLOT, QElapsedTimer, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QInputEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

_LOOKS: Final = 20
_BY_HAND: Final = (QInputEvent, QInputMethodEvent)
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)

_PUBLIC: Final = "motcua_is_public"


def make_public(window: QWidget) -> None:
    """Mark a window that citizens touch: nobody is at the desk for that."""
    window.setProperty(_PUBLIC, True)  # noqa: FBT003 - a Qt property's value


def is_public(watched: QObject) -> bool:
    """Say whether an event's receiver belongs to a window that citizens touch."""
    if isinstance(watched, QWidget):
        return bool(watched.window().property(_PUBLIC))
    return any(
        top.windowHandle() is watched and top.property(_PUBLIC)
        for top in QApplication.topLevelWidgets()
    )


class IdleWatch(QObject):
    """`idle` once nobody has touched anything for `limit`; watches again after `start`.

    The touch that comes too late is kept from whatever it was meant for. `now` is the wall clock:
    the timer of a machine stands still while it sleeps.
    """

    idle = Signal()

    def __init__(
        self,
        app: QApplication,
        limit: timedelta,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or app)
        self._app = app
        self._limit = limit
        self._now = now
        self._touched_at = now()
        self._since_touch = QElapsedTimer()
        self._is_on = False
        milliseconds = round(limit.total_seconds() * 1000)
        self._timer = QTimer(self, interval=max(1, milliseconds // _LOOKS))
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Count from now on."""
        self._touch()
        if not self._is_on:
            self._is_on = True
            self._app.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        if self._is_on:
            self._is_on = False
            self._app.removeEventFilter(self)
            self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event of the program passes here: its class is known at once, its type is not.
        if not isinstance(event, _BY_HAND) or event.type() not in _TOUCHES:
            return False
        if is_public(watched):
            return False
        if self._look():
            return True
        self._touch()
        return False

    def _touch(self) -> None:
        self._touched_at = self._now()
        self._since_touch.start()

    def _look(self) -> bool:
        """Tell whether it has been too long."""
        awake = timedelta(milliseconds=self._since_touch.elapsed())
        if max(awake, self._now() - self._touched_at) < self._limit:
            return False
        self.stop()
        self.idle.emit()
        return True


_SCREEN_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_LOGIN: Final = "org.freedesktop.login1"
# `connect` takes the str that SLOT() makes; its stub asks for bytes, which it refuses.
_ON_STATE: Final[Any] = SLOT("_on_state(bool)")
_ON_LOCK: Final[Any] = SLOT("_on_lock()")


class SystemLock(QObject):
    """`locked` when the screen of the machine was locked, or the machine is about to sleep.

    Other systems than Linux do not tell it this way: there the idle time alone counts.
    """

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if sys.platform == "linux":
            self._listen()

    def _listen(self) -> None:
        # Only where there is a bus: the library is not there on other systems.
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415

        desktop, machine = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for name in _SCREEN_SAVERS:
            desktop.connect("", "", name, "ActiveChanged", self, _ON_STATE)
        machine.connect(_LOGIN, "", f"{_LOGIN}.Manager", "PrepareForSleep", self, _ON_STATE)
        machine.connect(_LOGIN, "", f"{_LOGIN}.Session", "Lock", self, _ON_LOCK)

    @Slot(bool)
    def _on_state(self, is_on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if is_on:
            self.locked.emit()

    @Slot()
    def _on_lock(self) -> None:
        self.locked.emit()
