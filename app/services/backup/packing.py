"""The inside of a backup: the manifest's length, the manifest, the store; sealed as one stream."""

import hashlib
import os
import struct
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from app.errors import StoreError
from app.services.backup.records import BackupHeader, BackupRefusedError, Manifest
from app.services.backup.sealed import (
    CHUNK_BYTES,
    SealedBackupWriter,
    damaged,
    file_key,
    header_bytes,
    read_header,
    unsealed,
)
from app.services.safekeeping.sealing import SealedOutput

_LENGTH: Final = struct.Struct(">Q")
_LONGEST_MANIFEST: Final = 256 * 1024 * 1024

Told = Callable[[float], None]
"""Told how far it is, 0 to 1."""
KeyOf = Callable[[BackupHeader], bytes]
"""Returns the backup key that a header names. Raises StoreError where it is not to be had."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A sealed file as it was written: its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup that was opened whole: its store lies at `store`."""

    header: BackupHeader
    manifest: Manifest
    store: Path


class _Counted:
    """Passes on what is written, and knows its length and hash."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, content: bytes) -> object:
        self._digest.update(content)
        self._size += len(content)
        return self._out.write(content)

    @property
    def packed(self) -> Packed:
        return Packed(self._size, self._digest.hexdigest())


def pack(
    draft: Path,
    backup_key: bytes,
    content: tuple[BackupHeader, Manifest, Path],
    told: Told,
    *,
    deflates: bool,
) -> Packed:
    """Write header, manifest and store sealed into the new file `draft`, on the disk at the end.

    Raises StoreError where it cannot be written.
    """
    header, manifest, store = content
    head = header_bytes(header)
    key = file_key(backup_key, bytes.fromhex(header.salt))
    with told_of(draft), _new_file(draft) as out, store.open("rb") as source:
        counted = _Counted(out)
        counted.write(head)
        with SealedBackupWriter(counted, key, head, deflates=deflates) as sealing:
            _write_inside(sealing, manifest, source, told)
        out.flush()
        os.fsync(out.fileno())
    return counted.packed


def unpack(source: Path, store: Path, key_of: KeyOf, told: Told) -> Unpacked:
    """Open the backup `source` and write its store into the new file `store`.

    Raises BackupRefusedError for what is no whole backup, StoreError where a file cannot be read or
    written. What was written of a refused one is left for the caller to take away.
    """
    with told_of(source), source.open("rb") as sealed:
        total = max(1, os.fstat(sealed.fileno()).st_size)
        header, head = read_header(sealed)
        key = file_key(key_of(header), bytes.fromhex(header.salt))

        def plain() -> Iterator[bytes]:
            for chunk in unsealed(sealed, key, head):
                told(sealed.tell() / total)
                yield chunk

        chunks = plain()
        manifest, rest = _read_manifest(chunks)
        with told_of(store), _new_file(store) as out:
            out.write(rest)
            for chunk in chunks:
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    if store.stat().st_size != manifest.store_size:
        raise damaged()
    return Unpacked(header, manifest, store)


def header_of(source: Path) -> BackupHeader:
    """Return what the backup says of itself in clear. Raises BackupRefusedError, StoreError."""
    with told_of(source), source.open("rb") as file:
        return read_header(file)[0]


@contextmanager
def told_of(path: Path) -> Generator[None]:
    """Let trouble with a file be a StoreError that names it."""
    try:
        yield
    except FileNotFoundError as fault:
        raise StoreError(f"Không có tệp {path}. Hãy kiểm tra lại đường dẫn.") from fault
    except FileExistsError as fault:
        raise StoreError(f"Đã có tệp {path}. Hãy đặt tên khác.") from fault
    except OSError as fault:
        raise StoreError(
            f"Không đọc hoặc ghi được {path} ({fault.strerror or fault}). Hãy kiểm tra quyền, ổ "
            "đĩa và chỗ trống rồi làm lại."
        ) from fault


def _write_inside(
    sealing: SealedBackupWriter | SealedOutput, manifest: Manifest, source: BinaryIO, told: Told
) -> None:
    document = msgspec.json.encode(manifest)
    sealing.write(_LENGTH.pack(len(document)) + document)
    done = 0
    while content := source.read(CHUNK_BYTES):
        sealing.write(content)
        done += len(content)
        told(done / max(1, manifest.store_size))


def _read_manifest(chunks: Iterator[bytes]) -> tuple[Manifest, bytes]:
    """Return the manifest, and what of the store came with it."""
    held = bytearray()
    length = None
    for chunk in chunks:
        held += chunk
        if length is None and len(held) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(held)
            if length > _LONGEST_MANIFEST:
                raise damaged()
        if length is not None and len(held) >= _LENGTH.size + length:
            break
    if length is None or len(held) < _LENGTH.size + length:
        raise damaged()
    end = _LENGTH.size + length
    try:
        manifest = msgspec.json.decode(bytes(held[_LENGTH.size : end]), type=Manifest)
    except msgspec.DecodeError as fault:
        raise BackupRefusedError(
            "Nội dung bản sao lưu không đọc được bằng phiên bản này. Hãy cập nhật chương trình."
        ) from fault
    return manifest, bytes(held[end:])


@contextmanager
def _new_file(path: Path) -> Generator[BinaryIO]:
    """Open a file that is new, for its owner alone."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as out:
        yield out
