"""Bytes sealed with AES-256-GCM in numbered chunks: a flipped, cut, dropped or swapped one shows.

After the head come chunks, each behind its length (4 bytes, big-endian). A chunk's nonce is its
number (11 bytes) and one byte that is 1 for the last chunk alone; its additional data is the
head. The file's key is derived from the office's backup key and the head's salt, so that no
nonce ever meets the same key twice. Within a chunk the first byte says how the rest is packed.
"""

import struct
import zlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO, Final, Self

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.services.backup.records import BackupHeader, BackupRefusedError
from app.services.safekeeping.sealing import TAG_BYTES, SealedOutput, chunk_nonce
from app.services.safekeeping.secret import derived

# The clear head of a backup file: magic, length, JSON; read without any key.

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


CHUNK_BYTES: Final = 1024 * 1024
SALT_BYTES: Final = 32
_LONGEST_CHUNK: Final = 1 + CHUNK_BYTES + TAG_BYTES
_PLAIN, _DEFLATED = b"\x00", b"\x01"
# Both cores of a small desk's machine for the seconds a backup takes; zlib and AES hold no lock.
_THREADS: Final = 2
_LEVEL: Final = 1


def file_key(backup_key: bytes, salt: bytes) -> bytes:
    """Return the 32-byte key of one file (HKDF-SHA256, RFC 5869)."""
    return derived(backup_key, b"motcua backup file 1", salt=salt)


class SealedBackupWriter:
    """Seals what is written to it into `out`, which holds `head` already.

    A context manager: left without an error it writes the last chunk. `deflates` is false for
    what is encrypted already: it would not get smaller.
    """

    def __init__(
        self, out: SealedOutput, key: bytes, head: bytes, *, deflates: bool = True
    ) -> None:
        self._out = out
        self._cipher = AESGCM(key)
        self._head = head
        self._deflates = deflates
        self._pending = bytearray()
        self._number = 0
        self._under_way: deque[Future[bytes]] = deque()
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="backup-seal")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._start(bytes(self._pending), is_last=True)
                while self._under_way:
                    self._finish_one()
        finally:
            self._pool.shutdown(cancel_futures=True)

    def write(self, content: bytes) -> None:
        """Take `content`; full chunks are sealed and written. Raises OSError."""
        self._pending += content
        # The last chunk is known as such only at the end: one is always held back.
        while len(self._pending) > CHUNK_BYTES:
            self._start(bytes(self._pending[:CHUNK_BYTES]), is_last=False)
            del self._pending[:CHUNK_BYTES]

    def _start(self, plain: bytes, *, is_last: bool) -> None:
        if len(self._under_way) >= 2 * _THREADS:
            self._finish_one()
        nonce = chunk_nonce(self._number, is_last=is_last)
        self._number += 1
        self._under_way.append(self._pool.submit(self._seal, nonce, plain))

    def _finish_one(self) -> None:
        sealed = self._under_way.popleft().result()
        self._out.write(_LENGTH.pack(len(sealed)) + sealed)

    def _seal(self, nonce: bytes, plain: bytes) -> bytes:
        packed = zlib.compress(plain, _LEVEL) if self._deflates else plain
        content = _DEFLATED + packed if len(packed) < len(plain) else _PLAIN + plain
        return self._cipher.encrypt(nonce, content, self._head)


def unsealed(source: BinaryIO, key: bytes, head: bytes) -> Iterator[bytes]:
    """Yield the plain content of each chunk of `source`, which stands behind its head.

    Raises BackupRefusedError as soon as a chunk is not the one that was sealed in its place.
    """
    cipher = AESGCM(key)
    number = 0
    length = source.read(_LENGTH.size)
    while True:
        sealed = _chunk(source, length)
        length = source.read(_LENGTH.size)
        try:
            content = cipher.decrypt(chunk_nonce(number, is_last=not length), sealed, head)
        except InvalidTag as fault:
            raise damaged() from fault
        yield _unpacked(content)
        if not length:
            return
        number += 1


def _chunk(source: BinaryIO, length: bytes) -> bytes:
    if len(length) != _LENGTH.size:
        raise damaged()
    (size,) = _LENGTH.unpack(length)
    sealed = source.read(size) if size <= _LONGEST_CHUNK else b""
    if not sealed or len(sealed) != size:
        raise damaged()
    return sealed


def _unpacked(content: bytes) -> bytes:
    method, rest = content[:1], content[1:]
    if method == _PLAIN:
        return rest
    if method != _DEFLATED:
        raise damaged()
    opener = zlib.decompressobj()
    try:
        plain = opener.decompress(rest, CHUNK_BYTES)
    except zlib.error as fault:
        raise damaged() from fault
    if opener.unconsumed_tail or not opener.eof:
        raise damaged()
    return plain
