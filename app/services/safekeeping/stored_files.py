"""Where a kept file lies: sealed, under its name and an ending, or plain as in earlier versions."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BufferedReader
from pathlib import Path

from app.errors import StoreError
from app.paths import overwrite, put_in_place
from app.services.safekeeping.sealing import SUFFIX, FileSeal


def sealed_place(path: Path) -> Path:
    """Return where the file called `path` lies sealed."""
    return path.with_name(path.name + SUFFIX)


def found(path: Path) -> Path | None:
    """Return where the file called `path` lies; None where it does not. Raises OSError."""
    sealed = sealed_place(path)
    # Looked for once more: it may be sealed while it is looked for.
    return next((place for place in (sealed, path, sealed) if place.exists()), None)


def opened(place: Path, seal: FileSeal) -> BufferedReader:
    """Return the plain bytes of the file at `place`, to be closed. Raises OSError, StoreError."""
    file = place.open("rb")
    if place.suffix != SUFFIX:
        return file
    try:
        return seal.reading(file)
    except BaseException:
        file.close()
        raise


def take_away(path: Path) -> bool:
    """Take away the file called `path`, however it lies, and say whether it did. Raises OSError."""
    here = [place for place in (path, sealed_place(path)) if place.exists()]
    for place in here:
        place.unlink(missing_ok=True)
    return bool(here)


def seal_plain(paths: Iterable[Path], seal: FileSeal) -> Iterator[Path]:
    """Seal each of `paths` and yield it.

    The sealed file lies there whole before the plain one goes: cut short at any place, the file is
    read as before, and sealed the next time. Raises StoreError.
    """
    for path in paths:
        try:
            with suppress(FileNotFoundError):  # another desk of the folder was faster
                _seal(path, seal)
        except OSError as fault:
            raise StoreError(
                f"Chưa mã hóa được tệp {path}. Hãy kiểm tra quyền ghi và chỗ trống của đĩa; chương "
                "trình sẽ tự làm lại, tệp vẫn dùng được."
            ) from fault
        yield path


def _seal(path: Path, seal: FileSeal) -> None:
    sealed = sealed_place(path)
    draft = path.with_name(f".{sealed.name}")
    try:
        with path.open("rb") as plain, draft.open("wb") as out:
            draft.chmod(0o600)
            with seal.writing(out) as writer:
                shutil.copyfileobj(plain, writer)
        put_in_place(draft, sealed)
    finally:
        draft.unlink(missing_ok=True)
    overwrite(path)
    path.unlink()
