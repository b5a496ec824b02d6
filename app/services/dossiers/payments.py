"""Money taken at the counter: numbered, logged, in whole đồng."""

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.outcomes import Payment
from app.services.ledger.series import take_number
from app.services.ledger.transactions import Work
from app.vocabulary import PaymentKind


def take_payment(
    work: Work,
    dossier_id: int,
    amount_vnd: int,
    at: datetime,
    *,
    kind: PaymentKind = PaymentKind.FINAL,
) -> str:
    """Store a payment under the year's next receipt number and return the number."""
    year = local_date(at).year
    ordinal = take_number(work.session, work.actor.office_id, "payment", str(year))
    number = f"{ordinal}/PT"
    work.connection.execute(
        insert(Payment).values(
            unit_id=work.actor.office_id,
            dossier_id=dossier_id,
            year=year,
            ordinal=ordinal,
            number=number,
            amount_vnd=amount_vnd,
            taken_at=at,
            taken_by=work.actor.officer_id,
            kind=kind,
        )
    )
    work.log(
        "payment",
        {"number": number, "amount_vnd": amount_vnd},
        dossier_id=dossier_id,
        happened_at=at,
    )
    return number


def paid_so_far(session: Session, dossier_id: int) -> int:
    """Return what has been paid for a dossier, in đồng."""
    return session.execute(
        select(func.coalesce(func.sum(Payment.amount_vnd), 0)).where(
            Payment.dossier_id == dossier_id
        )
    ).scalar_one()
