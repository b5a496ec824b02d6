"""Some room is kept in reserve, given up when it is needed, and little of it is told of in time."""

import stat
from pathlib import Path
from typing import NamedTuple

import pytest

from app.models import disk_reserve
from app.models.disk_reserve import DiskReserve

_MB = 1024 * 1024


class _Usage(NamedTuple):
    free: int


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """A disk with as much room as is said."""
    said = {"free": 2000 * _MB}
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: _Usage(said["free"]))
    return said


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def test_the_reserve_takes_its_room_and_is_private(
    tmp_path: Path, disk: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_reserve, "RESERVE_BYTES", 2 * _MB)
    DiskReserve(tmp_path).keep()
    (reserve,) = _files(tmp_path)
    found = reserve.stat()
    assert found.st_size == 2 * _MB
    assert found.st_blocks * 512 >= 2 * _MB
    assert stat.S_IMODE(found.st_mode) == 0o600
    assert disk["free"] > disk_reserve.LOW_BYTES


def test_the_reserve_is_given_up_when_little_is_left_and_put_aside_again(
    tmp_path: Path, disk: dict[str, int]
) -> None:
    kept = DiskReserve(tmp_path)
    kept.keep()
    kept.make_way()
    assert kept.has_reserve
    disk["free"] = 3 * _MB
    kept.make_way()
    assert not kept.has_reserve
    kept.keep()
    assert _files(tmp_path) == []
    disk["free"] = disk_reserve.LOW_BYTES
    kept.keep()
    assert kept.has_reserve


def test_little_room_is_told_of_with_what_to_do(tmp_path: Path, disk: dict[str, int]) -> None:
    kept = DiskReserve(tmp_path)
    assert kept.warning() == ""
    disk["free"] = 499 * _MB
    assert "chỉ còn 499 MB. Hãy xóa bớt" in kept.warning()


def test_no_reserve_is_no_reason_to_stop(
    tmp_path: Path, disk: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(path: Path, _size: int) -> None:
        path.touch()
        raise OSError

    monkeypatch.setattr(disk_reserve, "_fill", fill)
    DiskReserve(tmp_path).keep()
    assert _files(tmp_path) == []
    assert disk["free"] > disk_reserve.LOW_BYTES


def test_a_folder_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    gone = DiskReserve(tmp_path / "gone")
    gone.keep()
    gone.make_way()
    assert gone.warning() == ""


def test_a_system_that_cannot_set_room_aside_has_it_written(
    tmp_path: Path, disk: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_reserve, "RESERVE_BYTES", _MB)
    monkeypatch.delattr("os.posix_fallocate")
    DiskReserve(tmp_path).keep()
    assert [path.stat().st_size for path in _files(tmp_path)] == [_MB]
    assert disk["free"] > disk_reserve.LOW_BYTES
