"""Where a dossier's paper has been and for how long, and how each step of its route stands.

A step is in time or late as its control slip says it: by when the unit handed the paper on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.models.base import FOREVER
from app.models.catalogue import RouteStep
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import DossierState
from app.models.office import Unit
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import working_time_between
from app.services.deadlines.judging import is_late, judge_step
from app.services.deadlines.limits import CountingRules, limit_text
from app.services.deadlines.phases import step_due
from app.services.deadlines.waits import DuePause
from app.services.dossiers.clocks import lasting_waits
from app.services.dossiers.records import Holding, StepView
from app.services.dossiers.states import State
from app.vocabulary.dossiers import HandoffItemState

_NOTHING = timedelta(0)
_HANDED_ON = (HandoffItemState.SENT, HandoffItemState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Stay:
    """One unit holding the paper; `until` None while it does.

    `step_due_at` is what was stored while the work went on, None where nothing was;
    `is_step_by_day` whether it is missed only with its day.
    """

    unit_id: int
    unit_name: str
    since: datetime
    until: datetime | None
    step_due_at: datetime | None
    is_step_by_day: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """What the time of a step is measured with; `now` is the end of the work where it is over.

    `waits` are those during which the time stood.
    """

    calendar: WorkingCalendar
    waits: Sequence[DuePause]
    now: datetime
    is_over: bool

    def end_of(self, until: datetime | None) -> datetime | None:
        """Return when a step ended that was handed on at `until`: at the latest with the work."""
        if not self.is_over:
            return until
        return min(until or self.now, self.now)

    def worked(self, since: datetime, until: datetime | None) -> timedelta:
        """Return the working time from `since` to `until` (now), the waits left out."""
        end = until or self.now
        whole = working_time_between(since, end, self.calendar)
        waited = (self._within(pause, since, end) for pause in self.waits)
        return max(whole - sum(waited, _NOTHING), _NOTHING)

    def _within(self, pause: DuePause, since: datetime, end: datetime) -> timedelta:
        first, last = max(pause.start, since), min(pause.end or end, end)
        return working_time_between(first, last, self.calendar) if first < last else _NOTHING

    def judged_at(self) -> datetime:
        """Return the instant a running step is judged by: it grows no later while it waits."""
        lasting = [pause.start for pause in self.waits if pause.end is None]
        return min([self.now, *lasting])


def stays_of(session: Session, state: State) -> tuple[Stay, ...]:
    """Return which unit held the paper from when to when: consecutive rows of one as one."""
    rows = session.execute(
        select(
            DossierState.holder_id,
            Unit.name,
            DossierState.from_at,
            DossierState.to_at,
            DossierState.step_due_at,
            DossierState.is_step_by_day,
        )
        .join(Unit, Unit.id == DossierState.holder_id)
        .where(DossierState.dossier_id == state.dossier_id)
        .order_by(DossierState.ordinal)
    ).all()
    return tuple(_stay(list(group)) for _unit, group in groupby(rows, lambda row: row.holder_id))


def holdings_of(
    stays: Iterable[Stay], calendar: WorkingCalendar, now: datetime
) -> tuple[Holding, ...]:
    """Return the stays as windows show them."""
    return tuple(
        Holding(
            unit_name=stay.unit_name,
            since=stay.since,
            until=stay.until,
            worked=working_time_between(stay.since, stay.until or now, calendar),
            late=_late(stay, calendar, now),
            unit_id=stay.unit_id,
        )
        for stay in stays
    )


def _late(stay: Stay, calendar: WorkingCalendar, now: datetime) -> timedelta:
    """Return the working time a unit held the paper past the limit of its step."""
    until, due_at = stay.until or now, stay.step_due_at
    if due_at is None or not is_late(due_at, until, is_by_day=stay.is_step_by_day):
        return _NOTHING
    return working_time_between(max(stay.since, due_at), until, calendar)


def steps_of(
    session: Session,
    state: State,
    stays: Sequence[Stay],
    rule: CountingRules,
    calendar: WorkingCalendar,
    now: datetime,
) -> tuple[StepView, ...]:
    """Return the route of the dossier's case, each step as it stands; none without a route.

    The work is over where the dossier ended: who holds its paper later is in no step. A unit that
    had the paper more often than the route says is in its last step again.
    """
    route = _route(session, state.case_id)
    if not route:
        return ()
    is_over = state.ended_at is not None
    waits = [wait for wait in lasting_waits(session, state) if wait.stops_legal]
    watch = Watch(calendar, waits, state.ended_at or now, is_over)
    handed = _handed_on(session, state.dossier_id)
    during = [stay for stay in stays if state.ended_at is None or stay.since < state.ended_at]
    taken = _taken(route, during)
    return tuple(
        made for at, row in enumerate(route) for made in _views(row, taken[at], rule, watch, handed)
    )


def _taken(route: Sequence[Row[*tuple[Any, ...]]], stays: Iterable[Stay]) -> list[list[Stay]]:
    """Return the stays that belong to each step of `route`, as `route.step_due_at` counts them."""
    places: dict[int, list[int]] = {}
    for at, row in enumerate(route):
        places.setdefault(row.unit_id, []).append(at)
    taken: list[list[Stay]] = [[] for _row in route]
    times: dict[int, int] = {}
    for stay in stays:
        if stay.unit_id in places:
            time = times.get(stay.unit_id, 0)
            own = places[stay.unit_id]
            taken[own[min(time, len(own) - 1)]].append(stay)
            times[stay.unit_id] = time + 1
    return taken


def _views(
    row: Row[*tuple[Any, ...]],
    stays: Sequence[Stay],
    rule: CountingRules,
    watch: Watch,
    handed: Mapping[tuple[int, datetime | None], datetime],
) -> Iterator[StepView]:
    limit = rule.limit(row.time_value, row.time_unit)
    planned = StepView(
        row.name,
        limit_text(limit),
        work=row.work,
        is_parallel=row.is_parallel,
        is_lead=row.is_lead,
    )
    if not stays:
        yield planned
    for stay in stays:
        ended_at = watch.end_of(handed.get((stay.unit_id, stay.until), stay.until))
        due_at = stay.step_due_at or step_due(
            stay.since, limit, watch.calendar, watch.waits, ended_at
        )
        yield replace(
            planned,
            since=stay.since,
            due_at=due_at,
            ended_at=ended_at,
            timeliness=judge_step(
                due_at, ended_at, watch.judged_at(), is_by_day=stay.is_step_by_day
            ),
            worked=watch.worked(stay.since, ended_at),
        )


def _route(session: Session, case_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    return session.execute(
        select(
            RouteStep.unit_id,
            Unit.name,
            RouteStep.time_value,
            RouteStep.time_unit,
            RouteStep.work,
            RouteStep.is_parallel,
            RouteStep.is_lead,
        )
        .join(Unit, Unit.id == RouteStep.unit_id)
        .where(RouteStep.case_id == case_id)
        .order_by(RouteStep.ordinal)
    ).all()


def _handed_on(session: Session, dossier_id: int) -> Mapping[tuple[int, datetime | None], datetime]:
    """Return when a unit handed the paper on, by the unit and the end of its stay."""
    rows = session.execute(
        select(Handoff.from_id, HandoffItem.closed_at, HandoffItem.sent_at)
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .where(HandoffItem.dossier_id == dossier_id, HandoffItem.state.in_(_HANDED_ON))
    )
    return {
        (from_id, None if closed_at == FOREVER else closed_at): sent_at
        for from_id, closed_at, sent_at in rows
    }


def _stay(rows: Sequence[Row[*tuple[Any, ...]]]) -> Stay:
    first, last = rows[0], rows[-1]
    told = [row for row in rows if row.step_due_at is not None]
    until = None if last.to_at == FOREVER else last.to_at
    return Stay(
        first.holder_id,
        first.name,
        first.from_at,
        until,
        told[-1].step_due_at if told else None,
        is_step_by_day=bool(told and told[-1].is_step_by_day),
    )
