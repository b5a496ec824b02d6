"""What the store says of the dossiers that may be waiting: found by index, open ones only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, select, union
from sqlalchemy.orm import aliased

from app.models.base import FOREVER
from app.models.catalogue import ProcedureCase, ProcedureVersion
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState, Extension, Pause
from app.models.office import Unit
from app.models.outcomes import PapersBack
from app.services.custody.reminding import reminders_of
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import is_of_unit
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import DossierStatus, HandoffItemState, ReturnBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One dossier as it is now.

    `sent_at`, `from_id`, `to_id` and `slip` are of the slip it is on, None and empty at rest;
    `paused_at` is since when its clock stands, None while it runs. `apologised_until` is the date
    that an apology after expiry promised; `reminded_at` when the counter last asked the reader's
    unit for it, which holds it.
    """

    dossier_id: int
    office_id: int
    status: DossierStatus
    received_at: datetime
    due_at: datetime | None
    step_due_at: datetime | None
    ended_at: datetime | None
    holder_id: int
    agency_id: int | None
    sent_at: datetime | None = None
    from_id: int | None = None
    to_id: int | None = None
    slip: str = ""
    paused_at: datetime | None = None
    was_extended: bool = False
    is_due_by_day: bool = False
    is_step_by_day: bool = False
    apologised_until: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Say whether the dossier's time runs."""
        return self.ended_at is None and self.paused_at is None

    @property
    def is_on_the_way(self) -> bool:
        """Say whether it is on a slip that nobody has answered."""
        return self.sent_at is not None

    @property
    def is_at_office(self) -> bool:
        """Say whether the one-stop office holds the paper."""
        return self.holder_id == self.office_id


# Written out, not bound: a database may use an index of open rows only where it reads the word.
_IS_SENT = HandoffItem.state == bindparam(
    None, HandoffItemState.SENT, HandoffItem.state.type, literal_execute=True
)
_PAUSED_AT = func.coalesce(Pause.from_at, DossierState.from_at, type_=DossierState.from_at.type)

_FACTS: Select[*tuple[Any, ...]] = (
    select(
        DossierState.dossier_id,
        DossierState.unit_id,
        DossierState.status,
        Dossier.received_at,
        DossierState.due_at,
        DossierState.step_due_at,
        DossierState.ended_at,
        DossierState.holder_id,
        DossierState.agency_id,
        HandoffItem.sent_at,
        Handoff.from_id,
        Handoff.to_id,
        Handoff.number,
        DossierState.is_clock_paused,
        _PAUSED_AT,
        Extension.dossier_id.is_not(None).label("was_extended"),
        DossierState.is_due_by_day,
        DossierState.is_step_by_day,
        case((Extension.is_after_expiry, Extension.new_due_at)).label("apologised_until"),
    )
    .select_from(DossierState)
    .join(Dossier, Dossier.id == DossierState.dossier_id)
    .outerjoin(HandoffItem, and_(HandoffItem.dossier_id == DossierState.dossier_id, _IS_SENT))
    .outerjoin(Handoff, Handoff.id == HandoffItem.handoff_id)
    .outerjoin(Pause, and_(Pause.dossier_id == DossierState.dossier_id, Pause.to_at.is_(None)))
    .outerjoin(Extension, Extension.dossier_id == DossierState.dossier_id)
)


def urgent_facts(reading: Reading, today_ends: datetime) -> Sequence[Facts]:
    """Return what is or will be late by `today_ends` (exclusive), by its own date or a step's."""
    return _facts(reading, _by_date(reading, today_ends))


def all_facts(reading: Reading, horizon: datetime, most_results: int) -> Sequence[Facts]:
    """Return all that may wait for anybody: due before `horizon`, lying somewhere, ended.

    Of the results that wait for their citizens only the `most_results` oldest are read: they are
    for nothing else on the list, and there may be thousands (`result_count`).
    """
    return _facts(reading, (*_by_date(reading, horizon), *_by_place(reading, most_results)))


def result_count(reading: Reading) -> int:
    """Return how many results of the office wait for their citizens."""
    results = _results(reading).subquery()
    return reading.connection.execute(select(func.count()).select_from(results)).scalar_one()


def _by_date(reading: Reading, before: datetime) -> tuple[Select[int], ...]:
    ids = _ids(reading)
    return (
        ids.where(DossierState.is_open, DossierState.due_at < before),
        ids.where(DossierState.is_open, DossierState.step_due_at < reading.now),
    )


