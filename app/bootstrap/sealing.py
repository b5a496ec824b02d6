"""Seals what earlier versions left plain beside the store, on a thread of its own."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.errors import StoreError

AT_ONCE: Final = 20
"""Files between two looks at whether the window closes."""
_STOP_S: Final = 5.0
_BREATH_S: Final = 0.02


class StoreSealing(QObject):
    """Goes through the files once after the start; `failed` says what stands in the way.

    The next start tries again: a plain file is as good as a sealed one until then.
    """

    failed = Signal(str)

    def __init__(self, seal_plain: Callable[[int], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seal_plain = seal_plain
        self._is_over = Event()
        self._thread = Thread(target=self._run, name="store-sealing", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Go no further; returns when the thread has ended."""
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_S)

    def _run(self) -> None:
        try:
            while not self._is_over.wait(_BREATH_S) and self._seal_plain(AT_ONCE) == AT_ONCE:
                pass
        except StoreError as fault:
            self.failed.emit(fault.message)
