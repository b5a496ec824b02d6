"""Which step of its route a dossier is in, and when that step is due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.orm import Session

from app.models.catalogue import CasePhase, RouteStep
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState, PhaseEnd
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.limits import CountingRules, TimeLimit
from app.services.deadlines.phases import Phase, PhaseDue, phase_dues, step_due
from app.services.dossiers.clocks import lasting_waits, stored_clock, stored_pauses
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.dossiers.states import State
from app.services.dossiers.terms import due_rule, terms_of_case
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import DossierStatus, HandoffItemState

_STEPS = (
    select(RouteStep.time_value, RouteStep.time_unit)
    .where(RouteStep.case_id == bindparam("case_id"), RouteStep.unit_id == bindparam("unit_id"))
    .order_by(RouteStep.ordinal)
)


class StepDue(NamedTuple):
    """When a step is due (None: no fixed time), and whether it is missed only with its day."""

    at: datetime | None
    is_by_day: bool = False


OFF_THE_ROUTE: Final = StepDue(None)


def taken_over(session: Session, state: State, calendar: WorkingCalendar) -> State:
    """Return `state`, whose holder has just taken the paper, with the clocks that now begin.

    A dossier of another unit's competence begins its time here (NĐ 118/2025 Đ17.3).
    """
    if state.status in CUT_SHORT_STATUSES:
        return replace(state, step_due_at=None)
    state = with_step(session, state, state.from_at, calendar)
    if state.clock_from is not None or state.holder_id != state.competent_id:
        return state
    session.execute(
        update(Dossier).where(Dossier.id == state.dossier_id).values(clock_from=state.from_at)
    )
    begun = replace(state, clock_from=state.from_at)
    terms = terms_of_case(session, state.case_id, due_rule(session, state.unit_id))
    due_at = stored_clock(session, begun, terms, calendar).legal.due_at
    return replace(begun, due_at=due_at)


def with_step(session: Session, state: State, since: datetime, calendar: WorkingCalendar) -> State:
    """Return `state` with the step that its holder began at `since`."""
    limit = _limit(session, state)
    return replace(
        state,
        step_due_at=step_due_at(session, state, since, calendar),
        is_step_by_day=limit is not None and limit.is_late_by_day,
    )


def step_due_at(
    session: Session, state: State, since: datetime, calendar: WorkingCalendar
) -> datetime | None:
    """Return when the step that `state.holder_id` began at `since` is due; None off the route."""
    limit = _limit(session, state)
    if limit is None:
        return None
    return step_due(since, limit, calendar, stored_pauses(session, state.dossier_id))


def first_step_due(
    session: Session, place: tuple[int, int], since: datetime, calendar: WorkingCalendar
) -> StepDue:
    """Return when the first step of an office is due that received a dossier at `since`.

    `place` is the case and the office; nothing where the route has no step of it.
    """
    case_id, office_id = place
    steps = _steps(session, case_id, office_id)
    if not steps:
        return OFF_THE_ROUTE
    value, unit = steps[0]
    limit = due_rule(session, office_id).limit(value, unit)
    return StepDue(step_due(since, limit, calendar, ()), limit.is_late_by_day)


def held_since(session: Session, state: State) -> datetime:
    """Return since when the present holder has had the paper."""
    other = session.execute(
        select(func.max(DossierState.to_at)).where(
            DossierState.dossier_id == state.dossier_id,
            DossierState.ordinal <= state.ordinal,
            DossierState.holder_id != state.holder_id,
        )
    ).scalar()
    return other or state.received_at


def _limit(session: Session, state: State) -> TimeLimit | None:
    """Return the time of the holder's step; a unit that is twice on the route has two."""
    steps = _steps(session, state.case_id, state.holder_id)
    if not steps:
        return None
    taken = session.execute(
        select(func.count())
        .select_from(HandoffItem)
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .where(
            HandoffItem.dossier_id == state.dossier_id,
            HandoffItem.state == HandoffItemState.ACCEPTED,
            Handoff.to_id == state.holder_id,
        )
    ).scalar_one()
    is_first_holder = state.holder_id == state.unit_id  # the office had it before any slip
    place = min(taken + is_first_holder, len(steps)) - 1
    value, unit = steps[max(place, 0)]
    return due_rule(session, state.unit_id).limit(value, unit).of_receipt(state.off_hours)


def _steps(session: Session, case_id: int, unit_id: int) -> Sequence[Row[Decimal, TimeUnit]]:
    """Return the time of each step that a unit has on the route, in their order."""
    return session.connection().execute(_STEPS, {"case_id": case_id, "unit_id": unit_id}).all()


_DONE = frozenset({DossierStatus.RESOLVED, DossierStatus.RETURNED})


def phases_of(
    session: Session, state: State, rule: CountingRules, calendar: WorkingCalendar, now: datetime
) -> tuple[PhaseDue, ...]:
    """Return how each phase stands; none for a case without phases or a clock not begun.

    The end of the work ends the phase that runs; what was withdrawn or stopped is judged as it
    stood then.
    """
    phases = _phases(session, state, rule)
    if not phases or state.clock_from is None:
        return ()
    ended = list(_ends(session, state.dossier_id))
    if state.status in _DONE and state.ended_at is not None and len(ended) < len(phases):
        ended.append(state.ended_at)
    waits = lasting_waits(session, state)
    return phase_dues(state.clock_from, phases, calendar, waits, ended, state.ended_at or now)


def _phases(session: Session, state: State, rule: CountingRules) -> tuple[Phase, ...]:
    rows = session.execute(
        select(CasePhase.name, CasePhase.time_value, CasePhase.time_unit)
        .where(CasePhase.case_id == state.case_id)
        .order_by(CasePhase.ordinal)
    )
    return tuple(
        Phase(name, rule.limit(value, unit).of_receipt(state.off_hours))
        for name, value, unit in rows
    )


def _ends(session: Session, dossier_id: int) -> tuple[datetime, ...]:
    return tuple(
        session.execute(
            select(PhaseEnd.ended_at)
            .where(PhaseEnd.dossier_id == dossier_id)
            .order_by(PhaseEnd.ordinal)
        ).scalars()
    )
