"""Money taken at the counter: numbered without a gap, logged, in whole đồng."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.outcomes import Payment
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Work, take_number
from app.vocabulary.dossiers import PaymentKind
from app.vocabulary.forms import FORM_SPECS, FormKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A payment just stored; `before_vnd` is what had been paid before it."""

    payment_id: int
    year: int
    ordinal: int
    number: str
    amount_vnd: int
    before_vnd: int
    kind: PaymentKind
    taken_at: datetime
    payer_name: str
    mark: LogMark


def take_payment(
    work: Work,
    dossier_id: int,
    amount_vnd: int,
    at: datetime,
    *,
    kind: PaymentKind = PaymentKind.FINAL,
    payer_name: str = "",
) -> Paid:
    """Store a payment under the year's next receipt number, for whoever checked what is owed."""
    year = local_date(at).year
    before_vnd = paid_so_far(work.session, dossier_id)
    ordinal = take_number(work.session, work.actor.office_id, "payment", str(year))
    number = FORM_SPECS[FormKind.FEE_RECEIPT].number(ordinal)
    payment_id = work.connection.execute(
        insert(Payment)
        .values(
            unit_id=work.actor.office_id,
            dossier_id=dossier_id,
            year=year,
            ordinal=ordinal,
            number=number,
            amount_vnd=amount_vnd,
            taken_at=at,
            taken_by=work.actor.officer_id,
            kind=kind,
            payer_name=payer_name,
        )
        .returning(Payment.id)
    ).scalar_one()
    mark = work.log(
        "payment",
        {"number": number, "amount_vnd": amount_vnd, "payment": kind.value},
        dossier_id=dossier_id,
        happened_at=at,
    )
    return Paid(
        payment_id=payment_id,
        year=year,
        ordinal=ordinal,
        number=number,
        amount_vnd=amount_vnd,
        before_vnd=before_vnd,
        kind=kind,
        taken_at=at,
        payer_name=payer_name,
        mark=mark,
    )


def paid_so_far(session: Session, dossier_id: int) -> int:
    """Return what has been paid for a dossier, in đồng."""
    return session.execute(
        select(func.coalesce(func.sum(Payment.amount_vnd), 0)).where(
            Payment.dossier_id == dossier_id
        )
    ).scalar_one()
