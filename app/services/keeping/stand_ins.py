"""Who is away today, and for whom a person stands in."""

from sqlalchemy import select

from app.clock import local_date
from app.models.keeping import Delegation
from app.services.ledger.transactions import Reading


def absent_ids(reading: Reading) -> frozenset[int]:
    """Return the officers the reader stands in for today."""
    today = local_date(reading.now)
    found = reading.session.scalars(
        select(Delegation.officer_id).where(
            Delegation.deputy_id == reading.actor.officer_id,
            Delegation.from_day <= today,
            Delegation.until_day >= today,
            Delegation.ended_at.is_(None),
        )
    )
    return frozenset(found)
