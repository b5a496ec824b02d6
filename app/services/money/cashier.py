"""The desk's till: what a dossier owes, taking it, lowering it, and the receipt for it."""

from dataclasses import replace

from sqlalchemy import and_, func, select, update

from app.errors import InvalidInputError, RuleBrokenError
from app.models.catalogue import ProcedureCase, ProcedureVersion
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm
from app.models.outcomes import Payment
from app.models.people import Officer
from app.services.access.approvals import take_approval
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.dossiers.payments import paid_so_far, take_payment
from app.services.dossiers.states import State, current_state
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import FeeReceiptData
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.money.fee_receipts import (
    clean_void_reason,
    draft_receipt,
    form_of_payment,
    issue_receipt,
    make_void,
    payment_named,
    receipt_of,
    require_voidable,
    void_subject,
)
from app.services.money.records import (
    Exempted,
    FeeStanding,
    PaymentLine,
    TakenMoney,
    Taking,
    Voided,
)
from app.text import clean
from app.vocabulary.dossiers import DossierStatus, PaymentKind
from app.vocabulary.forms import FormKind
from app.vocabulary.people import GuardedAct
from app.wording.labels import label
from app.wording.texts import money_text

_PAYABLE = OPEN_STATUSES | {DossierStatus.RESOLVED}


