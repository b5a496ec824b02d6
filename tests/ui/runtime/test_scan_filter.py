"""Bursts become scans wherever the focus is; typing reaches its field, in order and in time."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QElapsedTimer, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.runtime.scan_filter import MOST_CHARACTERS, ScanFilter, ScanSpeed

# Slow machines must not turn a burst into typing, so tests allow a wider gap than the default.
SPEED = ScanSpeed(gap_ms=60)
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Desk(QWidget):
    """Two fields and a button, and what was scanned."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.button = QPushButton("Trả")
        self.scans: list[str] = []
        self.clicks = 0
        self.filter: ScanFilter | None = None
        self.button.clicked.connect(self._count)
        rows = QVBoxLayout(self)
        rows.addWidget(self.field)
        rows.addWidget(self.button)

    def _count(self) -> None:
        self.clicks += 1

    def listen(self, app: QApplication, speed: ScanSpeed | None) -> None:
        """Tell scans at `speed` from typing, or nothing more."""
        if self.filter is not None:
            self.filter.remove()
            self.filter.deleteLater()
            self.filter = None
        if speed is not None:
            self.filter = ScanFilter(app, speed)
            self.filter.scanned.connect(self.scans.append)

    def send(self, text: str) -> None:
        """Send keys as the keyboard's driver would: to the window."""
        for char in text:
            QTest.keyClick(self.windowHandle(), char)  # type: ignore[call-overload]

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        QTest.keyClick(self.windowHandle(), key, held)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    QTest.qWaitForWindowActive(desk)
    desk.field.setFocus()
    desk.listen(qapp, SPEED)
    yield desk
    desk.listen(qapp, None)


def test_a_burst_with_enter_is_a_scan_and_touches_no_field(desk: Desk) -> None:
    desk.send("12345678901234567890")
    desk.press(Qt.Key.Key_Return)
    assert desk.scans == ["12345678901234567890"]
    assert desk.field.text() == ""


def test_letters_of_a_scan_keep_their_case(desk: Desk) -> None:
    desk.send("H53-BCDFx42")
    desk.press(Qt.Key.Key_Tab)
    assert desk.scans == ["H53-BCDFx42"]
    assert desk.field.hasFocus()


def test_a_burst_without_an_end_is_taken_after_the_gap(qtbot: QtBot, desk: Desk) -> None:
    desk.send("12345678")
    assert desk.scans == []
    qtbot.waitUntil(lambda: desk.scans == ["12345678"])
    assert desk.field.text() == ""


def test_an_enter_trailing_behind_a_taken_scan_is_swallowed_once(qtbot: QtBot, desk: Desk) -> None:
    entered: list[bool] = []
    desk.field.returnPressed.connect(lambda: entered.append(True))
    desk.send("12345678")
    qtbot.waitUntil(lambda: bool(desk.scans))
    desk.press(Qt.Key.Key_Return)
    assert entered == []
    desk.press(Qt.Key.Key_Return)
    assert entered == [True]


def test_an_enter_after_a_scan_that_had_its_own_is_a_person_s(desk: Desk) -> None:
    entered: list[bool] = []
    desk.field.returnPressed.connect(lambda: entered.append(True))
    desk.send("12345678")
    QTest.qWait(SPEED.gap_ms + 25)
    desk.send("12345678")
    desk.press(Qt.Key.Key_Return)
    assert (desk.scans, entered) == (["12345678", "12345678"], [])
    desk.press(Qt.Key.Key_Return)
    assert entered == [True]


def test_keys_that_piled_up_while_the_window_was_busy_are_typing(desk: Desk) -> None:
    """They arrive at once, but their times say that a hand was at work."""
    for at, char in enumerate("nguyenvana"):
        event = QKeyEvent(QEvent.Type.KeyPress, ord(char.upper()), NO_MODIFIER, char)
        event.setTimestamp(1000 + at * 120)
        QApplication.sendEvent(desk.windowHandle(), event)
    QTest.qWait(SPEED.gap_ms + 25)
    assert desk.field.text() == "nguyenvana"
    assert desk.scans == []


def test_a_scan_is_taken_while_a_button_has_the_focus(desk: Desk) -> None:
    desk.button.setFocus()
    desk.send("1234 5678 90")
    desk.press(Qt.Key.Key_Return)
    assert desk.scans == ["1234 5678 90"]
    assert desk.clicks == 0


