"""One door for boxes; a crash report that tells where, and nothing about anybody."""

import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import __version__
from app.errors import RuleBrokenError
from app.ui.runtime.crash import crash_report, install_crash_hooks
from app.ui.shell.messages import Messages, NoticeKind, Question, StripAction

AT = datetime(2026, 11, 23, 9, 42, 5)  # noqa: DTZ001 - a wall clock
SECRET = "Trần Thị Bích 072185001234"


class Desk(QWidget):
    """A window and what its strip was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, NoticeKind, int]] = []
        self.messages = Messages(self, self._say, lambda: AT)

    def _say(self, text: str, kind: NoticeKind, actions: Sequence[StripAction]) -> None:
        self.told.append((text, kind, len(actions)))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    yield desk
    report = desk.messages.open_report
    if report is not None:
        report.close()


def _button(parent: QWidget, text: str) -> QPushButton:
    return next(one for one in parent.findChildren(QPushButton) if one.text().strip() == text)


def _fail() -> int:
    owner = SECRET
    try:
        return int(owner)
    except ValueError as error:
        message = f"UPDATE applicant: {owner}"
        raise RuntimeError(message) from error


def _a_failure() -> RuntimeError:
    with pytest.raises(RuntimeError) as caught:
        _fail()
    return caught.value


def test_what_can_be_told_on_the_strip_opens_no_box(desk: Desk) -> None:
    desk.messages.done("Đã lưu.", [("Sửa", lambda: None)])
    desk.messages.info("Đã tải danh mục.")
    desk.messages.warn("Máy in sắp hết giấy.")
    desk.messages.refused(RuleBrokenError("Hồ sơ đã được trả; hãy xem lại mã."))
    assert desk.told == [
        ("Đã lưu.", NoticeKind.DONE, 1),
        ("Đã tải danh mục.", NoticeKind.INFO, 0),
        ("Máy in sắp hết giấy.", NoticeKind.WARNING, 0),
        ("Hồ sơ đã được trả; hãy xem lại mã.", NoticeKind.REFUSED, 0),
    ]
    assert QApplication.activeModalWidget() is None


def test_a_question_names_the_act_and_waits_for_it(desk: Desk) -> None:
    done: list[str] = []
    question = Question(text="Khóa ngày 23/11/2026?", act="Khóa ngày", detail="Không mở lại được.")
    box = desk.messages.ask(question, lambda: done.append("locked"))
    assert QApplication.activeModalWidget() is box
    assert {made.text() for made in box.buttons()} == {"Khóa ngày", "Quay lại"}
    QTest.mouseClick(_button(box, "Khóa ngày"), Qt.MouseButton.LeftButton)
    assert done == ["locked"]
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_a_hasty_enter_change_nothing(desk: Desk, key: Qt.Key) -> None:
    done: list[str] = []
    box = desk.messages.ask(
        Question(text="Rút hồ sơ?", act="Rút hồ sơ"), lambda: done.append("withdrawn")
    )
    QTest.keyClick(box, key)
    assert done == []
    assert QApplication.activeModalWidget() is None


def test_a_box_takes_nothing_for_markup(desk: Desk) -> None:
    box = desk.messages.tell("Tên <b>A</b>", "Chi tiết <img src='x'>")
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert "<" not in box.informativeText()
    box.close()


def test_the_report_says_where_and_on_what(qapp: object) -> None:
    text = crash_report(_a_failure(), AT)
    assert __version__ in text
    assert "23/11/2026 09:42:05" in text
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "test_messages.py" in text
    assert " _fail" in text


def test_the_report_says_nothing_about_anybody(qapp: object) -> None:
    text = crash_report(_a_failure(), AT)
    assert "Bích" not in text
    assert "072185001234" not in text
    assert "UPDATE" not in text
    assert "/home" not in text
    assert "  /" not in text


def test_a_report_is_shown_once_and_collects_the_next(desk: Desk) -> None:
    desk.messages.report(_a_failure())
    first = desk.messages.open_report
    assert first is not None
    desk.messages.report(KeyError(SECRET))
    assert desk.messages.open_report is first
    assert "KeyError" in first.text
    assert "RuntimeError" in first.text
    QTest.mouseClick(_button(first, "Sao chép báo cáo"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == first.text
    assert any("không chứa" in one.text() for one in first.findChildren(QLabel))
    QTest.mouseClick(_button(first, "Làm việc tiếp"), Qt.MouseButton.LeftButton)
    assert desk.messages.open_report is None


def test_what_nobody_caught_is_reported_from_any_thread(qtbot: QtBot) -> None:
    seen: list[tuple[str, int]] = []
    undo = install_crash_hooks(
        lambda error: seen.append((type(error).__name__, threading.get_ident()))
    )
    try:
        error = _a_failure()
        sys.excepthook(type(error), error, error.__traceback__)
        worker = threading.Thread(target=lambda: 1 // 0)
        worker.start()
        worker.join()
        qtbot.waitUntil(lambda: len(seen) == 2)
    finally:
        undo()
    here = threading.get_ident()
    assert seen == [("RuntimeError", here), ("ZeroDivisionError", here)]


def test_leaving_takes_the_hooks_away_and_ctrl_c_is_no_crash(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sys.excepthook, threading.excepthook
    seen: list[BaseException] = []
    usual: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, _error, _at: usual.append(kind))
    undo = install_crash_hooks(seen.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    undo()
    assert (seen, usual) == ([], [KeyboardInterrupt])
    assert (sys.excepthook, threading.excepthook) == before
