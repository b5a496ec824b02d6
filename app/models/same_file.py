"""Whether the running program still writes into the files that bear the store's name.

A file manager, a synchroniser or a restoration may take the store or its log away from under an
open program: what it then wrote would go to a file without a name, and be gone with it.
"""

from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_IWUSR
from typing import Final

from sqlalchemy import Connection

from app.errors import StoreError

_KNOWN: Final = "files_of_the_store"
_LOG: Final = "-wal"
_REPLACED: Final = (
    "Tệp kho dữ liệu vừa bị xóa hoặc thay bằng tệp khác trong lúc chương trình đang chạy nên việc "
    "này chưa được ghi. Hãy đóng chương trình rồi mở lại; nếu không mở được thì khôi phục từ bản "
    "sao lưu gần nhất."
)


def require_same_files(connection: Connection, *, has_log: bool) -> None:
    """Raise StoreError where the files of this line's store are no longer those it writes into.

    Call it in a writing transaction of a SQLite store: both files are open then. Without `has_log`
    (an old SQLite, which must not keep a write-ahead log) there is the store alone.
    """
    database = connection.engine.url.database
    if not database:
        return
    endings = ("", _LOG) if has_log else ("",)
    now = tuple(_identity(Path(database + ending)) for ending in endings)
    if None in now or connection.info.setdefault(_KNOWN, now) != now:
        raise StoreError(_REPLACED)


def share_modes(store: Path) -> None:
    """Give the log the rights that the store has.

    A log that was begun while the store could only be read would stay read-only beside one that
    may be written again.
    """
    with suppress(OSError):
        mode = S_IMODE(store.stat().st_mode)
        for ending in ("-wal", "-shm"):
            beside = store.with_name(store.name + ending)
            if beside.exists() and mode & ~S_IMODE(beside.stat().st_mode) & S_IWUSR:
                beside.chmod(mode)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
