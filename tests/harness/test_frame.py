"""The harness's frame: how much is run, and that a broken promise is a failure."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.__main__ import run_each
from tests.harness.telling import count_of, tell

_ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("count", "tenth", "runs"), [(None, False, 1000), (None, True, 100), (7, False, 7)]
)
def test_how_much_is_run(count: int | None, tenth: bool, runs: int) -> None:
    assert count_of(argparse.Namespace(count=count, tenth=tenth), 1000) == runs


def test_a_broken_promise_fails_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell("Kills", [("kills", 3)]) == 0
    assert "held" in capsys.readouterr().out
    assert tell("Kills", [("kills", 3)], ["one dossier lost"]) == 1
    assert "NOT HELD: 1\n  one dossier lost" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("verbs", "status", "told"),
    [
        ((("--help",), ("--help",)), 1, ["--help: status 2", "--help: status 2"]),
        ((("juggle",),), 1, ["juggle: status 2"]),
        ((), 0, []),
    ],
)
def test_of_verbs_run_side_by_side_each_that_fails_is_named(
    verbs: tuple[tuple[str, ...], ...],
    status: int,
    told: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_each(verbs) == status
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "status" in line] == told


def test_a_verb_that_is_not_there_is_wrong_usage() -> None:
    command = [sys.executable, "-m", "tests.harness", "juggle"]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "juggle" in done.stderr
