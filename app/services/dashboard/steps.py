"""Where the time goes: the working time that dossiers ended in a period lay in each step."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from app.clock import to_local
from app.models.dossiers import DossierState
from app.models.office import Unit
from app.services.dashboard.hours import (
    MINUTE_US,
    hour_of,
    microseconds,
    minute_of,
    start_of,
    within_hour,
)
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
_MINUTE: Final = timedelta(minutes=1)

_step, _at_end = aliased(DossierState), aliased(DossierState)
_IS_PROCESSING = _step.status == DossierStatus.PROCESSING
_LAIN = (
    select(
        _step.dossier_id,
        _step.status,
        case((_IS_PROCESSING, Unit.code), else_="").label("code"),
        case((_IS_PROCESSING, Unit.name), else_="").label("name"),
        _step.from_at,
        _step.to_at,
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
    .cte("lain")
)
"""The steps of the dossiers ended in the period; work is told apart by who held the paper."""
_STEP = (_LAIN.c.status, _LAIN.c.code, _LAIN.c.name)
_PASSED = select(*_STEP, func.count(_LAIN.c.dossier_id.distinct())).group_by(*_STEP)
_Step = tuple[DossierStatus, str, str]


def step_times(session: Session, period: Period, calendar: WorkingCalendar) -> tuple[StepTime, ...]:
    """Return the steps that dossiers ended in `period` lay in, in the order of their way.

    Work is told apart by the unit that held the paper. What still lies at the end of the period
    is counted up to then.
    """
    rows = session.execute(_PASSED, bounds_of(period))
    passed: dict[_Step, int] = {(row[0], row[1], row[2]): row[3] for row in rows}
    worked = _worked(session, period, calendar)
    day_minutes = int(working_day(calendar, period.as_of) / _MINUTE)
    return tuple(
        StepTime(
            key=f"{status}:{code}" if code else status.value,
            name=f"{label(status)} · {name}" if code else label(status),
            dossiers=passed[status, code, name],
            worked_minutes=worked[status, code, name] // MINUTE_US,
            day_minutes=day_minutes,
        )
        for status, code, name in sorted(passed, key=_place)
    )


def _worked(session: Session, period: Period, calendar: WorkingCalendar) -> Counter[_Step]:
    """Return the working time of each step in microseconds.

    It is what is worked from every coming up to the period's end, less the same from every going.
    Between two minutes at which the office opens or closes it falls evenly or not at all, so that
    instants are added up by hour and by the part of the hour between such minutes.
    """
    left = WorkedSince(calendar, period.as_of)
    parts = sorted({0, *_turns(calendar)})
    found: Counter[_Step] = Counter()
    for *step, hour, minute, count, within in session.execute(
        _moments(session, parts), bounds_of(period)
    ):
        start = start_of(hour) + timedelta(minutes=minute)
        worked = count * microseconds(left(start))
        if _is_worked(calendar, start):
            worked -= within - count * minute * MINUTE_US
        found[step[0], step[1], step[2]] += worked
    return found


def _moments(session: Session, parts: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """Select each step's comings less its goings up to the end, by hour and part of the hour."""
    came, went = (
        select(*_STEP, at.label("at"), literal(sign).label("sign")).where(at < BOUNDS.as_of)
        for at, sign in ((_LAIN.c.from_at, 1), (_LAIN.c.to_at, -1))
    )
    both = union_all(came, went).subquery("moments")
    within, passed = within_hour(session, both.c.at), minute_of(session, both.c.at)
    part = case(*((passed >= minute, minute) for minute in reversed(parts)), else_=parts[0]).label(
        "part"
    )
    groups = (both.c.status, both.c.code, both.c.name, hour_of(session, both.c.at).label("hour"))
    return select(*groups, part, func.sum(both.c.sign), func.sum(both.c.sign * within)).group_by(
        *groups, part
    )


def _turns(calendar: WorkingCalendar) -> Iterator[int]:
    """Yield the minutes of the hour at which the office opens or closes on some day."""
    for spans in calendar.hours.by_weekday:
        for span in spans:
            yield from (span.start.minute, span.end.minute)


def _is_worked(calendar: WorkingCalendar, instant: datetime) -> bool:
    local = to_local(instant)
    return any(span.start <= local.time() < span.end for span in calendar.spans(local.date()))


def _place(key: _Step) -> tuple[int, str, str]:
    status, code, name = key
    return _ORDER.index(status), name, code
