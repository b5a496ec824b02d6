"""Whether the papers of money and the money agree: `motcua check` asks it of a store."""

from collections.abc import Iterator

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.models.forms import IssuedForm
from app.models.outcomes import Payment
from app.vocabulary.forms import FormKind


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
