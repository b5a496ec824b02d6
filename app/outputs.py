"""Files that a person names: checked and written through here alone.

An output never lands where a store keeps its own (data, keys, files, records, backups), by
whatever way the path leads there, and replaces only a file of the kind being written.
"""

import errno
import os
import secrets
import stat
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from app.errors import InvalidInputError, StoreError
from app.paths import KEYS_NAME, STORE_NAME, put_in_place, write_whole

_FIELD: Final = "out"
_HEAD_BYTES: Final = 4096
_ZIP: Final = b"PK\x03\x04"
_LOOP_ON_WINDOWS: Final = 1921  # ERROR_CANT_RESOLVE_FILENAME
_PRIVATE: Final = 0o600
_SHARED: Final = 0o666
"""An export is the officer's own document: the system's mask decides who else reads it."""


class OutputKind(Enum):
    """A kind of file that is written: what people call it."""

    XLSX = "bảng tính Excel (.xlsx)"
    DOCX = "văn bản Word (.docx)"
    PDF = "PDF"
    CSV = "bảng số liệu CSV (.csv)"
    JSON = "JSON (.json)"
    BUNDLE = "gói của Một Cửa (.motcua)"
    KEY_CARD = "thẻ khóa (.txt)"
    ANCHORS = "mốc kiểm toán (.txt)"
    LOG_EXTRACT = "bản trích nhật ký"
    BACKUP = "bản sao lưu"


@dataclass(frozen=True, slots=True)
class GuardedPlaces:
    """Where a store and this machine keep their own: nothing else is written there.

    `backups` take backups named by a person, and nothing else.
    """

    folders: tuple[Path, ...]
    backups: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class OutputPlace:
    """A place for one file that was checked (`Outputs.place`); `mode` is that of the new file."""

    path: Path
    mode: int = _SHARED

    def write(self, content: bytes) -> None:
        """Write the file whole or not at all. Raises StoreError with advice."""
        try:
            write_whole(self.path, content, mode=self.mode)
        except OSError as fault:
            raise StoreError(_advice(fault, self.path)) from fault

    def fill(self, write: Callable[[Path], object]) -> None:
        """Let `write` fill an empty draft beside the place, and put it there whole.

        Raises StoreError with advice where the system does not let it be written, and what `write`
        raises.
        """
        draft = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.mode))
            write(draft)
            put_in_place(draft, self.path)
        except OSError as fault:
            raise StoreError(_advice(fault, self.path)) from fault
        finally:
            _drop(draft)


class Outputs:
    """Checks each place that a person names for a file, against what is `guarded` now."""

    def __init__(self, guarded: Callable[[], GuardedPlaces]) -> None:
        self._guarded = guarded

    def place(self, path: Path, kind: OutputKind, *, is_personal: bool = False) -> OutputPlace:
        """Return where a file of `kind` goes; `is_personal`: people's facts in full, mode 0600.

        Links are followed. Raises InvalidInputError (`out`) for a guarded place and for what exists
        and is no file of that kind.
        """
        target = self._free(path, is_backup=kind is OutputKind.BACKUP)
        _require_replaceable(path, target, kind)
        return OutputPlace(target, _PRIVATE if is_personal else _SHARED)

    def folder(self, path: Path) -> Path:
        """Return the folder for files, which need not be there yet, its links followed.

        Raises InvalidInputError (`out`) for a guarded one and for what is no folder.
        """
        target = self._free(path, is_backup=False)
        if target.exists() and not target.is_dir():
            raise InvalidInputError(
                _FIELD, f"“{path}” không phải thư mục. Hãy chọn thư mục khác rồi ghi lại."
            )
        return target

    def _free(self, path: Path, *, is_backup: bool) -> Path:
        target = _resolved(path)
        guarded = self._guarded()
        if is_backup and _Known.of(guarded.backups).has(target.parent):
            return target
        known = _Known.of((*guarded.folders, *guarded.backups))
        for folder in (target, *target.parents):
            if known.has(folder) or _holds_store(folder):
                raise InvalidInputError(
                    _FIELD,
                    f"“{path}” nằm ở nơi Một Cửa giữ dữ liệu, khóa hoặc bản sao lưu ({folder}) nên "
                    "không ghi vào đó. Hãy chọn thư mục khác, chẳng hạn thư mục Tài liệu.",
                )
        return target


def _resolved(path: Path) -> Path:
    try:
        target = path.absolute().resolve()
        _require_no_loop(target)
    except (OSError, RuntimeError, ValueError) as fault:
        raise InvalidInputError(
            _FIELD, f"Không dùng được đường dẫn “{path}”. Hãy chọn nơi ghi khác."
        ) from fault
    return target


def _require_no_loop(target: Path) -> None:
    """Raise OSError for links that lead to themselves: since Python 3.13 `resolve` does not."""
    try:
        target.stat()
    except OSError as fault:
        if fault.errno == errno.ELOOP or getattr(fault, "winerror", 0) == _LOOP_ON_WINDOWS:
            raise


