"""A server of its own that keeps what it commits, and can be killed and started again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGQUIT
from typing import TYPE_CHECKING

from tests.postgres import (
    IN_ITS_FOLDER,
    STOP_SECONDS,
    Server,
    begun,
    initialised,
    unprivileged,
    url_when_ready,
)
from tests.server_folders import server_folder

if TYPE_CHECKING:
    import subprocess

_KEEPS = (
    *IN_ITS_FOLDER,
    "shared_buffers=32MB",
    "max_connections=60",
    "listen_addresses=",
    "autovacuum=off",
)
"""Nothing of what makes a commit safe is taken away."""


@dataclass(slots=True)
class CrashingServer:
    """Where the server lies and who runs it."""

    folder: Path
    user: str | None
    url: str = ""
    crashes: int = 0
    _databases: int = 0
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, after a crash with what its log of writes has."""
        self._process = begun(self.folder, self.user, _KEEPS)
        self.url = url_when_ready(self.folder, self._process)

    def crash(self) -> None:
        """Kill all of it in the middle of whatever it does."""
        if self._process is not None:
            os.killpg(self._process.pid, SIGKILL)
            self._process.wait(STOP_SECONDS)
        self.crashes += 1

    def end(self) -> None:
        """Stop it at once: its data are not wanted any more, so it need not write them."""
        if self._process is not None:
            self._process.send_signal(SIGQUIT)
            self._process.wait(STOP_SECONDS)

    def database(self) -> str:
        """Create a database and return its URL."""
        self._databases += 1
        return Server(self.url).create(name=f"motcua_{self._databases}")


@contextmanager
def a_crashing_server() -> Iterator[CrashingServer]:
    """Run the server until the block ends."""
    user = unprivileged()
    with server_folder(user) as folder:
        server = CrashingServer(folder, user)
        initialised(folder, user)
        server.start()
        try:
            yield server
        finally:
            server.end()
