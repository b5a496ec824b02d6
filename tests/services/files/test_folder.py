"""The folder of kept files: by hash, once, whole, private, and nothing beside it."""

import hashlib
import os
from pathlib import Path

import pytest

from app.errors import StoreError
from app.services.files.folder import FileFolder, FileState
from app.services.safekeeping.sealing import seal_plain
from tests.seals import a_file_folder, a_seal

CONTENT = b"m\xe1\xbb\x99t t\xe1\xbb\x9d gi\xe1\xba\xa5y"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "files"


def _place(root: Path) -> Path:
    return root / SHA256[:2] / f"{SHA256}.sealed"


def _all(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_a_file_lies_under_its_hash_for_its_owner_alone(tmp_path: Path, root: Path) -> None:
    folder = a_file_folder(root)
    assert folder.state(SHA256) is FileState.MISSING
    assert folder.put(CONTENT) == SHA256
    assert folder.read(SHA256) == CONTENT
    assert folder.state(SHA256) is FileState.WHOLE
    assert _all(tmp_path) == {"files", f"files/{SHA256[:2]}", f"files/{SHA256[:2]}/{SHA256}.sealed"}
    if os.name == "posix":
        assert _place(root).stat().st_mode & 0o777 == 0o600
        assert root.stat().st_mode & 0o777 == 0o700
        assert (root / SHA256[:2]).stat().st_mode & 0o777 == 0o700


def test_the_same_content_is_one_file_and_is_not_written_again(root: Path) -> None:
    folder = a_file_folder(root)
    folder.put(CONTENT)
    before = _place(root).stat()
    assert folder.put(CONTENT) == SHA256
    after = _place(root).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("damage", [CONTENT[:-1], CONTENT + b"x", b"", b"kh\xc3\xa1c"])
def test_a_damaged_file_is_told_and_put_right_by_adding_it_again(root: Path, damage: bytes) -> None:
    folder = a_file_folder(root)
    folder.put(CONTENT)
    _place(root).write_bytes(damage)
    assert folder.state(SHA256) is FileState.DAMAGED
    with pytest.raises(StoreError, match="Tệp đã hỏng"):
        folder.read(SHA256)
    folder.put(CONTENT)
    assert folder.read(SHA256) == CONTENT


def test_a_missing_file_says_where_it_may_lie(root: Path) -> None:
    with pytest.raises(StoreError, match="files_folder") as missing:
        a_file_folder(root).read(SHA256)
    assert str(root) in missing.value.message
    assert not root.exists()


@pytest.mark.parametrize(
    "name", ["", "..", "../" + "a" * 61, SHA256[:-1], SHA256.upper(), SHA256 + "\n"]
)
def test_what_is_no_hash_leads_nowhere(root: Path, name: str) -> None:
    folder = a_file_folder(root)
    for ask in (folder.read, folder.state):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(StoreError, match="Không ghi được tệp"):
        a_file_folder(tmp_path / "files").put(CONTENT)


def test_a_write_that_breaks_leaves_no_part_behind(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.paths.os.fsync", full)
    with pytest.raises(StoreError, match="chỗ trống"):
        a_file_folder(root).put(CONTENT)
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_a_file_says_nothing_without_its_key(root: Path) -> None:
    a_file_folder(root).put(CONTENT)
    assert CONTENT not in _place(root).read_bytes()
    stranger = FileFolder(root, a_seal(bytes(32)))
    assert stranger.state(SHA256) is FileState.DAMAGED
    with pytest.raises(StoreError, match="khóa mà kho dữ liệu này không có"):
        stranger.read(SHA256)
    stranger.put(CONTENT)
    assert stranger.read(SHA256) == CONTENT


@pytest.mark.parametrize("is_sealed_whole", [True, False])
def test_a_sealing_that_was_cut_off_while_it_overwrote_loses_nothing(
    root: Path, *, is_sealed_whole: bool
) -> None:
    folder, plain = a_file_folder(root), root / SHA256[:2] / SHA256
    folder.put(CONTENT)
    if is_sealed_whole:
        plain.write_bytes(bytes(len(CONTENT)))
    else:
        plain.write_bytes(CONTENT)
        _place(root).write_bytes(_place(root).read_bytes()[:-1])
    assert list(seal_plain(folder.plain(), a_seal())) == [plain]
    assert not plain.exists()
    assert folder.read(SHA256) == CONTENT


def test_a_plain_file_is_read_sealed_once_and_taken_away(root: Path) -> None:
    folder, plain = a_file_folder(root), root / SHA256[:2] / SHA256
    plain.parent.mkdir(parents=True)
    plain.write_bytes(CONTENT)
    assert folder.read(SHA256) == CONTENT
    assert folder.put(CONTENT) == SHA256
    assert list(folder.plain()) == [plain]
    assert list(seal_plain(folder.plain(), a_seal())) == [plain]
    assert not plain.exists()
    assert folder.read(SHA256) == CONTENT
    assert list(seal_plain(folder.plain(), a_seal())) == []
    assert folder.remove(SHA256)
    assert not folder.remove(SHA256)
