"""The dossiers behind a figure of a period, each as the period counts it."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from app.errors import InvalidInputError
from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.services.figures.measures import AtEnd, bounds_of
from app.services.figures.period import Period
from app.services.figures.records import RegisterRow
from app.services.figures.register import register_of, register_row
from app.services.figures.reported import (
    REPORTED,
    WITH_LATE_ENTRY,
    reported_states,
)
from app.services.ledger.transactions import Reading
from app.services.periods.records import DossierCounts, Place

_LATE_STATE = reported_states()
_OWN: Final = register_of(DossierState).where(Dossier.id.not_in(WITH_LATE_ENTRY))
_LATE: Final = register_of(_LATE_STATE).where(Dossier.id.in_(WITH_LATE_ENTRY))


def rows_behind_in(
    reading: Reading, period: Period, figure: str, place: Place
) -> tuple[RegisterRow, ...]:
    """Return the dossiers a figure counts in `place`, in the order of receipt.

    Raises InvalidInputError (`figure`) for an unknown figure.
    """
    wanted = DossierCounts.codes(figure)
    if not wanted:
        raise InvalidInputError("figure", f"Không có chỉ tiêu “{figure}”.")
    behind = select(REPORTED.c.dossier_id).where(REPORTED.c.figure.in_(wanted))
    rows = [
        register_row(row, period)
        for register, state in ((_OWN, DossierState), (_LATE, _LATE_STATE))
        for row in reading.session.execute(
            register.where(Dossier.id.in_(behind), *_within(place, state)), bounds_of(period)
        )
    ]
    return tuple(sorted(rows, key=lambda row: (row.received_at, row.code)))


def _within(
    place: Place, state: AtEnd
) -> Iterator[ColumnElement[bool] | InstrumentedAttribute[bool]]:
    if place.level is not None:
        yield ProcedureVersion.level == place.level
    if place.field is not None:
        yield ProcedureVersion.field == place.field
    if place.agency == "":
        yield state.agency_id.is_(None)
    elif place.agency is not None:
        yield state.agency_id.in_(select(Unit.id).where(Unit.code == place.agency))
