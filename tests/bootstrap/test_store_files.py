"""Files from before they were sealed: sealed part by part, readable at every moment."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.store_care import StoreSealing
from app.bootstrap.stores import services_over
from app.services.container import Services
from app.services.safekeeping.sealing import FileSeal, seal_plain
from tests.services.desk_builders import Counter

SCANS = tuple(f"%PDF scan {number}".encode() for number in range(5))
PAPER = Path("printed/2026/11/0001-2026-TNHS-71-1.pdf")


@pytest.fixture
def desk(counter: Counter, tmp_path: Path) -> Services:
    return services_over(counter.database, tmp_path, counter.clock, "Máy 1")


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _plain(data: Path) -> Iterator[Path]:
    """Let five scans, a paper and a bundle lie in a data folder as they once did."""
    for content in SCANS:
        yield _put(data / "files" / _name(content)[:2] / _name(content), content)
    yield _put(data / PAPER, b"%PDF paper")
    for folder in ("bundles", "reports"):
        yield _put(data / "files" / folder / f"{_name(b'PK')}.motcua", b"PK")


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_what_lies_plain_is_sealed_part_by_part_and_read_all_the_while(
    desk: Services, tmp_path: Path
) -> None:
    plain = list(_plain(tmp_path))
    others = [
        _put(tmp_path / "files" / "ghi chú.txt", b"a"),
        _put(tmp_path / "files" / "ab" / "ảnh.jpg", b"b"),
        _put(tmp_path / "printed" / "của tôi.pdf", b"c"),
    ]
    done: list[Path] = []
    for path in desk.files.seal_plain():
        done.append(path)
        assert [desk.file_folder.read(_name(each)) for each in SCANS] == list(SCANS)
    assert sorted(done) == sorted(plain)
    assert list(desk.files.seal_plain()) == []
    assert not any(path.exists() for path in plain)
    assert all(path.with_name(f"{path.name}.sealed").is_file() for path in plain)
    assert all(path.is_file() for path in others)
    papers = desk.files.papers
    assert b"%PDF paper" in set(papers.contents(papers.all()))
    for folder in (desk.files.bundles, desk.files.reports):
        kept = folder.find(_name(b"PK"))
        assert kept is not None
        assert kept.size == 2


def test_the_window_s_own_thread_seals_all_and_ends(desk: Services, tmp_path: Path) -> None:
    many = [
        _put(tmp_path / "files" / _name(content)[:2] / _name(content), content)
        for content in (str(number).encode() for number in range(41))
    ]
    sealing = StoreSealing(desk.files.seal_plain)
    sealing.start()
    sealing._thread.join(20)
    assert not any(path.exists() for path in many)
    sealing.stop()


def test_a_window_that_closes_waits_for_no_more_than_a_file(tmp_path: Path) -> None:
    asked: list[int] = []

    def seal() -> Iterator[Path]:
        for number in range(5):
            asked.append(number)
            sealing._is_over.set()
            yield tmp_path

    sealing = StoreSealing(seal)
    sealing.start()
    sealing.stop()
    assert asked == [0]
    assert not sealing._thread.is_alive()


def test_what_breaks_off_leaves_the_plain_file_and_is_said(
    desk: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    plain = list(_plain(tmp_path))

    def full(_source: BinaryIO, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    sealing = StoreSealing(desk.files.seal_plain)
    with qtbot.waitSignal(sealing.failed, timeout=60_000) as said:
        sealing.start()
    sealing.stop()
    assert said.args is not None
    assert "tự làm lại, tệp vẫn dùng được" in said.args[0]
    assert all(path.is_file() for path in plain)
    assert list(tmp_path.rglob("*.sealed")) == []


def test_another_desk_may_have_been_faster(desk: Services, tmp_path: Path) -> None:
    first, *rest = _plain(tmp_path)
    seal = FileSeal.of(desk.database, desk.clock)
    waiting = iter([first, *rest])
    assert list(seal_plain([first], seal)) == [first]
    assert list(seal_plain(waiting, seal)) == [first, *rest]
    assert desk.file_folder.read(_name(SCANS[0])) == SCANS[0]
