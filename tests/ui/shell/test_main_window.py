"""The shell: pages made late, scans passed on, changes told, strip, badges, cover."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Change
from app.ui.runtime.view_memory import ViewMemory
from app.ui.shell.main_window import MainWindow
from app.ui.shell.messages import NoticeKind
from app.ui.shell.sidebar import RailButton
from app.ui.widgets.lookup_field import LookupRow
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from tests.ui.builders import BusyPage, PlainPage, a_page, a_window
from tests.ui.inline import InlineTasks

DOSSIERS = frozenset({Change.DOSSIERS})


class Shell:
    """A shown window of two pages, and which of them were made."""

    def __init__(self, qtbot: QtBot) -> None:
        self.made: list[str] = []
        self.tasks = InlineTasks()
        self.window = a_window(
            [
                a_page("intake", self._make_intake, title="Tiếp nhận", shortcut="F2"),
                a_page("handoff", self._make_handoff, title="Bàn giao", shortcut="F3"),
            ],
            tasks=self.tasks,
            find=self._find,
        )
        qtbot.addWidget(self.window)
        self.window.show()
        QTest.qWaitForWindowActive(self.window)

    def _make_intake(self) -> BusyPage:
        self.made.append("intake")
        return BusyPage()

    def _make_handoff(self) -> PlainPage:
        self.made.append("handoff")
        return PlainPage()

    def _find(self, text: str) -> list[LookupRow]:
        return [LookupRow(value=42, title="0042 · Trần Thị B")] if "42" in text else []

    @property
    def intake(self) -> BusyPage:
        page = self.window.page("intake")
        assert isinstance(page, BusyPage)
        return page


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    return Shell(qtbot)


def _press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.windowHandle(), key)


def test_a_page_is_made_when_first_shown_and_once(shell: Shell) -> None:
    assert shell.made == []
    first = shell.window.show_page("intake")
    shell.window.show_page("handoff")
    assert shell.window.show_page("intake") is first
    assert shell.made == ["intake", "handoff"]
    assert shell.intake.heard == ["activated", "activated"]
    assert shell.window.page_key == "intake"


def test_keys_bring_pages_and_the_box(shell: Shell) -> None:
    _press(shell.window, Qt.Key.Key_F3)
    assert shell.window.page_key == "handoff"
    _press(shell.window, Qt.Key.Key_F2)
    assert shell.window.page_key == "intake"
    _press(shell.window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is shell.window.top_bar.box


def test_the_rail_brings_a_page_to_the_front(shell: Shell) -> None:
    shell.window.rail.page_chosen.emit("handoff")
    assert shell.window.page_key == "handoff"


def test_a_scan_goes_to_the_page_in_front_else_to_the_box(shell: Shell) -> None:
    entered: list[str] = []
    shell.window.box_entered.connect(entered.append)
    shell.window.show_page("intake")
    shell.window.take_scan("111")
    shell.intake.takes_scans = False
    shell.window.take_scan("222")
    shell.window.show_page("handoff")
    shell.window.take_scan("333")
    assert shell.intake.heard == ["activated", "111", "222"]
    assert entered == ["222", "333"]


class ScanDialog(QDialog):
    """A dialog that may use scans."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scans: list[str] = []

    def handle_scan(self, text: str) -> bool:
        self.scans.append(text)
        return True


def test_an_open_dialog_keeps_scans_from_the_page_behind(shell: Shell) -> None:
    shell.window.show_page("intake")
    plain = QDialog(shell.window)
    plain.open()
    shell.window.take_scan("111")
    assert "đóng hộp thoại" in shell.window.strip.text
    plain.close()
    taking = ScanDialog(shell.window)
    taking.open()
    shell.window.take_scan("222")
    assert taking.scans == ["222"]
    taking.close()
    assert shell.intake.heard == ["activated"]


def test_the_menu_shows_what_is_bound_when_it_opens(shell: Shell) -> None:
    window = shell.window
    menu = window.top_bar.menu()
    menu.aboutToShow.emit()
    before = [action.text() for action in menu.actions()]
    window.actions_book.bind("session.change_password", lambda: None, window)
    menu.aboutToShow.emit()
    after = [action.text() for action in menu.actions()]
    assert before == ["Bảng phím tắt", "Thoát chương trình"]
    assert after == ["Đổi mật khẩu", *before]


