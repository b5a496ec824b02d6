"""Acts that are cut off: a handful of points holds, planted faults are found, points are told."""

import argparse
import random
from pathlib import Path

import pytest

from tests.harness import long_acts
from tests.harness.disturbing import KILLED, Point, failing_from, killed_at
from tests.harness.long_acts import Stage, Trial, run, staged
from tests.harness.system_calls import why_not

_REASON = why_not()
watched = pytest.mark.skipif(bool(_REASON), reason=_REASON)
_POINTS = (
    Point("pwrite64", 2, "a"),
    Point("fsync", 1, "a"),
    Point("pwrite64", 5, "a"),
    Point("rename", 1, "b"),
)


def _stage(folder: Path, act: str, plant: str = "") -> Stage:
    stage = staged(folder, plant, (act,))
    assert list(stage.rehearse()) == []
    return stage


@watched
def test_what_was_acknowledged_is_there_after_a_kill_and_on_a_full_disk(tmp_path: Path) -> None:
    stage = _stage(tmp_path, "import")
    killed, full = (stage.make(one) for one in stage.trials(1, 1, random.Random(3)))
    assert (killed.problems, full.problems) == ((), ())
    assert (killed.status, full.status) == (KILLED, 1)
    assert killed.point in stage.points["import"]


@watched
def test_a_kill_shows_a_file_that_goes_before_its_sealed_one_is_there(tmp_path: Path) -> None:
    stage = _stage(tmp_path, "sealing", "unlinks-first")
    points = stage.points["sealing"]
    gone = [at for at, one in enumerate(points) if one.call == "unlink" and "files/" in one.file]
    outcome = stage.make(Trial(act="sealing", at=gone[0] + 1))
    assert any("is lost" in problem for problem in outcome.problems)


@watched
def test_a_full_disk_shows_an_act_that_says_it_is_done(tmp_path: Path) -> None:
    stage = _stage(tmp_path, "sealing", "says-done")
    points = stage.points["sealing"]
    first = next(at for at, one in enumerate(points) if one.file.endswith(".sealed"))
    outcome = stage.make(Trial(act="sealing", at=first, error="ENOSPC"))
    assert outcome.status == 0
    assert any("said to be done and is not" in problem for problem in outcome.problems)


def test_a_disk_fails_at_the_point_and_at_every_call_after_it() -> None:
    told = failing_from(_POINTS, 2, "EIO")
    assert "inject=pwrite64:error=EIO:when=3+" in told
    assert "inject=fsync:error=EIO:when=2+" in told
    assert "inject=unlink:error=EIO:when=1+" in told
    assert not any("unlink" in word for word in failing_from(_POINTS, 2, "ENOSPC"))
    assert killed_at(_POINTS[2]) == ["-e", "inject=pwrite64:signal=SIGKILL:when=5"]


def test_where_nothing_can_be_watched_only_a_tenth_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(long_acts, "why_not", lambda: "strace is not installed")
    size = {"count": None, "seed": 1, "plant": "", "points": None}
    assert run(argparse.Namespace(tenth=True, **size)) == 0
    assert run(argparse.Namespace(tenth=False, **size)) == 1
    assert capsys.readouterr().out.count("strace is not installed") == 3
