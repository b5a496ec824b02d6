"""The phases of a stored dossier's case, each with its own due date."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.catalogue import CasePhase
from app.models.clocks import PhaseEnd
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.limits import CountingRules
from app.services.deadlines.phases import Phase, PhaseDue, phase_dues
from app.services.dossiers.clocks import lasting_waits
from app.services.dossiers.states import State
from app.vocabulary.dossiers import DossierStatus

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
