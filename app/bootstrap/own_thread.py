"""A thread beside the window's that ends with the window."""

from threading import Event, Thread

from PySide6.QtCore import QObject

_STOP_S = 5.0


class OwnThread(QObject):
    """Does `run` on a thread of its own; what it emits reaches whoever listens in their own."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_over = Event()
        self._thread = Thread(target=self.run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Go no further; returns when the thread has ended."""
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_S)

    def run(self) -> None:
        """Work until the end, or until `_is_over` is set."""
        raise NotImplementedError
