"""Tài khoản: added, edited, put out of use and back, with a password to read out."""

from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.clock import Clock
from app.errors import NotAllowedError, UserError
from app.services.access.passwords import RULE
from app.services.access.records import OfficerLine
from app.services.access.signing_in import SignIn
from app.ui.administration.accounts_tab import AccountDialog, AccountsTab
from app.ui.administration.administration_page import AdministrationPage
from app.ui.approving.approval_dialog import ApprovalDialog
from app.ui.shell.messages import NoticeKind
from app.vocabulary.people import Role
from tests.services.store_builders import GOOD_PASSWORD, FakeTime, an_actor, cheap_passwords
from tests.ui.administration.desk import Desk
from tests.ui.record_forms import fill


@pytest.fixture
def tab(page: AdministrationPage) -> AccountsTab:
    page.tabs.setCurrentWidget(page.accounts)
    return page.accounts


def lines(desk: Desk) -> dict[str, OfficerLine]:
    return {line.login: line for line in desk.accounts.officers(desk.actor)}


def typed(dialog: AccountDialog) -> str:
    fill(dialog, name="Trần Thị Mới", login="Tran.Moi", phone="0912 345 678")
    return dialog.password.value()


def test_account_is_added_with_the_password_shown(tab: AccountsTab, desk: Desk) -> None:
    dialog = tab.open_new()
    password = typed(dialog)
    dialog.submit.click()
    confirm(dialog)
    added = lines(desk)["tran.moi"]
    assert (added.name, added.phone, added.roles) == (
        "Trần Thị Mới",
        "0912 345 678",
        frozenset({Role.OFFICER}),
    )
    assert "tran.moi" in [row.login for row in tab.table.rows_model.rows]
    assert desk.said == [("Đã lưu tài khoản tran.moi của Trần Thị Mới.", NoticeKind.DONE)]
    sign_in = SignIn(desk.database, Clock(FakeTime()), cheap_passwords())
    assert sign_in.sign_in("tran.moi", password, "Quầy 1", "Máy 1").login == "tran.moi"


@pytest.mark.parametrize(
    ("field", "spoil"),
    [
        ("name", lambda dialog: fill(dialog, name=" ")),
        ("login", lambda dialog: fill(dialog, login="quanly")),
        ("password", lambda dialog: dialog.password.editor.setText("ngắn")),
        ("roles", lambda dialog: dialog.roles.boxes[Role.OFFICER].setChecked(False)),
        ("unit_id", lambda dialog: dialog.roles.boxes[Role.AGENCY_OFFICER].setChecked(True)),
    ],
)
def test_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    tab: AccountsTab, desk: Desk, field: str, spoil: object
) -> None:
    dialog = tab.open_new()
    typed(dialog)
    assert callable(spoil)
    spoil(dialog)
    before = (dialog.given(), dialog.password.value())
    dialog.submit.click()
    assert dialog.isVisible()
    assert dialog.board.box(field).problem
    assert (dialog.given(), dialog.password.value()) == before
    assert dialog.submit.isEnabled()
    assert len(lines(desk)) == 1


def test_another_password_is_offered_at_each_press(tab: AccountsTab) -> None:
    dialog = tab.open_new()
    first = dialog.password.value()
    dialog.password.another.click()
    assert dialog.password.value() != first
    dialog.reject()


def test_edit_changes_unit_and_roles_but_not_the_login(tab: AccountsTab, desk: Desk) -> None:
    an_actor(desk.database, login="canbo.b")
    tab.load()
    dialog = tab.open_account(lines(desk)["canbo.b"])
    assert dialog.line("login").isReadOnly()
    assert not dialog.board.has("password")
    unit = dialog.editors["unit_id"]
    assert isinstance(unit, QComboBox)
    unit.setCurrentText("Phòng Kinh tế")
    dialog.roles.boxes[Role.OFFICER].setChecked(False)
    dialog.roles.boxes[Role.AGENCY_OFFICER].setChecked(True)
    dialog.submit.click()
    confirm(dialog)
    edited = lines(desk)["canbo.b"]
    assert (edited.unit_name, edited.roles) == (
        "Phòng Kinh tế",
        frozenset({Role.AGENCY_OFFICER}),
    )


def test_account_put_out_of_use_can_be_brought_back_from_the_strip(
    tab: AccountsTab, desk: Desk
) -> None:
    an_actor(desk.database, login="canbo.b")
    tab.load()
    choose(tab, "canbo.b")
    tab.turn.click()
    assert not lines(desk)["canbo.b"].is_active
    text, undo = desk.offered[0]
    assert text == "Cho hoạt động lại"
    undo()
    assert lines(desk)["canbo.b"].is_active


def test_account_out_of_use_is_offered_to_come_back(tab: AccountsTab, desk: Desk) -> None:
    an_actor(desk.database, login="canbo.b")
    desk.accounts.deactivate(desk.actor, lines(desk)["canbo.b"].officer_id)
    tab.load()
    choose(tab, "canbo.b")
    assert "lại" in tab.turn.text().replace("&", "")
    tab.turn.click()
    assert lines(desk)["canbo.b"].is_active


def test_last_administrator_is_kept_and_it_is_told(tab: AccountsTab, desk: Desk) -> None:
    choose(tab, "quanly")
    tab.turn.click()
    assert lines(desk)["quanly"].is_active
    text, kind = desk.said[-1]
    assert (kind, "quản trị viên cuối cùng" in text) == (NoticeKind.REFUSED, True)


