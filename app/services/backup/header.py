"""The clear head of a backup file: magic, length, JSON; read without any key."""

import struct
from typing import BinaryIO, Final

import msgspec

from app.services.backup.records import BackupHeader, BackupRefusedError

MAGIC: Final = b"MOTCUA-BACKUP-1\n"
SUFFIX: Final = ".motcua-backup"
_LENGTH: Final = struct.Struct(">I")
_LONGEST: Final = 16 * 1024


def header_bytes(header: BackupHeader) -> bytes:
    """Return the head of a file: what `read_header` reads and every chunk vouches for."""
    document = msgspec.json.encode(header)
    return MAGIC + _LENGTH.pack(len(document)) + document


def is_backup(start: bytes) -> bool:
    """Say whether a file that begins with `start` calls itself a backup."""
    return start.startswith(MAGIC)


def read_header(source: BinaryIO) -> tuple[BackupHeader, bytes]:
    """Read the head from the beginning of `source`; return it, and its bytes as they stood.

    Raises BackupRefusedError for what is no backup, empty or cut.
    """
    start = source.read(len(MAGIC) + _LENGTH.size)
    if not start:
        raise BackupRefusedError("Tệp sao lưu rỗng (0 byte). Hãy chọn bản sao lưu khác.")
    if not is_backup(start):
        raise BackupRefusedError("Tệp này không phải bản sao lưu của Một Cửa. Hãy chọn đúng tệp.")
    if len(start) < len(MAGIC) + _LENGTH.size:
        raise damaged()
    (length,) = _LENGTH.unpack(start[len(MAGIC) :])
    document = source.read(length) if length <= _LONGEST else b""
    if not document or len(document) != length:
        raise damaged()
    try:
        header = msgspec.json.decode(document, type=BackupHeader)
        bytes.fromhex(header.salt)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise damaged() from fault
    return header, start + document


def damaged() -> BackupRefusedError:
    """Return what is said of a file that was cut or changed."""
    return BackupRefusedError(
        "Bản sao lưu bị cắt, hỏng hoặc bị sửa nên không dùng được. Hãy chọn bản sao lưu khác."
    )
