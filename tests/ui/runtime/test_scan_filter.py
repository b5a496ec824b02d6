"""Scans are taken wherever the focus is; all other keys reach their field, in order and in time."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.services.scan_shapes import is_scan, may_become_scan
from app.ui.runtime.scan_filter import MOST_CHARACTERS, KeyClock, ScanFilter, ScanRules, ScanSpeed
from tests.ui.runtime.typing_hand import NO_MODIFIER, SPEED, ToldClock, send_keys

RULES = ScanRules(is_scan=is_scan, may_become=may_become_scan)
CODE = "000.00.15.H53-261123-0042"
CARD = "001090012345|012345678|Nguyễn Văn An|01011990|Nam|Số 1, phố Huế|01012021"
PAYLOAD = "1" + "0123456789" * 20
CTRL = Qt.KeyboardModifier.ControlModifier


class Desk(QWidget):
    """Two fields and a button, and what was scanned."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.other = QLineEdit()
        self.button = QPushButton("Trả")
        self.scans: list[str] = []
        self.clicks = 0
        self.clock = ToldClock()
        self.filter: ScanFilter | None = None
        self.button.clicked.connect(self._count)
        self._rows = QVBoxLayout(self)
        for one in (self.field, self.other, self.button):
            self.add(one)

    def add(self, widget: QWidget) -> None:
        self._rows.addWidget(widget)

    def _count(self) -> None:
        self.clicks += 1

    def listen(self, app: QApplication) -> None:
        self.filter = ScanFilter(app, RULES, SPEED, self.clock)
        self.filter.scanned.connect(self.scans.append)

    def send(self, text: str) -> None:
        send_keys(self.windowHandle(), self.clock, text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self.clock.go_on(2)
        QTest.keyClick(self.windowHandle(), key, held)

    def shortcuts(self, *keys: str) -> list[str]:
        """Return the list that shortcuts of `keys` write themselves into."""
        fired: list[str] = []
        for one in keys:
            shortcut = QShortcut(QKeySequence(one), self)
            shortcut.activated.connect(lambda one=one: fired.append(one))
        return fired


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    QTest.qWaitForWindowActive(desk)
    desk.field.setFocus()
    desk.listen(qapp)
    yield desk
    assert desk.filter is not None
    desk.filter.remove()
    desk.filter.deleteLater()


@pytest.mark.parametrize("text", [PAYLOAD, CODE, CODE.lower(), CARD, "RR123456785VN"])
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_scan_is_taken_and_touches_no_field(desk: Desk, text: str, end: Qt.Key) -> None:
    desk.send(text)
    desk.press(end)
    assert desk.scans == [text]
    assert desk.field.text() == ""
    assert desk.field.hasFocus()


def test_a_scan_without_an_end_is_taken_after_the_gap(desk: Desk) -> None:
    desk.send(CODE)
    assert desk.scans == []
    desk.clock.wait()
    assert desk.scans == [CODE]
    assert desk.field.text() == ""


@pytest.mark.parametrize(
    "text",
    [
        *("Nguyễn Văn An", "Tran Thi Bich Ngoc", "nguyenvanan1990", "TRANVANBINH"),
        *("001090012345", "0912345678", "12345678", "Số 12, ngõ 4, phố Huế"),
        *("ho so H53-261123", "Mã 000.00.15.H53-261123-0042 đã trả", "https://example.vn/a?b=1"),
        *("RR123456784VN", "10 | 20", "H53|khu phố 3"),
    ],
)
def test_a_burst_of_typing_is_typed_where_the_focus_is(desk: Desk, text: str) -> None:
    entered: list[str] = []
    desk.field.returnPressed.connect(lambda: entered.append(desk.field.text()))
    desk.send(text)
    desk.press(Qt.Key.Key_Return)
    assert desk.scans == []
    assert entered == [text]


def test_a_burst_of_several_fields_goes_from_one_to_the_next(desk: Desk) -> None:
    """So do text expanders and remote desktops type a form."""
    desk.send("Tran Van B")
    desk.press(Qt.Key.Key_Tab)
    desk.send("001090012345")
    desk.clock.wait()
    assert (desk.field.text(), desk.other.text()) == ("Tran Van B", "001090012345")
    assert desk.scans == []


def test_a_code_within_a_burst_of_typing_is_typed(desk: Desk) -> None:
    desk.send("ho so ")
    desk.send(CODE)
    desk.clock.wait()
    assert desk.field.text() == f"ho so {CODE}"
    assert desk.scans == []


def test_after_typing_and_a_gap_a_scan_is_a_scan_again(desk: Desk) -> None:
    desk.send("Tran Van B")
    desk.clock.wait()
    desk.send(CODE)
    desk.press(Qt.Key.Key_Return)
    assert (desk.field.text(), desk.scans) == ("Tran Van B", [CODE])


def test_an_enter_trailing_behind_a_taken_scan_is_swallowed_once(desk: Desk) -> None:
    entered: list[bool] = []
    desk.field.returnPressed.connect(lambda: entered.append(True))
    desk.send(CODE)
    desk.clock.wait()
    desk.press(Qt.Key.Key_Return)
    assert (desk.scans, entered) == ([CODE], [])
    desk.press(Qt.Key.Key_Return)
    assert entered == [True]


def test_an_enter_long_after_a_taken_scan_is_a_person_s(desk: Desk) -> None:
    entered: list[bool] = []
    desk.field.returnPressed.connect(lambda: entered.append(True))
    desk.send(CODE)
    desk.clock.wait()
    desk.clock.go_on(SPEED.end_ms)
    desk.press(Qt.Key.Key_Return)
    assert entered == [True]


def test_an_enter_after_a_scan_that_had_its_own_is_a_person_s(desk: Desk) -> None:
    entered: list[bool] = []
    desk.field.returnPressed.connect(lambda: entered.append(True))
    desk.send(CODE)
    desk.clock.wait()
    desk.send(CODE)
    desk.press(Qt.Key.Key_Return)
    assert (desk.scans, entered) == ([CODE, CODE], [])
    desk.press(Qt.Key.Key_Return)
    assert entered == [True]


def test_keys_that_piled_up_while_the_window_was_busy_are_typing(desk: Desk) -> None:
    """They arrive at once, but their times say that a hand was at work."""
    send_keys(desk.windowHandle(), desk.clock, CODE, apart_ms=120)
    desk.clock.wait()
    assert desk.field.text() == CODE
    assert desk.scans == []


class _Late:
    """A timer of elapsed time that says what it is told."""

    def __init__(self, elapsed_ms: int) -> None:
        self.elapsed_ms = elapsed_ms

    def start(self) -> None:
        pass

    def elapsed(self) -> int:
        return self.elapsed_ms


@pytest.mark.parametrize(("late_ms", "timeouts"), [(0, 1), (10, 2), (SPEED.gap_ms, 2), (60_000, 2)])
def test_a_timer_that_fires_late_waits_for_the_keys_in_the_queue_once(
    late_ms: int, timeouts: int, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that stands still neither ends a burst of quick keys nor keeps keys back."""
    clock = KeyClock(SPEED.gap_ms)
    monkeypatch.setattr(clock, "_since", _Late(SPEED.gap_ms + late_ms))
    quiet: list[int] = []
    clock.quiet.connect(lambda: quiet.append(len(fired)))
    for _key in range(2):
        fired: list[int] = []
        quiet.clear()
        clock.start()
        while not quiet and len(fired) < 5:
            fired.append(1)
            clock._timer.timeout.emit()
        assert quiet == [timeouts]
    clock.stop()


def test_a_scan_is_taken_while_a_button_has_the_focus(desk: Desk) -> None:
    desk.button.setFocus()
    desk.send(PAYLOAD)
    desk.press(Qt.Key.Key_Return)
    assert desk.scans == [PAYLOAD]
    assert desk.clicks == 0


def test_a_key_typed_waits_for_one_gap_at_most(desk: Desk) -> None:
    for at, char in enumerate("123 Nguyen", 1):
        desk.send(char)
        desk.clock.go_on(SPEED.gap_ms)
        assert len(desk.field.text()) == at


def test_quick_letters_wait_for_two_more_keys_at_most(desk: Desk) -> None:
    shown: list[int] = []
    for char in "nguyenvanan":
        desk.send(char)
        shown.append(len(desk.field.text()))
    assert shown == [0, 0, *range(3, 12)]


def test_the_default_holds_a_key_for_no_more_than_forty_milliseconds() -> None:
    assert ScanSpeed().gap_ms <= 40


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
    desk.send("12")
    desk.clock.wait()
    assert desk.field.text() == "12trxyz"
    assert desk.scans == []


def test_an_expanded_abbreviation_is_typed_even_where_it_is_a_code(desk: Desk) -> None:
    desk.send("mhs")
    for _time in range(3):
        desk.press(Qt.Key.Key_Backspace)
    desk.send(CODE)
    desk.clock.wait()
    assert (desk.field.text(), desk.scans) == (CODE, [])


def test_space_typed_on_a_button_still_clicks_it(desk: Desk) -> None:
    desk.button.setFocus()
    desk.send(" ")
    desk.clock.wait()
    assert desk.clicks == 1


def test_commands_inside_a_code_trigger_nothing(desk: Desk) -> None:
    fired = desk.shortcuts("Ctrl+P", "F2", "Alt+X")
    desk.send(CODE[:6])
    desk.press(Qt.Key.Key_P, CTRL)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Escape)
    desk.send(CODE[6:])
    desk.press(Qt.Key.Key_Return)
    assert fired == []
    assert desk.scans == [CODE]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_an_end_of_line_with_ctrl_inside_a_code_registers_nothing(desk: Desk, key: Qt.Key) -> None:
    fired = desk.shortcuts("Ctrl+Return", "Ctrl+Enter")
    desk.send(CODE[:6])
    desk.press(key, CTRL)
    desk.send(CODE[6:])
    desk.press(Qt.Key.Key_Return)
    assert (fired, desk.scans) == ([], [CODE])
    desk.press(key, CTRL)
    assert len(fired) == 1


@pytest.mark.parametrize("text", ["12345678", "ABCDEFG", "foreign code"])
def test_commands_inside_a_foreign_code_trigger_no_shortcut(desk: Desk, text: str) -> None:
    fired = desk.shortcuts("Ctrl+P", "Ctrl+Return", "F2")
    desk.send(text)
    desk.press(Qt.Key.Key_P, CTRL)
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.press(Qt.Key.Key_F2)
    desk.send("42")
    desk.clock.wait()
    assert fired == []
    assert desk.field.text() == f"{text}42"


def test_a_burst_keeps_the_keys_that_edit_in_order(desk: Desk) -> None:
    desk.send("12345")
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Delete)
    desk.send("67")
    desk.clock.wait()
    assert desk.field.text() == "123467"


def test_a_command_after_typing_sees_the_whole_text(desk: Desk) -> None:
    seen: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+P"), desk)
    shortcut.activated.connect(lambda: seen.append(desk.field.text()))
    desk.send("ab")
    desk.press(Qt.Key.Key_P, CTRL)
    assert seen == ["ab"]


def test_control_characters_of_a_code_are_dropped(desk: Desk) -> None:
    desk.send(PAYLOAD[:7])
    desk.press(Qt.Key.Key_BracketRight, CTRL)
    desk.send(PAYLOAD[7:])
    desk.press(Qt.Key.Key_Return)
    assert desk.scans == [PAYLOAD]


def test_an_endless_burst_is_typed_and_loses_nothing(desk: Desk) -> None:
    endless = "7" * (MOST_CHARACTERS + 50)
    desk.send(endless)
    desk.press(Qt.Key.Key_Return)
    assert (desk.field.text(), desk.scans) == (endless, [])


def test_a_click_lets_held_keys_go_first(desk: Desk) -> None:
    seen: list[str] = []
    desk.button.pressed.connect(lambda: seen.append(desk.field.text()))
    desk.send("ab")
    where = desk.button.mapTo(desk, desk.button.rect().center())
    QTest.mouseClick(desk.windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    assert seen == ["ab"]


def test_two_scans_in_a_row_are_two(desk: Desk) -> None:
    for text in (CODE, PAYLOAD):
        desk.send(text)
        desk.press(Qt.Key.Key_Return)
    assert desk.scans == [CODE, PAYLOAD]


def _dialog_window() -> QWindow:
    window: QWindow | None = QApplication.modalWindow()
    assert window is not None
    return window


def test_letters_typed_into_qt_s_own_file_dialog_arrive(desk: Desk) -> None:
    """A dialog that Qt makes and no Python object of ours holds."""
    typed: list[str] = []

    def type_a_name() -> None:
        window = _dialog_window()
        for char in "bao cao":
            send_keys(window, desk.clock, char)
            desk.clock.wait()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        typed.extend(one.text() for one in dialog.findChildren(QLineEdit))
        dialog.reject()

    QTimer.singleShot(0, desk, type_a_name)
    QFileDialog.getSaveFileName(desk, options=QFileDialog.Option.DontUseNativeDialog)
    assert typed == ["bao cao"]


def test_what_a_key_opens_takes_the_keys_behind_it(desk: Desk) -> None:
    """A dialog with a loop of its own, opened by the first of several quick keys."""
    typed: list[str] = []

    def type_more() -> None:
        send_keys(_dialog_window(), desk.clock, "3")
        desk.clock.wait()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        typed.extend(one.text() for one in dialog.findChildren(QLineEdit))
        dialog.reject()

    def ask() -> None:
        QTimer.singleShot(0, desk, type_more)
        QFileDialog.getSaveFileName(desk, options=QFileDialog.Option.DontUseNativeDialog)

    desk.field.textEdited.connect(ask)
    desk.send("12")
    desk.clock.wait()
    assert (desk.field.text(), typed) == ("1", ["23"])


def test_letters_go_through_the_popup_of_a_completer(desk: Desk) -> None:
    completer = QCompleter(QStringListModel(["an giang", "an khe"], desk), desk)
    desk.field.setCompleter(completer)
    for char in "an g":
        desk.send(char)
        desk.clock.wait()
    assert desk.field.text() == "an g"
    popup = completer.popup()
    assert popup is not None
    assert QApplication.activePopupWidget() is popup
    desk.send("iang")
    assert desk.field.text() == "an giang"
    popup.hide()


def test_letters_choose_in_the_popup_of_a_combo_box(qtbot: QtBot, desk: Desk) -> None:
    box = QComboBox()
    box.addItems(["Hà Nội", "Hải Phòng", "Nghệ An"])
    desk.add(box)
    box.showPopup()
    desk.send("n")
    desk.clock.wait()
    desk.press(Qt.Key.Key_Return)
    assert box.currentText() == "Nghệ An"


def test_letters_reach_the_editor_of_a_table_s_cell(desk: Desk) -> None:
    table = QTableWidget(1, 1)
    desk.add(table)
    table.setFocus()
    table.setCurrentCell(0, 0)
    desk.send("Nguyen 12345678")
    desk.clock.wait()
    desk.press(Qt.Key.Key_Return)
    item = table.item(0, 0)
    assert item is not None
    assert item.text() == "Nguyen 12345678"
