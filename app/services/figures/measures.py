"""What each figure counts, said once: the same selections give the numbers and the rows behind.

Every selection yields (dossier_id, version_id, agency_id, officer_id, figure, amount). `figure` is
the dotted name of DESIGN §10. Groups are those a dossier belongs to at the end of the period, so
that every group adds up. All is built once; a period gives the values (`bounds_of`).

What is counted of states alone takes them from where it is told (`StatesFrom`): the store's own, or
those as a report counts what was entered late (`services/figures/counted_states.py`).
"""

from collections.abc import Callable
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
from app.models.custody import HandoffItem
from app.models.dossiers import Dossier, DossierState, Pause
from app.models.outcomes import Payment
from app.services.deadlines.clocks import PauseReason
from app.services.deadlines.judging import day_judged_at
from app.services.dossiers.lifecycle import PAUSED_STATUSES
from app.services.dossiers.listing import late_at
from app.services.figures.period import Period
from app.vocabulary.dossiers import DossierStatus, HandoffItemState, Outcome

Selection = Select[*tuple[Any, ...]]
AtEnd = type[DossierState]
StatesFrom = Callable[[], AtEnd]
"""Gives another alias of the states that are counted."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a statement over a period asks for; the names are those of `Period`.

    `day` begins the day that `as_of` lies in or ends: what is due by day is judged by it.
    """

    office_id: BindParameter[int]
    start: BindParameter[datetime]
    end: BindParameter[datetime]
    as_of: BindParameter[datetime]
    day: BindParameter[datetime]


BOUNDS = Bounds(
    bindparam("office_id"),
    bindparam("start", type_=UtcDateTime()),
    bindparam("end", type_=UtcDateTime()),
    bindparam("as_of", type_=UtcDateTime()),
    bindparam("day", type_=UtcDateTime()),
)


def bounds_of(period: Period) -> dict[str, object]:
    """Return the values of `BOUNDS` for a period."""
    return {
        "office_id": period.office_id,
        "start": period.start,
        "end": period.end,
        "as_of": period.as_of,
        "day": day_judged_at(period.as_of),
    }


def own_states() -> AtEnd:
    """Return an alias of the states as they are stored."""
    return aliased(DossierState)


def refused_at_desk(states: StatesFrom) -> Select[int]:
    """Select the dossiers that the desk refused in the period: they were never received."""
    refused = states()
    return select(refused.dossier_id).where(
        refused.unit_id == BOUNDS.office_id,
        refused.status == DossierStatus.NOT_ACCEPTED,
        refused.from_at >= BOUNDS.start,
        refused.from_at < BOUNDS.end,
    )


WAS_ACCEPTED = Dossier.id.not_in(refused_at_desk(own_states))
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


def of_fact(
    dossier_id: InstrumentedAttribute[int] | ColumnElement[int],
    figure: ColumnElement[str] | str,
    state: AtEnd,
    amount: InstrumentedAttribute[int] | None = None,
) -> Selection:
    """Count facts of dossiers by the state that each dossier had at the end."""
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


def _carried_over(states: StatesFrom) -> tuple[Selection, ...]:
    """Received before the period and not ended before it: untouched since, or changed in it."""
    still, before = states(), states()
    return (
        _of_state(still, "carried_over").where(still.is_open, still.from_at < BOUNDS.start),
        of_fact(before.dossier_id, "carried_over", states()).where(
            before.unit_id == BOUNDS.office_id,
            before.is_open,
            before.from_at < BOUNDS.start,
            before.to_at >= BOUNDS.start,
            before.to_at < BOUNDS.end,
        ),
    )


def by_channel(state: AtEnd) -> ColumnElement[str]:
    """Return the figure of what was received, by a state's channel."""
    return literal("received.") + type_coerce(state.channel, String)


def _received() -> Selection:
    """Return what was received, by the channel the dossier had at the end: it may be corrected."""
    state = own_states()
    return of_fact(Dossier.id, by_channel(state), state).where(
        Dossier.unit_id == BOUNDS.office_id,
        Dossier.received_at >= BOUNDS.start,
        Dossier.received_at < BOUNDS.end,
        WAS_ACCEPTED,
    )


def _not_accepted(states: StatesFrom) -> Selection:
    """Return what was refused at the desk: counted aside, it was never received (DESIGN §8)."""
    refused = states()
    return _of_state(refused, "not_accepted").where(
        refused.status == DossierStatus.NOT_ACCEPTED, refused.from_at >= BOUNDS.start
    )


