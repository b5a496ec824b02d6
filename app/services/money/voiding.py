"""A payment made void: the number stays in its book, crossed out, and counts for nothing."""

from sqlalchemy import update

from app.clock import local_date
from app.errors import InvalidInputError, RuleBrokenError
from app.models.forms import IssuedForm, PrintJob
from app.models.outcomes import Payment
from app.services.ledger.transactions import Work
from app.services.money.fee_receipts import form_of_payment
from app.text import clean
from app.vocabulary.forms import PrintState
from app.vocabulary.money_and_post import PaymentKind
from app.wording.texts import day_text


def void_subject(code: str, number: str) -> str:
    """Return what a second person approves: this payment of this dossier."""
    return f"{code} {number}"


def clean_void_reason(reason: str) -> str:
    """Return the reason as it is stored. Raises InvalidInputError (reason) for none."""
    said = clean(reason, "reason", limit=500)
    if not said:
        raise InvalidInputError("reason", "Chưa có lý do hủy phiếu thu. Hãy ghi lý do.")
    return said


def require_voidable(work: Work, payment: Payment) -> None:
    """Refuse what is void already, or of another day: past days keep their figures for ever.

    Raises RuleBrokenError.
    """
    if payment.kind is PaymentKind.VOIDED:
        raise RuleBrokenError(f"Phiếu thu {payment.number} đã hủy rồi. Hãy thu lại dưới số mới.")
    day = local_date(payment.taken_at)
    if day != local_date(work.now):
        raise RuleBrokenError(
            f"Phiếu thu {payment.number} thu ngày {day_text(day)}; chỉ hủy được trong ngày thu. "
            "Hãy báo phụ trách để xử lý theo quy định tài chính."
        )


def make_void(work: Work, payment: Payment, reason: str) -> None:
    """Let a payment count for nothing, its paper be void and its waiting copies not be printed."""
    form_id = form_of_payment(work, payment)
    payment.kind, payment.amount_vnd = PaymentKind.VOIDED, 0
    work.session.execute(
        update(IssuedForm)
        .where(IssuedForm.id == form_id)
        .values(voided_at=work.now, void_reason=reason)
    )
    work.session.execute(
        update(PrintJob)
        .where(
            PrintJob.form_id == form_id,
            PrintJob.state.in_((PrintState.QUEUED, PrintState.FAILED)),
        )
        .values(state=PrintState.CANCELLED, done_at=work.now)
    )
