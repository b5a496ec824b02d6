"""A disk that can be full: a small real one where this process may mount it, else a file limit."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SIZE_MB = 48
_FILLER = "filler"
_BLOCK = 1 << 16


@contextmanager
def a_small_disk() -> Iterator[Path]:
    """Give a folder that is a disk of its own where only root may do so, any folder elsewhere."""
    with tempfile.TemporaryDirectory(prefix="motcua-faults-") as name:
        folder = Path(name)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(folder)]
        is_disk = sys.platform == "linux" and os.geteuid() == 0 and _runs(mount)
        try:
            yield folder
        finally:
            if is_disk:
                subprocess.run(["umount", "-l", str(folder)], check=True)


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Let no more be written to the disk of `folder` until the block ends."""
    if os.path.ismount(folder):
        with _filled(folder / _FILLER):
            yield
        return
    with _no_file_grows():
        yield


@contextmanager
def _filled(filler: Path) -> Iterator[None]:
    try:
        with filler.open("wb", buffering=0) as out, suppress(OSError):
            while out.write(b"\0" * _BLOCK):
                pass
        with filler.open("ab", buffering=0) as out, suppress(OSError):
            while out.write(b"\0" * 512):
                pass
        yield
    finally:
        filler.unlink()


@contextmanager
def _no_file_grows() -> Iterator[None]:
    import resource  # noqa: PLC0415 - a thing of POSIX

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
