"""The last resort: an exception in a slot or in the worker is told and ends nothing."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

from app.ui.runtime.crash import install_crash_hooks
from app.ui.runtime.tasks import Tasks

_SECRET = "Nguyễn Thị Ánh 072185001234"


class Talker(QObject):
    """Sends a signal whose slot fails."""

    said = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said.connect(self._fail)

    def _fail(self) -> None:
        raise ValueError(_SECRET)


@pytest.fixture
def told() -> Iterator[list[BaseException]]:
    heard: list[BaseException] = []
    undo = install_crash_hooks(heard.append)
    yield heard
    undo()


def in_a_slot() -> None:
    talker = Talker()
    talker.said.emit()


def in_a_timer() -> None:
    QTimer.singleShot(0, _raise)


def _raise() -> None:
    raise ValueError(_SECRET)


@pytest.mark.parametrize("fails", [in_a_slot, in_a_timer], ids=lambda one: one.__name__)
def test_what_nobody_caught_is_told_and_the_program_goes_on(
    qtbot: QtBot, told: list[BaseException], fails: Callable[[], None]
) -> None:
    fails()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], ValueError)


def test_failure_of_the_worker_is_told_and_the_next_work_is_done(qtbot: QtBot) -> None:
    crashes: list[BaseException] = []
    answers: list[int] = []
    tasks = Tasks(crashes.append, crashes.append)
    tasks.write(_raise, lambda _none: None)
    tasks.read(lambda: 7, answers.append)
    qtbot.waitUntil(lambda: answers == [7])
    assert [type(one) for one in crashes] == [ValueError]
    tasks.drain()
