"""Rows of dossiers for lists: one query, its conditions and order given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.models.base import FOREVER
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.services.deadlines.judging import is_late
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.dossiers.records import DossierRow
from app.services.dossiers.states import ON_THE_WAY
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import ROWS, is_of_unit
from app.vocabulary.dossiers import DossierStatus, Timeliness

_holder = aliased(Unit)
_agency = aliased(Unit)

_ROWS: Select[*tuple[Any, ...]] = (
    select(
        Dossier.id,
        Dossier.code,
        Procedure.code.label("procedure_code"),
        ProcedureVersion.name.label("procedure_name"),
        Dossier.owner_name,
        Dossier.owner_id_number,
        Dossier.received_at,
        DossierState.due_at,
        DossierState.is_due_by_day,
        DossierState.status,
        DossierState.timeliness,
        _holder.name.label("holder_name"),
        ON_THE_WAY.label("is_on_the_way"),
        DossierState.agency_id,
        _agency.name.label("agency_name"),
    )
    .select_from(DossierState)
    .join(Dossier, Dossier.id == DossierState.dossier_id)
    .join(ProcedureVersion, ProcedureVersion.id == DossierState.version_id)
    .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
    .join(_holder, _holder.id == DossierState.holder_id)
    .outerjoin(_agency, _agency.id == DossierState.agency_id)
    .where(DossierState.to_at == FOREVER)
)

NEWEST_FIRST = (Dossier.id.desc(),)


def select_rows(
    reading: Reading,
    conditions: Sequence[ColumnElement[bool] | InstrumentedAttribute[bool]],
    order: Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]],
    limit: int,
) -> tuple[DossierRow, ...]:
    """Return current rows of the office; an agency officer sees what their unit holds or awaits."""
    statement = _ROWS.where(DossierState.unit_id == reading.actor.office_id, *conditions)
    if reading.is_agency_only:
        statement = statement.where(is_of_unit(reading.actor.unit_id))
    rows = reading.session.execute(statement.order_by(*order).limit(limit))
    return tuple(row_of(row, reading.now) for row in rows)


def row_of_dossier(reading: Reading, dossier_id: int) -> DossierRow:
    """Return the current row of a dossier that the person has been let into."""
    row = reading.session.execute(_ROWS.where(Dossier.id == dossier_id)).one()
    return row_of(row, reading.now)


def count_rows(
    reading: Reading,
    conditions: Sequence[ColumnElement[bool] | InstrumentedAttribute[bool]],
    limit: int,
) -> int:
    """Return how many current rows `select_rows` would find; the conditions are on states alone."""
    states = select(DossierState.id).where(
        DossierState.to_at == FOREVER, DossierState.unit_id == reading.actor.office_id, *conditions
    )
    if reading.is_agency_only:
        states = states.where(is_of_unit(reading.actor.unit_id))
    counted = select(func.count()).select_from(states.limit(limit).subquery())
    return reading.session.execute(counted).scalar_one()


def select_newest(
    reading: Reading, alternatives: Sequence[ColumnElement[bool]], limit: int
) -> tuple[DossierRow, ...]:
    """Return the office's newest dossiers that meet any of the alternatives (all, for none).

    Each alternative finds its ids by its own index, and only the newest are joined to their
    states: asked in one go, a database walks the whole register in order of receipt.
    """
    by_day = (Dossier.day.desc(), Dossier.day_number.desc())
    if not alternatives and not reading.is_agency_only:
        ids = select(Dossier.id).where(Dossier.unit_id == reading.actor.office_id)
        found = ids.order_by(Dossier.id.desc()).limit(limit).subquery()
        return select_rows(reading, (Dossier.id.in_(select(found.c.id)),), NEWEST_FIRST, limit)
    if reading.is_agency_only:
        any_of = (or_(*alternatives),) if alternatives else ()
        return select_rows(reading, any_of, NEWEST_FIRST, limit)
    parts = [
        select(select(Dossier.id).where(one).order_by(*by_day).limit(limit).subquery().c.id)
        for one in alternatives
    ]
    return select_rows(reading, (Dossier.id.in_(union_all(*parts)),), NEWEST_FIRST, limit)


def row_of(row: Row[*tuple[Any, ...]], now: datetime) -> DossierRow:
    """Return one line; an open dossier is judged against `now`."""
    status, due_at = row.status, row.due_at
    return DossierRow(
        dossier_id=row.id,
        code=row.code,
        procedure_code=row.procedure_code,
        procedure_name=row.procedure_name,
        owner_name=row.owner_name,
        owner_id_masked=ROWS.id_number(row.owner_id_number),
        received_at=row.received_at,
        due_at=due_at,
        status=status,
        timeliness=row.timeliness or _standing(status, due_at, now, is_by_day=row.is_due_by_day),
        holder_name=row.holder_name,
        is_on_the_way=bool(row.is_on_the_way),
        agency_id=row.agency_id,
        agency_name=row.agency_name or "",
    )


def _standing(
    status: DossierStatus, due_at: datetime | None, now: datetime, *, is_by_day: bool
) -> Timeliness | None:
    if status not in OPEN_STATUSES or due_at is None:
        return None
    is_over = is_late(due_at, now, is_by_day=is_by_day)
    return Timeliness.OVERDUE if is_over else Timeliness.IN_TIME


Instant = datetime | BindParameter[datetime]


def late_at(state: type[DossierState], at: Instant, day: Instant) -> ColumnElement[bool]:
    """Return whether `state` is late at `at`, as `deadlines.judging.is_late` judges it.

    `day` is `judging.day_judged_at(at)`. An index of due instants serves the first comparison.
    """
    return and_(state.due_at < at, or_(~state.is_due_by_day, state.due_at < day))
