"""Files from before they were sealed: each sealed where it lies, and overwritten."""

import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from app.errors import StoreError
from app.paths import overwrite, put_in_place
from app.services.safekeeping.sealing import SUFFIX, FileSeal


def seal_plain(paths: Iterable[Path], seal: FileSeal, most: int) -> int:
    """Seal the first `most` of `paths` and return how many there were.

    The sealed file lies there whole before the plain one goes: cut short at any place, the file is
    read as before, and sealed the next time. Raises StoreError.
    """
    wanted = list(islice(paths, most))
    for path in wanted:
        try:
            _seal(path, seal)
        except FileNotFoundError:  # another desk of the folder was faster
            continue
        except OSError as fault:
            raise StoreError(
                f"Chưa mã hóa được tệp {path}. Hãy kiểm tra quyền ghi và chỗ trống của đĩa; chương "
                "trình sẽ tự làm lại, tệp vẫn dùng được."
            ) from fault
    return len(wanted)


def _seal(path: Path, seal: FileSeal) -> None:
    sealed = path.with_name(path.name + SUFFIX)
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
