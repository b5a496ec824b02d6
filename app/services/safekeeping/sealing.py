"""Files beside the store, sealed under a key in it: without the store they say nothing.

After the head (a mark, the id of the key, a salt) come chunks of one size, each with its tag, the
last shorter: any place of a file is read without the rest. A chunk's nonce is its number (11 bytes)
and one byte that is 1 for the last alone, its additional data the head; the file's own key is
derived from the store's and the salt, so that no nonce meets the same key twice. A flipped, cut,
dropped or swapped chunk shows (AES-256-GCM).
"""

import io
import os
import secrets
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.clock import Clock
from app.errors import StoreError
from app.models.database import Database
from app.models.file_keys import file_keys, newest_file_key
from app.paths import overwrite, put_in_place
from app.services.safekeeping.secret import derived

# What files sealed in numbered chunks have in common, backups and those beside the store.

TAG_BYTES: Final = 16
_NUMBER_BYTES: Final = 11


class SealedOutput(Protocol):
    """Where sealed bytes go."""

    def write(self, content: bytes, /) -> object:
        """Take `content`. Raises OSError."""
        ...


def chunk_nonce(number: int, *, is_last: bool) -> bytes:
    """Return the nonce of a chunk: its number, and a byte that is 1 for the last alone."""
    return number.to_bytes(_NUMBER_BYTES) + (b"\x01" if is_last else b"\x00")


SUFFIX: Final = ".sealed"
"""What the name of a sealed file ends with."""
CHUNK_BYTES: Final = 64 * 1024
_MAGIC: Final = b"MOTCUA-SEALED-1\n"
_ID_BYTES, _SALT_BYTES = 8, 16
HEAD_BYTES: Final = len(_MAGIC) + _ID_BYTES + _SALT_BYTES
_SEALED_BYTES: Final = CHUNK_BYTES + TAG_BYTES


class SealError(StoreError):
    """A sealed file that is not whole, or whose key this store does not have."""


class SealedWriter:
    """Takes plain bytes and hands them on sealed; what it was given has no end before `close`."""

    def __init__(self, out: SealedOutput, cipher: AESGCM, head: bytes) -> None:
        self._out, self._cipher, self._head = out, cipher, head
        self._pending = bytearray()
        self._number = 0
        out.write(head)

    def write(self, content: bytes) -> int:
        """Take `content` and return its length. Raises OSError."""
        self._pending += content
        # The last chunk is known as such only at the end: one is always held back.
        while len(self._pending) > CHUNK_BYTES:
            self._put(bytes(self._pending[:CHUNK_BYTES]), is_last=False)
            del self._pending[:CHUNK_BYTES]
        return len(content)

    def flush(self) -> None:
        """Do nothing: a chunk goes out when it is full."""

    def close(self) -> None:
        """Hand on the last chunk. Raises OSError."""
        self._put(bytes(self._pending), is_last=True)

    def _put(self, plain: bytes, *, is_last: bool) -> None:
        nonce = chunk_nonce(self._number, is_last=is_last)
        self._out.write(self._cipher.encrypt(nonce, plain, self._head))
        self._number += 1


