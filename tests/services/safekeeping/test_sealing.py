"""Sealed files: any place is read, nothing is told, and no change passes."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import Clock
from app.models.file_keys import file_keys
from app.services.safekeeping.sealing import CHUNK_BYTES, HEAD_BYTES, FileSeal, SealError
from tests.services.store_builders import a_store

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
SIZES = (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7)
_TAG = 16


def _seal(*keys: bytes) -> FileSeal:
    return FileSeal(lambda: keys, lambda: keys[0])


def _opened(seal: FileSeal, sealed: bytes) -> bytes:
    with seal.reading(io.BytesIO(sealed)) as reader:
        return reader.read()


def _content(size: int) -> bytes:
    return bytes(at * 7 % 251 for at in range(size))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_comes_back(size: int) -> None:
    seal, content = _seal(KEY), _content(size)
    sealed = seal.seal(content)
    assert _opened(seal, sealed) == content
    assert len(sealed) == HEAD_BYTES + size + _TAG * max(1, -(-size // CHUNK_BYTES))


@given(
    size=st.sampled_from(SIZES),
    places=st.lists(st.tuples(st.floats(0, 1.2), st.integers(0, 2 * CHUNK_BYTES)), max_size=4),
)
def test_any_place_of_a_file_is_read(size: int, places: list[tuple[float, int]]) -> None:
    seal, content = _seal(KEY), _content(size)
    with seal.reading(io.BytesIO(seal.seal(content))) as reader:
        for part, length in places:
            at = int(part * size)
            assert reader.seek(at) == at
            assert reader.read(length) == content[at : at + length]


def test_the_same_content_is_never_the_same_file() -> None:
    seal, content = _seal(KEY), "Nguyễn Thị Bình".encode()
    first, second = seal.seal(content), seal.seal(content)
    assert first != second
    assert content not in first


def test_the_newest_key_seals_and_each_opens_its_own() -> None:
    old = _seal(KEY).seal(b"scan")
    both = _seal(OTHER, KEY)
    assert _opened(both, old) == b"scan"
    assert _opened(_seal(OTHER), both.seal(b"scan")) == b"scan"
    with pytest.raises(SealError, match="khóa mà kho dữ liệu này không có"):
        _opened(_seal(OTHER), old)


def test_a_thousand_files_ask_the_store_once_and_a_new_key_again() -> None:
    keys: list[bytes] = [KEY]
    asked: list[None] = []

    def told() -> tuple[bytes, ...]:
        asked.append(None)
        return tuple(keys)

    seal = FileSeal(told, lambda: KEY)
    sealed = seal.seal(b"scan")
    asked.clear()
    assert [_opened(seal, sealed) for _each in range(1000)] == [b"scan"] * 1000
    assert len(asked) == 1
    keys.insert(0, OTHER)
    newer = _seal(OTHER).seal(b"newer")
    assert (_opened(seal, newer), _opened(seal, sealed)) == (b"newer", b"scan")
    assert len(asked) == 2


def test_the_first_file_makes_the_key(tmp_path: Path) -> None:
    database = a_store(tmp_path)
    seal = FileSeal.of(database, Clock())
    assert file_keys(database) == ()
    assert _opened(seal, seal.seal(b"a") and seal.seal(b"b")) == b"b"
    made = file_keys(database)
    database.close()
    assert len(made) == 1


_CUT = CHUNK_BYTES + _TAG
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _sealed: b"",
    "no head": lambda sealed: sealed[: HEAD_BYTES - 1],
    "no chunk": lambda sealed: sealed[:HEAD_BYTES],
    "cut": lambda sealed: sealed[:-1],
    "longer": lambda sealed: sealed + b"x",
    "without its last chunk": lambda sealed: sealed[: HEAD_BYTES + 2 * _CUT],
    "without its first chunk": lambda sealed: sealed[:HEAD_BYTES] + sealed[HEAD_BYTES + _CUT :],
    "two chunks swapped": lambda sealed: (
        sealed[:HEAD_BYTES]
        + sealed[HEAD_BYTES + _CUT : HEAD_BYTES + 2 * _CUT]
        + sealed[HEAD_BYTES : HEAD_BYTES + _CUT]
        + sealed[HEAD_BYTES + 2 * _CUT :]
    ),
    "another file's head": lambda sealed: (
        _seal(KEY).seal(_content(9))[:HEAD_BYTES] + sealed[HEAD_BYTES:]
    ),
    "a plain file": lambda _sealed: b"%PDF-1.7 " * 40,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_changed_file_is_refused(damage: Callable[[bytes], bytes]) -> None:
    seal = _seal(KEY)
    with pytest.raises(SealError):
        _opened(seal, damage(seal.seal(_content(2 * CHUNK_BYTES + 9))))


@given(at=st.integers(0, HEAD_BYTES + 40 + _TAG - 1), bit=st.integers(0, 7))
def test_no_flipped_bit_passes(at: int, bit: int) -> None:
    sealed = bytearray(_seal(KEY).seal(_content(40)))
    sealed[at] ^= 1 << bit
    with pytest.raises(SealError):
        _opened(_seal(KEY), bytes(sealed))


def test_what_broke_off_has_no_end() -> None:
    seal, out = _seal(KEY), io.BytesIO()

    def break_off() -> None:
        with seal.writing(out) as writer:
            writer.write(_content(2 * CHUNK_BYTES + 1))
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    with pytest.raises(SealError):
        _opened(seal, out.getvalue())