def test_changes_reach_the_front_at_once_and_the_others_when_shown(shell: Shell) -> None:
    shell.window.show_page("intake")
    shell.tasks.changed.emit(DOSSIERS)
    shell.window.show_page("handoff")
    shell.tasks.changed.emit(DOSSIERS)
    shell.tasks.changed.emit(frozenset({Change.OFFICE}))
    assert shell.intake.heard == ["activated", DOSSIERS]
    shell.window.show_page("intake")
    assert shell.intake.heard[2:] == [DOSSIERS | {Change.OFFICE}, "activated"]
    shell.window.show_page("intake")
    assert shell.intake.heard[4:] == ["activated"]


def test_the_box_hands_on_what_was_found_or_typed(shell: Shell) -> None:
    chosen: list[object] = []
    entered: list[str] = []
    shell.window.box_chosen.connect(chosen.append)
    shell.window.box_entered.connect(entered.append)
    box = shell.window.top_bar.box
    shell.window.go_to_box()
    for text in ("42", "99"):
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert (chosen, entered) == ([42], ["99"])


def test_the_strip_tells_and_offers_the_correction(shell: Shell) -> None:
    done: list[str] = []
    shell.window.say(
        "Đã tiếp nhận <b>0042</b>",
        NoticeKind.DONE,
        [("Sửa", lambda: done.append("sửa")), ("In lại", lambda: done.append("in"))],
    )
    strip = shell.window.strip
    assert strip.text == "Đã tiếp nhận <b>0042</b>"
    assert [made.text() for made in strip.buttons] == ["Sửa", "In lại"]
    QTest.mouseClick(strip.buttons[1], Qt.MouseButton.LeftButton)
    assert done == ["in"]
    shell.window.say("Chưa in được phiếu.", NoticeKind.WARNING)
    assert strip.buttons == ()


def test_states_stand_until_they_are_taken_away(shell: Shell) -> None:
    shell.window.set_state("printer", "Máy in sẵn sàng")
    shell.window.set_state("backup", "Sao lưu 09:30")
    shown = [one.text() for one in shell.window.strip.findChildren(QLabel) if one.isVisible()]
    assert "Máy in sẵn sàng" in shown
    shell.window.set_state("printer", "")
    shown = [one.text() for one in shell.window.strip.findChildren(QLabel) if one.isVisible()]
    assert "Máy in sẵn sàng" not in shown
    assert "Sao lưu 09:30" in shown


def test_badges_and_notes_are_on_the_rail(shell: Shell) -> None:
    seen: list[str] = []
    shell.window.set_badge("handoff", 5)
    assert shell.window.rail.badge("handoff") == 5
    shell.window.set_note("late", "2 hồ sơ quá hạn", Icon.WARNING, lambda: seen.append("late"))
    shell.window.set_note("late", "3 hồ sơ quá hạn", Icon.WARNING, lambda: seen.append("late"))
    notes = shell.window.rail.notes()
    assert [note.accessibleName() for note in notes] == ["3 hồ sơ quá hạn"]
    QTest.mouseClick(notes[0], Qt.MouseButton.LeftButton)
    assert seen == ["late"]
    shell.window.set_note("late", "", Icon.WARNING, lambda: None)
    assert shell.window.rail.notes() == []


def test_the_top_bar_tells_who_and_when(shell: Shell) -> None:
    shell.window.set_person("Quầy 3", "Nguyễn Văn A")
    assert shell.window.top_bar.person_text == "Quầy 3 · Nguyễn Văn A"
    assert shell.window.top_bar.time_text == "09:42"


def test_a_cover_hides_everything_and_stops_keys_and_scans(shell: Shell) -> None:
    shell.window.show_page("intake")
    entered: list[str] = []
    shell.window.box_entered.connect(entered.append)
    shell.window.cover(PlainPage())
    assert shell.window.is_covered()
    assert not shell.intake.isVisible()
    _press(shell.window, Qt.Key.Key_F3)
    shell.window.take_scan("123")
    assert shell.window.page_key == "intake"
    assert (entered, shell.intake.heard) == ([], ["activated"])
    shell.window.uncover()
    assert not shell.window.is_covered()
    assert shell.intake.isVisible()
    _press(shell.window, Qt.Key.Key_F3)
    assert shell.window.page_key == "handoff"


