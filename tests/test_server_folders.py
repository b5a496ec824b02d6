"""A run that is cut short leaves no PostgreSQL behind: no server, no folder, no shared memory."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM, Signals
from tempfile import TemporaryDirectory
from time import sleep

import pytest

from tests.postgres import why_none
from tests.server_folders import server_folder

_ROOT = Path(__file__).resolve().parents[1]
_RUNS = """
import signal
from time import sleep
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores it
from tests.harness.writing.crashing import a_crashing_server
from tests.postgres import a_server_with
with a_server_with(), a_crashing_server() as crashed:
    crashed.crash()
    print("ready", flush=True)
    sleep(600)
"""
_PATIENCE_S = 60


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for temporary files that the server's own user may enter."""
    with TemporaryDirectory(prefix="motcua-run-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def _left(folder: Path) -> list[str]:
    """Return what there is of servers below `folder`: folders, processes."""
    found = [str(one) for one in folder.glob("motcua-pg-*")]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text(encoding="utf-8")
        except OSError:
            continue
        if str(folder) in command:
            found.append(command)
    return found


def _segments(folder: Path) -> set[str]:
    """Return the numbers of the shared memory of the servers below `folder`."""
    told = folder.glob("motcua-pg-*/data/postmaster.pid")
    return {path.read_text(encoding="utf-8").splitlines()[6].split()[1] for path in told}


def _all_segments() -> set[str]:
    lines = Path("/proc/sysvipc/shm").read_text(encoding="ascii").splitlines()
    return {line.split()[1] for line in lines[1:]}


@pytest.mark.skipif(bool(why_none()), reason=why_none() or "-")
@pytest.mark.parametrize("signal", [SIGINT, SIGTERM, SIGKILL], ids=lambda one: one.name)
def test_a_run_cut_short_leaves_no_server(signal: Signals, folder: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(
        [sys.executable, "-c", _RUNS],
        cwd=_ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"ready\n"
        segments = _segments(folder)
        assert len(_left(folder)) == 5  # two folders, their watchers, the server that runs
        assert len(segments & _all_segments()) == 2
        run.send_signal(signal)
    for _look in range(_PATIENCE_S * 20):
        if not _left(folder) and not segments & _all_segments():
            break
        sleep(0.05)
    assert _left(folder) == []
    assert not segments & _all_segments()


def test_what_runs_without_a_watcher_left_is_taken_away_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in (f"motcua-pg-{ended.pid}-a", f"motcua-pg-{os.getpid()}-b"):
        (folder / name / "data").mkdir(parents=True)
    with server_folder(None) as mine:
        assert {one.name for one in folder.iterdir()} == {f"motcua-pg-{os.getpid()}-b", mine.name}
    assert not mine.exists()
