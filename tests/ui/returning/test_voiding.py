"""Hủy phiếu thu: a reason, a second person, and the money is owed again."""

import pytest
from PySide6.QtWidgets import QWidget

from app.ui.approving.approval_dialog import ApprovalDialog
from app.ui.returning.returning_page import ReturningPage
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.dossiers import PaymentKind
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, an_actor
from tests.ui.desk_pages import Ground
from tests.ui.record_forms import submit


@pytest.fixture
def taken(counter: Counter, page: ReturningPage) -> str:
    """A dossier whose fee was taken by mistake; its payment is in front."""
    an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    page.show_fees()
    code = counter.code(fee_vnd=50_000)
    page.start_fees(code)
    page.fees.card.amount.set_value(20_000)
    page.do()
    page.fees.taken.selectRow(0)
    return code


def _ask(page: ReturningPage, reason: str) -> RecordForm:
    page.fees.void.click()
    dialog = page.findChildren(RecordForm)[-1]
    submit(dialog, reason=reason)
    return dialog


def _confirm(parent: QWidget, password: str) -> ApprovalDialog:
    dialog = parent.findChildren(ApprovalDialog)[-1]
    dialog.choose_second("phutrach")
    dialog.password.setText(password)
    dialog.submit.click()
    return dialog


def test_a_payment_is_void_by_two_and_the_money_is_owed_again(
    counter: Counter, page: ReturningPage, ground: Ground, taken: str
) -> None:
    _ask(page, "Thu nhầm hồ sơ")
    _confirm(page, GOOD_PASSWORD)
    standing = counter.cashier.standing(counter.officer, taken)
    assert standing.owed_vnd == 50_000
    assert [line.kind for line in standing.payments] == [PaymentKind.VOIDED]
    assert "Đã hủy phiếu thu 1/PT: hãy trả lại 20.000 ₫." in ground.last
    assert page.fees.card.standing == standing
    assert page.fees.day is not None
    assert page.fees.day.total_vnd == 0
    assert not page.fees.void.isEnabled(), "what is void is not made void again"


def test_without_a_reason_nobody_is_asked(
    counter: Counter, page: ReturningPage, taken: str
) -> None:
    dialog = _ask(page, " ")
    assert "Chưa có lý do" in dialog.board.box("reason").problem
    assert page.findChildren(ApprovalDialog) == []
    assert counter.cashier.standing(counter.officer, taken).paid_vnd == 20_000


def test_without_the_second_person_nothing_is_void(
    counter: Counter, page: ReturningPage, taken: str
) -> None:
    _ask(page, "Thu nhầm hồ sơ")
    dialog = _confirm(page, "không phải mật khẩu")
    assert dialog.isVisible()
    dialog.reject()
    assert counter.cashier.standing(counter.officer, taken).paid_vnd == 20_000


def test_nothing_in_front_nothing_to_void(page: ReturningPage) -> None:
    page.show_fees()
    assert not page.fees.void.isEnabled()
    page.fees.ask_void()
    assert page.findChildren(RecordForm) == []
