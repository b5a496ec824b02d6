"""The real worker: order, delivery, failure, closing; and the inline double."""

import errno
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from app.errors import RuleBrokenError, SessionOverError, UserError
from app.ui.runtime.tasks import Change, Latest, TaskRunner, Tasks
from tests.ui.inline import InlineTasks


class Desk(QObject):
    """Collects what tasks deliver."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []
        self.threads: set[int] = set()
        self.notices: list[UserError] = []
        self.crashes: list[BaseException] = []

    def take(self, value: object) -> None:
        self.values.append(value)
        self.threads.add(threading.get_ident())


@pytest.fixture
def desk(qapp: object) -> Desk:
    return Desk()


@pytest.fixture
def tasks(desk: Desk) -> Iterator[Tasks]:
    tasks = Tasks(desk.notices.append, desk.crashes.append)
    yield tasks
    tasks.drain()


def test_reads_and_writes_are_delivered_in_order_on_the_main_thread(
    qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    worked: set[int] = set()

    def work(number: int) -> int:
        worked.add(threading.get_ident())
        return number

    for number in range(200):
        ask = tasks.write if number % 2 else tasks.read
        ask(partial(work, number), desk.take)
    qtbot.waitUntil(lambda: len(desk.values) == 200)
    assert desk.values == list(range(200))
    assert desk.threads == {threading.get_ident()}
    assert len(worked) == 1
    assert worked != desk.threads


def test_a_write_tells_what_it_changed(qtbot: QtBot, tasks: Tasks, desk: Desk) -> None:
    with qtbot.waitSignal(tasks.changed) as seen:
        tasks.write(lambda: 1, desk.take, {Change.DOSSIERS, Change.HANDOFFS})
    assert seen.args == [frozenset({Change.DOSSIERS, Change.HANDOFFS})]
    assert desk.values == [1]


def _refuse() -> int:
    message = "Hồ sơ đã được trả."
    raise RuleBrokenError(message)


def test_a_failed_write_changes_nothing_and_goes_to_who_asked(
    qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    heard: list[UserError] = []
    with qtbot.assertNotEmitted(tasks.changed):
        tasks.write(_refuse, desk.take, {Change.DOSSIERS}, heard.append)
        qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].message == "Hồ sơ đã được trả."
    assert (desk.values, desk.notices, desk.crashes) == ([], [], [])


def test_an_error_nobody_takes_is_a_notice(qtbot: QtBot, tasks: Tasks, desk: Desk) -> None:
    tasks.read(_refuse, desk.take)
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.crashes == []


def test_a_full_disk_is_a_notice_and_no_crash(qtbot: QtBot, tasks: Tasks, desk: Desk) -> None:
    def write() -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "a.pdf")

    tasks.write(write, desk.take)
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert "đã đầy" in desk.notices[0].message
    assert desk.crashes == []


def _lock_out() -> int:
    message = "Màn hình đang khóa."
    raise SessionOverError(message)


def test_the_end_of_a_session_is_told_to_the_window_and_to_who_asked(
    qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    heard: list[UserError] = []
    tasks.write(_lock_out, desk.take, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert desk.notices == heard
    assert (desk.values, desk.crashes) == ([], [])


def test_a_bug_goes_to_the_crash_report_even_with_a_failure_callback(
    qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    tasks.read(lambda: 1 // 0, desk.take, desk.notices.append)
    qtbot.waitUntil(lambda: bool(desk.crashes))
    assert isinstance(desk.crashes[0], ZeroDivisionError)
    assert desk.notices == []


def test_an_answer_for_a_widget_that_has_gone_is_dropped(
    qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    gone = Desk()
    values = gone.values
    latest = Latest()
    tasks.read(lambda: 1, gone.take)
    tasks.read(lambda: 2, latest.only(gone.take))
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    tasks.read(lambda: 3, desk.take)
    qtbot.waitUntil(lambda: desk.values == [3])
    assert values == []


def test_drain_finishes_what_was_asked_and_takes_nothing_more(tasks: Tasks, desk: Desk) -> None:
    def slow(number: int) -> int:
        time.sleep(0.005)
        return number

    for number in range(5):
        tasks.write(partial(slow, number), desk.take)
    tasks.drain()
    assert desk.values == [0, 1, 2, 3, 4]
    tasks.write(lambda: desk.values.append(9), desk.take)
    tasks.drain()
    assert desk.values == [0, 1, 2, 3, 4]


def test_long_work_is_shown_as_busy_and_short_work_is_not(qtbot: QtBot, desk: Desk) -> None:
    states: list[bool] = []
    # However late a busy machine answers, it does so long before this time is up.
    patient = Tasks(desk.notices.append, desk.crashes.append, busy_after_ms=60_000)
    patient.busy_changed.connect(states.append)
    patient.read(lambda: 1, desk.take)
    qtbot.waitUntil(lambda: desk.values == [1])
    assert states == []
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    assert not any(timer.isActive() for timer in patient.findChildren(QTimer, options=direct))
    patient.drain()
    tasks = Tasks(desk.notices.append, desk.crashes.append, busy_after_ms=20)
    tasks.busy_changed.connect(states.append)
    release = threading.Event()
    tasks.read(lambda: release.wait(60), desk.take)
    qtbot.waitUntil(lambda: states == [True])
    release.set()
    qtbot.waitUntil(lambda: states == [True, False])
    tasks.drain()


def test_only_the_newest_answer_is_let_through() -> None:
    seen: list[str] = []
    latest = Latest()
    old = latest.only(seen.append)
    new = latest.only(seen.append)
    new("new")
    old("old")
    assert seen == ["new"]
    latest.forget()
    new("again")
    assert seen == ["new"]


def test_the_double_keeps_the_same_promises(qtbot: QtBot) -> None:
    double = InlineTasks()
    tasks: TaskRunner = double
    seen: list[object] = []
    with qtbot.waitSignal(tasks.changed):
        tasks.write(lambda: 5, seen.append, {Change.OFFICE})
    tasks.read(_refuse, seen.append)
    assert seen == [5]
    assert [error.message for error in double.notices] == ["Hồ sơ đã được trả."]
    with pytest.raises(ZeroDivisionError):
        tasks.read(lambda: 1 // 0, seen.append)
