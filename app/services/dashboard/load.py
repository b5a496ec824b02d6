"""When people come: dossiers received and results given by weekday and hour of the office."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.clock import to_local
from app.models.dossiers import Dossier, DossierState
from app.services.dashboard.records import LoadCell
from app.services.figures.measures import BOUNDS, WAS_ACCEPTED, bounds_of
from app.services.figures.period import Period
from app.vocabulary.dossiers import DossierStatus

_RECEIVED = select(Dossier.received_at).where(
    Dossier.unit_id == BOUNDS.office_id,
    Dossier.received_at >= BOUNDS.start,
    Dossier.received_at < BOUNDS.end,
    WAS_ACCEPTED,
)
_RETURNED = select(DossierState.from_at).where(
    DossierState.unit_id == BOUNDS.office_id,
    DossierState.status == DossierStatus.RETURNED,
    DossierState.from_at >= BOUNDS.start,
    DossierState.from_at < BOUNDS.end,
)


def load_cells(session: Session, period: Period) -> tuple[LoadCell, ...]:
    """Return the hours of the week in which anything was received or given, in their order."""
    received = _by_hour(session, _RECEIVED, period)
    returned = _by_hour(session, _RETURNED, period)
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
    session: Session, instants: Select[datetime], period: Period
) -> Counter[tuple[int, int]]:
    locals_ = (to_local(instant) for instant in session.scalars(instants, bounds_of(period)))
    return Counter((local.weekday(), local.hour) for local in locals_)
