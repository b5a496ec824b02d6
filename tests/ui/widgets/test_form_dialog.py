"""The form in a dialog: keys, one submit at a time, open until its work is done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError, RuleBrokenError
from app.ui.runtime.tasks import Tasks, Write
from app.ui.widgets.dialogs import FormDialog
from tests.ui.inline import InlineTasks


class NameDialog(FormDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__("Tên", "Lưu tên", parent)
        self.name = QLineEdit("An")
        self.fields.addWidget(self.board.add("name", "Tên", self.name), 0, 0)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(window: QWidget, qtbot: QtBot) -> NameDialog:
    made = NameDialog(window)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def refuse() -> None:
    raise InvalidInputError("name", "Tên này đã có; hãy chọn tên khác.")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_submits_and_esc_leaves(dialog: NameDialog, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(dialog.submitted):
        QTest.keyClick(dialog.name, key, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog.name, Qt.Key.Key_Escape)


def test_enter_in_a_field_goes_on_to_the_button(dialog: NameDialog) -> None:
    dialog.name.setFocus()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.focusWidget() in {dialog.stay, dialog.submit}
    assert dialog.isVisible()


def test_it_closes_before_its_work_is_told(dialog: NameDialog) -> None:
    told: list[tuple[str, bool]] = []

    def tell(value: str) -> None:
        told.append((value, dialog.isVisible()))

    dialog.run(Write(InlineTasks(), lambda: "xong"), tell)
    assert told == [("xong", False)]


def test_refusal_keeps_it_open_with_the_problem_at_the_field(dialog: NameDialog) -> None:
    dialog.run(Write(InlineTasks(), refuse), lambda _value: None)
    assert dialog.isVisible()
    assert dialog.board.box("name").problem == "Tên này đã có; hãy chọn tên khác."
    assert dialog.name.text() == "An"
    dialog.submit.click()
    assert dialog.board.box("name").problem == ""


def test_other_refusal_is_told_below_the_fields(dialog: NameDialog) -> None:
    dialog.fail(RuleBrokenError("Chưa được lúc này."))
    assert dialog.notice.text() == "Chưa được lúc này."
    dialog.fail(InvalidInputError("khac", "Chỗ khác sai."))
    assert dialog.notice.text() == "Chỗ khác sai."


def test_second_submit_waits_for_the_first(dialog: NameDialog, qtbot: QtBot) -> None:
    failures: list[object] = []
    tasks = Tasks(failures.append, failures.append)
    done: list[int] = []
    dialog.submitted.connect(lambda: dialog.run(Write(tasks, lambda: 1), done.append))
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit.click()
        QTest.keyClick(dialog.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tasks.drain()
    assert done == [1]
    assert failures == []
