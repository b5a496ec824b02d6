"""Phiếu thu: the paper of one payment, under the payment's own number."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PrintJob
from app.models.office import Unit
from app.models.outcomes import Payment
from app.models.people import Officer
from app.services.dossiers.notices import subject_of
from app.services.forms.issuing import (
    BookNumber,
    Issued,
    fields_of_dossier,
    letterhead,
    signed,
    store_form,
)
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import FeeReceiptData
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Reading, Work
from app.services.money.records import Taking
from app.text import clean
from app.vocabulary.dossiers import PaymentKind
from app.vocabulary.forms import FormKind, PrintState
from app.wording.texts import day_text


def draft_receipt(
    reading: Reading, dossier: Dossier, due_at: datetime | None, taking: Taking, paid_vnd: int
) -> FeeReceiptData:
    """Return the receipt as it would be printed now, without number and QR."""
    return FeeReceiptData(
        head=letterhead(reading.session.get_one(Unit, reading.actor.office_id)),
        number="",
        subject=subject_of(reading, dossier, due_at),
        taken_at=reading.now,
        kind=taking.kind,
        amount_vnd=taking.amount_vnd,
        fee_vnd=dossier.fee_vnd,
        paid_vnd=paid_vnd,
        payer_name=taking.payer_name or dossier.submitter_name or dossier.owner_name,
        exempt_ground=dossier.exempt_ground,
        officer_name=reading.actor.name,
    )


def receipt_of(reading: Reading, payment_id: int, due_at: datetime | None) -> FeeReceiptData:
    """Return the receipt of a stored payment."""
    payment = reading.session.get_one(Payment, payment_id)
    dossier = reading.session.get_one(Dossier, payment.dossier_id)
    return FeeReceiptData(
        head=letterhead(reading.session.get_one(Unit, payment.unit_id)),
        number=payment.number,
        subject=subject_of(reading, dossier, due_at),
        taken_at=payment.taken_at,
        kind=payment.kind,
        amount_vnd=payment.amount_vnd,
        fee_vnd=dossier.fee_vnd,
        paid_vnd=_paid_before(reading, payment),
        payer_name=payment.payer_name or dossier.submitter_name or dossier.owner_name,
        exempt_ground=dossier.exempt_ground,
        officer_name=reading.session.get_one(Officer, payment.taken_by).name,
    )


def issue_receipt(
    work: Work, payment_id: int, due_at: datetime | None, mark: LogMark, key: SigningKey
) -> tuple[FeeReceiptData, Issued]:
    """Sign a payment's receipt, store it in the book of payments and queue its first copy."""
    payment = work.session.get_one(Payment, payment_id)
    dossier = work.session.get_one(Dossier, payment.dossier_id)
    fields = fields_of_dossier(key, FormKind.FEE_RECEIPT, dossier, mark)
    data = signed(receipt_of(work, payment_id, due_at), fields, key)
    number = BookNumber(FormKind.FEE_RECEIPT, payment.year, payment.ordinal)
    return data, store_form(work, number, data, dossier_id=dossier.id)


def payment_named(reading: Reading, dossier_id: int, number: str) -> Payment:
    """Return a dossier's payment by its number. Raises NotFoundError."""
    found = reading.session.execute(
        select(Payment)
        .where(Payment.dossier_id == dossier_id, Payment.number == number)
        .order_by(Payment.id.desc())
        .limit(1)
    ).scalar()
    if found is None:
        raise NotFoundError(f"Hồ sơ không có phiếu thu {number}. Hãy mở lại hồ sơ.")
    return found


def form_of_payment(reading: Reading, payment: Payment) -> int:
    """Return the form id of a payment's receipt, 0 where none was printed."""
    found = reading.session.execute(
        select(IssuedForm.id).where(
            IssuedForm.unit_id == payment.unit_id,
            IssuedForm.kind == FormKind.FEE_RECEIPT,
            IssuedForm.year == payment.year,
            IssuedForm.ordinal == payment.ordinal,
        )
    ).scalar()
    return found or 0


def _paid_before(reading: Reading, payment: Payment) -> int:
    """Return what was paid for the dossier by payments stored before this one."""
    amounts = reading.session.scalars(
        select(Payment.amount_vnd).where(
            Payment.dossier_id == payment.dossier_id, Payment.id < payment.id
        )
    )
    return sum(amounts)


# A payment made void: the number stays in its book, crossed out, and counts for nothing.


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


def receipt_problems(session: Session) -> Iterator[str]:
    """Yield one sentence for each printed receipt that no payment of its dossier stands behind."""
    its_payment = and_(
        Payment.unit_id == IssuedForm.unit_id,
        Payment.year == IssuedForm.year,
        Payment.ordinal == IssuedForm.ordinal,
        Payment.dossier_id == IssuedForm.dossier_id,
    )
    rows = session.execute(
        select(IssuedForm.number, IssuedForm.year)
        .outerjoin(Payment, its_payment)
        .where(IssuedForm.kind == FormKind.FEE_RECEIPT, Payment.id.is_(None))
        .order_by(IssuedForm.year, IssuedForm.ordinal)
    )
    for number, year in rows:
        yield f"Phiếu thu {number} năm {year} không có khoản thu nào trong kho."
