"""The dossiers an evaluation is about: those that got their result within the period.

A dossier that was withdrawn or stopped was not settled: its short time is nobody's merit, and it is
left out. What is still open counts in the period in which it ends.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from app.models.catalogue import Procedure, ProcedureVersion
from app.models.dossiers import Dossier
from app.models.office import Unit
from app.models.people import Officer
from app.services.figures.counted_states import LateEntryView, counted_in, for_each
from app.services.figures.measures import BOUNDS, AtEnd, bounds_of, holds_at_end
from app.services.figures.period import Period
from app.vocabulary.dossiers import Channel, DossierStatus, Timeliness
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.vocabulary.office import Level
from app.wording import captions

OWN_WORK: Final = captions.ONE_STOP_UNIT
"""What the part of the office is called that no agency shares."""
DONE: Final = (DossierStatus.RESOLVED, DossierStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Settled:
    """A dossier with its result, as it stood when the period ended."""

    dossier_id: int
    code: str
    version_id: int
    agency_id: int | None
    officer_id: int
    channel: Channel
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime
    timeliness: Timeliness


def is_settled(state: AtEnd, counted: LateEntryView) -> ColumnElement[bool]:
    """Return the condition that a dossier got its result in the period, as reports count it."""
    return and_(
        holds_at_end(state),
        ~state.is_open,
        state.ended_at >= BOUNDS.start,
        state.ended_at < BOUNDS.end,
        state.status.in_(DONE),
        *counted.only(state),
    )


def settled_ids(counted: LateEntryView) -> Select[int]:
    """Select the dossiers that got their result in the period."""
    state = counted.states()
    return select(state.dossier_id).where(is_settled(state, counted))


def _settled(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    state = counted.states()
    return (
        select(
            state.dossier_id,
            Dossier.code,
            state.version_id,
            state.agency_id,
            state.officer_id,
            state.channel,
            Dossier.received_at,
            state.due_at,
            counted.ended_at(state).label("ended_at"),
            state.timeliness,
        )
        .join(Dossier, Dossier.id == state.dossier_id)
        .where(is_settled(state, counted))
        .order_by(state.ended_at, state.dossier_id)
    )


_SETTLED: Final = for_each(_settled)


def settled_in(session: Session, period: Period) -> tuple[Settled, ...]:
    """Return the dossiers that got their result in `period`, in the order of their ends."""
    found = [
        Settled(*row)
        for counted in counted_in(session, period)
        for row in session.connection().execute(_SETTLED[counted], bounds_of(period))
    ]
    return tuple(sorted(found, key=lambda one: (one.ended_at, one.dossier_id)))


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What the catalogue says of a version that dossiers were received under."""

    procedure_id: int
    procedure_code: str
    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A stable key and a name for people."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class PopulationNames:
    """The units, officers and versions of a store by their ids; few beside the dossiers."""

    office_id: int
    units: dict[int, NamedKey]
    officers: dict[int, NamedKey]
    versions: dict[int, VersionFacts]

    def agency_of(self, agency_id: int | None) -> int:
        """Return the agency, or the office where none shares the work."""
        return agency_id or self.office_id

    def agency(self, agency_id: int | None) -> NamedKey:
        """Return what an agency is called; the office's own work is the one-stop office's."""
        of = self.agency_of(agency_id)
        named = self.units[of]
        return NamedKey(named.key, OWN_WORK) if of == self.office_id else named


def names_in(session: Session, office_id: int) -> PopulationNames:
    """Return what ids are called."""
    connection = session.connection()
    units = connection.execute(select(Unit.id, Unit.code, Unit.name))
    officers = connection.execute(
        select(Officer.id, Officer.login, Officer.name).where(Officer.office_id == office_id)
    )
    versions = connection.execute(
        select(
            ProcedureVersion.id,
            ProcedureVersion.procedure_id,
            Procedure.code,
            ProcedureVersion.name,
            ProcedureVersion.level,
        ).join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
    )
    return PopulationNames(
        office_id,
        {row[0]: NamedKey(row[1], row[2]) for row in units},
        {row[0]: NamedKey(row[1], row[2]) for row in officers},
        {row[0]: VersionFacts(*row[1:]) for row in versions},
    )


# What is scored: one thing, its points by one index, whose it is, and how to say why.


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a mark counts for, beside the whole unit.

    `agency_id` is the office's own where no agency shares the work; `officer_id` is None where the
    thing is no officer's own doing.
    """

    agency_id: int
    level: Level | None = None
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class IndexMark:
    """The points of one dossier by one index; `why` says how, when somebody asks."""

    index: EvaluationIndex
    points: int
    whose: Whose
    dossier_code: str
    version_id: int
    why: Callable[[], str]


@dataclass(frozen=True, slots=True)
class RowKey:
    """A row of the table: a kind, and the id (0 for the unit) or level within it."""

    kind: EvaluatedKind
    of: int | Level = 0


def rows_of(whose: Whose) -> tuple[RowKey, ...]:
    """Return every row that what is `whose` counts in."""
    keys = [RowKey(EvaluatedKind.UNIT), RowKey(EvaluatedKind.AGENCY, whose.agency_id)]
    if whose.level is not None:
        keys.append(RowKey(EvaluatedKind.LEVEL, whose.level))
    if whose.officer_id is not None:
        keys.append(RowKey(EvaluatedKind.OFFICER, whose.officer_id))
    return tuple(keys)
