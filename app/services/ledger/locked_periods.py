"""Report periods that are locked: what is entered later about their days is noted as late.

Asked where every log entry is written, so that nothing that a report must move to the next period
is missed. Nothing is refused here: whether a day may still be written into is the day's own closing
(`closed_days`).
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from app.models.periods import LateEntry, PeriodLock
from app.services.ledger.closed_days import Entering

LOCKED_UNTIL: Final = select(func.max(PeriodLock.end_at)).where(
    PeriodLock.unit_id == bindparam("office_id"), PeriodLock.reopened_at.is_(None)
)
_NOTE: Final = insert(LateEntry)


def note_late(
    session: Session, office_id: int, seq: int, entering: Entering, until: datetime | None
) -> None:
    """Note entry `seq` about a dossier where its moment lies before `until`: a locked period."""
    if entering.dossier_id is None or not entering.is_of_the_day:
        return
    if until is None or entering.happened_at >= until:
        return
    session.connection().execute(
        _NOTE,
        {
            "unit_id": office_id,
            "seq": seq,
            "dossier_id": entering.dossier_id,
            "happened_at": entering.happened_at,
        },
    )


def locked_from(session: Session, office_id: int, day: date) -> tuple[str, ...]:
    """Return the keys of the locked periods that reach to `day` or beyond, the first to end first.

    They are those that entries about `day` and the days after it come too late for.
    """
    keys = session.scalars(
        select(PeriodLock.key)
        .where(
            PeriodLock.unit_id == office_id,
            PeriodLock.last_day >= day,
            PeriodLock.reopened_at.is_(None),
        )
        .order_by(PeriodLock.last_day, PeriodLock.log_seq)
    )
    return tuple(keys)
