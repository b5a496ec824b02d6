"""Backups by themselves: off the window's thread, when due, and stopped without a trace."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from app.services.backup import making
from app.services.backup.backups import Backups
from app.services.backup.records import BackupMade, BackupStoppedError
from app.ui.runtime.backup_rounds import BackupRounds
from tests.services.backup.builders import Machine, on_machine
from tests.services.desk_builders import Counter
from tests.services.ready_stores import a_ready_store
from tests.services.store_builders import FakeTime

if TYPE_CHECKING:
    from app.errors import UserError


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    machine = Machine(tmp_path / "data", FakeTime())
    made = on_machine(machine, a_ready_store(machine.data))
    yield made
    made.database.close()


@pytest.fixture
def backups(tmp_path: Path, counter: Counter) -> Backups:
    return Machine(tmp_path / "data", counter.time).backups(counter)


@pytest.fixture
def rounds(backups: Backups, qtbot: QtBot) -> Iterator[BackupRounds]:
    crashes: list[BaseException] = []
    made = BackupRounds(lambda: backups, crashes.append)
    yield made
    made.end()
    assert crashes == []


def test_a_due_backup_is_made_by_itself_on_another_thread(
    counter: Counter,
    backups: Backups,
    rounds: BackupRounds,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads = []
    honest = backups.make

    def make(*args: object, **more: object) -> BackupMade:
        threads.append(current_thread())
        return honest(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "make", make)
    with qtbot.waitSignal(rounds.rested, timeout=60_000):
        rounds._look()
    assert len(threads) == 1
    assert threads[0] is not main_thread()
    assert backups.state().last_good_at is not None
    rounds._look()
    qtbot.waitUntil(lambda: rounds._tasks.is_idle, timeout=60_000)
    assert len(threads) == 1  # nothing changed since
    counter.code()
    counter.time.advance(timedelta(minutes=31))
    with qtbot.waitSignal(rounds.rested, timeout=60_000):
        rounds._look()
    assert len(threads) == 2


def test_a_stopped_one_leaves_nothing_and_says_so(
    tmp_path: Path, rounds: BackupRounds, qtbot: QtBot
) -> None:
    refused: list[UserError] = []
    told: list[str] = []

    def stop_at_copying(doing: str, _part: float) -> None:
        told.append(doing)
        rounds.cancel()

    rounds.told.connect(stop_at_copying)
    with qtbot.waitSignal(rounds.rested, timeout=60_000):
        rounds.make(lambda _made: refused.clear(), refused.append)
        rounds.cancel()
    assert [type(error) for error in refused] == [BackupStoppedError]
    assert list((tmp_path / "data").glob("backups/*")) == []
    assert not rounds.is_running


def test_its_progress_is_told(rounds: BackupRounds, qtbot: QtBot) -> None:
    told: list[tuple[str, float]] = []
    rounds.told.connect(lambda doing, part: told.append((doing, part)))
    made: list[BackupMade] = []
    with qtbot.waitSignal(rounds.rested, timeout=60_000):
        rounds.make(made.append, lambda _error: None)
    assert len(made) == 1
    assert {making.COPYING, making.SEALING, making.OPENING} <= {doing for doing, _part in told}
