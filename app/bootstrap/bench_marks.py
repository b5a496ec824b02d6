"""Marks of the start-up for the benchmark: a no-op unless MOTCUA_BENCH_FILE names a file."""

import os
import time
from pathlib import Path
from typing import Final

VARIABLE: Final = "MOTCUA_BENCH_FILE"
FIRST_PAINT: Final = "first_paint"
READY: Final = "ready"
_MEMORY: Final = Path("/proc/self/statm")


def mark(name: str) -> None:
    """Append `name`, the monotonic clock in seconds and the resident memory in bytes, as one line.

    Memory is 0 where the system has no /proc. The clock is the machine's, so that the program that
    started this one can compare.
    """
    target = os.environ.get(VARIABLE)
    if target is None:
        return
    now = time.monotonic()
    with Path(target).open("a", encoding="ascii") as out:
        out.write(f"{name} {now:.6f} {resident_bytes()}\n")


def resident_bytes() -> int:
    """Return the resident memory, 0 where the system has no /proc."""
    if not _MEMORY.exists():
        return 0
    pages = int(_MEMORY.read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
