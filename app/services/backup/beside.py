"""What goes beside a finished backup: attachments, a second folder, and the thinning of old ones.

Trouble here does not undo the backup; it is said.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import StoreError
from app.services.backup.backup_folder import BackupFolder
from app.services.backup.file_mirror import FileMirror, ReadFile, SealedFolder


@dataclass(frozen=True, slots=True)
class BackupGaps:
    """How many attachments are not on this machine, and what went wrong, empty for nothing."""

    missing_files: int
    problem: str


def keep_beside(
    path: Path,
    sha256: str,
    unit_code: str,
    *,
    wanted: Collection[str],
    read: ReadFile,
    key: bytes,
    second: Path | None,
    now: datetime | None,
) -> BackupGaps:
    """Seal new attachments beside a backup, copy both into `second`, thin all by age at `now`.

    `wanted` are the attachments by their SHA-256, `key` is the backup key. Without `now` nothing
    is thinned.
    """
    missing = 0
    problems = []

    def attach() -> None:
        nonlocal missing
        missing = FileMirror(path.parent, key).keep(wanted, read).missing

    def copy_to_second() -> None:
        if second is not None:
            BackupFolder(second, unit_code).copy_in(path, sha256)
            SealedFolder(second).copy_from(SealedFolder(path.parent))

    def thin() -> None:
        for folder in (path.parent, second):
            if now is not None and folder is not None:
                oldest = BackupFolder(folder, unit_code).thin(now)
                FileMirror(folder, key).sweep(wanted, now, oldest)

    for said, act in (
        (f"Chưa sao lưu được tệp đính kèm vào {path.parent}", attach),
        (f"Chưa chép được sang thư mục thứ hai {second}", copy_to_second),
        ("Chưa xóa bớt được bản sao lưu cũ", thin),
    ):
        problem = _tried(act)
        if problem:
            problems.append(f"{said}: {problem}")
    return BackupGaps(missing, " ".join(problems))


def _tried(act: Callable[[], None]) -> str:
    """Return what went wrong, empty for nothing."""
    try:
        act()
    except StoreError as fault:
        return fault.message
    except OSError as fault:
        return f"{fault.strerror or fault}. Hãy kiểm tra ổ đĩa, đường mạng, quyền ghi và chỗ trống."
    return ""
