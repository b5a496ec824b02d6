"""What each figure counts, said once: the same selections give the numbers and the rows behind.

Every selection yields (dossier_id, version_id, agency_id, officer_id, figure, amount). `figure` is
the dotted name of DESIGN §10. Groups are those a dossier belongs to at the end of the period, so
that every group adds up. All is built once; a period gives the values (`bounds_of`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.models.base import UtcDateTime
from app.models.clocks import Pause
from app.models.custody import HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.outcomes import Payment
from app.services.deadlines.clocks import PauseReason
from app.services.dossiers.lifecycle import PAUSED_STATUSES
from app.services.figures.period import Period
from app.vocabulary import DossierStatus, HandoffItemState, Outcome

Selection = Select[*tuple[Any, ...]]
AtEnd = type[DossierState]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a statement over a period asks for; the names are those of `Period`."""

    office_id: BindParameter[int]
    start: BindParameter[datetime]
    end: BindParameter[datetime]
    as_of: BindParameter[datetime]


BOUNDS = Bounds(
    bindparam("office_id"),
    bindparam("start", type_=UtcDateTime()),
    bindparam("end", type_=UtcDateTime()),
    bindparam("as_of", type_=UtcDateTime()),
)


def bounds_of(period: Period) -> dict[str, object]:
    """Return the values of `BOUNDS` for a period."""
    return {
        "office_id": period.office_id,
        "start": period.start,
        "end": period.end,
        "as_of": period.as_of,
    }


_refused_at_desk = aliased(DossierState)
WAS_ACCEPTED = Dossier.id.not_in(
    select(_refused_at_desk.dossier_id).where(
        _refused_at_desk.unit_id == BOUNDS.office_id,
        _refused_at_desk.status == DossierStatus.NOT_ACCEPTED,
        _refused_at_desk.from_at >= BOUNDS.start,
        _refused_at_desk.from_at < BOUNDS.end,
    )
)
"""Leaves out of what came in the period what the desk refused; one list for the whole statement."""


def holds_at_end(state: AtEnd) -> ColumnElement[bool]:
    """Select the one state of each dossier that held when the period ended."""
    return and_(
        state.unit_id == BOUNDS.office_id, state.from_at < BOUNDS.end, state.to_at >= BOUNDS.end
    )


def _of_state(state: AtEnd, figure: ColumnElement[str] | str) -> Selection:
    """Count dossiers by the very state that held at the end."""
    return select(
        state.dossier_id.label("dossier_id"),
        state.version_id.label("version_id"),
        state.agency_id.label("agency_id"),
        state.officer_id.label("officer_id"),
        _named(figure).label("figure"),
        literal(1).label("amount"),
    ).where(holds_at_end(state))


def _of_fact(
    dossier_id: InstrumentedAttribute[int],
    figure: ColumnElement[str] | str,
    amount: InstrumentedAttribute[int] | None = None,
    state: AtEnd | None = None,
) -> Selection:
    """Count facts of dossiers by the state that each dossier had at the end."""
    state = state or aliased(DossierState)
    return (
        select(
            dossier_id.label("dossier_id"),
            state.version_id.label("version_id"),
            state.agency_id.label("agency_id"),
            state.officer_id.label("officer_id"),
            _named(figure).label("figure"),
            (literal(1) if amount is None else amount).label("amount"),
        )
        .join(state, state.dossier_id == dossier_id)
        .where(holds_at_end(state))
    )


def _named(figure: ColumnElement[str] | str) -> ColumnElement[str]:
    return literal(figure) if isinstance(figure, str) else figure


def _carried_over() -> tuple[Selection, ...]:
    """Received before the period and not ended before it: untouched since, or changed in it."""
    still, before = aliased(DossierState), aliased(DossierState)
    return (
        _of_state(still, "carried_over").where(still.is_open, still.from_at < BOUNDS.start),
        _of_fact(before.dossier_id, "carried_over").where(
            before.unit_id == BOUNDS.office_id,
            before.is_open,
            before.from_at < BOUNDS.start,
            before.to_at >= BOUNDS.start,
            before.to_at < BOUNDS.end,
        ),
    )


