"""Room on the disk: some is kept in reserve for the day it is full, and little is told of in time.

The reserve is a file beside the store. When the disk is nearly full it is given up, so that what is
being entered can still be written; once there is room again it is put aside anew.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

RESERVE_BYTES: Final = 32 * 1024 * 1024
LOW_BYTES: Final = 500 * 1024 * 1024
"""Below this a person is told."""
_NEEDED_BYTES: Final = 16 * 1024 * 1024
"""What the longest act may need: its log, its scan, its printed page."""
_NAME: Final = ".cho-trong-du-phong"
_BLOCK: Final = 1024 * 1024


class DiskReserve:
    """The room of a data folder's disk."""

    def __init__(self, folder: Path) -> None:
        self._reserve = folder / _NAME
        self._folder = folder

    @property
    def has_reserve(self) -> bool:
        """Say whether there is something to give up."""
        return self._reserve.exists()

    def keep(self) -> None:
        """Put the reserve aside where the disk has room enough; for idle moments."""
        if self.has_reserve or self._free() < LOW_BYTES:
            return
        draft = self._reserve.with_suffix(".tmp")
        try:
            _fill(draft, RESERVE_BYTES)
            draft.replace(self._reserve)
        except OSError:  # no reserve is no reason to stop: `warning` tells of the disk
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def make_way(self) -> None:
        """Give the reserve up where the next act might not find the room it needs."""
        if self._free() < _NEEDED_BYTES:
            self.give_up()

    def give_up(self) -> None:
        """Give the reserve up."""
        with suppress(OSError):
            self._reserve.unlink(missing_ok=True)

    def warning(self) -> str:
        """Return what a person is told while the disk has little room; "" while it has enough."""
        free = self._free()
        if free >= LOW_BYTES:
            return ""
        return (
            f"Ổ đĩa dữ liệu chỉ còn {free // _BLOCK} MB. Hãy xóa bớt tệp trên ổ này; đầy hẳn thì "
            "không ghi thêm hồ sơ được."
        )

    def free_mb(self) -> int:
        """Return how much room is left, in MB."""
        return self._free() // _BLOCK

    def _free(self) -> int:
        try:
            return shutil.disk_usage(self._folder).free
        except OSError:
            return LOW_BYTES  # a folder that cannot be looked at says so when it is written


def _fill(path: Path, size: int) -> None:
    """Make a file that really takes `size` bytes of the disk. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(out.fileno(), 0, size)
            return
        for _block in range(0, size, _BLOCK):
            out.write(b"\0" * _BLOCK)
