"""What is shut for an office, asked once for every log entry: closed days and locked periods."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.ledger.closed_days import LAST_CLOSED
from app.services.ledger.locked_periods import LOCKED_UNTIL

_SHUT: Final = select(LAST_CLOSED.scalar_subquery(), LOCKED_UNTIL.scalar_subquery())


@dataclass(frozen=True, slots=True)
class Shut:
    """The last closed day and the end of the last locked period; None where there is none."""

    last_closed: date | None = None
    locked_until: datetime | None = None


def shut_in(session: Session, office_id: int) -> Shut:
    """Return what is shut for an office."""
    return Shut(*session.connection().execute(_SHUT, {"office_id": office_id}).one())
