"""Folders of PostgreSQL servers: stopped and deleted whatever ends the process that asked for one.

A watcher of its own session, this file run as a script, sees that process end: by itself, by Ctrl+C
or by any signal. It has no time to import more than Python's own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGKILL, SIGQUIT
from time import sleep

_PREFIX = "motcua-pg-"
_STOP_SECONDS = 20
_LOOKS_EVERY_S = 0.02
_PID_LINE, _MEMORY_LINE = 0, 6
"""Lines of postmaster.pid: the server's process; the key and number of its shared memory."""
_SEGMENTS, _USERS = Path("/proc/sysvipc/shm"), 6
"""Every segment of shared memory, one a line; the column of how many programs have it open."""


@contextmanager
def server_folder(user: str | None) -> Iterator[Path]:
    """Lend a folder to a server of `user`, after those left by what killed the watcher too.

    Not below pytest's folder: the path of a Unix socket must stay under 107 bytes.
    """
    for old in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = old.name.removeprefix(_PREFIX).partition("-")[0]
        if not Path("/proc", owner).exists():
            _take_away(old)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    command = [sys.executable, "-I", "-S", __file__, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):
        if user is not None:
            shutil.chown(folder, user)
        yield folder


def _take_away(folder: Path) -> None:
    """Stop the server of `folder`, free its shared memory and delete the folder."""
    told = folder / "data" / "postmaster.pid"
    with suppress(OSError, IndexError, ValueError):
        lines = told.read_text(encoding="utf-8").splitlines()
        _stop(int(lines[_PID_LINE]), folder)
        if told.exists():  # it was killed: it freed nothing
            _free(*lines[_MEMORY_LINE].split())
    shutil.rmtree(folder, ignore_errors=True)


def _stop(pid: int, folder: Path) -> None:
    """Stop a server at once, by a kill where it does not listen."""
    for attempt in range(int(_STOP_SECONDS / _LOOKS_EVERY_S)):
        if not _is_server(pid, folder):
            return
        if attempt == 0:
            os.kill(pid, SIGQUIT)
        sleep(_LOOKS_EVERY_S)
    os.kill(pid, SIGKILL)


def _is_server(pid: int, folder: Path) -> bool:
    """Say whether `pid` is the server of `folder`: a number may long be another program's."""
    try:
        return str(folder) in Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
    except OSError:
        return False


def _free(key: str, number: str) -> None:
    """Free a segment of shared memory that no program has open."""
    for line in _SEGMENTS.read_text(encoding="ascii").splitlines()[1:]:
        values = line.split()
        if values[:2] == [key, number] and values[_USERS] == "0":
            subprocess.run(["ipcrm", "-m", number], check=False)


def _watch() -> None:
    sys.stdin.buffer.read()  # ends when the process that holds the other end does
    _take_away(Path(sys.argv[1]))


if __name__ == "__main__":
    _watch()
