"""Notes what the program must not do with any input: write elsewhere, start programs, connect."""

import os
import sys
from pathlib import Path
from typing import Any, Final

_NEVER: Final = frozenset(
    "subprocess.Popen os.system os.exec os.posix_spawn os.fork os.forkpty os.spawn os.startfile "
    "pty.spawn socket.connect socket.bind socket.sendto socket.getaddrinfo ctypes.dlopen "
    "webbrowser.open".split()
)
_CHANGES: Final = frozenset(
    "os.mkdir os.remove os.rmdir os.truncate os.chmod os.chown os.utime shutil.rmtree".split()
)
_MOVES: Final = frozenset("os.rename os.link os.symlink".split())
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REGENERATED: Final = ("fontconfig",)
"""Caches that a library of the system keeps wherever it is told to."""


class Watch:
    """Hears what this process does, while it is on, to anything outside of `folder`.

    Libraries that write by themselves are not heard: what they leave in the places that are
    anybody's is found by `left_in`.
    """

    def __init__(self, folder: Path) -> None:
        self._inside = f"{folder.resolve()}{os.sep}"
        self.seen: list[str] = []
        self.is_on = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        if event == "open":
            path, mode, flags = args
            if flags & _WRITING or (mode and set(mode) & set("wxa+")):
                self._place(event, path)
        elif event in _NEVER:
            self.seen.append(f"{event} {args!r:.200}")
        elif event in _CHANGES:
            self._place(event, _within(args))
        elif event in _MOVES:
            self._place(event, args[0])
            self._place(event, args[1])

    def _place(self, event: str, path: object) -> None:
        if isinstance(path, int):
            return
        shown = os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes) else str(path)
        if shown != os.devnull and not (shown + os.sep).startswith(self._inside):
            self.seen.append(f"{event} {shown[:200]}")


def _within(args: tuple[Any, ...]) -> object:
    """Return the path of an event: a name alone belongs to the folder whose handle comes last."""
    path, folder = args[0], args[-1]
    if not isinstance(path, str) or not isinstance(folder, int) or folder < 0 or len(args) < 2:
        return path
    return str(Path(f"/proc/self/fd/{folder}").readlink() / path)


def left_in(folder: Path) -> list[str]:
    """Return what was written into `folder`, where nothing should have been."""
    found = [path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir()]
    return [f"left elsewhere: {path}" for path in found if not set(path.parts) & {*_REGENERATED}]
