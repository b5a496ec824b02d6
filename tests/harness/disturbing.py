"""One act of the program in a process of its own, under strace: traced, killed, or refused a disk.

strace writes down each call that writes, and the file; told so, it kills the process at one of
them, or lets each of them fail from one on, as on a disk that is full or dies.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from socket import socket, socketpair
from typing import Final
from unittest.mock import patch

CALLS: Final = (
    *("write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate", "fsync", "fdatasync"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"),
    *("link", "linkat"),
)
KILLED: Final = -9
_FULL: Final = "ENOSPC"
_OF_A_FULL_DISK: Final = {"unlink", "unlinkat", "rmdir"}
_CALL: Final = re.compile(r"(\d+) +(\w+)\((.*)")
_OPEN_FILE: Final = re.compile(r"<([^<>]*)>")
_NAME: Final = re.compile(r'"([^"]+)"')
_ALLOW_TRACER: Final = 0x59616D61
"""PR_SET_PTRACER of prctl(2)."""
_ANY_PROCESS: Final = -1
_PATIENCE_S: Final = 120
_BUG: Final = 70

Act = Callable[[Path], int]
"""Does it in a folder, says what it has done on standard output, and returns the exit status."""


@dataclass(frozen=True, slots=True)
class Point:
    """A call that writes: the how manieth of its name in its thread, and the file."""

    call: str
    number: int
    file: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended (KILLED, or its status), what it said, and what it wrote to, in order.

    The last point of a killed one is where it died.
    """

    status: int
    said: str
    error: str
    points: tuple[Point, ...]


def killed_at(point: Point) -> list[str]:
    """Return what strace is told so that the process dies at a point."""
    return ["-e", f"inject={point.call}:signal=SIGKILL:when={point.number}"]


def failing_from(points: Sequence[Point], at: int, error: str) -> list[str]:
    """Return what strace is told so that every call fails from the point `at` on.

    A full disk still takes names away.
    """
    numbers = {point.call: point.number for point in points[:at]}
    calls = (call for call in CALLS if error != _FULL or call not in _OF_A_FULL_DISK)
    told = (f"inject={call}:error={error}:when={numbers.get(call, 0) + 1}+" for call in calls)
    return [word for one in told for word in ("-e", one)]


def run_traced(
    context: ForkServerContext, act: Act, folder: Path, told: Sequence[str] = ()
) -> Ended:
    """Do an act in a process of its own while strace watches. Raises TimeoutError where it hangs.

    What it says goes through sockets, which no injected error reaches.
    """
    go, theirs = context.Pipe()
    ours, streams = zip(socketpair(), socketpair(), strict=True)
    process = context.Process(target=_do, args=(act, folder, theirs, *streams))
    process.start()
    with tempfile.TemporaryDirectory(prefix="motcua-strace-") as place, ExitStack() as stack:
        for end in (theirs, *streams):
            end.close()
        for end in (go, *ours):
            stack.enter_context(end)
        pid, log = go.recv(), Path(place) / "log"
        how = ("-f", "-y", "-s", "0", "-o", str(log), "-e", f"trace={','.join(CALLS)}")
        strace = subprocess.Popen(
            [shutil.which("strace") or "strace", *how, *told, "-p", str(pid)],
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        with strace:
            assert strace.stderr is not None
            attached = strace.stderr.readline()
            if "attached" not in attached:
                process.kill()
                raise OSError(attached)
            go.send(None)
            process.join(_PATIENCE_S)
            if process.is_alive():
                process.kill()
                message = f"still running after {_PATIENCE_S} s"
                raise TimeoutError(message)
        said, error = (_all_of(end) for end in ours)
        points = tuple(_points(log, folder))
    status = process.exitcode
    assert status is not None
    return Ended(status, said, error, points)


def _do(act: Act, folder: Path, go: Connection, out: socket, err: socket) -> None:
    """Wait to be watched, do the act, and leave with its status."""
    ctypes.CDLL(None).prctl(_ALLOW_TRACER, _ANY_PROCESS)
    streams = [end.makefile("w", encoding="utf-8") for end in (out, err)]
    for stream in streams:
        stream.reconfigure(line_buffering=True)
    go.send(os.getpid())
    go.recv()
    with patch.object(sys, "stdout", streams[0]), patch.object(sys, "stderr", streams[1]):
        try:
            status = act(folder)
        except BaseException:  # noqa: BLE001 - told as the bug that it is
            traceback.print_exc()
            status = _BUG
    for stream in streams:
        stream.flush()
    os._exit(status)


def _all_of(end: socket) -> str:
    return b"".join(iter(lambda: end.recv(65536), b"")).decode()


def _points(log: Path, folder: Path) -> Iterator[Point]:
    """Yield the calls that write into `folder`; the others of their name are counted with them."""
    counts: Counter[tuple[str, str]] = Counter()
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            found = _CALL.match(line)
            if found is None:  # the end of a call that was under way, a signal, or the exit
                continue
            thread, call, words = found.groups()
            counts[thread, call] += 1
            file = _file_of(words)
            if file.is_relative_to(folder):
                yield Point(call, counts[thread, call], str(file.relative_to(folder)))


def _file_of(words: str) -> Path:
    opened, name = _OPEN_FILE.search(words), _NAME.search(words)
    return Path(opened[1] if opened else "", name[1] if name else "")
