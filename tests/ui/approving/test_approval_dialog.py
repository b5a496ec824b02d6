"""The dialog before a guarded act: whose password, what happens, problems at their field."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.errors import InvalidInputError, UserError
from app.services.access.records import SignInName
from app.services.ledger.records import Actor
from app.ui.approving.approval_dialog import AnnounceDialog, ApprovalDialog, ask_approval
from app.vocabulary.people import GuardedAct
from tests.ui.contexts import a_context, stub_services
from tests.ui.inline import InlineTasks

_ACTOR = Actor(7, "phu.trach", "Trần Thị Phụ", 1, "Một cửa", 1)
_BOSS = SignInName(login="phutrach.2", name="Lê Văn Phụ")
_ADMIN = SignInName(login="quanly", name="Vũ Thị Lý")
_WHAT = "Phiếu thu số 12 bị gạch bỏ trong sổ."


class Asked:
    """Stands in for the service and remembers what it was asked."""

    def __init__(self) -> None:
        self.is_for_two = True
        self.people: tuple[SignInName, ...] = (_BOSS, _ADMIN)
        self.calls: list[tuple[object, ...]] = []
        self.error: UserError | None = None
        self.given: list[int] = []

    def needs_second(self, _actor: Actor, _act: GuardedAct, _subject: str) -> bool:
        return self.is_for_two

    def may_announce(self, _actor: Actor, act: GuardedAct) -> bool:
        return act is GuardedAct.CHANGE_ROLES

    def announce(self, actor: Actor, *rest: object) -> datetime:
        self._answer("announce", actor.login, *rest)
        return datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    def who_may_confirm(self, _actor: Actor) -> tuple[SignInName, ...]:
        return self.people

    def again(self, actor: Actor, *rest: object) -> int:
        return self._answer("again", actor.login, *rest)

    def by_second(self, actor: Actor, *rest: object) -> int:
        return self._answer("by_second", actor.login, *rest)

    def _answer(self, *call: object) -> int:
        self.calls.append(call)
        if self.error is not None:
            raise self.error
        return 41


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def dialog(qtbot: QtBot, asked: Asked) -> Callable[[GuardedAct], ApprovalDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def opened(act: GuardedAct) -> ApprovalDialog:
        context = a_context(InlineTasks(), lambda: _ACTOR, Clock())
        services = stub_services(approvals=asked)
        ask_approval(context, services, act, "12", asked.given.append, window, what=_WHAT)
        found = window.findChild(ApprovalDialog)
        assert found is not None
        return found

    return opened


def test_second_person_types_login_and_password(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked, qtbot: QtBot
) -> None:
    made = dialog(GuardedAct.VOID_FORM)
    shown = " ".join(one.text() for one in made.findChildren(QLabel))
    assert _WHAT in shown
    assert _ACTOR.name in shown
    made.choose_second("quanly")
    made.password.setText("bí mật của quản lý")
    with qtbot.waitSignal(made.accepted):
        made.submit.click()
    assert asked.calls == [
        ("by_second", "phu.trach", "quanly", "bí mật của quản lý", GuardedAct.VOID_FORM, "12")
    ]
    assert asked.given == [41]


def test_own_password_again_asks_for_no_login(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked
) -> None:
    asked.is_for_two = False
    made = dialog(GuardedAct.EXPORT_UNMASKED)
    assert not made.login.isVisible()
    made.password.setText("bí mật của tôi")
    made.submit.click()
    assert asked.calls == [
        ("again", "phu.trach", "bí mật của tôi", GuardedAct.EXPORT_UNMASKED, "12")
    ]


def test_refusal_stays_at_its_field_and_gives_nothing(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked
) -> None:
    made = dialog(GuardedAct.RESTORE)
    made.submit.click()
    assert asked.calls == []
    assert made.board.box("login").problem
    made.choose_second("quanly")
    made.password.setText("sai")
    asked.error = InvalidInputError("password", "Chưa đúng; hãy nhập lại.")
    made.submit.click()
    assert made.isVisible()
    assert made.board.box("password").problem == "Chưa đúng; hãy nhập lại."
    assert asked.given == []


def test_closed_by_escape_nothing_is_asked(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked
) -> None:
    made = dialog(GuardedAct.RENEW_KEY)
    made.choose_second("quanly")
    made.reject()
    assert asked.calls == []
    assert asked.given == []


def _nobody(made: ApprovalDialog) -> list[QPushButton]:
    return [one for one in made.findChildren(QPushButton) if "Không mời được ai" in one.text()]


def test_what_is_no_way_out_of_being_alone_cannot_be_announced(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked
) -> None:
    assert _nobody(dialog(GuardedAct.VOID_FORM)) == []


def test_an_announcement_takes_the_own_password_and_says_when_to_come_back(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked
) -> None:
    made = dialog(GuardedAct.CHANGE_ROLES)
    window = made.parentWidget()
    (nobody,) = _nobody(made)
    nobody.click()
    assert window is not None
    announcing = window.findChild(AnnounceDialog)
    assert announcing is not None
    announcing.submit.click()
    assert announcing.board.box("password").problem
    announcing.password.setText("bí mật của tôi")
    announcing.submit.click()
    assert asked.calls == [
        ("announce", "phu.trach", "bí mật của tôi", GuardedAct.CHANGE_ROLES, "12")
    ]
    assert "24/11/2026 09:00" in announcing.notice.text()
    assert asked.given == []


def test_password_typed_from_habit_is_never_in_sight(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked
) -> None:
    made = dialog(GuardedAct.REOPEN_DAY)
    focus = made.focusWidget()
    assert focus is made.login
    QTest.keyClicks(focus, "Mat-khau 123")
    seen = [field.displayText() for field in made.findChildren(QLineEdit)]
    assert (made.login.currentIndex(), made.login.isEditable(), seen) == (-1, False, [""])


def test_only_person_who_may_confirm_is_chosen_and_the_password_has_the_focus(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked, qtbot: QtBot
) -> None:
    asked.people = (_BOSS,)
    made = dialog(GuardedAct.REOPEN_DAY)
    focus = made.focusWidget()
    assert focus is made.password
    QTest.keyClicks(focus, "bi mat")
    with qtbot.waitSignal(made.accepted):
        made.submit.click()
    assert asked.calls == [
        ("by_second", "phu.trach", "phutrach.2", "bi mat", GuardedAct.REOPEN_DAY, "12")
    ]


def test_second_person_is_chosen_by_the_first_letters_of_the_login(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked
) -> None:
    made = dialog(GuardedAct.REOPEN_DAY)
    QTest.keyClicks(made.login, "qu")
    assert made.login.currentData() == "quanly"
    QTest.keyClick(made.login, Qt.Key.Key_Return)
    assert made.focusWidget() is made.password


def test_nobody_who_may_confirm_is_told_with_what_to_do(
    dialog: Callable[[GuardedAct], ApprovalDialog], asked: Asked
) -> None:
    asked.people = ()
    made = dialog(GuardedAct.REOPEN_DAY)
    assert "trang Quản trị" in made.login.placeholderText()
