"""How far this process's memory grows, but for what the harness itself takes for a while."""

import ctypes
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_LARGE: Final = 16 << 20
_PAGE: Final = resource.getpagesize()


class Memory:
    """The highest that this process has been since `begin`, besides what was set aside."""

    def __init__(self) -> None:
        self._baseline = self._highest = 0

    def begin(self) -> None:
        """Count from what the process has now."""
        self._baseline = self._highest = _resident()
        _begin_peak()

    def grown(self) -> int:
        """Return by how many bytes it grew at most."""
        return max(self._highest, _peak()) - self._baseline

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Leave out what the block takes and lets go of again; what it keeps is counted.

        The C library keeps freed memory for the next one who asks: it is given back first.
        """
        before = _peak()
        yield
        if _peak() - before > _LARGE:
            self._highest = max(self._highest, before)
            ctypes.CDLL(None).malloc_trim(0)
            _begin_peak()


def _begin_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return 1024 * next(
        int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")
    )
