"""Temporary folders in memory, where the machine has room: no test's store waits for a disk."""

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes the folders in it, as in /tmp
_ROOM_BYTES = 2 << 30


def keep_in_memory() -> None:
    """Make temporary folders in memory from now on, in the programs a test starts too.

    Where TMPDIR names a place, or programs may not be run from memory, all stays as it is.
    """
    if "TMPDIR" in os.environ or not _is_fit():
        return
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None  # asked anew


def _is_fit() -> bool:
    if not os.access(_MEMORY, os.W_OK | os.X_OK):
        return False
    may_run = not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    return may_run and shutil.disk_usage(_MEMORY).free >= _ROOM_BYTES
