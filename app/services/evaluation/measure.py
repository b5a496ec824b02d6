"""The measure of QĐ 766/QĐ-TTg: whether each dossier was in time, the law's date left aside.

- The end is the ending status's: the result's, not the day the citizen collected it; a dossier that
  has not ended is judged at the end of the period.
- The citizen's waiting is subtracted. While it lasts, and where the end cut it short, the dossier
  is judged by when the wait began. Opinions of others and field checks are the office's own time;
  those recorded by versions before 0.6.0 are subtracted as they were then.
- A second request for a supplement makes the dossier late at once.

The appointment stored is the law's, which differs only where a supplement came in or a special law
stopped the legal time alone: there the measure's own is counted (`deadlines.clocks`). What has no
fixed time cannot be late.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.models import dossiers as rows
from app.models.catalogue import ProcedureCase
from app.models.dossiers import Dossier
from app.models.exchange import ForeignDossier
from app.services.deadlines.clocks import DueExtension, DuePause, PauseReason, Stops, clock
from app.services.deadlines.judging import is_late
from app.services.deadlines.limits import TimeLimit
from app.services.dossiers.clocks import GivenTime, seen_by_clock, time_given
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.dossiers.terms import due_rule
from app.services.figures.counted_states import LateEntryView, counted_in, for_each
from app.services.figures.measures import BOUNDS, AtEnd, bounds_of, holds_at_end
from app.services.figures.period import Period
from app.services.office.calendar import load_working_calendar
from app.vocabulary.catalogue import OffHoursRule
from app.vocabulary.dossiers import Channel, DossierStatus

MOST_REQUESTS: Final = 1
"""Requests for a supplement that do not make a dossier late by themselves."""


@dataclass(frozen=True, slots=True)
class MeasuredDossier:
    """A dossier that was open at the end of the period or ended within it, as it stood then.

    `received_at` is from when on its receipt counts, `ended_at` when it ended.
    """

    dossier_id: int
    code: str
    version_id: int
    agency_id: int | None
    case_id: int
    channel: Channel
    status: DossierStatus
    is_open: bool
    is_clock_paused: bool
    received_at: datetime
    clock_from: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    is_due_by_day: bool
    off_hours: OffHoursRule


@dataclass(frozen=True, slots=True)
class Measured:
    """A dossier by the measure: due (None: no fixed time), judged by what, and late or not.

    `is_paused`: it was open and the measure's time stood.
    """

    standing: MeasuredDossier
    due_at: datetime | None
    judged_at: datetime
    waits_since: datetime | None
    has_second_request: bool
    is_paused: bool

    @property
    def is_late(self) -> bool:
        """Whether the measure calls it late."""
        by_day = self.standing.is_due_by_day
        is_over = is_late(self.due_at, self.judged_at, is_by_day=by_day)
        return self.has_second_request or is_over


def _select(state: AtEnd, counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    return (
        select(
            state.dossier_id,
            Dossier.code,
            state.version_id,
            state.agency_id,
            Dossier.case_id,
            state.channel,
            state.status,
            state.is_open,
            state.is_clock_paused,
            counted.received_at(state).label("received_at"),
            Dossier.clock_from,
            state.due_at,
            counted.ended_at(state).label("ended_at"),
            state.is_due_by_day,
            Dossier.off_hours,
        )
        .join(Dossier, Dossier.id == state.dossier_id)
        .where(holds_at_end(state), *counted.only(state))
    )


def _open(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    state = counted.states()
    return _select(state, counted).where(state.is_open)


def _ended(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    state = counted.states()
    return _select(state, counted).where(
        ~state.is_open, state.ended_at >= BOUNDS.start, state.ended_at < BOUNDS.end
    )


def _pauses(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    state = counted.states()
    return (
        select(
            rows.Pause.dossier_id,
            rows.Pause.from_at,
            rows.Pause.to_at,
            rows.Pause.reason,
            rows.Pause.stops,
        )
        .join(state, state.dossier_id == rows.Pause.dossier_id)
        .where(
            rows.Pause.unit_id == BOUNDS.office_id,
            rows.Pause.from_at < BOUNDS.end,
            holds_at_end(state),
            or_(state.is_open, state.ended_at >= BOUNDS.start),
            *counted.only(state),
        )
        .order_by(rows.Pause.dossier_id, rows.Pause.from_at, rows.Pause.id)
    )


_PARTS: Final = (for_each(_open), for_each(_ended))
_PAUSES: Final = for_each(_pauses)


def measured_in(session: Session, period: Period) -> tuple[Measured, ...]:
    """Return every dossier that the measure judges in `period`, by its id."""
    parts, bounds = counted_in(session, period), bounds_of(period)
    found = [
        MeasuredDossier(*row)
        for part in _PARTS
        for counted in parts
        for row in session.connection().execute(part[counted], bounds)
    ]
    waits = _waits(session, period, parts)
    differing = [one for one in found if _differs(_lasting(one, waits.get(one.dossier_id, ())))]
    own_due = _own_due(session, period, differing, waits)
    return tuple(
        _measured(one, waits.get(one.dossier_id, ()), own_due, period)
        for one in sorted(found, key=lambda one: one.dossier_id)
    )


def _waits(
    session: Session, period: Period, parts: Sequence[LateEntryView]
) -> Mapping[int, Sequence[DuePause]]:
    """Return each dossier's waits as they were at the end: one that ended later still lasts."""
    waits: dict[int, list[DuePause]] = {}
    found = (
        row
        for counted in parts
        for row in session.connection().execute(_PAUSES[counted], bounds_of(period))
    )
    for dossier_id, start, end, reason, stops in found:
        known_end = end if end is not None and end < period.end else None
        wait = DuePause(start, known_end, PauseReason(reason), "", Stops(stops))
        waits.setdefault(dossier_id, []).append(wait)
    return waits


