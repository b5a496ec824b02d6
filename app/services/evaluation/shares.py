"""What indices 5 and 9 divide: procedures in force, dossiers received, and those that came online.

An agency's procedures are those it decides; where no agency shares the work they are the office's.
What was never noted of a procedure counts as not so: a share is never better than what is known.
Where nothing at all was noted there is no data.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from app.models.catalogue import Procedure, ProcedureVersion
from app.models.dossiers import Dossier
from app.services.deadlines.judging import is_late
from app.services.evaluation.facts import FactBook, NotedFact
from app.services.evaluation.population import PopulationNames, RowKey, Whose, rows_of
from app.services.evaluation.scales import OneStopShare, OnlineShare, at_one_stop
from app.services.figures.counted_states import LateEntryView, counted_in, for_each
from app.services.figures.measures import BOUNDS, AtEnd, bounds_of, holds_at_end
from app.services.figures.period import Period
from app.vocabulary.dossiers import Channel, Timeliness
from app.vocabulary.evaluation import OnlineLevel


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure in force when the period ended, and what is known of it then."""

    version_id: int
    whose: Whose
    fact: NotedFact | None

    @property
    def is_online(self) -> bool:
        """Whether it can be done online, if only in part."""
        return self.fact is not None and self.fact.online_level is not OnlineLevel.NONE


@dataclass(frozen=True, slots=True)
class OnlineReception:
    """A dossier that came online: received in the period, or late in it, or both."""

    code: str
    version_id: int
    whose: Whose
    is_new: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """All that indices 5 and 9 are made of."""

    offered: Mapping[RowKey, Sequence[Offered]]
    received: Counter[RowKey]
    online: Mapping[RowKey, Sequence[OnlineReception]]

    def one_stop(self, row: RowKey) -> OneStopShare | None:
        """Return index 5 of a row; None where nothing was noted of its procedures."""
        own = self.offered.get(row, ())
        works = [at_one_stop(each.fact.one_stop_work) for each in own if each.fact is not None]
        if not works:
            return None
        approved, received = (sum(each[at] for each in works) for at in (0, 1))
        return OneStopShare(len(own), approved, received)

    def online_share(self, row: RowKey) -> OnlineShare | None:
        """Return index 9 of a row; None without noted procedures or received dossiers."""
        own = self.offered.get(row, ())
        if not self.received[row] or all(each.fact is None for each in own):
            return None
        online = self.online.get(row, ())
        return OnlineShare(
            procedures=len(own),
            online_procedures=sum(each.is_online for each in own),
            dossiers=self.received[row],
            online_dossiers=sum(each.is_new for each in online),
            late=sum(each.is_late for each in online),
        )


def shares_in(session: Session, period: Period, names: PopulationNames, facts: FactBook) -> Shares:
    """Return what indices 5 and 9 of `period` are made of."""
    received: Counter[RowKey] = Counter()
    for agency_id, version_id, count in _rows(session, period, _RECEIVED):
        whose = Whose(names.agency_of(agency_id), names.versions[version_id].level)
        received.update(dict.fromkeys(rows_of(whose), count))
    return Shares(
        offered=_by_row(_offered(session, period, names, facts)),
        received=received,
        online=_by_row(_online(session, period, names)),
    )


def _rows(
    session: Session, period: Period, statements: Mapping[LateEntryView, Select[*tuple[Any, ...]]]
) -> Iterator[Any]:
    for counted in counted_in(session, period):
        yield from session.connection().execute(statements[counted], bounds_of(period))


_T = TypeVar("_T", Offered, OnlineReception)


def _by_row(each: Sequence[_T]) -> dict[RowKey, list[_T]]:
    rows: dict[RowKey, list[_T]] = defaultdict(list)
    for one in each:
        for row in rows_of(one.whose):
            rows[row].append(one)
    return dict(rows)


