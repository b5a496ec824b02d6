"""A sealed stream: what was not written there in that place is refused."""

import io
from collections.abc import Callable

import pytest

from app.services.backup import sealed
from app.services.backup.records import BackupRefusedError
from app.services.backup.sealed import SealedBackupWriter, file_key, unsealed

KEY = file_key(b"k" * 32, b"s" * 32)
HEAD = b"head"
CHUNK = 256


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "CHUNK_BYTES", CHUNK)


def sealed_of(content: bytes, *, deflates: bool = True) -> bytes:
    out = io.BytesIO()
    with SealedBackupWriter(out, KEY, HEAD, deflates=deflates) as writing:
        writing.write(content)
    return out.getvalue()


def opened(stream: bytes, key: bytes = KEY, head: bytes = HEAD) -> bytes:
    return b"".join(unsealed(io.BytesIO(stream), key, head))


def chunks(stream: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(stream):
        size = int.from_bytes(stream[at : at + 4])
        found.append(stream[at : at + 4 + size])
        at += 4 + size
    return found


@pytest.mark.parametrize("deflates", [True, False])
@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 5 * CHUNK])
def test_what_was_sealed_comes_back(size: int, deflates: bool) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed_of(content[:size], deflates=deflates)) == content[:size]


def test_every_flipped_bit_is_found() -> None:
    whole = sealed_of(b"hai muoi ho so " * 40)
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        with pytest.raises(BackupRefusedError):
            opened(bytes(flipped))


def _swapped(parts: list[bytes]) -> list[bytes]:
    return [parts[1], parts[0], *parts[2:]]


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts[:-1],
        lambda parts: parts[1:],
        lambda parts: [*parts[:1], *parts[2:]],
        _swapped,
        lambda parts: [*parts, parts[-1]],
        lambda parts: [*parts[:-1], parts[-1][:-1]],
        lambda parts: parts[:0],
    ],
    ids=["last lost", "first lost", "middle lost", "swapped", "last twice", "cut", "nothing"],
)
def test_no_chunk_is_lost_moved_or_cut(change: Callable[[list[bytes]], list[bytes]]) -> None:
    parts = chunks(sealed_of(bytes(range(256)) * 5, deflates=False))
    with pytest.raises(BackupRefusedError):
        opened(b"".join(change(parts)))


def test_another_key_or_another_head_opens_nothing() -> None:
    whole = sealed_of(b"x" * 300)
    with pytest.raises(BackupRefusedError):
        opened(whole, key=file_key(b"l" * 32, b"s" * 32))
    with pytest.raises(BackupRefusedError):
        opened(whole, head=b"Head")
    assert file_key(b"k" * 32, b"t" * 32) != KEY