def test_long_work_is_shown_on_the_strip(shell: Shell) -> None:
    shell.tasks.busy_changed.emit(True)
    shown = [one.text() for one in shell.window.strip.findChildren(QLabel) if one.isVisible()]
    assert "Đang làm việc…" in shown
    shell.tasks.busy_changed.emit(False)
    shown = [one.text() for one in shell.window.strip.findChildren(QLabel) if one.isVisible()]
    assert "Đang làm việc…" not in shown


def test_closing_is_told_before_the_window_goes(qtbot: QtBot, shell: Shell) -> None:
    with qtbot.waitSignal(shell.window.closing):
        shell.window.close()
    assert not shell.window.isVisible()


@pytest.mark.parametrize("width", [1366, 1920])
def test_nothing_of_the_shell_is_cut(shell: Shell, width: int) -> None:
    shell.window.resize(width, 768)
    shell.window.show_page("intake")
    shell.window.set_person("Quầy 12", "Nguyễn Hoàng Phương Thảo Nguyên")
    shell.window.set_state("printer", "Máy in sẵn sàng · Sao lưu 09:30")
    QApplication.processEvents()
    assert shell.window.width() == width
    strip, bar = shell.window.strip, shell.window.top_bar
    assert strip.y() + strip.height() <= shell.window.height()
    for one in [*strip.findChildren(QLabel), *bar.findChildren(QLabel)]:
        if one.isVisible():
            assert one.width() >= one.minimumSizeHint().width(), one.text()


def test_no_window_is_left_behind(qtbot: QtBot, no_window_left: None) -> None:
    window = a_window([a_page("intake")])
    window.show_page("intake")
    window.show_palette().close()
    window.show_keys().close()
    window.close()
    window.deleteLater()


def test_the_rail_folds_to_named_icons_below_the_width_of_a_small_screen(shell: Shell) -> None:
    window = shell.window
    window.resize(1280, 720)
    assert not window.rail.is_folded
    wide = window.rail.width()
    window.set_note("late", "2 hồ sơ quá hạn", Icon.WARNING, lambda: None)
    window.set_badge("handoff", 3)
    window.resize(1024, 700)
    assert window.rail.is_folded
    QApplication.processEvents()
    assert window.rail.width() < wide / 2
    (note,) = window.rail.notes()
    assert (note.text(), note.accessibleName()) == ("", "2 hồ sơ quá hạn")
    assert "quá hạn" in note.toolTip()
    for button in window.rail.findChildren(RailButton):
        assert button.accessibleName()
        assert button.accessibleName() in button.toolTip()
    window.resize(1280, 720)
    assert note.text().strip() == "2 hồ sơ quá hạn"


def test_columns_made_wider_by_hand_are_so_the_next_time(qtbot: QtBot) -> None:
    memory = ViewMemory()

    def a_table() -> tuple[QWidget, RowTable[str]]:
        window = QWidget()
        qtbot.addWidget(window)
        memory.give_to(window)
        columns = [
            Column[str](title="Mã", value=str, width=80),
            Column[str](title="Tên", value=str),
        ]
        table = RowTable[str](columns, str, empty_text="Không có gì.")
        QVBoxLayout(window).addWidget(table)
        window.resize(400, 300)
        window.show()
        return window, table

    window, table = a_table()
    header = table.horizontalHeader().viewport()
    edge = QPoint(table.columnWidth(0) - 1, header.height() // 2)
    QTest.mousePress(header, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(header, edge + QPoint(20, 0))
    QTest.mouseMove(header, edge + QPoint(40, 0))
    table.setColumnWidth(0, 120)
    QTest.mouseRelease(header, Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))
    qtbot.waitUntil(lambda: bool(memory.columns))
    wide = table.columnWidth(0)
    assert wide != 80
    _again, other = a_table()
    assert other.columnWidth(0) == wide
    assert window.isVisible()


def test_rail_items_are_buttons_to_a_screen_reader(shell: Shell) -> None:
    shell.window.show_page("handoff")
    shell.window.set_badge("handoff", 3)
    told = [
        QAccessible.queryAccessibleInterface(made)
        for made in shell.window.rail.findChildren(RailButton)
    ]
    assert [one.role() for one in told] == [QAccessible.Role.Button] * 2
    names = [one.text(QAccessible.Text.Name) for one in told]
    assert names == ["Tiếp nhận", "Bàn giao, 3 đang chờ, đang mở"]
    shell.window.show_page("intake")
    names = [one.text(QAccessible.Text.Name) for one in told]
    assert names == ["Tiếp nhận, đang mở", "Bàn giao, 3 đang chờ"]