def _is_new(state: AtEnd, counted: LateEntryView) -> ColumnElement[bool]:
    """Return the condition that a dossier (joined) was received in the period."""
    if counted is not LateEntryView.LATE:
        return _RECEIVED_WITHIN & counted.was_accepted()
    received_at = counted.received_at(state)
    within = and_(received_at >= BOUNDS.start, received_at < BOUNDS.end)
    return within & counted.was_accepted()


_RECEIVED_WITHIN: Final = (
    (Dossier.unit_id == BOUNDS.office_id)
    & (Dossier.received_at >= BOUNDS.start)
    & (Dossier.received_at < BOUNDS.end)
)


def _received(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    state = counted.states()
    return (
        select(state.agency_id, state.version_id, func.count())
        .join(Dossier, Dossier.id == state.dossier_id)
        .where(holds_at_end(state), _is_new(state, counted), *counted.only(state))
        .group_by(state.agency_id, state.version_id)
    )


def _in_question(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    """Return the ids of what was received, was open, or ended; each found by its own index."""
    standing, ended = counted.states(), counted.states()
    ids = union_all(
        _new_ids(counted),
        select(standing.dossier_id).where(holds_at_end(standing), standing.is_open),
        select(ended.dossier_id).where(
            holds_at_end(ended),
            ~ended.is_open,
            ended.ended_at >= BOUNDS.start,
            ended.ended_at < BOUNDS.end,
        ),
    ).subquery()
    return select(ids.c.id)


def _new_ids(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    if counted is not LateEntryView.LATE:
        return select(Dossier.id.label("id")).where(_RECEIVED_WITHIN, counted.was_accepted())
    state = counted.states()
    return (
        select(Dossier.id.label("id"))
        .join(state, state.dossier_id == Dossier.id)
        .where(holds_at_end(state), _is_new(state, counted))
    )


def _online_rows(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    state = counted.states()
    return (
        select(
            Dossier.code,
            state.version_id,
            state.agency_id,
            counted.received_at(state).label("received_at"),
            state.is_open,
            state.due_at,
            state.is_due_by_day,
            state.is_clock_paused,
            state.timeliness,
            state.ended_at,
        )
        .join(Dossier, Dossier.id == state.dossier_id)
        .where(
            holds_at_end(state),
            state.channel == Channel.ONLINE,
            state.dossier_id.in_(_in_question(counted)),
            *counted.only(state),
        )
        .order_by(Dossier.received_at, Dossier.id)
    )


_RECEIVED: Final = for_each(_received)
_ONLINE: Final = for_each(_online_rows)


def _online(session: Session, period: Period, names: PopulationNames) -> list[OnlineReception]:
    found = []
    for row in _rows(session, period, _ONLINE):
        if row.is_open:
            is_over = is_late(row.due_at, period.as_of, is_by_day=row.is_due_by_day)
            counts_late = is_over and not row.is_clock_paused
        else:
            counts_late = row.timeliness is Timeliness.LATE and row.ended_at >= period.start
        is_new = row.received_at >= period.start
        if is_new or counts_late:
            whose = Whose(names.agency_of(row.agency_id), names.versions[row.version_id].level)
            found.append(OnlineReception(row.code, row.version_id, whose, is_new, counts_late))
    return found


_IN_FORCE: Final = (
    select(
        ProcedureVersion.id,
        ProcedureVersion.procedure_id,
        ProcedureVersion.agency_id,
        ProcedureVersion.level,
        ProcedureVersion.valid_to,
        Procedure.is_active,
    )
    .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
    .where(
        ProcedureVersion.valid_from < BOUNDS.end,
        or_(ProcedureVersion.valid_to.is_(None), ProcedureVersion.valid_to >= BOUNDS.end),
    )
    .order_by(Procedure.code)
)


def _offered(
    session: Session, period: Period, names: PopulationNames, facts: FactBook
) -> list[Offered]:
    return [
        Offered(
            row.id,
            Whose(names.agency_of(row.agency_id), row.level),
            facts.on(row.procedure_id, period.last_day),
        )
        for row in session.connection().execute(_IN_FORCE, bounds_of(period))
        # One that is inactive without an end was never offered: it is kept for foreign dossiers.
        if row.is_active or row.valid_to is not None
    ]
