"""One window per store, also after the first was killed."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from app.ui.runtime import single_instance
from app.ui.runtime.single_instance import SingleInstance, Start

HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.runtime.single_instance import SingleInstance
program = QCoreApplication([])
holder = SingleInstance(Path(sys.argv[1]))
holder.raise_requested.connect(lambda: print("raise", flush=True))
started = holder.start()
holder.listen()
print(started.value, flush=True)
program.exec()
"""


@pytest.fixture
def holder(tmp_path: Path) -> "subprocess.Popen[str]":
    root = Path(__file__).resolve().parents[3]
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=root
    )


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_brings_the_first_to_the_front(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.start() is Start.FIRST
    first.listen()
    with qtbot.waitSignal(first.raise_requested):
        assert second.start() is Start.BROUGHT_OTHER
    first.release()
    assert second.start() is Start.FIRST
    second.release()


def test_each_store_has_its_own_window(qtbot: QtBot, tmp_path: Path) -> None:
    stores = [tmp_path / "a", tmp_path / "b"]
    windows = []
    for store in stores:
        store.mkdir()
        windows.append(SingleInstance(store))
    assert [window.start() for window in windows] == [Start.FIRST, Start.FIRST]
    for window, store in zip(windows, stores, strict=True):
        window.listen()
        with qtbot.waitSignal(window.raise_requested):
            assert SingleInstance(store).start() is Start.BROUGHT_OTHER
    for window in windows:
        window.release()


def test_another_process_is_asked_and_a_killed_one_counts_for_nothing(
    qtbot: QtBot, tmp_path: Path, holder: "subprocess.Popen[str]"
) -> None:
    try:
        assert _line(holder) == "first"
        mine = SingleInstance(tmp_path)
        assert mine.start() is Start.BROUGHT_OTHER
        assert _line(holder) == "raise"
        told = mine.holder()
        assert told is not None
        assert (told.process, told.machine) == (holder.pid, socket.gethostname())
        assert told.since.timestamp() == pytest.approx((tmp_path / "window.lock").stat().st_mtime)
    finally:
        holder.kill()
        holder.communicate()
    assert (tmp_path / "window.lock").exists()
    assert mine.start() is Start.FIRST
    mine.listen()
    other = SingleInstance(tmp_path)
    with qtbot.waitSignal(mine.raise_requested):
        assert other.start() is Start.BROUGHT_OTHER
    mine.release()


def test_a_holder_that_does_not_answer_is_told_apart(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_PATIENCE_MS", 100)
    silent, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert silent.start() is Start.FIRST
    silent.listen()
    silent.fall_silent()
    assert second.start() is Start.OTHER_SILENT
    assert second.holder() is not None
    silent.release()
    assert second.holder() is None


def test_a_holder_that_is_still_starting_is_asked_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starting, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert starting.start() is Start.FIRST
    monkeypatch.setattr(QThread, "msleep", lambda _ms: starting.listen())
    with qtbot.waitSignal(starting.raise_requested):
        assert second.start() is Start.BROUGHT_OTHER
    starting.release()


def test_who_lets_go_while_it_is_asked_makes_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert closing.start() is Start.FIRST
    monkeypatch.setattr(second, "_ask_other", closing.release)
    assert second.start() is Start.FIRST
    second.release()
