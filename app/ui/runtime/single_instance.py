"""One window per store: a second start brings the first to the front and goes away."""

import hashlib
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1000
_WORD = b"raise\n"


class Start(Enum):
    """What a start found."""

    FIRST = "first"
    BROUGHT_OTHER = "brought_other"
    OTHER_SILENT = "other_silent"


class SingleInstance(QObject):
    """Holds the store's window for this process; a lock left by a dead one counts for nothing."""

    raise_requested = Signal()

    def __init__(self, store_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = str(store_folder.resolve())
        self._name = "motcua-" + hashlib.sha256(place.encode()).hexdigest()[:24]
        self._lock = QLockFile(str(store_folder / "window.lock"))
        # Only a holder that has died frees the lock: a counter window may stay open for weeks.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)

    def start(self) -> Start:
        """Take the store's window, or ask its holder to come to the front."""
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
            return Start.FIRST
        return Start.BROUGHT_OTHER if self._ask_other() else Start.OTHER_SILENT

    def fall_silent(self) -> None:
        """Answer no second start any more, while the window is being closed."""
        self._server.close()

    def release(self) -> None:
        """Give the store's window free."""
        self.fall_silent()
        self._lock.unlock()

    def _ask_other(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_WORD)
        is_sent = socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return is_sent

    def _on_new_connection(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            self.raise_requested.emit()