@dataclass(frozen=True, slots=True)
class _Known:
    """Places known again by name, links followed, and by what they are on the disk."""

    names: frozenset[str]
    identities: frozenset[tuple[int, int] | None]

    @classmethod
    def of(cls, places: Iterable[Path]) -> "_Known":
        found = tuple(_resolved(place) for place in places)
        return cls(
            names=frozenset(os.path.normcase(place) for place in found),
            identities=frozenset(_identity(place) for place in found) - {None},
        )

    def has(self, path: Path) -> bool:
        return os.path.normcase(path) in self.names or _identity(path) in self.identities


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _holds_store(folder: Path) -> bool:
    """Say whether another store lives in `folder`; a log extract of that name has no keys."""
    try:
        return (folder / STORE_NAME).exists() and (folder / KEYS_NAME).is_dir()
    except OSError:
        return False


def _require_replaceable(path: Path, target: Path, kind: OutputKind) -> None:
    try:
        found = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as fault:
        raise InvalidInputError(
            _FIELD, f"Không xem được “{path}”. Hãy chọn nơi ghi khác."
        ) from fault
    if stat.S_ISDIR(found.st_mode):
        raise InvalidInputError(
            _FIELD, f"“{path}” là một thư mục. Hãy đặt tên tệp khác rồi ghi lại."
        )
    if kind is OutputKind.BACKUP:
        raise InvalidInputError(_FIELD, f"Đã có tệp {path}. Hãy đặt tên khác cho bản sao lưu.")
    if stat.S_ISREG(found.st_mode) and found.st_nlink > 1:
        raise InvalidInputError(
            _FIELD,
            f"“{path}” còn mang tên khác trên đĩa (liên kết cứng) nên không ghi đè. Hãy đặt tên "
            "tệp khác.",
        )
    if not stat.S_ISREG(found.st_mode) or not _is_of(target, kind):
        raise InvalidInputError(
            _FIELD,
            f"Đã có “{path}” và đó không phải {kind.value} nên không ghi đè. Hãy đặt tên tệp khác.",
        )


def _is_of(path: Path, kind: OutputKind) -> bool:
    """Say whether an existing file is of `kind`, by its content and, for text, its name too."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        return _SHAPES[kind](path, head)
    except (OSError, BadZipFile):
        return False


def _is_zip_with(path: Path, head: bytes, name: str) -> bool:
    if not head.startswith(_ZIP):
        return False
    with ZipFile(path) as archive:
        return name in archive.namelist()


def _is_log_alone(path: Path) -> bool:
    """Say whether a plain SQLite file holds the log without dossiers: an extract, no store."""
    from sqlite3 import DatabaseError, connect

    try:
        with closing(connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as line:
            names = {name for (name,) in line.execute("SELECT name FROM sqlite_master")}
    except DatabaseError:
        return False
    return "log_entries" in names and "dossiers" not in names


def _is_text(path: Path, head: bytes, suffix: str) -> bool:
    """Say whether a file has that ending and begins with UTF-8 text."""
    try:
        # The beginning of a longer file may end within a character.
        getincrementaldecoder("utf-8")().decode(head, final=len(head) < _HEAD_BYTES)
    except UnicodeDecodeError:
        return False
    return path.suffix.lower() == suffix and b"\0" not in head


_SHAPES: Final[Mapping[OutputKind, Callable[[Path, bytes], bool]]] = {
    OutputKind.XLSX: lambda path, head: _is_zip_with(path, head, "xl/workbook.xml"),
    OutputKind.DOCX: lambda path, head: _is_zip_with(path, head, "word/document.xml"),
    OutputKind.PDF: lambda _path, head: head.startswith(b"%PDF-"),
    OutputKind.CSV: lambda path, head: _is_text(path, head, ".csv"),
    OutputKind.JSON: lambda path, head: (
        head.lstrip()[:1] in {b"{", b"["} and _is_text(path, head, ".json")
    ),
    OutputKind.BUNDLE: lambda path, head: (
        path.suffix.lower() == ".motcua" and head.startswith(_ZIP)
    ),
    OutputKind.KEY_CARD: lambda _path, head: head.startswith("THẺ KHÓA BÀN GIAO".encode()),
    OutputKind.ANCHORS: lambda _path, head: head.startswith("# Mốc kiểm toán của ".encode()),
    OutputKind.LOG_EXTRACT: lambda path, head: (
        head.startswith(b"SQLite format 3\0") and _is_log_alone(path)
    ),
    OutputKind.BACKUP: lambda _path, _head: False,
}
"""What tells a file of each kind; a backup is never replaced."""


def _drop(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return  # the place itself is gone: a stick was taken out, a name too long


def _advice(error: OSError, path: Path) -> str:
    name, folder = path.name, path.parent
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return (
                f"Ổ đĩa đã đầy nên chưa xuất được “{name}”. Hãy giải phóng dung lượng hoặc chọn "
                "ổ khác rồi xuất lại."
            )
        case errno.ENOENT | errno.ENOTDIR:
            return f"Không có thư mục “{folder}”. Hãy chọn thư mục khác rồi xuất lại."
        case errno.EISDIR:
            return f"“{path}” là một thư mục. Hãy đặt tên tệp khác rồi xuất lại."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            # Windows answers so while another program has the file open.
            return (
                f"Không ghi được “{name}” vào “{folder}”: tệp đang mở trong chương trình khác hoặc "
                "thư mục không cho ghi. Hãy đóng tệp đó hoặc chọn thư mục khác rồi xuất lại."
            )
        case _:
            reason = error.strerror or "lỗi không rõ"
            return f"Chưa ghi được “{name}” ({reason}). Hãy chọn nơi khác rồi xuất lại."
