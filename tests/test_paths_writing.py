import os
from pathlib import Path

import pytest

from app.paths import make_folder, make_private_folder, put_in_place, write_whole


def test_whole_file_is_written_and_no_draft_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"one")
    write_whole(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert [found.name for found in tmp_path.iterdir()] == ["a"]


def test_existing_file_is_kept_when_asked(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"one", replace=False)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", b"two", replace=False)
    assert (tmp_path / "a").read_bytes() == b"one"
    assert [found.name for found in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(os.name != "posix", reason="modes are a thing of POSIX")
def test_private_folder_is_its_owners_alone(tmp_path: Path) -> None:
    assert make_private_folder(tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    (tmp_path / "a" / "b").chmod(0o755)
    assert make_private_folder(tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="modes are a thing of POSIX")
def test_folder_that_the_system_shares_out_stays_shared(tmp_path: Path) -> None:
    shared = tmp_path / "tmp"
    shared.mkdir()
    shared.chmod(0o1777)
    assert make_private_folder(shared).stat().st_mode & 0o7777 == 0o1777


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of what is brought to the disk from now on, in order."""
    names: list[str] = []

    def sync(number: int) -> None:
        names.append(Path(f"/proc/self/fd/{number}").readlink().name)

    monkeypatch.setattr("app.paths.os.fsync", sync)
    return names


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux what is open")
def test_new_folders_are_on_the_disk_with_their_names(tmp_path: Path, synced: list[str]) -> None:
    (tmp_path / "data").mkdir()
    make_private_folder(tmp_path / "data" / "files" / "ab")
    assert sorted(synced) == ["data", "files"]
    make_folder(tmp_path / "data" / "files" / "ab")
    assert len(synced) == 2


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux what is open")
def test_a_draft_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, synced: list[str]) -> None:
    (tmp_path / "draft").write_bytes(b"one")
    put_in_place(tmp_path / "draft", tmp_path / "a")
    assert synced == ["draft", tmp_path.name]
    assert (tmp_path / "a").read_bytes() == b"one"
    assert [found.name for found in tmp_path.iterdir()] == ["a"]