class Cashier:
    """Takes money for a dossier and lowers its fee; never takes more than is owed."""

    def __init__(self, transactions: Transactions, key: SigningKey) -> None:
        self._tx = transactions
        self._key = key

    def standing(self, actor: Actor, code: str) -> FeeStanding:
        """Return what the dossier `code` owes and what was paid for it. Raises NotFoundError."""
        with self._tx.read(actor, Right.RETURN) as reading:
            state = current_state(reading.session, code, actor.office_id)
            return _standing(reading, state)

    def preview(self, actor: Actor, code: str, taking: Taking) -> FeeReceiptData:
        """Return the receipt as it would be printed now, without number and QR.

        Raises what `take` would raise.
        """
        with self._tx.read(actor, Right.RETURN) as reading:
            state = current_state(reading.session, code, actor.office_id)
            dossier = reading.session.get_one(Dossier, state.dossier_id)
            said, paid_vnd = _checked(reading, state, dossier, taking)
            return draft_receipt(reading, dossier, state.due_at, said, paid_vnd)

    def take(self, actor: Actor, code: str, taking: Taking) -> TakenMoney:
        """Take money for the dossier `code` under the year's next receipt number.

        Raises InvalidInputError (`amount_vnd`, `kind`, `payer_name`), RuleBrokenError saying what
        is true now, NotFoundError.
        """
        with self._tx.write(actor, Right.RETURN) as work:
            state = current_state(work.session, code, actor.office_id)
            dossier = work.session.get_one(Dossier, state.dossier_id)
            said, _ = _checked(work, state, dossier, taking)
            paid = take_payment(
                work,
                dossier.id,
                said.amount_vnd,
                work.now,
                kind=said.kind,
                payer_name=said.payer_name,
            )
            if not said.prints_receipt:
                form = receipt_of(work, paid.payment_id, state.due_at)
                return TakenMoney(
                    code=code, number=paid.number, amount_vnd=paid.amount_vnd, form=form
                )
            form, issued = issue_receipt(work, paid.payment_id, state.due_at, paid.mark, self._key)
            return TakenMoney(
                code=code,
                number=paid.number,
                amount_vnd=paid.amount_vnd,
                form=form,
                form_id=issued.form_id,
                job_id=issued.job_id,
            )

    def receipt(self, actor: Actor, code: str, number: str) -> TakenMoney:
        """Print the receipt of an earlier payment that nobody asked a paper for then.

        Raises NotFoundError, and RuleBrokenError where the paper exists: that is a reprint.
        """
        with self._tx.write(actor, Right.RETURN) as work:
            state = current_state(work.session, code, actor.office_id)
            payment = payment_named(work, state.dossier_id, number)
            if payment.kind is PaymentKind.VOIDED:
                raise RuleBrokenError(f"Phiếu thu {number} đã hủy nên không in nữa.")
            if form_of_payment(work, payment):
                raise RuleBrokenError(
                    f"Phiếu thu {number} đã in rồi. Hãy dùng “In lại” để in bản sao."
                )
            mark = work.log("fee_receipt", {"form": number}, dossier_id=state.dossier_id)
            form, issued = issue_receipt(work, payment.id, state.due_at, mark, self._key)
            return TakenMoney(
                code=code,
                number=number,
                amount_vnd=payment.amount_vnd,
                form=form,
                form_id=issued.form_id,
                job_id=issued.job_id,
            )

    def void(
        self, actor: Actor, code: str, number: str, reason: str, approval_id: int = 0
    ) -> Voided:
        """Make a payment of today void, by two people: its number stays, crossed out.

        The dossier owes the money again, the paper is void when scanned. The approval is of
        GuardedAct.VOID_FORM on `void_subject`. Raises InvalidInputError (`reason`), NotFoundError,
        RuleBrokenError for another day's or where nothing is taken any more, ApprovalNeededError.
        """
        said = clean_void_reason(reason)
        with self._tx.write(actor, Right.CORRECT) as work:
            state = current_state(work.session, code, actor.office_id)
            _require_payable(state)
            payment = payment_named(work, state.dossier_id, number)
            require_voidable(work, payment)
            subject = void_subject(code, number)
            by = take_approval(work, approval_id, GuardedAct.VOID_FORM, subject)
            amount_vnd = payment.amount_vnd
            make_void(work, payment, said)
            work.log(
                "payment_voided",
                {"number": number, "amount_vnd": amount_vnd, "approved_by": by.approved_by},
                dossier_id=state.dossier_id,
                personal={"reason": said},
            )
            return Voided(number=number, amount_vnd=amount_vnd, approved_by=by.name)

    def exempt(self, actor: Actor, code: str, new_fee_vnd: int, ground: str) -> Exempted:
        """Lower the fee of the dossier `code` (miễn, giảm), on a ground that the log keeps.

        Raises InvalidInputError (`new_fee_vnd`, `ground`), RuleBrokenError once the result was
        returned or more was paid, NotFoundError.
        """
        with self._tx.write(actor, Right.CORRECT) as work:
            state = current_state(work.session, code, actor.office_id)
            _require_payable(state)
            dossier = work.session.get_one(Dossier, state.dossier_id)
            said = clean(ground, "ground", limit=500)
            if not said:
                raise InvalidInputError("ground", "Chưa có căn cứ miễn, giảm. Hãy ghi căn cứ.")
            _require_lower(new_fee_vnd, dossier, paid_so_far(work.session, dossier.id))
            before = dossier.fee_vnd
            work.session.execute(
                update(Dossier)
                .where(Dossier.id == dossier.id)
                .values(fee_vnd=new_fee_vnd, exempt_ground=said)
            )
            work.log(
                "exempt",
                {"fee_before_vnd": before, "new_fee_vnd": new_fee_vnd},
                dossier_id=dossier.id,
                personal={"ground": said},
            )
            return Exempted(code=code, fee_before_vnd=before, fee_vnd=new_fee_vnd, ground=said)


def _checked(
    reading: Reading, state: State, dossier: Dossier, taking: Taking
) -> tuple[Taking, int]:
    """Return `taking` cleaned and what was paid before it."""
    _require_payable(state)
    paid_vnd = paid_so_far(reading.session, dossier.id)
    owed_vnd = dossier.fee_vnd - paid_vnd
    if owed_vnd <= 0:
        raise RuleBrokenError(_nothing_owed(dossier.fee_vnd))
    if not 0 < taking.amount_vnd <= owed_vnd:
        raise InvalidInputError(
            "amount_vnd",
            f"Hồ sơ còn phải thu {money_text(owed_vnd)}. Hãy nhập số tiền lớn hơn 0 và không "
            "quá số đó.",
        )
    if taking.kind is PaymentKind.VOIDED:
        raise InvalidInputError("kind", "Chưa chọn tạm thu hay thu khi trả. Hãy chọn loại thu.")
    if taking.kind is PaymentKind.ADVANCE and state.status not in OPEN_STATUSES:
        raise InvalidInputError(
            "kind",
            f"Hồ sơ đang ở trạng thái “{label(state.status)}” nên không còn tạm thu. "
            f"Hãy chọn “{label(PaymentKind.FINAL)}”.",
        )
    return replace(taking, payer_name=clean(taking.payer_name, "payer_name", limit=300)), paid_vnd