def _received() -> Selection:
    """Return what was received, by the channel the dossier had at the end: it may be corrected."""
    state = aliased(DossierState)
    figure = literal("received.") + type_coerce(state.channel, String)
    return _of_fact(Dossier.id, figure, state=state).where(
        Dossier.unit_id == BOUNDS.office_id,
        Dossier.received_at >= BOUNDS.start,
        Dossier.received_at < BOUNDS.end,
        WAS_ACCEPTED,
    )


def _not_accepted() -> Selection:
    """Return what was refused at the desk: counted aside, it was never received (DESIGN §8)."""
    refused = aliased(DossierState)
    return _of_state(refused, "not_accepted").where(
        refused.status == DossierStatus.NOT_ACCEPTED, refused.from_at >= BOUNDS.start
    )


def _ended() -> tuple[Selection, ...]:
    """Return what ended: by timeliness, and again the refused, withdrawn and stopped of it."""
    state = aliased(DossierState)
    in_period = and_(
        ~state.is_open,
        state.ended_at >= BOUNDS.start,
        state.ended_at < BOUNDS.end,
    )
    by_time = literal("ended.") + type_coerce(state.timeliness, String)
    by_status = type_coerce(state.status, String)
    return (
        _of_state(state, by_time).where(in_period),
        _of_state(state, "refused").where(in_period, state.outcome == Outcome.REFUSED),
        _of_state(state, by_status).where(
            in_period, state.status.in_((DossierStatus.WITHDRAWN, DossierStatus.STOPPED))
        ),
    )


def _open() -> tuple[Selection, ...]:
    """Return what is open: in time or overdue, and again the paused of it (a pause is not late)."""
    state = aliased(DossierState)
    overdue = and_(state.due_at < BOUNDS.as_of, state.status.not_in(PAUSED_STATUSES))
    figure = case((overdue, "open.overdue"), else_="open.in_time")
    return (
        _of_state(state, figure).where(state.is_open),
        _of_state(state, "paused").where(state.is_open, state.status.in_(PAUSED_STATUSES)),
    )


def _waiting() -> Selection:
    state = aliased(DossierState)
    return _of_state(state, "waiting_collection").where(state.status == DossierStatus.RESOLVED)


def _returned() -> Selection:
    given = aliased(DossierState)
    return _of_fact(given.dossier_id, "returned").where(
        given.unit_id == BOUNDS.office_id,
        given.status == DossierStatus.RETURNED,
        given.from_at >= BOUNDS.start,
        given.from_at < BOUNDS.end,
    )


def _supplements() -> Selection:
    return _of_fact(Pause.dossier_id, "supplements").where(
        Pause.unit_id == BOUNDS.office_id,
        Pause.reason == PauseReason.SUPPLEMENT.value,
        Pause.from_at >= BOUNDS.start,
        Pause.from_at < BOUNDS.end,
    )


def _fees() -> Selection:
    return _of_fact(Payment.dossier_id, "fees_vnd", Payment.amount_vnd).where(
        Payment.unit_id == BOUNDS.office_id,
        Payment.taken_at >= BOUNDS.start,
        Payment.taken_at < BOUNDS.end,
    )


def _handoffs() -> tuple[Selection, ...]:
    item = HandoffItem
    closed = and_(
        item.unit_id == BOUNDS.office_id,
        item.closed_at >= BOUNDS.start,
        item.closed_at < BOUNDS.end,
    )
    # Said so that no index is tried: most items ever were sent before the end, few were open then.
    was_sent = case((item.sent_at < BOUNDS.end, 1), else_=0) == 1
    return (
        _of_fact(item.dossier_id, "handoffs.sent").where(
            item.unit_id == BOUNDS.office_id,
            item.sent_at >= BOUNDS.start,
            item.sent_at < BOUNDS.end,
        ),
        _of_fact(item.dossier_id, "handoffs.accepted").where(
            closed, item.state == HandoffItemState.ACCEPTED
        ),
        _of_fact(item.dossier_id, "handoffs.refused").where(
            closed, item.state == HandoffItemState.REFUSED
        ),
        _of_fact(item.dossier_id, "handoffs.outstanding").where(
            item.unit_id == BOUNDS.office_id, item.closed_at >= BOUNDS.end, was_sent
        ),
    )


MEASURED = union_all(
    *_carried_over(),
    _received(),
    _not_accepted(),
    *_ended(),
    *_open(),
    _waiting(),
    _returned(),
    _supplements(),
    _fees(),
    *_handoffs(),
).subquery("measured")
"""Every figure's selection as one."""
