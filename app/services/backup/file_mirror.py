"""Attachments beside the backups: each sealed once under a name that tells nothing of it.

A file that no longer belongs to the store gets the ending `.ended`; it is taken away once every
backup that may name it has been thinned away.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import StoreError
from app.paths import make_private_folder, write_whole
from app.services.backup.packing import Unpacked, told_of
from app.services.backup.records import BackupRefusedError
from app.services.files.folder import FileFolder, FileState
from app.services.forms.keys import KEPT
from app.services.safekeeping.keystore import KeyStore
from app.services.safekeeping.secret import OfficeSecret, derived
from app.settings import FILE_NAME, SettingsFile

FOLDER: Final = "motcua-backup-files"
_MAGIC: Final = b"MOTCUA-FILE-1\n"
_NONCE_BYTES: Final = 12
_ENDED: Final = ".ended"

ReadFile = Callable[[str], bytes]
"""Returns the content of a kept file by its SHA-256; raises StoreError where it is not whole."""


@dataclass(frozen=True, slots=True)
class Mirrored:
    """How many files were sealed now, and how many of those wanted could not be."""

    added: int
    missing: int


class SealedFolder:
    """The sealed files of one place, by their names alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def names(self) -> set[str]:
        """Return the names that lie here, `.ended` ones too."""
        return {path.name for path in self.folder.glob("[0-9a-f][0-9a-f]/[0-9a-f]*")}

    def path(self, name: str) -> Path:
        """Return where `name` lies."""
        return self.folder / name[:2] / name

    def found(self, name: str) -> Path | None:
        """Return where `name` lies, ended or not; None where it is not here."""
        for path in (self.path(name), self.path(name + _ENDED)):
            if path.exists():
                return path
        return None

    def put(self, name: str, sealed: bytes) -> None:
        """Write a file whole. Raises OSError."""
        path = self.path(name)
        make_private_folder(self.folder)
        make_private_folder(path.parent)
        write_whole(path, sealed)

    def copy_from(self, other: "SealedFolder") -> int:
        """Copy what lies in `other` and not here; return how many files. Raises OSError."""
        here = {name.removesuffix(_ENDED) for name in self.names()}
        lacking = sorted(name for name in other.names() if name.removesuffix(_ENDED) not in here)
        for name in lacking:
            self.put(name, other.path(name).read_bytes())
        return len(lacking)


class FileMirror:
    """The folder of sealed files beside the backups, under the keys of one office secret."""

    def __init__(self, folder: Path, backup_key: bytes) -> None:
        self.place = SealedFolder(folder)
        self._cipher = AESGCM(derived(backup_key, b"motcua backup files 1"))
        self._names = derived(backup_key, b"motcua backup file names 1")

    def keep(self, wanted: Collection[str], read: ReadFile) -> Mirrored:
        """Seal each file of `wanted` (SHA-256 in hex) that is not here yet, and read it back.

        Raises OSError where the folder cannot be written.
        """
        here = self.place.names()
        added = missing = 0
        for sha256 in wanted:
            name = self._name(sha256)
            if name in here:
                continue
            if name + _ENDED in here:
                self.place.path(name + _ENDED).replace(self.place.path(name))
                continue
            try:
                self._put(name, read(sha256))
            except StoreError:
                missing += 1
            else:
                added += 1
        return Mirrored(added, missing)

    def has(self, sha256: str) -> bool:
        """Say whether a file is here, ended or not, without opening it."""
        return self.place.found(self._name(sha256)) is not None

    def read(self, sha256: str) -> bytes:
        """Return the content of a file, checked by its hash.

        Raises BackupRefusedError for one that is not here or not whole.
        """
        name = self._name(sha256)
        path = self.place.found(name)
        try:
            sealed = b"" if path is None else path.read_bytes()
        except OSError as fault:
            raise _damaged(self.place.folder) from fault
        content = self._opened(sealed, name)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _damaged(self.place.folder)
        return content

    def sweep(self, wanted: Collection[str], now: datetime, oldest_kept: datetime) -> int:
        """End what the store no longer has; take away what ended before the oldest backup.

        Returns how many were taken away. Raises OSError.
        """
        names = {self._name(sha256) for sha256 in wanted}
        taken = 0
        for name in self.place.names():
            path = self.place.path(name)
            if name.endswith(_ENDED):
                if path.stat().st_mtime < oldest_kept.timestamp():
                    path.unlink(missing_ok=True)
                    taken += 1
            elif name not in names:
                os.utime(path, (now.timestamp(), now.timestamp()))
                path.replace(self.place.path(name + _ENDED))
        return taken

    def _put(self, name: str, content: bytes) -> None:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = _MAGIC + nonce + self._cipher.encrypt(nonce, content, name.encode())
        self.place.put(name, sealed)
        if self._opened(self.place.path(name).read_bytes(), name) != content:
            self.place.path(name).unlink()
            raise _damaged(self.place.folder)

    def _opened(self, sealed: bytes, name: str) -> bytes:
        start = len(_MAGIC)
        nonce = sealed[start : start + _NONCE_BYTES]
        if not sealed.startswith(_MAGIC) or len(nonce) != _NONCE_BYTES:
            raise _damaged(self.place.folder)
        try:
            return self._cipher.decrypt(nonce, sealed[start + _NONCE_BYTES :], name.encode())
        except InvalidTag as fault:
            raise _damaged(self.place.folder) from fault

    def _name(self, sha256: str) -> str:
        return hmac.new(self._names, sha256.encode(), hashlib.sha256).hexdigest()


def _damaged(folder: Path) -> BackupRefusedError:
    return BackupRefusedError(
        f"Có tệp đính kèm trong {folder} bị thiếu, hỏng hoặc bị sửa. Hãy chép lại thư mục này từ "
        "nơi giữ bản sao lưu thứ hai."
    )


# What comes back beside the store: attachments, this station's signing keys, its settings.


@dataclass(frozen=True, slots=True)
class CameBack:
    """How many attachments came back, and how many are to be had nowhere."""

    files_back: int
    files_missing: int


class SideFiles:
    """The sealed attachments beside a backup, and those of further folders."""

    def __init__(self, mirrors: tuple[FileMirror, ...]) -> None:
        self._mirrors = mirrors

    @classmethod
    def around(cls, source: Path, further: tuple[Path, ...], backup_key: bytes) -> "SideFiles":
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
    source: Path,
    unpacked: Unpacked,
    secret: OfficeSecret,
    *,
    data: Path,
    keystore: KeyStore,
    files: FileFolder,
    mirrors: tuple[Path, ...],
    is_local: bool,
) -> CameBack:
    """Put back what is not here yet; nothing that is here is changed. Raises StoreError."""
    for name, seed in sorted(unpacked.manifest.keys.items()):
        if name.startswith(KEPT):
            keystore.add(name, bytes.fromhex(seed))
    _put_settings(data, unpacked, is_local=is_local)
    beside = SideFiles.around(source, mirrors, secret.for_backup())
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