def test_last_administrator_s_role_is_kept_and_told_in_the_dialog(
    tab: AccountsTab, desk: Desk
) -> None:
    dialog = tab.open_account(lines(desk)["quanly"])
    dialog.roles.boxes[Role.ADMINISTRATOR].setChecked(False)
    dialog.submit.click()
    assert "quản trị viên cuối cùng" in dialog.notice.text()
    assert Role.ADMINISTRATOR in lines(desk)["quanly"].roles


def test_new_password_lets_its_owner_in(tab: AccountsTab, desk: Desk) -> None:
    an_actor(desk.database, login="canbo.b")
    tab.load()
    dialog = tab.open_reset(lines(desk)["canbo.b"])
    password = dialog.password.value()
    dialog.submit.click()
    sign_in = SignIn(desk.database, Clock(FakeTime()), cheap_passwords())
    assert sign_in.sign_in("canbo.b", password, "Quầy 1", "Máy 1").login == "canbo.b"


def test_insert_opens_a_new_account(tab: AccountsTab) -> None:
    QTest.keyClick(tab.table, Qt.Key.Key_Insert)
    assert tab.findChildren(AccountDialog)


def test_buttons_wait_for_a_row(tab: AccountsTab) -> None:
    tab.table.clearSelection()
    tab.table.setCurrentIndex(tab.table.rootIndex())
    assert not tab.edit.isEnabled()
    assert not tab.reset.isEnabled()
    tab.table.selectRow(0)
    assert tab.edit.isEnabled()


def test_somebody_without_the_right_is_refused(tab: AccountsTab, desk: Desk) -> None:
    desk.actor = an_actor(desk.database, Role.OFFICER, login="canbo.b")
    tab.load()
    assert isinstance(desk.tasks.notices[0], NotAllowedError)


def test_second_person_confirms_new_roles_and_the_form_waits_for_it(
    tab: AccountsTab, desk: Desk
) -> None:
    an_actor(desk.database, Role.SUPERVISOR, login="phu.trach")
    an_actor(desk.database, login="canbo.b")
    tab.load()
    dialog = tab.open_account(lines(desk)["canbo.b"])
    dialog.roles.boxes[Role.SUPERVISOR].setChecked(True)
    dialog.submit.click()
    asked = dialog.findChild(ApprovalDialog)
    assert asked is not None
    shown = " ".join(one.text() for one in asked.findChildren(QLabel))
    assert "Tài khoản canbo.b: cán bộ tiếp nhận, phụ trách" in shown
    asked.reject()
    assert dialog.isVisible()
    assert dialog.submit.isEnabled()
    assert "Hãy nhập mật khẩu" in dialog.notice.text()
    assert lines(desk)["canbo.b"].roles == {Role.OFFICER}
    dialog.submit.click()
    confirm(dialog, "phu.trach")
    assert lines(desk)["canbo.b"].roles == {Role.OFFICER, Role.SUPERVISOR}


def test_supervisor_is_put_out_of_use_only_with_a_second_person(
    tab: AccountsTab, desk: Desk
) -> None:
    an_actor(desk.database, Role.SUPERVISOR, login="phu.trach")
    tab.load()
    choose(tab, "phu.trach")
    tab.turn.click()
    asked = tab.findChild(ApprovalDialog)
    assert asked is not None
    # Not the own password: whose account it is counts like everybody else.
    assert asked.login.currentData() == "phu.trach"
    assert lines(desk)["phu.trach"].is_active
    confirm(tab, "phu.trach")
    assert not lines(desk)["phu.trach"].is_active


def test_waiting_account_is_seen_and_let_in_again(tab: AccountsTab, desk: Desk) -> None:
    an_actor(desk.database, login="canbo.b")
    sign_in = SignIn(desk.database, Clock(FakeTime()), cheap_passwords())
    tab.load()
    choose(tab, "canbo.b")
    assert not tab.end_wait.isEnabled()
    for _ in range(5):
        with suppress(UserError):
            sign_in.sign_in("canbo.b", "sai mật khẩu", "Quầy 1", "Máy 1")
    tab.load()
    choose(tab, "canbo.b")
    assert state_of(tab, "canbo.b").startswith("Tạm dừng đến 09:00")
    tab.end_wait.click()
    assert state_of(tab, "canbo.b") == "Đang dùng"
    assert sign_in.sign_in("canbo.b", GOOD_PASSWORD, "Quầy 1", "Máy 1").login == "canbo.b"


@pytest.mark.parametrize("opened", ["new", "reset"])
def test_rule_for_passwords_is_said_before_one_is_typed(
    tab: AccountsTab, desk: Desk, opened: str
) -> None:
    dialog = tab.open_new() if opened == "new" else tab.open_reset(lines(desk)["quanly"])
    assert RULE in [one.text() for one in dialog.findChildren(QLabel)]
    dialog.reject()


def confirm(parent: QWidget, second: str = "") -> None:
    """Type the password that is asked for: the own, or that of `second`."""
    asked = parent.findChild(ApprovalDialog)
    assert asked is not None
    if second:
        asked.choose_second(second)
    asked.password.setText(GOOD_PASSWORD)
    asked.submit.click()


def state_of(tab: AccountsTab, login: str) -> str:
    rows = [row.login for row in tab.table.rows_model.rows]
    return str(tab.table.rows_model.index(rows.index(login), 5).data())


def choose(tab: AccountsTab, login: str) -> None:
    rows = [row.login for row in tab.table.rows_model.rows]
    tab.table.selectRow(rows.index(login))