def _by_place(reading: Reading, most_results: int) -> tuple[Select[int], ...]:
    ids = _ids(reading)
    status = DossierState.status
    has_papers_back = exists().where(PapersBack.dossier_id == DossierState.dossier_id)
    longest_first = (DossierState.ended_at, DossierState.dossier_id)
    oldest = _results(reading).order_by(*longest_first).limit(most_results).subquery()
    sent = select(HandoffItem.dossier_id).where(_IS_SENT)
    return (
        ids.where(status == DossierStatus.AWAITING_SUPPLEMENT),
        ids.where(
            status == DossierStatus.RECEIVED,
            DossierState.holder_id == reading.actor.office_id,
            DossierState.agency_id.is_not(None),
        ),
        ids.where(DossierState.dossier_id.in_(sent)),
        select(oldest.c.id),
        ids.where(status.in_(CUT_SHORT_STATUSES), ~has_papers_back),
    )


def _results(reading: Reading) -> Select[int]:
    return _ids(reading).where(DossierState.status == DossierStatus.RESOLVED)


def _ids(reading: Reading) -> Select[int]:
    return select(DossierState.id).where(
        DossierState.unit_id == reading.actor.office_id, DossierState.to_at == FOREVER
    )


def _facts(reading: Reading, sources: Sequence[Select[int]]) -> Sequence[Facts]:
    """Read the dossiers of all sources once; an agency officer's are those of their unit."""
    reminded = reminders_of(reading) if reading.is_agency_only else {}
    if reminded:
        sources = (*sources, _ids(reading).where(DossierState.dossier_id.in_(reminded)))
    found = union(*sources).subquery()
    conditions: list[ColumnElement[bool]] = [DossierState.id.in_(select(found.c.id))]
    if reading.is_agency_only:
        conditions.append(is_of_unit(reading.actor.unit_id))
    rows = reading.connection.execute(_FACTS.where(*conditions))
    return [
        Facts(
            dossier_id=dossier_id,
            office_id=office_id,
            status=status,
            received_at=received_at,
            due_at=due_at,
            step_due_at=step_due_at,
            ended_at=ended_at,
            holder_id=holder_id,
            agency_id=agency_id,
            sent_at=sent_at,
            from_id=from_id,
            to_id=to_id,
            slip=slip or "",
            paused_at=paused_at if is_clock_paused else None,
            was_extended=bool(was_extended),
            is_due_by_day=is_due_by_day,
            is_step_by_day=is_step_by_day,
            apologised_until=apologised_until,
            reminded_at=reminded.get(dossier_id),
        )
        for (
            dossier_id,
            office_id,
            status,
            received_at,
            due_at,
            step_due_at,
            ended_at,
            holder_id,
            agency_id,
            sent_at,
            from_id,
            to_id,
            slip,
            is_clock_paused,
            paused_at,
            was_extended,
            is_due_by_day,
            is_step_by_day,
            apologised_until,
        ) in rows
    ]


# What is read only of the dossiers that are shown: whose they are, and the names of the units.

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class DossierNames:
    """The words of one line; `agency` and `taker` are empty where there is none."""

    code: str
    owner: str
    procedure: str
    return_by: ReturnBy
    time_unit: TimeUnit
    holder: str
    agency: str
    taker: str


_holder, _agency, _taker = aliased(Unit), aliased(Unit), aliased(Unit)
_NAMES: Select[*tuple[Any, ...]] = (
    select(
        DossierState.dossier_id,
        Dossier.code,
        Dossier.owner_name,
        ProcedureVersion.name,
        Dossier.return_by,
        ProcedureCase.time_unit,
        _holder.name,
        func.coalesce(_agency.name, ""),
        func.coalesce(_taker.name, ""),
    )
    .select_from(DossierState)
    .join(Dossier, Dossier.id == DossierState.dossier_id)
    .join(ProcedureVersion, ProcedureVersion.id == DossierState.version_id)
    .join(ProcedureCase, ProcedureCase.id == Dossier.case_id)
    .join(_holder, _holder.id == DossierState.holder_id)
    .outerjoin(_agency, _agency.id == DossierState.agency_id)
    .outerjoin(
        HandoffItem,
        and_(
            HandoffItem.dossier_id == DossierState.dossier_id,
            HandoffItem.state == HandoffItemState.SENT,
        ),
    )
    .outerjoin(Handoff, Handoff.id == HandoffItem.handoff_id)
    .outerjoin(_taker, _taker.id == Handoff.to_id)
    .where(DossierState.to_at == FOREVER)
)


def names_of(reading: Reading, dossier_ids: Sequence[int]) -> Mapping[int, DossierNames]:
    """Return the words of these dossiers, read a few hundred at a time."""
    found: dict[int, DossierNames] = {}
    for start in range(0, len(dossier_ids), _AT_ONCE):
        some = dossier_ids[start : start + _AT_ONCE]
        rows = reading.connection.execute(_NAMES.where(DossierState.dossier_id.in_(some)))
        found.update({dossier_id: DossierNames(*words) for dossier_id, *words in rows})
    return found
