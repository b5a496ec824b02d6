"""When people come: dossiers received and results given by weekday and hour of the office."""

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.clock import to_local
from app.models.dossiers import Dossier, DossierState
from app.services.dashboard.hours import hour_of, start_of
from app.services.dashboard.records import LoadCell
from app.services.figures.measures import BOUNDS, WAS_ACCEPTED, bounds_of
from app.services.figures.period import Period
from app.vocabulary.dossiers import DossierStatus

_RECEIVED = and_(
    Dossier.unit_id == BOUNDS.office_id,
    Dossier.received_at >= BOUNDS.start,
    Dossier.received_at < BOUNDS.end,
    WAS_ACCEPTED,
)
_RETURNED = and_(
    DossierState.unit_id == BOUNDS.office_id,
    DossierState.status == DossierStatus.RETURNED,
    DossierState.from_at >= BOUNDS.start,
    DossierState.from_at < BOUNDS.end,
)


def load_cells(session: Session, period: Period) -> tuple[LoadCell, ...]:
    """Return the hours of the week in which anything was received or given, in their order."""
    received = _by_hour(session, period, Dossier.received_at, _RECEIVED)
    returned = _by_hour(session, period, DossierState.from_at, _RETURNED)
    return tuple(
        LoadCell(
            weekday=weekday,
            hour=hour,
            received=received[weekday, hour],
            returned=returned[weekday, hour],
        )
        for weekday, hour in sorted({*received, *returned})
    )


def _by_hour(
    session: Session,
    period: Period,
    instant: InstrumentedAttribute[datetime],
    counted: ColumnElement[bool],
) -> Counter[tuple[int, int]]:
    hour = hour_of(session, instant).label("hour")
    found: Counter[tuple[int, int]] = Counter()
    rows = session.execute(
        select(hour, func.count()).where(counted).group_by(hour), bounds_of(period)
    )
    for named, count in rows:
        local = to_local(start_of(named))
        found[local.weekday(), local.hour] += count
    return found
