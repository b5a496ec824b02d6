"""What indices 5 and 9 divide: procedures in force, dossiers received, and those that came online.

An agency's procedures are those it decides; where no agency shares the work they are the office's.
What was never noted of a procedure counts as not so: a share is never better than what is known.
Where nothing at all was noted there is no data.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy import Select, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from app.evaluation_vocabulary import OnlineLevel
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.services.dossiers.lifecycle import PAUSED_STATUSES
from app.services.evaluation.known_facts import Fact, FactBook
from app.services.evaluation.marks import RowKey, Whose, rows_of
from app.services.evaluation.population import Names
from app.services.evaluation.scales import OneStopShare, OnlineShare, at_one_stop
from app.services.figures.measures import BOUNDS, WAS_ACCEPTED, bounds_of, holds_at_end
from app.services.figures.period import Period
from app.vocabulary import Channel, Timeliness


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure in force when the period ended, and what is known of it then."""

    version_id: int
    whose: Whose
    fact: Fact | None

    @property
    def is_online(self) -> bool:
        """Whether it can be done online, if only in part."""
        return self.fact is not None and self.fact.online_level is not OnlineLevel.NONE


@dataclass(frozen=True, slots=True)
class OnlineDossier:
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
    online: Mapping[RowKey, Sequence[OnlineDossier]]

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


def shares_in(session: Session, period: Period, names: Names, facts: FactBook) -> Shares:
    """Return what indices 5 and 9 of `period` are made of."""
    received: Counter[RowKey] = Counter()
    for agency_id, version_id, count in session.connection().execute(_RECEIVED, bounds_of(period)):
        whose = Whose(names.agency_of(agency_id), names.versions[version_id].level)
        received.update(dict.fromkeys(rows_of(whose), count))
    return Shares(
        offered=_by_row(_offered(session, period, names, facts)),
        received=received,
        online=_by_row(_online(session, period, names)),
    )


_T = TypeVar("_T", Offered, OnlineDossier)


def _by_row(each: Sequence[_T]) -> dict[RowKey, list[_T]]:
    rows: dict[RowKey, list[_T]] = defaultdict(list)
    for one in each:
        for row in rows_of(one.whose):
            rows[row].append(one)
    return dict(rows)


_NEW = (
    (Dossier.unit_id == BOUNDS.office_id)
    & (Dossier.received_at >= BOUNDS.start)
    & (Dossier.received_at < BOUNDS.end)
)
_RECEIVED: Final[Select[*tuple[Any, ...]]] = (
    select(DossierState.agency_id, DossierState.version_id, func.count())
    .join(Dossier, Dossier.id == DossierState.dossier_id)
    .where(holds_at_end(DossierState), _NEW, WAS_ACCEPTED)
    .group_by(DossierState.agency_id, DossierState.version_id)
)


def _in_question() -> Select[*tuple[Any, ...]]:
    """Return the ids of what was received, was open, or ended; each found by its own index."""
    standing, ended = aliased(DossierState), aliased(DossierState)
    ids = union_all(
        select(Dossier.id.label("id")).where(_NEW, WAS_ACCEPTED),
        select(standing.dossier_id).where(holds_at_end(standing), standing.is_open),
        select(ended.dossier_id).where(
            holds_at_end(ended),
            ~ended.is_open,
            ended.ended_at >= BOUNDS.start,
            ended.ended_at < BOUNDS.end,
        ),
    ).subquery()
    return select(ids.c.id)


_ONLINE: Final[Select[*tuple[Any, ...]]] = (
    select(
        Dossier.code,
        DossierState.version_id,
        DossierState.agency_id,
        Dossier.received_at,
        DossierState.is_open,
        DossierState.due_at,
        DossierState.status,
        DossierState.timeliness,
        DossierState.ended_at,
    )
    .join(Dossier, Dossier.id == DossierState.dossier_id)
    .where(
        holds_at_end(DossierState),
        DossierState.channel == Channel.ONLINE,
        DossierState.dossier_id.in_(_in_question()),
    )
    .order_by(Dossier.received_at, Dossier.id)
)


def _online(session: Session, period: Period, names: Names) -> list[OnlineDossier]:
    found = []
    for row in session.connection().execute(_ONLINE, bounds_of(period)):
        if row.is_open:
            is_late = (
                row.due_at is not None
                and row.due_at < period.as_of
                and row.status not in PAUSED_STATUSES
            )
        else:
            is_late = row.timeliness is Timeliness.LATE and row.ended_at >= period.start
        is_new = row.received_at >= period.start
        if is_new or is_late:
            whose = Whose(names.agency_of(row.agency_id), names.versions[row.version_id].level)
            found.append(OnlineDossier(row.code, row.version_id, whose, is_new, is_late))
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


def _offered(session: Session, period: Period, names: Names, facts: FactBook) -> list[Offered]:
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
