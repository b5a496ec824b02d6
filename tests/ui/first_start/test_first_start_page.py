"""The first start: five steps by keyboard, nothing lost, errors at their field, or a demo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError, RuleBrokenError, UserError
from app.services.deadlines.calendar import WorkingHours
from app.services.office.records import DemoAgency, DemoMade, DemoOfficer
from app.services.office.setup import check_administrator
from app.services.office.validation import clean_new_office
from app.ui.first_start.demo_accounts import DemoAccounts
from app.ui.first_start.first_start_page import FirstStartInput, FirstStartPage, FirstStartWork
from app.ui.widgets.printer_editor import PrinterSetup, PrinterWork
from app.vocabulary.forms import Media
from app.vocabulary.office import Level
from app.vocabulary.people import Role
from tests.ui.inline import InlineTasks
from tests.ui.underlined import twice

_PASSWORD = "gấu trắng uống trà đá"
_DEMO = DemoMade(
    officers=(
        DemoOfficer(login="quantri", roles=(Role.ADMINISTRATOR,), password="aaaa-bbbb-cccc-dddd"),
        DemoOfficer(login="tiepnhan1", roles=(Role.OFFICER,), password="eeee-ffff-gggg-hhhh"),
    ),
    agencies=(DemoAgency(code="PKT", name="Phòng Kinh tế"),),
)


class Store:
    """Takes what the page creates, or fails as told."""

    def __init__(self) -> None:
        self.created: list[FirstStartInput] = []
        self.error: UserError | None = None

    def create(self, typed: FirstStartInput) -> None:
        if self.error is not None:
            raise self.error
        self.created.append(typed)

    def open_demo(self) -> DemoMade:
        if self.error is not None:
            raise self.error
        return _DEMO


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def page(qtbot: QtBot, store: Store) -> FirstStartPage:
    def print_test(setup: PrinterSetup, media: Media) -> None:
        raise AssertionError

    def choose_folder(parent: QWidget, present: str) -> str:
        raise AssertionError

    work = FirstStartWork(
        check_office=clean_new_office,
        check_admin=check_administrator,
        create=store.create,
        open_demo=store.open_demo,
        printing=PrinterWork(
            queues=lambda: ("HP_A5",), print_test=print_test, choose_folder=choose_folder
        ),
    )
    made = FirstStartPage(InlineTasks(), work)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.show_step(0)
    return made


def fill_office(page: FirstStartPage) -> None:
    page.office.form.name.setText("Trung tâm Phục vụ hành chính công xã An Thử")
    page.office.form.code.setText("000.00.15.h53")


def fill_admin(page: FirstStartPage) -> None:
    page.administrator.name.setText("Nguyễn Văn An")
    page.administrator.login.setText("Nguyen.An")
    page.administrator.password.setText(_PASSWORD)
    page.administrator.repeated.setText(_PASSWORD)


def go_on(page: FirstStartPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_five_steps_by_keyboard_create_the_office(
    page: FirstStartPage, store: Store, qtbot: QtBot
) -> None:
    fill_office(page)
    go_on(page)
    fill_admin(page)
    go_on(page)
    go_on(page)
    go_on(page)
    assert page.at == 4
    with qtbot.waitSignal(page.finished) as caught:
        go_on(page)
    assert caught.args == ["nguyen.an", ""]
    made = store.created[0]
    assert (made.office.code, made.office.level) == ("000.00.15.h53", Level.COMMUNE)
    assert (made.admin.name, made.admin.password) == ("Nguyễn Văn An", _PASSWORD)
    assert made.hours == WorkingHours.ordinary()
    assert made.printers.printers["A5"].kind == "folder"
    assert not made.is_encrypted


def test_encryption_is_a_choice_with_its_price_beside_it(
    page: FirstStartPage, store: Store, qtbot: QtBot
) -> None:
    fill_office(page)
    fill_admin(page)
    page.show_step(4)
    said = " ".join(each.text() for each in page.encryption.findChildren(QLabel))
    assert "phiếu khôi phục" in said
    assert "mất dữ liệu" in said
    QTest.keyClick(page.encryption.choice, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.finished):
        go_on(page)
    assert store.created[0].is_encrypted


def test_enter_walks_through_the_fields(page: FirstStartPage) -> None:
    form = page.office.form
    form.name.setFocus()
    for field in (form.name, form.code, form.level, form.parent_name):
        assert page.focusWidget() is field
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.at == 0


def test_step_with_a_mistake_is_not_left(page: FirstStartPage) -> None:
    go_on(page)
    assert page.at == 0
    assert page.office.form.board.box("name").problem
    assert page.focusWidget() is page.office.form.name
    page.office.form.name.setText("Trung tâm")
    page.office.form.code.setText("H53")
    go_on(page)
    assert page.at == 0
    assert page.office.form.board.box("name").problem == ""
    assert page.focusWidget() is page.office.form.code


def test_passwords_must_agree(page: FirstStartPage) -> None:
    page.show_step(1)
    fill_admin(page)
    page.administrator.repeated.setText("khác")
    go_on(page)
    assert page.at == 1
    assert page.focusWidget() is page.administrator.repeated


def test_password_made_of_the_office_s_name_is_refused(page: FirstStartPage) -> None:
    page.office.form.name.setText("UBND phường Long Hoa")
    page.show_step(1)
    fill_admin(page)
    page.administrator.password.setText("longhoa@123456")
    go_on(page)
    assert page.at == 1
    assert page.focusWidget() is page.administrator.password


def test_nothing_typed_is_lost_going_back(page: FirstStartPage) -> None:
    fill_office(page)
    page.show_step(1)
    fill_admin(page)
    page.show_step(2)
    page.hours.editor.days[0].edits[0].setText("8:00")
    before = page.input()
    for _ in range(2):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.at == 0
    assert page.input() == before
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.at == 0


@pytest.mark.parametrize(
    ("field", "at"), [("code", 0), ("login", 1), ("password", 1), ("working_hours", 2)]
)
def test_error_of_the_store_is_shown_at_its_step(
    page: FirstStartPage, store: Store, field: str, at: int
) -> None:
    fill_office(page)
    fill_admin(page)
    page.show_step(4)
    store.error = InvalidInputError(field, "Chưa được; hãy sửa.")
    go_on(page)
    assert page.at == at
    shown = page.hours.editor.problem if field == "working_hours" else problem(page, field)
    assert shown == "Chưa được; hãy sửa."
    assert page.go_on.isEnabled()


def test_other_failure_is_told_and_can_be_tried_again(page: FirstStartPage, store: Store) -> None:
    fill_office(page)
    fill_admin(page)
    page.show_step(4)
    store.error = RuleBrokenError("Kho dữ liệu này đã có đơn vị.")
    go_on(page)
    assert page.notice.text() == "Kho dữ liệu này đã có đơn vị."
    store.error = None
    go_on(page)
    assert len(store.created) == 1


def test_demo_opens_in_one_click_and_shows_its_passwords(
    page: FirstStartPage, qtbot: QtBot
) -> None:
    page.demo.click()
    accounts = page.findChildren(DemoAccounts)[0]
    qtbot.waitUntil(accounts.isVisible)
    accounts.copy.click()
    assert "tiepnhan1\teeee-ffff-gggg-hhhh" in QGuiApplication.clipboard().text()
    accounts.table.selectRow(1)
    with qtbot.waitSignal(page.finished) as caught:
        accounts.go_on.click()
    assert caught.args == ["tiepnhan1", "eeee-ffff-gggg-hhhh"]


def test_first_field_of_each_step_has_the_focus(page: FirstStartPage) -> None:
    first = (
        page.office.form.name,
        page.administrator.name,
        page.hours.editor.days[0].edits[0],
        page.printer.editor.choices["A5"],
        page.encryption.choice,
    )
    for at, field in enumerate(first):
        page.show_step(at)
        page.setFocus()  # as the window does that shows the page
        assert page.focusWidget() is field


def test_no_step_underlines_one_letter_twice(page: FirstStartPage) -> None:
    for at in range(len(page.steps)):
        page.show_step(at)
        assert twice(page) == []


def test_demo_accounts_have_the_focus_when_they_come(page: FirstStartPage) -> None:
    page.demo.click()
    accounts = page.findChildren(DemoAccounts)[0]
    assert page.focusWidget() is accounts.go_on
    page.setFocus()
    assert page.focusWidget() is accounts.go_on


def test_demo_that_fails_leaves_the_steps(page: FirstStartPage, store: Store) -> None:
    store.error = RuleBrokenError("Kho dữ liệu này đã có đơn vị.")
    page.demo.click()
    assert page.findChildren(DemoAccounts) == []
    assert page.notice.text() == store.error.message
    assert page.demo.isEnabled()


def problem(page: FirstStartPage, field: str) -> str:
    board = page.office.form.board if page.at == 0 else page.administrator.board
    return board.box(field).problem
