"""Versions as the store holds them, read whole: five queries for one or for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from app.models.catalogue import (
    CasePhase,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    RequiredDocument,
    RouteStep,
)
from app.models.office import Unit
from app.services.catalogue.records import (
    CaseDraft,
    CaseView,
    PaperDraft,
    PhaseDraft,
    ProcedureDraft,
    StepDraft,
)
from app.vocabulary.dossiers import Channel


@dataclass(frozen=True, slots=True)
class Stored:
    """A version as the store holds it; `in_force` is false for an ended procedure."""

    procedure_id: int
    version_id: int
    number: int
    valid_from: datetime
    valid_to: datetime | None
    is_active: bool
    agency_id: int | None
    draft: ProcedureDraft
    cases: tuple[CaseView, ...]


def newest_versions(session: Session, *, code: str | None = None) -> dict[str, Stored]:
    """Return the newest version of every procedure (or of the one with `code`), by code."""
    newest = (
        select(ProcedureVersion.procedure_id, func.max(ProcedureVersion.number).label("number"))
        .group_by(ProcedureVersion.procedure_id)
        .subquery()
    )
    condition = (ProcedureVersion.procedure_id == newest.c.procedure_id) & (
        ProcedureVersion.number == newest.c.number
    )
    ids = select(ProcedureVersion.id).join(newest, condition)
    if code is not None:
        ids = ids.join(Procedure, Procedure.id == ProcedureVersion.procedure_id).where(
            Procedure.code == code
        )
    found = _load(session, ProcedureVersion.id.in_(ids))
    return {stored.draft.code: stored for stored in found}


def one_version(session: Session, procedure_id: int, number: int | None) -> Stored | None:
    """Return a version of a procedure, the newest where `number` is None."""
    query = (
        select(ProcedureVersion.id)
        .where(ProcedureVersion.procedure_id == procedure_id)
        .order_by(ProcedureVersion.number.desc())
        .limit(1)
    )
    if number is not None:
        query = query.where(ProcedureVersion.number == number)
    version_id = session.execute(query).scalar_one_or_none()
    if version_id is None:
        return None
    return next(iter(_load(session, ProcedureVersion.id == version_id)), None)


def versions_naming(session: Session, unit_id: int) -> list[Stored]:
    """Return the versions in force that a unit decides or has a step of."""
    on_route = (
        select(ProcedureCase.version_id)
        .join(RouteStep, RouteStep.case_id == ProcedureCase.id)
        .where(RouteStep.unit_id == unit_id)
    )
    names_it = (ProcedureVersion.agency_id == unit_id) | ProcedureVersion.id.in_(on_route)
    return _load(session, names_it & ProcedureVersion.valid_to.is_(None))


def read_channels(text: str) -> tuple[Channel, ...]:
    """Return stored channels."""
    return tuple(Channel(part) for part in text.split(",") if part)


def _load(session: Session, condition: ColumnElement[bool]) -> list[Stored]:
    ids = select(ProcedureVersion.id).where(condition)
    cases = _cases(session, ids)
    papers = _papers(session, ids)
    versions = session.execute(
        select(
            Procedure.id.label("procedure_id"),
            Procedure.code,
            Procedure.is_active,
            ProcedureVersion.id.label("version_id"),
            ProcedureVersion.number,
            ProcedureVersion.valid_from,
            ProcedureVersion.valid_to,
            ProcedureVersion.name,
            ProcedureVersion.field,
            ProcedureVersion.level,
            ProcedureVersion.decision,
            ProcedureVersion.agency_id,
            Unit.code.label("agency_code"),
            Unit.name.label("agency_name"),
        )
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .outerjoin(Unit, Unit.id == ProcedureVersion.agency_id)
        .where(condition)
        .order_by(Procedure.code)
    )
    return [
        _stored(version, cases.get(version.version_id, []), papers.get(version.version_id, []))
        for version in versions
    ]


def _cases(session: Session, version_ids: Select[int]) -> dict[int, list[CaseView]]:
    rows = session.execute(
        select(
            ProcedureCase.id,
            ProcedureCase.version_id,
            ProcedureCase.name,
            ProcedureCase.time_value,
            ProcedureCase.time_unit,
            ProcedureCase.channels,
            ProcedureCase.fee_vnd,
            ProcedureCase.late_cutoff,
            ProcedureCase.advance_vnd,
            ProcedureCase.route_note,
        )
        .where(ProcedureCase.version_id.in_(version_ids))
        .order_by(ProcedureCase.version_id, ProcedureCase.ordinal)
    )
    phases = _phases(session, version_ids)
    routes = _routes(session, version_ids)
    cases: dict[int, list[CaseView]] = {}
    for row in rows:
        case = _case(row, phases.get(row.id, ()), routes.get(row.id, ()))
        cases.setdefault(row.version_id, []).append(CaseView(row.id, case))
    return cases


def _phases(session: Session, version_ids: Select[int]) -> dict[int, list[PhaseDraft]]:
    rows = session.execute(
        select(CasePhase.case_id, CasePhase.name, CasePhase.time_value, CasePhase.time_unit)
        .join(ProcedureCase, ProcedureCase.id == CasePhase.case_id)
        .where(ProcedureCase.version_id.in_(version_ids))
        .order_by(CasePhase.case_id, CasePhase.ordinal)
    )
    phases: dict[int, list[PhaseDraft]] = {}
    for row in rows:
        phase = PhaseDraft(row.name, row.time_value, row.time_unit)
        phases.setdefault(row.case_id, []).append(phase)
    return phases


def _routes(session: Session, version_ids: Select[int]) -> dict[int, list[StepDraft]]:
    rows = session.execute(
        select(
            RouteStep.case_id,
            Unit.name,
            RouteStep.time_value,
            RouteStep.time_unit,
            Unit.code,
            RouteStep.work,
            RouteStep.is_parallel,
            RouteStep.is_lead,
        )
        .join(ProcedureCase, ProcedureCase.id == RouteStep.case_id)
        .join(Unit, Unit.id == RouteStep.unit_id)
        .where(ProcedureCase.version_id.in_(version_ids))
        .order_by(RouteStep.case_id, RouteStep.ordinal)
    )
    routes: dict[int, list[StepDraft]] = {}
    for row in rows:
        routes.setdefault(row.case_id, []).append(_step(row))
    return routes


def _papers(session: Session, version_ids: Select[int]) -> dict[int, list[PaperDraft]]:
    rows = session.execute(
        select(
            RequiredDocument.version_id,
            RequiredDocument.name,
            RequiredDocument.original,
            RequiredDocument.certified,
            RequiredDocument.plain,
            RequiredDocument.electronic,
            RequiredDocument.is_required,
        )
        .where(RequiredDocument.version_id.in_(version_ids))
        .order_by(RequiredDocument.version_id, RequiredDocument.ordinal)
    )
    papers: dict[int, list[PaperDraft]] = {}
    for row in rows:
        papers.setdefault(row.version_id, []).append(_paper(row))
    return papers


def _case(
    row: Row[*tuple[Any, ...]], phases: Sequence[PhaseDraft], route: Sequence[StepDraft]
) -> CaseDraft:
    return CaseDraft(
        name=row.name,
        value=row.time_value,
        unit=row.time_unit,
        channels=read_channels(row.channels),
        fee_vnd=row.fee_vnd,
        late_cutoff=row.late_cutoff,
        advance_vnd=row.advance_vnd,
        phases=tuple(phases),
        route=tuple(route),
        route_note=row.route_note,
    )


def _step(row: Row[*tuple[Any, ...]]) -> StepDraft:
    return StepDraft(
        unit_name=row.name,
        value=row.time_value,
        unit=row.time_unit,
        unit_code=row.code,
        work=row.work,
        is_parallel=row.is_parallel,
        is_lead=row.is_lead,
    )


def _paper(row: Row[*tuple[Any, ...]]) -> PaperDraft:
    return msgspec.convert(row, PaperDraft, from_attributes=True)


def _stored(
    version: Row[*tuple[Any, ...]], cases: list[CaseView], papers: list[PaperDraft]
) -> Stored:
    return Stored(
        procedure_id=version.procedure_id,
        version_id=version.version_id,
        number=version.number,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        is_active=version.is_active,
        agency_id=version.agency_id,
        draft=ProcedureDraft(
            code=version.code,
            name=version.name,
            field=version.field,
            level=version.level,
            decision=version.decision,
            agency_name=version.agency_name or "",
            agency_code=version.agency_code or "",
            cases=tuple(view.case for view in cases),
            papers=tuple(papers),
        ),
        cases=tuple(cases),
    )
