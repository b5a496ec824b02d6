from pathlib import Path

import pytest

from app.paths import write_whole


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
