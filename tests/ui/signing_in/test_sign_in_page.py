"""The sign-in page: what it takes, where it complains, what it never loses."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError, RuleBrokenError, UserError
from app.ui.runtime.tasks import Tasks
from app.ui.signing_in.sign_in_page import Credentials, SignInLook, SignInPage
from app.ui.widgets.password_edit import CAPS_LOCK_HINT
from tests.ui.inline import InlineTasks

_LOOK = SignInLook(counter_name="Quầy 1")
_WRONG = InvalidInputError("password", "Tên đăng nhập hoặc mật khẩu chưa đúng.")

MakePage = Callable[..., SignInPage]


class Door:
    """Lets in whoever knows the word, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Credentials] = []
        self.error: UserError | None = None

    def __call__(self, typed: Credentials) -> str:
        self.asked.append(typed)
        if self.error is not None:
            raise self.error
        return f"người {typed.login}"


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def make(qtbot: QtBot, door: Door) -> MakePage:
    def made(look: SignInLook = _LOOK) -> SignInPage:
        page = SignInPage(InlineTasks(), door, look)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return made


def fill(page: SignInPage, login: str = "an") -> None:
    page.login.setText(login)
    page.password.setText("bí mật dài lắm")


def test_enter_in_the_password_signs_in(make: MakePage, door: Door, qtbot: QtBot) -> None:
    page = make()
    fill(page, " an ")
    with qtbot.waitSignal(page.signed_in) as caught:
        QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert caught.args == ["người an"]
    assert door.asked == [Credentials(login="an", password="bí mật dài lắm", counter_name="Quầy 1")]
    assert page.password.text() == ""


def test_enter_in_the_login_goes_to_the_password(make: MakePage, door: Door) -> None:
    page = make()
    page.login.setFocus()
    QTest.keyClick(page.login, Qt.Key.Key_Return)
    assert page.focusWidget() is page.password
    assert door.asked == []


@pytest.mark.parametrize(("last_login", "first"), [("", "login"), ("an", "password")])
def test_focus_begins_where_something_is_missing(
    make: MakePage, last_login: str, first: str
) -> None:
    page = make(SignInLook(counter_name="Quầy 1", last_login=last_login))
    assert page.focusWidget() is getattr(page, first)


@pytest.mark.parametrize("missing", ["login", "password", "counter"])
def test_empty_field_is_told_at_the_field_without_asking_the_door(
    make: MakePage, door: Door, missing: str
) -> None:
    page = make()
    fill(page)
    getattr(page, missing).setText("  " if missing != "password" else "")
    page.submit.click()
    field = "counter_name" if missing == "counter" else missing
    assert page.problem(field)
    assert page.focusWidget() is getattr(page, missing)
    assert door.asked == []


def test_wrong_password_is_told_and_can_be_typed_over(make: MakePage, door: Door) -> None:
    page = make()
    door.error = _WRONG
    fill(page)
    page.submit.click()
    assert page.hint.text() == _WRONG.message
    assert page.login.text() == "an"
    assert page.focusWidget() is page.password
    assert page.password.selectedText()
    assert page.submit.isEnabled()
    assert not page.password.isReadOnly()


def test_wait_is_told(make: MakePage, door: Door) -> None:
    page = make()
    door.error = RuleBrokenError("Hãy thử lại sau 5 giây.")
    fill(page)
    page.submit.click()
    assert page.hint.text() == "Hãy thử lại sau 5 giây."


def test_a_long_problem_is_shown_whole(make: MakePage, door: Door) -> None:
    page = make()
    door.error = RuleBrokenError(
        "Kho dữ liệu thiếu 22 việc đã ghi (từ dòng 6 của nhật ký): có thể là bản cũ hoặc bị mất "
        "phần cuối. Đừng nhập tiếp; hãy khôi phục từ bản sao lưu mới nhất (motcua restore). "
        "Trước đó hãy tắt mọi cửa sổ khác đang mở kho này."
    )
    fill(page)
    page.submit.click()
    QApplication.processEvents()
    assert page.hint.height() >= page.hint.heightForWidth(page.hint.width())


