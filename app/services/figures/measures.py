"""What each figure counts, said once: the same selections give the numbers and the rows behind.

Every selection yields (dossier_id, figure, amount). `figure` is the dotted name of DESIGN §10.
Groups are those a dossier belongs to at the end of the period, so that every group adds up.
"""

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.selectable import CompoundSelect

from app.models.clocks import Pause
from app.models.custody import HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.outcomes import Payment
from app.services.deadlines.clocks import PauseReason
from app.services.dossiers.lifecycle import PAUSED_STATUSES
from app.services.figures.period import Period
from app.vocabulary import DossierStatus, HandoffItemState, Outcome

Selection = Select[int, str, int]
AtEnd = type[DossierState]


def at_end() -> AtEnd:
    """Return a fresh alias for what was true at the end of the period."""
    return aliased(DossierState)


def holds_at_end(state: AtEnd, period: Period) -> ColumnElement[bool]:
    """Select the one state of each dossier that held when the period ended."""
    return and_(
        state.unit_id == period.office_id, state.from_at < period.end, state.to_at >= period.end
    )


def all_measures(period: Period) -> CompoundSelect[int, str, int]:
    """Return every figure's selection as one."""
    return union_all(
        _carried_over(period),
        _received(period),
        *_ended(period),
        *_open(period),
        _waiting(period),
        _returned(period),
        _supplements(period),
        _fees(period),
        *_handoffs(period),
    )


def _rows(dossier_id: InstrumentedAttribute[int], figure: ColumnElement[str] | str) -> Selection:
    named = literal(figure) if isinstance(figure, str) else figure
    return select(dossier_id.label("dossier_id"), named.label("figure"), literal(1).label("amount"))


def _carried_over(period: Period) -> Selection:
    """Received before the period and not ended before it."""
    return _rows(DossierState.dossier_id, "carried_over").where(
        DossierState.unit_id == period.office_id,
        DossierState.is_open,
        DossierState.from_at < period.start,
        DossierState.to_at >= period.start,
    )


def _received(period: Period) -> Selection:
    figure = literal("received.") + type_coerce(Dossier.channel, String)
    return _rows(Dossier.id, figure).where(
        Dossier.unit_id == period.office_id,
        Dossier.received_at >= period.start,
        Dossier.received_at < period.end,
    )


def _ended(period: Period) -> tuple[Selection, ...]:
    """Return what ended: by timeliness, and again the refused, withdrawn and stopped of it."""
    state = at_end()
    in_period = and_(
        holds_at_end(state, period),
        ~state.is_open,
        state.ended_at >= period.start,
        state.ended_at < period.end,
    )
    by_time = literal("ended.") + type_coerce(state.timeliness, String)
    by_status = type_coerce(state.status, String)
    return (
        _rows(state.dossier_id, by_time).where(in_period),
        _rows(state.dossier_id, "refused").where(in_period, state.outcome == Outcome.REFUSED),
        _rows(state.dossier_id, by_status).where(
            in_period, state.status.in_((DossierStatus.WITHDRAWN, DossierStatus.STOPPED))
        ),
    )


def _open(period: Period) -> tuple[Selection, ...]:
    """Return what is open: in time or overdue, and again the paused of it (a pause is not late)."""
    state = at_end()
    is_open = and_(holds_at_end(state, period), state.is_open)
    overdue = and_(state.due_at < period.as_of, state.status.not_in(PAUSED_STATUSES))
    figure = case((overdue, "open.overdue"), else_="open.in_time")
    return (
        _rows(state.dossier_id, figure).where(is_open),
        _rows(state.dossier_id, "paused").where(is_open, state.status.in_(PAUSED_STATUSES)),
    )


def _waiting(period: Period) -> Selection:
    state = at_end()
    return _rows(state.dossier_id, "waiting_collection").where(
        holds_at_end(state, period), state.status == DossierStatus.RESOLVED
    )


def _returned(period: Period) -> Selection:
    return _rows(DossierState.dossier_id, "returned").where(
        DossierState.unit_id == period.office_id,
        DossierState.status == DossierStatus.RETURNED,
        DossierState.from_at >= period.start,
        DossierState.from_at < period.end,
    )


def _supplements(period: Period) -> Selection:
    return _rows(Pause.dossier_id, "supplements").where(
        Pause.unit_id == period.office_id,
        Pause.reason == PauseReason.SUPPLEMENT.value,
        Pause.from_at >= period.start,
        Pause.from_at < period.end,
    )


def _fees(period: Period) -> Selection:
    return select(
        Payment.dossier_id, literal("fees_vnd").label("figure"), Payment.amount_vnd
    ).where(
        Payment.unit_id == period.office_id,
        Payment.taken_at >= period.start,
        Payment.taken_at < period.end,
    )


def _handoffs(period: Period) -> tuple[Selection, ...]:
    item = HandoffItem
    closed = and_(
        item.unit_id == period.office_id,
        item.closed_at >= period.start,
        item.closed_at < period.end,
    )
    return (
        _rows(item.dossier_id, "handoffs.sent").where(
            item.unit_id == period.office_id,
            item.sent_at >= period.start,
            item.sent_at < period.end,
        ),
        _rows(item.dossier_id, "handoffs.accepted").where(
            closed, item.state == HandoffItemState.ACCEPTED
        ),
        _rows(item.dossier_id, "handoffs.refused").where(
            closed, item.state == HandoffItemState.REFUSED
        ),
        _rows(item.dossier_id, "handoffs.outstanding").where(
            item.unit_id == period.office_id,
            item.sent_at < period.end,
            item.closed_at >= period.end,
        ),
    )
