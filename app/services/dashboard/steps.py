"""Where the time goes: the working time that dossiers ended in a period lay in each step."""

from collections import defaultdict
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.models.dossiers import DossierState
from app.models.office import Unit
from app.services.dashboard.records import StepTime
from app.services.deadlines.calendar import WorkingCalendar
from app.services.figures.measures import BOUNDS, bounds_of, holds_at_end
from app.services.figures.period import Period
from app.services.keeping.board import working_day
from app.services.keeping.worked import WorkedSince
from app.vocabulary.dossiers import DossierStatus
from app.wording.labels import label

_ORDER: Final = (
    DossierStatus.RECEIVED,
    DossierStatus.PROCESSING,
    DossierStatus.AWAITING_SUPPLEMENT,
    DossierStatus.AWAITING_PAYMENT,
    DossierStatus.AWAITING_OPINION,
    DossierStatus.AWAITING_CHECK,
    DossierStatus.RESOLVED,
)
"""The steps in a dossier's way; what was withdrawn, stopped or given back lies nowhere any more."""
_MINUTE_S: Final = 60

_step, _at_end = aliased(DossierState), aliased(DossierState)
_LAIN = (
    select(
        _step.dossier_id,
        _step.status,
        _step.from_at,
        _step.to_at,
        Unit.code,
        Unit.name,
    )
    .join(_at_end, _at_end.dossier_id == _step.dossier_id)
    .join(Unit, Unit.id == _step.holder_id)
    .where(
        holds_at_end(_at_end),
        ~_at_end.is_open,
        _at_end.ended_at >= BOUNDS.start,
        _at_end.ended_at < BOUNDS.end,
        _step.from_at < BOUNDS.end,
        _step.status.in_(_ORDER),
    )
    .order_by(_step.dossier_id, _step.ordinal)
)


def step_times(session: Session, period: Period, calendar: WorkingCalendar) -> tuple[StepTime, ...]:
    """Return the steps that dossiers ended in `period` lay in, in the order of their way.

    Work is told apart by the unit that held the paper. What still lies at the end of the period
    is counted up to then.
    """
    worked = WorkedSince(calendar, period.as_of)
    passed: dict[tuple[DossierStatus, str, str], set[int]] = defaultdict(set)
    seconds: dict[tuple[DossierStatus, str, str], float] = defaultdict(float)
    for dossier_id, status, from_at, to_at, code, name in session.execute(_LAIN, bounds_of(period)):
        key = _key(status, code, name)
        passed[key].add(dossier_id)
        seconds[key] += _lain(worked, from_at, to_at)
    day_minutes = int(working_day(calendar, period.as_of).total_seconds()) // _MINUTE_S
    return tuple(
        StepTime(
            key=f"{status}:{code}" if code else status.value,
            name=f"{label(status)} · {name}" if code else label(status),
            dossiers=len(passed[status, code, name]),
            worked_minutes=int(seconds[status, code, name]) // _MINUTE_S,
            day_minutes=day_minutes,
        )
        for status, code, name in sorted(passed, key=_place)
    )


def _key(status: DossierStatus, code: str, name: str) -> tuple[DossierStatus, str, str]:
    return (status, code, name) if status is DossierStatus.PROCESSING else (status, "", "")


def _lain(worked: WorkedSince, from_at: datetime, to_at: datetime) -> float:
    return (worked(from_at) - worked(to_at)).total_seconds()


def _place(key: tuple[DossierStatus, str, str]) -> tuple[int, str, str]:
    status, code, name = key
    return _ORDER.index(status), name, code
