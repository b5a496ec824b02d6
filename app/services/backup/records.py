"""What backups and restores tell: headers, files found, how old the last good one is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Final

from app.errors import StoreError, UserError
from app.wording.texts import moment_text, number_text

CHECKING: Final = "Đang kiểm tra"
"""What is told while a backup's log is walked over."""
Progress = Callable[[str, float], None]
"""Told what is being done and how far it is (0 to 1); raises BackupStoppedError to stop it."""


def no_progress(_doing: str, _part: float) -> None:
    """Tell nobody."""


class BackupRefusedError(StoreError):
    """The file is no backup that may be trusted: cut, changed, another key's, too new, broken."""


class BackupStoppedError(UserError):
    """A person stopped the backup or the try; nothing of it is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupHeader:
    """What a backup says of itself in clear; every sealed chunk vouches for it.

    `salt` (hex) makes the file's own key; `chain_head` is the log's head at `log_seq`.
    """

    unit_code: str
    made_at: datetime
    log_seq: int
    chain_head: str
    dossier_count: int
    secret_id: str
    program_version: str
    revision: str
    is_shared: bool
    salt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """One kept attachment by its hash, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is sealed besides the store: settings, signing keys by name (hex), attachments.

    `tables` has the count of rows of each table of the copied store of `store_size` bytes.
    """

    store_size: int
    tables: Mapping[str, int]
    settings: str
    keys: Mapping[str, str]
    files: tuple[FileMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade:
    """A backup that was made, restored elsewhere, found whole and put in its place.

    `copy_seconds` are those in which the store was read, `seal_seconds` those of packing and
    encrypting the copy, `check_seconds` those of the restore that proved it. `missing_files`
    counts attachments that are not on this machine. `problem` says what is wrong beside the
    store's own copy (attachments, the second folder), empty where nothing is.
    """

    path: Path
    size: int
    header: BackupHeader
    copy_seconds: float
    seal_seconds: float
    check_seconds: float
    missing_files: int
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """One backup as the list shows it; `is_here` says whether its file is still there.

    `error` says of a good one what went wrong beside it, of another why it does not count.
    """

    made_at: datetime
    station: str
    path: Path
    size: int
    dossier_count: int
    log_seq: int
    is_good: bool
    error: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupTried:
    """A backup that was restored into a temporary place and found whole, in so many seconds."""

    header: BackupHeader
    seconds: float
    files_checked: int
    files_missing: int


class Worry(Enum):
    """How much the age of the last good backup gives to think of."""

    NONE = auto()
    SOME = auto()
    GREAT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupState:
    """How old the last good backup is, in words for the window; `problem` is what last failed.

    `checked` says when all of the store's own file was last found whole, "" for a shared store.
    """

    last_good_at: datetime | None
    said: str
    worry: Worry
    problem: str
    checked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupLook:
    """What a backup says of itself, and whether this machine holds the secret that opens it."""

    path: Path
    header: BackupHeader
    has_secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A store that was put back and goes on.

    Entries `lost_from` to `lost_to` of the log are lost (none where the last is the smaller);
    `lost_numbers` counts the numbers that are never given again. `is_guessed`: nothing on this
    machine told how far the lost store had come, so numbers were passed over for safety.
    `kept_aside` is where the store before lies now.
    """

    header: BackupHeader
    seconds: float
    log_seq: int
    lost_from: int
    lost_to: int
    lost_numbers: int
    is_guessed: bool
    kept_aside: Path | None
    files_back: int
    files_missing: int


def restored_sentences(restored: Restored) -> list[str]:
    """Return what is true after a restoration, a sentence or two each: first what came back."""
    said = [
        f"Đã khôi phục {number_text(restored.header.dossier_count)} hồ sơ từ bản sao lưu lúc "
        f"{moment_text(restored.header.made_at)} trong {restored.seconds:.1f} giây."
    ]
    lost = restored.lost_to - restored.lost_from + 1
    if lost > 0:
        said.append(
            f"Mất {number_text(lost)} dòng nhật ký ghi sau bản sao lưu; hồ sơ và việc sau lúc đó "
            "phải nhập bù từ giấy. "
            f"{number_text(restored.lost_numbers)} số đã cấp không cấp lại."
        )
    if restored.is_guessed:
        said.append(
            f"Máy này không biết kho cũ đã cấp đến số nào nên bỏ cách "
            f"{number_text(restored.lost_numbers)} số để không cấp trùng."
        )
    if restored.files_missing:
        said.append(
            f"Thiếu {number_text(restored.files_missing)} tệp đính kèm; hãy chép thư mục "
            "motcua-backup-files từ nơi giữ bản sao lưu thứ hai rồi khôi phục lại."
        )
    said.append(
        "Hãy in phiếu khôi phục kho ở trang Kiểm toán (hoặc restore --out), hai người ký và cất "
        "cùng các phiếu khóa ngày."
    )
    if restored.kept_aside is not None:
        said.append(f"Kho cũ được giữ tại {restored.kept_aside}.")
    return said
