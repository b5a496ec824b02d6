"""The rows behind the figures: who received what, its appointment, forwarded to whom."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.clock import start_of_day
from app.errors import InvalidInputError
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.outcomes import Payment
from app.models.people import Officer
from app.services.counts import Figures
from app.services.deadlines.judging import is_late
from app.services.dossiers.listing import late_at
from app.services.figures.measures import (
    BOUNDS,
    MEASURED,
    WAS_ACCEPTED,
    AtEnd,
    bounds_of,
    holds_at_end,
)
from app.services.figures.period import Period
from app.services.figures.records import RegisterRow
from app.services.forms.numbering import code_order
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import ROWS
from app.vocabulary.dossiers import DossierStatus, HandoffItemState, Timeliness
from app.vocabulary.reports import GroupBy


def received_in(reading: Reading, period: Period) -> tuple[RegisterRow, ...]:
    """Return what was received in the period, in the order of receipt."""
    return _select(
        reading,
        period,
        Dossier.unit_id == BOUNDS.office_id,
        Dossier.received_at >= BOUNDS.start,
        Dossier.received_at < BOUNDS.end,
        WAS_ACCEPTED,
    )


def overdue_at_end(reading: Reading, period: Period) -> tuple[RegisterRow, ...]:
    """Return what was open and past its due instant at the end, worst first."""
    rows = _select(
        reading,
        period,
        DossierState.is_open,
        late_at(DossierState, BOUNDS.as_of, BOUNDS.day),
        ~DossierState.is_clock_paused,
    )
    return tuple(sorted(rows, key=lambda row: (row.due_at or period.end, code_order(row.code))))


def due_on_last_day(reading: Reading, period: Period) -> tuple[RegisterRow, ...]:
    """Return what was open at the end and due on the period's last day."""
    rows = _select(
        reading,
        period,
        DossierState.is_open,
        DossierState.due_at >= start_of_day(period.last_day),
        DossierState.due_at < BOUNDS.end,
    )
    return tuple(sorted(rows, key=lambda row: (row.due_at or period.end, code_order(row.code))))


def rows_of_figure(
    reading: Reading, period: Period, figure: str, group: tuple[GroupBy, str] | None
) -> tuple[RegisterRow, ...]:
    """Return the dossiers a figure counts. Raises InvalidInputError for an unknown figure."""
    wanted = Figures.codes(figure)
    if not wanted:
        raise InvalidInputError("figure", f"Không có chỉ tiêu “{figure}”.")
    behind = select(MEASURED.c.dossier_id).where(MEASURED.c.figure.in_(wanted))
    conditions: list[ColumnElement[bool]] = [Dossier.id.in_(behind)]
    if group is not None:
        conditions.append(_in_group(*group))
    return _select(reading, period, *conditions)


def _in_group(by: GroupBy, key: str) -> ColumnElement[bool]:
    if by is GroupBy.AGENCY:
        agency = select(Unit.id).where(Unit.code == key)
        return DossierState.agency_id.in_(agency) if key else DossierState.agency_id.is_(None)
    if by is GroupBy.OFFICER:
        return Officer.login == key
    if by is GroupBy.FIELD:
        return ProcedureVersion.field == key
    return Procedure.code == key


def _select(
    reading: Reading, period: Period, *conditions: ColumnElement[bool] | InstrumentedAttribute[bool]
) -> tuple[RegisterRow, ...]:
    statement = _REGISTER.where(*conditions).order_by(Dossier.received_at, Dossier.id)
    rows = reading.session.execute(statement, bounds_of(period))
    return tuple(register_row(row, period) for row in rows)


def register_of(state: AtEnd) -> Select[*tuple[Any, ...]]:
    """Return one row a dossier, as it stood at the end of the period by `state`."""
    agency, taker = aliased(Unit), aliased(Unit)
    last_item = (
        select(func.max(HandoffItem.id))
        .where(HandoffItem.dossier_id == Dossier.id, HandoffItem.sent_at < BOUNDS.end)
        .correlate(Dossier)
        .scalar_subquery()
    )
    paid = (
        select(func.coalesce(func.sum(Payment.amount_vnd), 0))
        .where(Payment.dossier_id == Dossier.id, Payment.taken_at < BOUNDS.end)
        .correlate(Dossier)
        .scalar_subquery()
    )
    return (
        select(
            Dossier.code,
            Procedure.code.label("procedure_code"),
            ProcedureVersion.name.label("procedure_name"),
            ProcedureVersion.field,
            Dossier.owner_name,
            Dossier.owner_id_number,
            state.channel,
            Officer.name.label("officer_name"),
            Dossier.received_at,
            state.due_at,
            state.is_due_by_day,
            agency.name.label("agency_name"),
            taker.name.label("forwarded_to"),
            HandoffItem.receiver_name,
            HandoffItem.state.label("item_state"),
            HandoffItem.closed_at,
            state.status,
            state.is_clock_paused,
            state.timeliness,
            state.ended_at,
            state.from_at,
            paid.label("fees_vnd"),
            Dossier.is_late_entry,
        )
        .select_from(state)
        .join(Dossier, Dossier.id == state.dossier_id)
        .join(ProcedureVersion, ProcedureVersion.id == state.version_id)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .join(Officer, Officer.id == state.officer_id)
        .outerjoin(agency, agency.id == state.agency_id)
        .outerjoin(HandoffItem, HandoffItem.id == last_item)
        .outerjoin(Handoff, Handoff.id == HandoffItem.handoff_id)
        .outerjoin(taker, taker.id == Handoff.to_id)
        .where(holds_at_end(state))
    )


_REGISTER = register_of(DossierState)


def register_row(row: Row[*tuple[Any, ...]], period: Period) -> RegisterRow:
    """Return a row of `register_of` as it is shown."""
    is_closed = row.closed_at is not None and row.closed_at < period.end
    is_accepted = row.item_state is HandoffItemState.ACCEPTED and is_closed
    is_back = is_closed and not is_accepted  # refused or recalled: it went nowhere
    is_returned = row.status is DossierStatus.RETURNED
    return RegisterRow(
        code=row.code,
        procedure_code=row.procedure_code,
        procedure_name=row.procedure_name,
        field=row.field,
        owner_name=row.owner_name,
        owner_id_masked=ROWS.id_number(row.owner_id_number),
        channel=row.channel,
        officer_name=row.officer_name,
        received_at=row.received_at,
        due_at=row.due_at,
        agency_name=row.agency_name or "",
        forwarded_to="" if is_back else row.forwarded_to or "",
        receiver_name=row.receiver_name if is_accepted else "",
        status=row.status,
        timeliness=row.timeliness or _standing(row, period),
        ended_at=row.ended_at,
        returned_at=row.from_at if is_returned else None,
        fees_vnd=row.fees_vnd,
        is_late_entry=row.is_late_entry,
    )


def _standing(row: Row[*tuple[Any, ...]], period: Period) -> Timeliness | None:
    if row.due_at is None:
        return None
    is_over = is_late(row.due_at, period.as_of, is_by_day=row.is_due_by_day)
    is_overdue = is_over and not row.is_clock_paused
    return Timeliness.OVERDUE if is_overdue else Timeliness.IN_TIME
