"""Checks all pages of the store in idle moments, on a thread of its own."""

import os
import sys
from contextlib import suppress
from threading import get_native_id
from typing import Final

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from app.bootstrap.own_thread import OwnThread
from app.clock import Clock
from app.errors import StoreError
from app.models.database import Database

FIRST_S: Final = 10.0
"""The first pages of the window come before the check."""
_BREATH_S: Final = 0.5
_LOOK_S: Final = 600.0
_LOW_PRIORITY: Final = 15


class StoreChecking(OwnThread):
    """Goes on with the full check of a local store whenever it is due.

    `failed` says that the store is damaged, or what keeps the check from reading it.
    """

    failed = Signal(str)

    def __init__(
        self, database: Database, clock: Clock, first_s: float, parent: QObject | None = None
    ) -> None:
        super().__init__("store-checking", parent)
        self._database = database
        self._clock = clock
        self._first_s = first_s

    @override
    def stop(self) -> None:
        self._is_over.set()
        with self._database.without_page_check():
            pass
        super().stop()

    @override
    def run(self) -> None:
        check = self._database.page_check
        if check is None or self._is_over.wait(self._first_s):
            return
        _step_back()
        while True:
            pause = _LOOK_S
            if check.is_due(self._clock.now()):
                try:
                    pause = _LOOK_S if check.step(self._clock.now()) == 1 else _BREATH_S
                except StoreError as fault:
                    self.failed.emit(fault.message)
                    return
            if self._is_over.wait(pause):
                return


def _step_back() -> None:
    """Let every other thread of the machine go first, where the system knows such a thing."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _LOW_PRIORITY)
