"""What this store tells another one: the dossiers on their way there, or the results for there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from app.models.base import FOREVER
from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion, RouteStep
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Attachment, Dossier, DossierDocument, DossierState
from app.models.exchange import ForeignDossier
from app.models.office import Unit
from app.models.outcomes import Result
from app.services.dossiers.people_columns import owner_of, submitter_of
from app.services.exchange.content import (
    MAX_DOSSIERS,
    CustodySaid,
    DossierSaid,
    FileSaid,
    OwnerSaid,
    PaperSaid,
    ProcedureSaid,
    ResultLine,
    SubmitterSaid,
    TimeSaid,
    copied,
)
from app.services.exchange.envelope import MAX_BYTES, MAX_FILES
from app.services.exchange.waiting import is_unacknowledged, is_unanswered
from app.services.ledger.transactions import Reading
from app.vocabulary.dossiers import AttachmentKind, HandoffItemState

_BATCH: Final = 500
_ROOM_BYTES: Final = MAX_BYTES * 9 // 10
"""For files: the rest is the data's and the manifest's."""


@dataclass(frozen=True, slots=True)
class BundleSelection:
    """What goes into one bundle; `left_count` dossiers did not fit."""

    dossier_ids: tuple[int, ...]
    left_count: int
    dossiers: tuple[DossierSaid, ...] = ()
    results: tuple[ResultLine, ...] = ()


def dossiers_for(reading: Reading, peer_id: int) -> BundleSelection:
    """Return the dossiers on the way to a peer without its answer, the longest on its way first."""
    rows = reading.session.execute(
        _ON_THE_WAY.where(is_unanswered(reading, peer_id)).order_by(
            HandoffItem.sent_at, HandoffItem.id
        )
    ).all()
    fitting = _fitting(reading.session, rows, AttachmentKind.PAPER)
    beside = _Beside(
        papers=_papers(reading.session, fitting.ids),
        custody=_custody(reading.session, fitting.ids),
        steps=_steps(reading.session, fitting.rows, peer_id),
        files=fitting.files,
    )
    return BundleSelection(
        tuple(fitting.ids),
        len(rows) - len(fitting.rows),
        dossiers=tuple(_dossier(row, beside) for row in fitting.rows),
    )


def results_for(reading: Reading, peer_id: int) -> BundleSelection:
    """Return the results of a peer's dossiers that it has not acknowledged, oldest first."""
    rows = reading.session.execute(
        _RESULTS.where(is_unacknowledged(peer_id)).order_by(Result.resolved_at, Dossier.id)
    ).all()
    fitting = _fitting(reading.session, rows, AttachmentKind.RESULT)
    return BundleSelection(
        tuple(fitting.ids),
        len(rows) - len(fitting.rows),
        results=tuple(_result(row, fitting.files) for row in fitting.rows),
    )


_ON_THE_WAY: Final[Select[*tuple[Any, ...]]] = (
    select(
        HandoffItem.dossier_id,
        Dossier,
        Handoff.number,
        HandoffItem.sent_at,
        DossierState.due_at,
        Procedure.code.label("procedure_code"),
        ProcedureVersion.name.label("procedure_name"),
        ProcedureVersion.field,
        ProcedureVersion.level,
        ProcedureCase.name.label("case_name"),
        ProcedureCase.time_value,
        ProcedureCase.time_unit,
        ProcedureCase.late_cutoff,
        Handoff.year,
    )
    .join(Handoff, Handoff.id == HandoffItem.handoff_id)
    .join(Dossier, Dossier.id == HandoffItem.dossier_id)
    .join(DossierState, DossierState.dossier_id == Dossier.id)
    .join(ProcedureCase, ProcedureCase.id == Dossier.case_id)
    .join(ProcedureVersion, ProcedureVersion.id == ProcedureCase.version_id)
    .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
    .where(DossierState.to_at == FOREVER)
)
_RESULTS: Final[Select[*tuple[Any, ...]]] = (
    select(
        ForeignDossier.dossier_id,
        Dossier.code,
        Dossier.received_at,
        ForeignDossier.slip_number,
        ForeignDossier.slip_year,
        ForeignDossier.taken_by,
        Result,
    )
    .join(Dossier, Dossier.id == ForeignDossier.dossier_id)
    .join(Result, Result.dossier_id == ForeignDossier.dossier_id)
)


@dataclass(frozen=True, slots=True)
class _Fitting:
    """The first rows whose files fit into one bundle, and those files by dossier."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    files: Mapping[int, tuple[FileSaid, ...]]

    @property
    def ids(self) -> list[int]:
        return [row.dossier_id for row in self.rows]


def _fitting(
    session: Session, rows: Sequence[Row[*tuple[Any, ...]]], kind: AttachmentKind
) -> _Fitting:
    files = _files(session, [row.dossier_id for row in rows[:MAX_DOSSIERS]], kind)
    known: set[str] = set()
    room, count = _ROOM_BYTES, 0
    for row in rows[:MAX_DOSSIERS]:
        fresh = {
            file.sha256: file.size for file in files[row.dossier_id] if file.sha256 not in known
        }
        room -= sum(fresh.values())
        if room < 0 or len(known) + len(fresh) > MAX_FILES:
            break
        known |= fresh.keys()
        count += 1
    return _Fitting(rows[:count], files)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What belongs to the dossiers, by dossier; the steps by case."""

    papers: Mapping[int, tuple[PaperSaid, ...]]
    custody: Mapping[int, tuple[CustodySaid, ...]]
    steps: Mapping[int, TimeSaid]
    files: Mapping[int, tuple[FileSaid, ...]]