class _SealedReader(io.RawIOBase):
    """The plain bytes of a sealed file, read from any place of it; closes the file with itself."""

    def __init__(self, source: BinaryIO, cipher: AESGCM, head: bytes) -> None:
        self._source, self._cipher, self._head = source, cipher, head
        body = source.seek(0, os.SEEK_END) - HEAD_BYTES
        self._chunks = max(1, -(-body // _SEALED_BYTES))
        self._size = body - self._chunks * TAG_BYTES
        self._place = 0
        self._held: tuple[int, bytes] = (-1, b"")
        if self._size < 0:
            raise _damaged()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError(22, "a place before the file's begin")
        self._place = start + offset
        return self._place

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        number, start = divmod(self._place, CHUNK_BYTES)
        if number >= self._chunks:
            return 0
        part = self._chunk(number)[start : start + len(buffer)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)

    def close(self) -> None:
        self._source.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            self._source.seek(HEAD_BYTES + number * _SEALED_BYTES)
            nonce = chunk_nonce(number, is_last=number == self._chunks - 1)
            try:
                plain = self._cipher.decrypt(nonce, self._source.read(_SEALED_BYTES), self._head)
            except InvalidTag as fault:
                raise _damaged() from fault
            self._held = (number, plain)
        return self._held[1]


class FileSeal:
    """Seals and opens files under the keys of one store.

    `newest` is asked for each file that is sealed, all `keys` again where one is not known yet.
    """

    def __init__(self, keys: Callable[[], tuple[bytes, ...]], newest: Callable[[], bytes]) -> None:
        self._keys, self._newest = keys, newest
        self._known: dict[bytes, bytes] = {}

    @classmethod
    def of(cls, database: Database, clock: Clock) -> "FileSeal":
        """Return the seal of a store; its methods raise StoreError where the store does."""
        return cls(lambda: file_keys(database), lambda: newest_file_key(database, clock.now()))

    def seal(self, content: bytes) -> bytes:
        """Return `content` sealed; each time other bytes. Raises StoreError."""
        out = io.BytesIO()
        with self.writing(out) as writer:
            writer.write(content)
        return out.getvalue()

    @contextmanager
    def writing(self, out: SealedOutput) -> Generator[SealedWriter]:
        """Lend what seals into `out`; left by an exception, the file has no end. Raises OSError."""
        key = self._newest()
        head = _MAGIC + _id_of(key) + secrets.token_bytes(_SALT_BYTES)
        writer = SealedWriter(out, _cipher(key, head), head)
        yield writer
        writer.close()

    def reading(self, source: BinaryIO) -> io.BufferedReader:
        """Return the plain bytes of the sealed `source`, which is closed with them.

        Raises SealError here for another kind of file or key, and on reading for a damaged place.
        """
        source.seek(0)
        head = source.read(HEAD_BYTES)
        if len(head) != HEAD_BYTES or not head.startswith(_MAGIC):
            raise _damaged()
        key_id = head[len(_MAGIC) : len(_MAGIC) + _ID_BYTES]
        if key_id not in self._known:
            self._known = {_id_of(key): key for key in self._keys()}
        key = self._known.get(key_id)
        if key is None:
            raise SealError(
                "Tệp được mã hóa bằng khóa mà kho dữ liệu này không có: tệp thuộc kho khác, hoặc "
                "kho đã được khôi phục từ bản sao lưu cũ. Hãy lấy lại tệp từ bản sao lưu."
            )
        return io.BufferedReader(_SealedReader(source, _cipher(key, head), head), CHUNK_BYTES)


def _cipher(key: bytes, head: bytes) -> AESGCM:
    return AESGCM(derived(key, b"motcua sealed file 1", salt=head[-_SALT_BYTES:]))


def _id_of(key: bytes) -> bytes:
    return derived(key, b"motcua file key id 1", _ID_BYTES)


def _damaged() -> SealError:
    return SealError(
        "Tệp đã hỏng hoặc bị sửa. Hãy chép lại tệp từ bản sao lưu, hoặc quét lại giấy và thêm lần "
        "nữa."
    )


# Where a kept file lies: sealed, under its name and an ending, or plain as in earlier versions.


def sealed_place(path: Path) -> Path:
    """Return where the file called `path` lies sealed."""
    return path.with_name(path.name + SUFFIX)


def found(path: Path) -> Path | None:
    """Return where the file called `path` lies; None where it does not. Raises OSError."""
    sealed = sealed_place(path)
    # Looked for once more: it may be sealed while it is looked for.
    return next((place for place in (sealed, path, sealed) if place.exists()), None)


def opened(place: Path, seal: FileSeal) -> BufferedReader:
    """Return the plain bytes of the file at `place`, to be closed. Raises OSError, StoreError."""
    file = place.open("rb")
    if place.suffix != SUFFIX:
        return file
    try:
        return seal.reading(file)
    except BaseException:
        file.close()
        raise


def take_away(path: Path) -> bool:
    """Take away the file called `path`, however it lies, and say whether it did. Raises OSError."""
    here = [place for place in (path, sealed_place(path)) if place.exists()]
    for place in here:
        place.unlink(missing_ok=True)
    return bool(here)


def seal_plain(paths: Iterable[Path], seal: FileSeal) -> Iterator[Path]:
    """Seal each of `paths` and yield it.

    The sealed file lies there whole before the plain one is overwritten and goes: cut short at any
    place, the file is read as before, and sealed the next time. Raises StoreError.
    """
    for path in paths:
        try:
            with suppress(FileNotFoundError):  # another desk of the folder was faster
                _seal(path, seal)
        except OSError as fault:
            raise StoreError(
                f"Chưa mã hóa được tệp {path}. Hãy kiểm tra quyền ghi và chỗ trống của đĩa; chương "
                "trình sẽ tự làm lại, tệp vẫn dùng được."
            ) from fault
        yield path


def _seal(path: Path, seal: FileSeal) -> None:
    if not _is_sealed(path, seal):
        sealed = sealed_place(path)
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


def _is_sealed(path: Path, seal: FileSeal) -> bool:
    """Say whether the file called `path` lies sealed and whole beside its plain one.

    Then an earlier sealing was cut off, and the plain one may be overwritten already.
    """
    try:
        with opened(sealed_place(path), seal) as file:
            while file.read(CHUNK_BYTES):
                pass
    except (FileNotFoundError, SealError):
        return False
    return True
