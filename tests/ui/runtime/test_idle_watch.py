"""When nobody has touched anything: the timer, the wall clock, the touch that comes too late."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.runtime.idle_watch import IdleWatch
from tests.services.store_builders import FakeTime

_LIMIT = timedelta(minutes=5)


class Watched:
    """A field that is touched, a wall clock that is moved, and how often idleness was told."""

    def __init__(self, app: QApplication, limit: timedelta = _LIMIT) -> None:
        self.time = FakeTime()
        self.field = QLineEdit()
        self.told = 0
        self.watch = IdleWatch(app, limit, self.time, self.field)
        self.watch.idle.connect(self._count)
        self.watch.start()

    def _count(self) -> None:
        self.told += 1


@pytest.fixture
def watched(qapp: QApplication, qtbot: QtBot) -> Iterator[Watched]:
    made = Watched(qapp)
    qtbot.addWidget(made.field)
    made.field.show()
    yield made
    made.watch.stop()


def test_touch_after_five_minutes_locks_and_types_nothing(watched: Watched) -> None:
    watched.time.advance(_LIMIT)
    QTest.keyClicks(watched.field, "a")
    assert (watched.told, watched.field.text()) == (1, "")


def test_touch_in_time_is_typed_and_counts_anew(watched: Watched) -> None:
    for _ in range(3):
        watched.time.advance(_LIMIT - timedelta(seconds=1))
        QTest.keyClicks(watched.field, "a")
    assert (watched.told, watched.field.text()) == (0, "aaa")


@pytest.mark.parametrize("touch", ["key", "press", "move", "wheel"])
def test_every_kind_of_touch_counts(watched: Watched, touch: str) -> None:
    watched.time.advance(timedelta(minutes=4))
    if touch == "key":
        QTest.keyClick(watched.field, Qt.Key.Key_Shift)
    elif touch == "press":
        QTest.mouseClick(watched.field, Qt.MouseButton.LeftButton)
    elif touch == "move":
        QTest.mouseMove(watched.field, QPoint(3, 3))
        QTest.mouseMove(watched.field, QPoint(5, 5))
    else:
        wheel(watched.field)
    watched.time.advance(timedelta(minutes=4))
    QTest.keyClicks(watched.field, "b")
    assert (watched.told, watched.field.text()) == (0, "b")


def test_idleness_is_told_once_and_watched_again_after_a_start(watched: Watched) -> None:
    watched.time.advance(_LIMIT)
    for _ in range(3):
        QTest.keyClick(watched.field, Qt.Key.Key_Shift)
    assert watched.told == 1
    watched.watch.start()
    QTest.keyClick(watched.field, Qt.Key.Key_Shift)
    assert watched.told == 1
    watched.time.advance(_LIMIT)
    QTest.keyClick(watched.field, Qt.Key.Key_Shift)
    assert watched.told == 2


def test_nobody_needs_to_touch_anything(qapp: QApplication, qtbot: QtBot) -> None:
    made = Watched(qapp, timedelta(milliseconds=200))
    qtbot.addWidget(made.field)
    with qtbot.waitSignal(made.watch.idle, timeout=60_000):
        pass
    assert made.told == 1


def test_clock_set_back_does_not_put_it_off(qapp: QApplication, qtbot: QtBot) -> None:
    made = Watched(qapp, timedelta(milliseconds=200))
    qtbot.addWidget(made.field)
    made.time.advance(-timedelta(days=1))
    with qtbot.waitSignal(made.watch.idle, timeout=60_000):
        pass


def wheel(field: QLineEdit) -> None:
    middle = QPointF(field.rect().center())
    event = QWheelEvent(
        middle,
        field.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
