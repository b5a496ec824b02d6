"""Hears that the person locked the machine's own screen, where the desktop says so: over D-Bus."""

import sys
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot

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
