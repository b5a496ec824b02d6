"""The till: what a dossier owes, never more taken than that, numbers without gap or twin."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.services.custody.records import Collection
from app.services.dossiers.records import Submitter
from app.services.forms.notice_records import FeeReceiptData
from app.services.ledger.checking import StoreCheck
from app.services.money.fee_receipts import receipt_problems
from app.services.money.records import Taking
from app.vocabulary.dossiers import Action, PaymentKind, Verdict
from app.vocabulary.forms import FormKind
from tests.services.desk_builders import OWNER, Counter, a_procedure

SOME = Taking(amount_vnd=20_000, kind=PaymentKind.ADVANCE, payer_name="Trần Văn Nộp")
REST = Taking(amount_vnd=30_000, kind=PaymentKind.FINAL)
PRINTED = replace(SOME, prints_receipt=True)


def _refused(counter: Counter, code: str, taking: Taking) -> str:
    with pytest.raises(InvalidInputError) as refused:
        counter.cashier.take(counter.officer, code, taking)
    return refused.value.field


def _stored(counter: Counter) -> list[tuple[int, int, str]]:
    """Return ordinals, amounts and kinds by plain SQL."""
    with counter.database.read() as session:
        rows = session.execute(text("SELECT ordinal, amount_vnd, kind FROM payments ORDER BY id"))
        return [(row[0], row[1], row[2]) for row in rows]


def test_an_advance_and_the_rest_are_two_numbered_payments(counter: Counter) -> None:
    code = counter.resolved(fee_vnd=50_000)
    open_code = counter.code(fee_vnd=50_000)
    first = counter.cashier.take(counter.officer, open_code, SOME)
    second = counter.cashier.take(counter.officer, code, REST)
    assert (first.number, second.number) == ("1/PT", "2/PT")
    assert _stored(counter) == [(1, 20_000, "advance"), (2, 30_000, "final")]
    standing = counter.cashier.standing(counter.officer, open_code)
    assert (standing.fee_vnd, standing.paid_vnd, standing.owed_vnd) == (50_000, 20_000, 30_000)
    (line,) = standing.payments
    assert (line.number, line.payer_name, line.form_id) == ("1/PT", "Trần Văn Nộp", 0)


@pytest.mark.parametrize("amount", [0, -1, 50_001, 10**12])
def test_nothing_but_what_is_owed_is_taken(counter: Counter, amount: int) -> None:
    code = counter.code(fee_vnd=50_000)
    assert _refused(counter, code, replace(SOME, amount_vnd=amount)) == "amount_vnd"
    assert _stored(counter) == []


def test_a_second_desk_is_refused_with_what_is_owed_now(counter: Counter) -> None:
    code = counter.code(fee_vnd=50_000)
    counter.cashier.take(counter.officer, code, replace(SOME, amount_vnd=40_000))
    with pytest.raises(InvalidInputError, match=r"còn phải thu 10\.000 ₫"):
        counter.cashier.take(counter.officer, code, SOME)
    counter.cashier.take(counter.officer, code, replace(SOME, amount_vnd=10_000))
    with pytest.raises(RuleBrokenError, match=r"đã thu đủ 50\.000 ₫"):
        counter.cashier.take(counter.officer, code, SOME)


def test_a_dossier_without_a_fee_owes_nothing(counter: Counter) -> None:
    code = counter.code()
    assert "không có phí" in counter.cashier.standing(counter.officer, code).refusal
    with pytest.raises(RuleBrokenError, match="không có phí"):
        counter.cashier.take(counter.officer, code, SOME)


def test_what_is_resolved_pays_no_advance(counter: Counter) -> None:
    assert _refused(counter, counter.resolved(fee_vnd=50_000), SOME) == "kind"


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.STOP])
def test_what_was_cut_short_pays_nothing_more(counter: Counter, action: Action) -> None:
    code = counter.code(fee_vnd=50_000)
    counter.decide(code, action, note="lý do")
    with pytest.raises(RuleBrokenError, match="không thu"):
        counter.cashier.take(counter.officer, code, REST)
    with pytest.raises(RuleBrokenError, match="không thu"):
        counter.cashier.exempt(counter.officer, code, 0, "Hộ nghèo")
    assert "không thu" in counter.cashier.standing(counter.officer, code).refusal


def test_the_likely_sum_is_the_case_s_advance_then_what_is_left(counter: Counter) -> None:
    case = a_procedure(
        counter.database, counter.time.now, counter.economy, "3.000003", advance_vnd=15_000
    )
    code = counter.code(case_id=case, fee_vnd=50_000)
    before = counter.cashier.standing(counter.officer, code)
    assert (before.offered_vnd, before.offered_kind) == (15_000, PaymentKind.ADVANCE)
    counter.cashier.take(counter.officer, code, replace(SOME, amount_vnd=15_000))
    after = counter.cashier.standing(counter.officer, code)
    assert after.offered_vnd == 35_000
    done = counter.cashier.standing(counter.officer, counter.resolved(fee_vnd=9_000))
    assert (done.offered_vnd, done.offered_kind) == (9_000, PaymentKind.FINAL)


def test_hidden_characters_in_the_payer_name_their_field(counter: Counter) -> None:
    code = counter.code(fee_vnd=50_000)
    assert _refused(counter, code, replace(SOME, payer_name="ẩn\u202e")) == "payer_name"


def test_a_receipt_has_the_payment_s_number_and_a_genuine_qr(counter: Counter) -> None:
    code = counter.code(fee_vnd=50_000)
    counter.cashier.take(counter.officer, code, replace(SOME, amount_vnd=5_000))
    done = counter.cashier.take(counter.officer, code, PRINTED)
    assert (done.number, done.form.number) == ("2/PT", "2/PT")
    assert (done.form.paid_vnd, done.form.amount_vnd, done.form.fee_vnd) == (5_000, 20_000, 50_000)
    assert done.form.payer_name == "Trần Văn Nộp"
    form = counter.print_queue.form(counter.officer, done.form_id)
    assert (form.kind, form.number, form.data) == (FormKind.FEE_RECEIPT, "2/PT", done.form)
    found = counter.search.find(counter.officer, done.form.qr_payload)
    assert found.verification is not None
    assert found.verification.verdict is Verdict.GENUINE
    assert [row.code for row in found.rows] == [code]
    copy = counter.print_queue.reprint(counter.officer, done.form_id)
    assert copy.copy_no == 2


def test_a_payment_taken_without_a_paper_gets_it_later_once(counter: Counter) -> None:
    code = counter.code(fee_vnd=50_000, paid_vnd=20_000, submitter=Submitter("Lê Văn Đi"))
    (line,) = counter.cashier.standing(counter.officer, code).payments
    assert line.form_id == 0
    done = counter.cashier.receipt(counter.officer, code, line.number)
    assert (done.form.number, done.form.kind) == ("1/PT", PaymentKind.ADVANCE)
    assert done.form.payer_name == "Lê Văn Đi"
    (line,) = counter.cashier.standing(counter.officer, code).payments
    assert line.form_id == done.form_id
    with pytest.raises(RuleBrokenError, match="đã in rồi"):
        counter.cashier.receipt(counter.officer, code, line.number)
    with pytest.raises(NotFoundError, match="2/PT"):
        counter.cashier.receipt(counter.officer, code, "2/PT")


def test_a_preview_has_neither_number_nor_mark_in_the_store(counter: Counter) -> None:
    code = counter.code(fee_vnd=50_000)
    shown = counter.cashier.preview(counter.officer, code, PRINTED)
    assert (shown.number, shown.qr_payload, shown.amount_vnd) == ("", "", 20_000)
    assert isinstance(shown, FeeReceiptData)
    assert _stored(counter) == []
    with pytest.raises(InvalidInputError):
        counter.cashier.preview(counter.officer, code, replace(PRINTED, amount_vnd=50_001))


def test_an_exemption_lowers_the_fee_on_its_ground(counter: Counter) -> None:
    code = counter.code(fee_vnd=50_000, paid_vnd=20_000)
    done = counter.cashier.exempt(counter.officer, code, 25_000, "  Hộ nghèo, NĐ 07/2021  ")
    assert (done.fee_before_vnd, done.fee_vnd) == (50_000, 25_000)
    standing = counter.cashier.standing(counter.officer, code)
    assert (standing.owed_vnd, standing.exempt_ground) == (5_000, "Hộ nghèo, NĐ 07/2021")
    step = counter.tracking.one(counter.officer, code).timeline[-1]
    assert step.title == "Miễn, giảm phí, lệ phí"
    for said in ("50.000", "25.000", "Hộ nghèo"):
        assert said in step.detail


@pytest.mark.parametrize(
    ("fee", "ground", "field"),
    [(10_000, "  ", "ground"), (50_000, "Hộ nghèo", "new_fee_vnd"), (-1, "x", "new_fee_vnd")],
)
def test_an_exemption_without_ground_or_effect_is_refused(
    counter: Counter, fee: int, ground: str, field: str
) -> None:
    code = counter.code(fee_vnd=50_000)
    with pytest.raises(InvalidInputError) as refused:
        counter.cashier.exempt(counter.officer, code, fee, ground)
    assert refused.value.field == field


def test_an_exemption_comes_too_late_for_what_was_paid_or_returned(counter: Counter) -> None:
    code = counter.resolved(fee_vnd=50_000, paid_vnd=20_000)
    with pytest.raises(RuleBrokenError, match=r"đã thu 20\.000 ₫"):
        counter.cashier.exempt(counter.officer, code, 19_999, "Hộ nghèo")
    counter.cashier.exempt(counter.officer, code, 20_000, "Hộ nghèo")
    counter.returning.give_back(counter.officer, code, Collection(OWNER.name))
    with pytest.raises(RuleBrokenError, match="Đã trả kết quả"):
        counter.cashier.exempt(counter.officer, code, 0, "Hộ nghèo")


def test_the_store_is_whole_with_printed_and_unprinted_receipts(counter: Counter) -> None:
    code = counter.code(fee_vnd=50_000, paid_vnd=5_000)
    counter.cashier.take(counter.officer, code, PRINTED)
    check = StoreCheck(counter.database, (receipt_problems,))
    assert check.problems() == []
    with counter.database.write() as session:
        session.execute(text("UPDATE issued_forms SET ordinal = 9 WHERE kind = 'fee_receipt'"))
    assert check.problems() == ["Phiếu thu 2/PT năm 2026 không có khoản thu nào trong kho."]
