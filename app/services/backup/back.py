"""What comes back beside the store: attachments, this station's signing keys, its settings."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.errors import StoreError
from app.paths import make_private_folder, write_whole
from app.services.backup.file_mirror import FileMirror
from app.services.backup.packing import Unpacked, told_of
from app.services.backup.records import BackupRefusedError
from app.services.files.folder import FileFolder, FileState
from app.services.safekeeping.keystore import KeyStore
from app.services.safekeeping.secret import OfficeSecret
from app.settings import FILE_NAME, SettingsFile

_SIGNING: Final = "receipt-"


@dataclass(frozen=True, slots=True)
class CameBack:
    """How many attachments came back, and how many are to be had nowhere."""

    files_back: int
    files_missing: int


class Beside:
    """The sealed attachments beside a backup, and those of further folders."""

    def __init__(self, mirrors: tuple[FileMirror, ...]) -> None:
        self._mirrors = mirrors

    @classmethod
    def around(cls, source: Path, further: tuple[Path, ...], backup_key: bytes) -> "Beside":
        """Return those beside `source`, then those in the `further` folders."""
        folders = dict.fromkeys((source.parent, *further))
        return cls(tuple(FileMirror(folder, backup_key) for folder in folders))

    def has(self, sha256: str) -> bool:
        """Say whether a file lies in one of them."""
        return any(mirror.has(sha256) for mirror in self._mirrors)

    def read(self, sha256: str) -> bytes | None:
        """Return a file's content, whole; None where no folder has it so."""
        for mirror in self._mirrors:
            try:
                return mirror.read(sha256)
            except BackupRefusedError:
                continue
        return None


def put_back_beside(
    backup: tuple[Path, Unpacked, OfficeSecret],
    here: tuple[Path, KeyStore, FileFolder, tuple[Path, ...]],
    *,
    is_local: bool,
) -> CameBack:
    """Put back what is not here yet; nothing that is here is changed. Raises StoreError."""
    source, unpacked, secret = backup
    data, keystore, files, mirrors = here
    for name, seed in sorted(unpacked.manifest.keys.items()):
        if name.startswith(_SIGNING):
            keystore.add(name, bytes.fromhex(seed))
    _put_settings(data, unpacked, is_local=is_local)
    beside = Beside.around(source, mirrors, secret.for_backup())
    back = missing = 0
    for mark in unpacked.manifest.files:
        if files.state(mark.sha256) is FileState.WHOLE:
            continue
        content = beside.read(mark.sha256)
        if content is None:
            missing += 1
        else:
            files.put(content)
            back += 1
    return CameBack(back, missing)


def _put_settings(data: Path, unpacked: Unpacked, *, is_local: bool) -> None:
    """Give a machine without settings those of the backup's, without an address that is gone."""
    path = data / FILE_NAME
    if path.exists() or not unpacked.manifest.settings:
        return
    with told_of(path):
        make_private_folder(data)
        write_whole(path, unpacked.manifest.settings.encode())
    file = SettingsFile(data)
    try:
        if file.load().database_url and is_local:
            file.change(lambda kept: replace(kept, database_url=""))
    except StoreError:  # settings that were broken when they were saved are of no use here
        with told_of(path):
            path.unlink()