def test_typing_loses_nothing_and_waits_no_longer_than_the_gap(qtbot: QtBot, desk: Desk) -> None:
    waits: list[int] = []
    clock = QElapsedTimer()
    desk.field.textChanged.connect(lambda: waits.append(clock.elapsed()))
    for char in "Nguyen Van An":
        clock.start()
        desk.send(char)
        QTest.qWait(SPEED.gap_ms + 25)
    assert desk.field.text() == "Nguyen Van An"
    assert desk.scans == []
    # The timer itself is precise; the margin is for a busy machine.
    assert sorted(waits)[len(waits) // 2] <= SPEED.gap_ms + 10


def test_the_default_holds_a_key_for_no_more_than_forty_milliseconds() -> None:
    assert ScanSpeed().gap_ms <= 40


def test_quick_pairs_of_keys_are_typing(qtbot: QtBot, desk: Desk) -> None:
    for pair in ("th", "uo", "ng"):
        desk.send(pair)
        QTest.qWait(SPEED.gap_ms + 25)
    assert desk.field.text() == "thuong"
    assert desk.scans == []


def test_a_short_burst_then_enter_reaches_the_field_in_order(desk: Desk) -> None:
    texts: list[str] = []
    desk.field.returnPressed.connect(lambda: texts.append(desk.field.text()))
    desk.send("0042")
    desk.press(Qt.Key.Key_Return)
    assert texts == ["0042"]
    assert desk.scans == []


def test_backspace_among_quick_letters_stays_in_order(desk: Desk) -> None:
    # This is how an input method of the system turns "truong" into "trường".
    desk.send("truo")
    desk.press(Qt.Key.Key_Backspace)
    desk.press(Qt.Key.Key_Backspace)
    desk.send("xyz")
    desk.press(Qt.Key.Key_Home)
    QTest.qWait(SPEED.gap_ms + 25)
    assert desk.field.text() == "trxyz"
    assert desk.scans == []


def test_space_typed_on_a_button_still_clicks_it(qtbot: QtBot, desk: Desk) -> None:
    desk.button.setFocus()
    desk.send(" ")
    qtbot.waitUntil(lambda: desk.clicks == 1)


def test_commands_inside_a_code_trigger_nothing(desk: Desk) -> None:
    fired: list[str] = []
    for keys in ("Ctrl+P", "F2", "Alt+X"):
        shortcut = QShortcut(QKeySequence(keys), desk)
        shortcut.activated.connect(lambda keys=keys: fired.append(keys))
    desk.send("1234")
    desk.press(Qt.Key.Key_P, CTRL)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Escape)
    desk.send("5678")
    desk.press(Qt.Key.Key_Return)
    assert fired == []
    assert desk.scans == ["12345678"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_an_end_of_line_with_ctrl_inside_a_code_registers_nothing(desk: Desk, key: Qt.Key) -> None:
    fired: list[str] = []
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        shortcut = QShortcut(QKeySequence(keys), desk)
        shortcut.activated.connect(lambda keys=keys: fired.append(keys))
    desk.send("1234")
    desk.press(key, CTRL)
    desk.send("5678")
    desk.press(Qt.Key.Key_Return)
    assert fired == []
    assert desk.scans == ["12345678"]
    desk.press(key, CTRL)
    assert len(fired) == 1


def test_a_command_after_typing_sees_the_whole_text(desk: Desk) -> None:
    seen: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+P"), desk)
    shortcut.activated.connect(lambda: seen.append(desk.field.text()))
    desk.send("ab")
    desk.press(Qt.Key.Key_P, CTRL)
    assert seen == ["ab"]


def test_control_characters_of_a_code_are_dropped(desk: Desk) -> None:
    desk.send("0112345")
    desk.press(Qt.Key.Key_BracketRight, CTRL)
    desk.send("67890")
    desk.press(Qt.Key.Key_Return)
    assert desk.scans == ["011234567890"]


def test_an_endless_code_is_cut(qapp: QApplication, desk: Desk) -> None:
    desk.listen(qapp, ScanSpeed(gap_ms=2000))
    desk.send("7" * (MOST_CHARACTERS + 50))
    desk.press(Qt.Key.Key_Return)
    assert [len(text) for text in desk.scans] == [MOST_CHARACTERS]
    assert desk.field.text() == ""


def test_a_click_lets_held_keys_go_first(desk: Desk) -> None:
    seen: list[str] = []
    desk.button.pressed.connect(lambda: seen.append(desk.field.text()))
    desk.send("ab")
    where = desk.button.mapTo(desk, desk.button.rect().center())
    QTest.mouseClick(desk.windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    assert seen == ["ab"]


def test_two_scans_in_a_row_are_two(desk: Desk) -> None:
    for code in ("1111111111", "2222222222"):
        desk.send(code)
        desk.press(Qt.Key.Key_Return)
        time.sleep(0.002)
    assert desk.scans == ["1111111111", "2222222222"]
