import os
from pathlib import Path

import pytest

from app.paths import make_private_folder, write_whole


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