def _lasting(one: MeasuredDossier, waits: Sequence[DuePause]) -> Sequence[DuePause]:
    """Return the waits; one that a withdrawal or stop cut short never came to an end."""
    if one.status not in CUT_SHORT_STATUSES or not waits or waits[-1].end != one.ended_at:
        return waits
    return (*waits[:-1], replace(waits[-1], end=None))


def _differs(waits: Iterable[DuePause]) -> bool:
    """Say whether the measure's date may be another than the law's."""
    return any(
        one.end is not None
        and (one.reason is PauseReason.SUPPLEMENT or one.stops_legal != one.stops_measured)
        for one in waits
    )


def _measured(
    one: MeasuredDossier,
    known: Sequence[DuePause],
    own_due: Mapping[int, datetime | None],
    period: Period,
) -> Measured:
    waits = _lasting(one, known)
    requests = sum(wait.reason is PauseReason.SUPPLEMENT for wait in waits)
    lasting = waits[-1] if waits and waits[-1].end is None else None
    runs_on = lasting is not None and not lasting.stops_measured
    waits_since = lasting.start if lasting is not None and not runs_on else None
    return Measured(
        standing=one,
        due_at=own_due.get(one.dossier_id, one.due_at),
        judged_at=waits_since or one.ended_at or period.as_of,
        waits_since=waits_since,
        has_second_request=requests > MOST_REQUESTS,
        is_paused=one.is_open and one.is_clock_paused and not runs_on,
    )


def _own_due(
    session: Session,
    period: Period,
    differing: Sequence[MeasuredDossier],
    waits: Mapping[int, Sequence[DuePause]],
) -> Mapping[int, datetime | None]:
    """Return the measure's own dates where the law's may differ: of few dossiers."""
    if not differing:
        return {}
    limits = _limits(session, period.office_id)
    calendar = load_working_calendar(session, period.office_id)
    extensions = {
        row.dossier_id: DueExtension(row.granted_at, row.new_due_at, row.ground)
        for row in session.scalars(
            select(rows.Extension)
            .join(rows.Pause, rows.Pause.dossier_id == rows.Extension.dossier_id)
            .where(
                rows.Pause.unit_id == period.office_id,
                rows.Extension.granted_at < period.end,
                ~rows.Extension.is_after_expiry,
            )
        )
    }
    foreign = {row.dossier_id: row for row in session.scalars(select(ForeignDossier))}
    own: dict[int, datetime | None] = {}
    for one in differing:
        since = one.clock_from
        if since is None:
            continue
        given = GivenTime(limits[one.case_id].of_receipt(one.off_hours))
        if row := foreign.get(one.dossier_id):
            step = (row.step_value, row.step_unit)
            given = time_given(given.limit, since, step, row.due_there_at)
        extension = extensions.get(one.dossier_id) or given.promise
        lasting = seen_by_clock(since, _lasting(one, waits[one.dossier_id]))
        own[one.dossier_id] = clock(
            since, given.limit, calendar, lasting, extension
        ).measured.due_at
    return own


def _limits(session: Session, office_id: int) -> Mapping[int, TimeLimit]:
    rule = due_rule(session, office_id)
    cases = session.connection().execute(
        select(
            ProcedureCase.id,
            ProcedureCase.time_value,
            ProcedureCase.time_unit,
            ProcedureCase.late_cutoff,
        )
    )
    return {row[0]: rule.limit(row[1], row[2], row[3]) for row in cases}
