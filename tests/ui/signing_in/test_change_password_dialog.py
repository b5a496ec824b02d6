"""One's own password: both times the same, wrong old one told at its field."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError, RuleBrokenError, UserError
from app.ui.signing_in.change_password_dialog import ChangePasswordDialog
from tests.ui.inline import InlineTasks


class Change:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.done: list[None] = []
        self.error: UserError | None = None

    def __call__(self, old: str, new: str) -> None:
        self.asked.append((old, new))
        if self.error is not None:
            raise self.error


@pytest.fixture
def change() -> Change:
    return Change()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(window: QWidget, change: Change) -> ChangePasswordDialog:
    made = ChangePasswordDialog(InlineTasks(), change, change.done.append, window)
    made.open()
    made.old.setText("cũ")
    made.new.setText("mới")
    made.repeated.setText("mới")
    return made


def test_password_is_changed_and_the_dialog_closes(
    dialog: ChangePasswordDialog, change: Change, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit.click()
    assert change.asked == [("cũ", "mới")]
    assert change.done == [None]


def test_two_different_new_ones_are_told_without_asking(
    dialog: ChangePasswordDialog, change: Change
) -> None:
    dialog.repeated.setText("khác")
    dialog.submit.click()
    assert dialog.board.box("repeated").problem
    assert change.asked == []


@pytest.mark.parametrize("field", ["old", "password"])
def test_refusal_is_told_at_its_field(
    dialog: ChangePasswordDialog, change: Change, field: str
) -> None:
    change.error = InvalidInputError(field, "Chưa được; hãy nhập lại.")
    dialog.submit.click()
    assert dialog.board.box(field).problem == "Chưa được; hãy nhập lại."
    assert dialog.isVisible()
    assert dialog.submit.isEnabled()
    assert change.done == []


def test_wait_is_told_below(dialog: ChangePasswordDialog, change: Change) -> None:
    change.error = RuleBrokenError("Hãy thử lại sau 5 giây.")
    dialog.submit.click()
    assert dialog.notice.text() == "Hãy thử lại sau 5 giây."


def test_passwords_are_hidden_until_asked_for(dialog: ChangePasswordDialog) -> None:
    fields = (dialog.old, dialog.new, dialog.repeated)
    assert {field.echoMode() for field in fields} == {QLineEdit.EchoMode.Password}
    dialog.findChildren(QCheckBox)[0].click()
    assert {field.echoMode() for field in fields} == {QLineEdit.EchoMode.Normal}