def test_problem_with_the_counter_is_told_at_the_counter(make: MakePage, door: Door) -> None:
    page = make()
    door.error = InvalidInputError("counter_name", "Tên quầy dài quá.")
    fill(page)
    page.submit.click()
    assert page.problem("counter_name") == "Tên quầy dài quá."


@pytest.mark.parametrize(
    ("text", "modifier", "is_told"),
    [
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("a", Qt.KeyboardModifier.ShiftModifier, True),
        ("1", Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_caps_lock_is_told_from_the_letters(
    make: MakePage, text: str, modifier: Qt.KeyboardModifier, is_told: bool
) -> None:
    page = make()
    type_letter(page.password, text, modifier)
    assert page.hint.text() == (CAPS_LOCK_HINT if is_told else "")


def test_caps_lock_hint_goes_when_the_key_is_pressed_or_letters_are_small(make: MakePage) -> None:
    page = make()
    type_letter(page.password, "A", Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(page.password, Qt.Key.Key_CapsLock)
    assert page.hint.text() == ""


def test_password_is_hidden_until_asked_for(make: MakePage) -> None:
    page = make()
    assert page.password.echoMode() is QLineEdit.EchoMode.Password
    page.shows_password.click()
    assert page.password.echoMode() is QLineEdit.EchoMode.Normal
    page.shows_password.click()
    assert page.password.echoMode() is QLineEdit.EchoMode.Password


def test_locked_screen_asks_the_same_person(make: MakePage, qtbot: QtBot) -> None:
    page = make(SignInLook(counter_name="Quầy 1", last_login="an", is_locked=True))
    assert page.login.isReadOnly()
    page.password.setText("bí mật dài lắm")
    page.submit.click()
    assert page.login.isReadOnly()
    others = [one for one in page.findChildren(QPushButton) if "người dùng" in one.text()]
    with qtbot.waitSignal(page.other_person_wanted):
        others[0].click()


def test_logins_are_offered_only_when_given(make: MakePage) -> None:
    assert make().login.completer() is None
    page = make(SignInLook(counter_name="Quầy 1", logins=("an", "binh")))
    assert page.login.completer().model().rowCount() == 2


def test_page_is_busy_once_while_the_password_is_checked(qtbot: QtBot, door: Door) -> None:
    failures: list[object] = []
    tasks = Tasks(failures.append, failures.append)
    page = SignInPage(tasks, door, _LOOK)
    qtbot.addWidget(page)
    fill(page)
    with qtbot.waitSignal(page.signed_in):
        page.submit.click()
        assert page.is_waiting
        assert not page.submit.isEnabled()
        QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert not page.is_waiting
    tasks.drain()
    assert len(door.asked) == 1
    assert failures == []


@pytest.mark.parametrize("is_known_at_once", [True, False])
def test_demo_store_is_marked(make: MakePage, is_known_at_once: bool) -> None:
    page = make(SignInLook(counter_name="Quầy 1", is_demo=is_known_at_once))
    if not is_known_at_once:
        assert shown_texts(page).count("DỮ LIỆU THỬ") == 0
        page.set_office("Trung tâm", is_demo=True)
    assert shown_texts(page).count("DỮ LIỆU THỬ") == 1


def shown_texts(page: SignInPage) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def test_markup_in_the_office_name_is_shown_as_typed(make: MakePage) -> None:
    page = make()
    page.set_office("<b>Đơn vị</b>")
    assert any(
        one.text() == "<b>Đơn vị</b>" and one.textFormat() is Qt.TextFormat.PlainText
        for one in page.findChildren(QLabel)
    )


def type_letter(field: QLineEdit, text: str, modifier: Qt.KeyboardModifier) -> None:
    key = Qt.Key(ord(text.upper()))
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, key, modifier, text))


def test_first_page_is_painted_without_loading_the_store() -> None:
    code = (
        "import sys, app.ui.signing_in.sign_in_page, app.ui.first_start.first_start_page;"
        "print(sorted({'sqlalchemy', 'argon2', 'alembic', 'reportlab'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
