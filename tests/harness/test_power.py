"""Power cuts: the program holds at a handful of images, and what is not synced is found."""

import argparse
import random
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.harness.images import image_of, lay
from tests.harness.operations import Disk, File, Folder, Names, New, Sync, SyncNames, Write
from tests.harness.power import Task, look, record_all, run, task_of
from tests.harness.recording import PLANTED
from tests.harness.system_calls import why_not
from tests.harness.town import found

_REASON = why_not()
_FLOWS = ("registering", "drafting", "attaching", "setting_up_the_desk", "checkpointing")
_IMAGES = 12
_TRIES = 5
_LOST = "is refused", "is lost"
"""A store that lost its end is refused; a lost scan is missed."""


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Task]:
    """Return a short life without a fault and one with each, recorded; a life that founds."""
    if _REASON:
        pytest.skip(_REASON)
    folder = tmp_path_factory.mktemp("power")
    found(folder / "town")
    (folder / "nothing").mkdir()
    made = {
        plant: task_of(folder / "town", _IMAGES, 1, plant, only=_FLOWS, more=2) for plant in PLANTED
    }
    made["founding"] = task_of(folder / "nothing", 6, 1, founds=True)
    record_all(list(made.values()), folder / "trace")
    return made


def test_nothing_acknowledged_is_lost_when_the_power_goes(tasks: dict[str, Task]) -> None:
    looked = look(tasks[""])
    assert looked.problems == []
    assert looked.images == _IMAGES
    assert looked.distinct > _IMAGES // 2


def test_a_store_that_was_being_made_is_whole_or_can_be_made_again(tasks: dict[str, Task]) -> None:
    assert look(tasks["founding"]).problems == []


@pytest.mark.parametrize("plant", [plant for plant in PLANTED if plant])
def test_what_is_not_synced_is_found(tasks: dict[str, Task], plant: str) -> None:
    told: list[str] = []
    for seed in range(_TRIES):  # a third of the images or more shows any of the faults
        life = msgspec.structs.replace(tasks[plant].life, seed=seed)
        told += look(replace(tasks[plant], life=life)).problems
        if any(words in problem for problem in told for words in _LOST):
            return
    pytest.fail(f"not found in {_TRIES * _IMAGES} images; told: {told}")


def test_where_nothing_can_be_watched_only_a_tenth_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tests.harness.power.why_not", lambda: "strace is not installed")
    size = {"count": None, "seed": 1, "plant": ""}
    assert run(argparse.Namespace(tenth=True, **size)) == 0
    assert run(argparse.Namespace(tenth=False, **size)) == 1
    assert capsys.readouterr().out.count("strace is not installed") == 3


def _a_disk() -> Disk:
    """Return a disk with one synced file, and one that was written and renamed since."""
    disk = Disk({1: File(bytearray(b"old"))}, {0: Folder({"a": 1})})
    for operation in (
        New(2, is_folder=False),
        Names(0, {".b": 2}),
        Write(2, 0, b"x" * 1024),
        Write(1, 0, b"new"),
        Names(0, {"b": 2, ".b": None}),
    ):
        disk.do(operation)
    return disk


def _images(disk: Disk) -> set[tuple[tuple[str, bytes | None], ...]]:
    chance = random.Random(1)
    return {tuple(sorted(image_of(disk, chance).items())) for _one in range(400)}


def test_unsynced_writes_are_lost_torn_and_reordered() -> None:
    images = _images(_a_disk())
    assert (("a", b"old"),) in images
    assert (("a", b"new"), ("b", b"x" * 1024)) in images
    contents = {dict(image).get("b") for image in images}
    assert {b"", bytes(1024), b"x" * 512, bytes(512) + b"x" * 512} <= contents
    assert any(".b" in dict(image) for image in images)


def test_what_was_synced_is_in_every_image() -> None:
    disk = _a_disk()
    for operation in (Sync(2), Sync(1), SyncNames(0)):
        disk.do(operation)
    assert _images(disk) == {(("a", b"new"), ("b", b"x" * 1024))}


def test_an_image_is_laid_as_it_is(tmp_path: Path) -> None:
    lay({"data": None, "data/a": b"one"}, tmp_path / "image")
    assert (tmp_path / "image" / "data" / "a").read_bytes() == b"one"