def fee_refusal(state: State) -> str:
    """Return why nothing more is taken or lowered in this state, "" where it may be."""
    if state.status in _PAYABLE:
        return ""
    return (
        f"Hồ sơ đang ở trạng thái “{label(state.status)}” nên không thu hay giảm phí, lệ phí được "
        "nữa."
    )


def _nothing_owed(fee_vnd: int) -> str:
    if fee_vnd == 0:
        return "Hồ sơ không có phí, lệ phí nên không có gì phải thu."
    return f"Hồ sơ đã thu đủ {money_text(fee_vnd)}, không còn gì phải thu."


def _require_payable(state: State) -> None:
    reason = fee_refusal(state)
    if reason:
        raise RuleBrokenError(reason)


def _require_lower(new_fee_vnd: int, dossier: Dossier, paid_vnd: int) -> None:
    if not 0 <= new_fee_vnd < dossier.fee_vnd:
        raise InvalidInputError(
            "new_fee_vnd",
            f"Phí, lệ phí đang là {money_text(dossier.fee_vnd)}. Mức sau miễn, giảm phải từ 0 và "
            "thấp hơn mức đó.",
        )
    if new_fee_vnd < paid_vnd:
        raise RuleBrokenError(
            f"Hồ sơ đã thu {money_text(paid_vnd)}, nhiều hơn mức {money_text(new_fee_vnd)} sau "
            "miễn, giảm. Hãy giữ mức không thấp hơn số đã thu."
        )


def _standing(reading: Reading, state: State) -> FeeStanding:
    dossier, procedure_name, case_name, advance_vnd = reading.session.execute(
        select(Dossier, ProcedureVersion.name, ProcedureCase.name, ProcedureCase.advance_vnd)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.version_id)
        .join(ProcedureCase, ProcedureCase.id == Dossier.case_id)
        .where(Dossier.id == state.dossier_id)
    ).one()
    lines = _lines(reading, dossier.id)
    paid_vnd = sum(line.amount_vnd for line in lines)
    owed_vnd = max(dossier.fee_vnd - paid_vnd, 0)
    is_open = state.status in OPEN_STATUSES
    is_first_advance = is_open and not paid_vnd and 0 < advance_vnd < owed_vnd
    return FeeStanding(
        code=dossier.code,
        owner_name=dossier.owner_name,
        submitter_name=dossier.submitter_name,
        procedure_name=procedure_name,
        case_name=case_name,
        status=state.status,
        fee_vnd=dossier.fee_vnd,
        paid_vnd=paid_vnd,
        exempt_ground=dossier.exempt_ground,
        offered_vnd=advance_vnd if is_first_advance else owed_vnd,
        offered_kind=PaymentKind.ADVANCE if is_open else PaymentKind.FINAL,
        payments=lines,
        refusal=fee_refusal(state) or ("" if owed_vnd else _nothing_owed(dossier.fee_vnd)),
    )


def _lines(reading: Reading, dossier_id: int) -> tuple[PaymentLine, ...]:
    its_form = and_(
        IssuedForm.unit_id == Payment.unit_id,
        IssuedForm.kind == FormKind.FEE_RECEIPT,
        IssuedForm.year == Payment.year,
        IssuedForm.ordinal == Payment.ordinal,
    )
    rows = reading.session.execute(
        select(
            Payment.number,
            Payment.kind,
            Payment.amount_vnd,
            Payment.taken_at,
            Officer.name.label("officer_name"),
            Payment.payer_name,
            func.coalesce(IssuedForm.id, 0).label("form_id"),
        )
        .join(Officer, Officer.id == Payment.taken_by)
        .outerjoin(IssuedForm, its_form)
        .where(Payment.dossier_id == dossier_id)
        .order_by(Payment.id)
    )
    return tuple(PaymentLine(**row) for row in rows.mappings())
