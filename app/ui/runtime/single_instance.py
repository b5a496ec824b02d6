"""One window per store: a second start brings the first to the front and goes away."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT_MS = 1000
_PATIENCE_MS = 3000
_PAUSE_MS = 100
_WORD = b"raise\n"


class Start(Enum):
    """What a start found."""

    FIRST = "first"
    BROUGHT_OTHER = "brought_other"
    OTHER_SILENT = "other_silent"


@dataclass(frozen=True, slots=True)
class WindowHolder:
    """Who has the window: the machine, its user ("" where the system does not tell), since when."""

    machine: str
    user: str
    process: int
    since: datetime


class SingleInstance(QObject):
    """Holds the store's window for this process; a lock left by a dead one counts for nothing."""

    raise_requested = Signal()

    def __init__(self, store_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = str(store_folder.resolve())
        self._name = "motcua-" + hashlib.sha256(place.encode()).hexdigest()[:24]
        self._path = store_folder / "window.lock"
        self._lock = QLockFile(str(self._path))
        # Only a holder that has died frees the lock: a counter window may stay open for weeks.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def start(self) -> Start:
        """Take the store's window, or ask its holder to come to the front.

        A holder that is starting or closing is asked again for some seconds: it does not listen.
        """
        waited = 0
        while not self._lock.tryLock(0):
            if self._ask_other():
                return Start.BROUGHT_OTHER
            if waited >= _PATIENCE_MS:
                return Start.OTHER_SILENT
            QThread.msleep(_PAUSE_MS)
            waited += _PAUSE_MS
        return Start.FIRST

    def listen(self) -> None:
        """Hear second starts from now on. QtNetwork is first loaded here, after the first paint."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)
        self._server.listen(self._name)

    def holder(self) -> WindowHolder | None:
        """Return who has the window, None where nobody has it any more.

        The lock itself tells: its holder wrote it as the lock was taken, and never again.
        """
        process, machine, _program = self._lock.getLockInfo()
        try:
            since = datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        except OSError:
            return None
        if not process:
            return None
        return WindowHolder(machine, QFileInfo(str(self._path)).owner(), process, since)

    def fall_silent(self) -> None:
        """Answer no second start any more, while the window is being closed."""
        if self._server is not None:
            self._server.close()

    def release(self) -> None:
        """Give the store's window free."""
        self.fall_silent()
        self._lock.unlock()

    def _ask_other(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_WORD)
        is_sent = socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return is_sent

    def _on_new_connection(self) -> None:
        while self._server and (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            self.raise_requested.emit()