def ended_in_period(state: AtEnd) -> ColumnElement[bool]:
    """Select the states of dossiers whose clock ended in the period."""
    return and_(~state.is_open, state.ended_at >= BOUNDS.start, state.ended_at < BOUNDS.end)


def _ended(states: StatesFrom) -> tuple[Selection, ...]:
    """Return what ended: by timeliness, and again the refused, withdrawn and stopped of it."""
    state = states()
    in_period = ended_in_period(state)
    by_time = literal("ended.") + type_coerce(state.timeliness, String)
    by_status = type_coerce(state.status, String)
    return (
        _of_state(state, by_time).where(in_period),
        _of_state(state, "refused").where(in_period, state.outcome == Outcome.REFUSED),
        _of_state(state, by_status).where(
            in_period, state.status.in_((DossierStatus.WITHDRAWN, DossierStatus.STOPPED))
        ),
    )


def is_overdue(state: AtEnd) -> ColumnElement[bool]:
    """Say of an open state whether it is late at the end; a clock that stands is never late."""
    return and_(late_at(state, BOUNDS.as_of, BOUNDS.day), ~state.is_clock_paused)


def _open(states: StatesFrom) -> tuple[Selection, ...]:
    """Return what is open: in time or overdue, and again the paused of it.

    Paused is what has its legal time standing: it is not late. A wait that stops no time is not.
    """
    state = states()
    # The status finds them by its index; the clock says which of them it stands for.
    is_paused = and_(state.status.in_(PAUSED_STATUSES), state.is_clock_paused)
    figure = case((is_overdue(state), "open.overdue"), else_="open.in_time")
    return (
        _of_state(state, figure).where(state.is_open),
        _of_state(state, "paused").where(state.is_open, is_paused),
    )


def _waiting(states: StatesFrom) -> Selection:
    state = states()
    return _of_state(state, "waiting_collection").where(state.status == DossierStatus.RESOLVED)


def _returned(states: StatesFrom) -> Selection:
    given = states()
    return of_fact(given.dossier_id, "returned", states()).where(
        given.unit_id == BOUNDS.office_id,
        given.status == DossierStatus.RETURNED,
        given.from_at >= BOUNDS.start,
        given.from_at < BOUNDS.end,
    )


def _supplements() -> Selection:
    return of_fact(Pause.dossier_id, "supplements", own_states()).where(
        Pause.unit_id == BOUNDS.office_id,
        Pause.reason == PauseReason.SUPPLEMENT.value,
        Pause.from_at >= BOUNDS.start,
        Pause.from_at < BOUNDS.end,
    )


def _fees() -> Selection:
    return of_fact(Payment.dossier_id, "fees_vnd", own_states(), Payment.amount_vnd).where(
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
    was_sent = case((item.sent_at < BOUNDS.end, True))
    return (
        of_fact(item.dossier_id, "handoffs.sent", own_states()).where(
            item.unit_id == BOUNDS.office_id,
            item.sent_at >= BOUNDS.start,
            item.sent_at < BOUNDS.end,
        ),
        of_fact(item.dossier_id, "handoffs.accepted", own_states()).where(
            closed, item.state == HandoffItemState.ACCEPTED
        ),
        of_fact(item.dossier_id, "handoffs.refused", own_states()).where(
            closed, item.state == HandoffItemState.REFUSED
        ),
        of_fact(item.dossier_id, "handoffs.outstanding", own_states()).where(
            item.unit_id == BOUNDS.office_id, item.closed_at >= BOUNDS.end, was_sent
        ),
    )


def state_measures(states: StatesFrom) -> tuple[Selection, ...]:
    """Return the selections that count states alone: all of form II.06a but what was received."""
    return (
        *_carried_over(states),
        _not_accepted(states),
        *_ended(states),
        *_open(states),
        _waiting(states),
        _returned(states),
    )


DOSSIERS_MEASURED = union_all(_received(), *state_measures(own_states)).subquery(
    "dossiers_measured"
)
"""What reports count: dossiers received, ended and open, without money, slips and supplements."""
MEASURED = union_all(
    _received(),
    *state_measures(own_states),
    _supplements(),
    _fees(),
    *_handoffs(),
).subquery("measured")
"""Every figure's selection as one."""