def _dossier(row: Row[*tuple[Any, ...]], beside: _Beside) -> DossierSaid:
    dossier: Dossier = row.Dossier
    submitter = submitter_of(dossier)
    return DossierSaid(
        code=dossier.code,
        slip=row.number,
        slip_year=row.year,
        sent_at=row.sent_at,
        procedure=_procedure(row),
        step=beside.steps.get(dossier.case_id),
        owner=copied(OwnerSaid, owner_of(dossier)),
        submitter=None if submitter is None else copied(SubmitterSaid, submitter),
        channel=dossier.channel,
        received_at=dossier.received_at,
        due_at=row.due_at,
        papers=beside.papers[dossier.id],
        request=dossier.request,
        set_count=dossier.set_count,
        return_by=dossier.return_by,
        return_address=dossier.return_address,
        fee_vnd=dossier.fee_vnd,
        exempt_ground=dossier.exempt_ground,
        note=dossier.note,
        custody=beside.custody[dossier.id],
        files=beside.files[dossier.id],
    )


def _procedure(row: Row[*tuple[Any, ...]]) -> ProcedureSaid:
    return ProcedureSaid(
        code=row.procedure_code,
        name=row.procedure_name,
        field=row.field,
        level=row.level,
        case_name=row.case_name,
        limit=TimeSaid(value=row.time_value, unit=row.time_unit),
        late_cutoff=row.late_cutoff,
    )


def _result(row: Row[*tuple[Any, ...]], files: Mapping[int, tuple[FileSaid, ...]]) -> ResultLine:
    result: Result = row.Result
    return ResultLine(
        code=row.code,
        slip=row.slip_number,
        slip_year=row.slip_year,
        accepted_at=row.received_at,
        accepted_by=row.taken_by,
        outcome=result.outcome,
        document_number=result.document_number,
        note=result.note,
        resolved_at=result.resolved_at,
        is_electronic=result.is_electronic,
        files=files[row.dossier_id],
    )


def _papers(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[PaperSaid, ...]]:
    found: dict[int, list[PaperSaid]] = defaultdict(list)
    for some in _batches(ids):
        rows = session.scalars(
            select(DossierDocument)
            .where(DossierDocument.dossier_id.in_(some))
            .order_by(DossierDocument.dossier_id, DossierDocument.ordinal)
        )
        for row in rows:
            found[row.dossier_id].append(copied(PaperSaid, row))
    return {dossier_id: tuple(found[dossier_id]) for dossier_id in ids}


def _custody(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[CustodySaid, ...]]:
    """Return the slips that were closed: the open one is the bundle's own."""
    sender, receiver = aliased(Unit), aliased(Unit)
    found: dict[int, list[CustodySaid]] = defaultdict(list)
    for some in _batches(ids):
        rows = session.execute(
            select(HandoffItem, Handoff.number, sender.name, receiver.name)
            .join(Handoff, Handoff.id == HandoffItem.handoff_id)
            .join(sender, sender.id == Handoff.from_id)
            .join(receiver, receiver.id == Handoff.to_id)
            .where(HandoffItem.dossier_id.in_(some), HandoffItem.state != HandoffItemState.SENT)
            .order_by(HandoffItem.id)
        )
        for item, number, from_name, to_name in rows:
            found[item.dossier_id].append(
                CustodySaid(
                    slip=number,
                    from_name=from_name,
                    to_name=to_name,
                    sent_at=item.sent_at,
                    state=item.state,
                    closed_at=item.closed_at,
                    receiver_name=item.receiver_name,
                )
            )
    return {dossier_id: tuple(found[dossier_id]) for dossier_id in ids}


def _steps(
    session: Session, rows: Iterable[Row[*tuple[Any, ...]]], peer_id: int
) -> Mapping[int, TimeSaid]:
    """Return the peer's first step of each case's route."""
    cases = sorted({row.Dossier.case_id for row in rows})
    found: dict[int, TimeSaid] = {}
    for some in _batches(cases):
        steps = session.execute(
            select(RouteStep.case_id, RouteStep.time_value, RouteStep.time_unit)
            .where(RouteStep.case_id.in_(some), RouteStep.unit_id == peer_id)
            .order_by(RouteStep.case_id, RouteStep.ordinal)
        )
        for case_id, value, unit in steps:
            found.setdefault(case_id, TimeSaid(value=value, unit=unit))
    return found


def _files(
    session: Session, ids: Sequence[int], kind: AttachmentKind
) -> Mapping[int, tuple[FileSaid, ...]]:
    found: dict[int, list[FileSaid]] = defaultdict(list)
    for some in _batches(ids):
        rows = session.scalars(
            select(Attachment)
            .where(
                Attachment.dossier_id.in_(some),
                Attachment.kind == kind,
                Attachment.ended_at.is_(None),
            )
            .order_by(Attachment.id)
        )
        for row in rows:
            if row.dossier_id is not None:
                found[row.dossier_id].append(copied(FileSaid, row))
    return {dossier_id: tuple(found[dossier_id]) for dossier_id in ids}


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
