"""Drafts into the store: what differs, and new versions written in bulk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError
from app.models.catalogue import (
    CasePhase,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    RequiredDocument,
    RouteStep,
)
from app.models.office import Unit
from app.services.catalogue.agency_names import AgencyBook
from app.services.catalogue.records import CaseDraft, PaperDraft, ProcedureDraft
from app.services.catalogue.route_units import RouteUnits, day_minutes, disagreement, with_units
from app.services.catalogue.stored import Stored
from app.services.ledger.transactions import Work
from app.services.office.calendar import load_hours
from app.text import words
from app.vocabulary.dossiers import Channel
from app.wording import states


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A draft on its way into the store: the agency it means and the version it replaces."""

    draft: ProcedureDraft
    agency_id: int | None
    before: Stored | None


def is_same(wanted: NewVersion) -> bool:
    """Say whether the store holds exactly this draft, in force."""
    before = wanted.before
    return (
        before is not None
        and before.is_active
        and before.valid_to is None
        and not changed_parts(wanted)
    )


def changed_parts(wanted: NewVersion) -> tuple[str, ...]:
    """Return the Vietnamese names of the parts in which a draft differs from the store."""
    before = wanted.before
    if before is None:
        return ()
    old, new = before.draft, wanted.draft
    parts = {
        "tên": old.name != new.name,
        "lĩnh vực": old.field != new.field,
        "cấp": old.level != new.level,
        "quyết định": old.decision != new.decision,
        "cơ quan": before.agency_id != wanted.agency_id,
        "trường hợp": _without_routes(old) != _without_routes(new),
        "quy trình": _routes(old) != _routes(new),
        "giấy tờ": old.papers != new.papers,
        "mở lại": not before.is_active,
    }
    return tuple(word for word, differs in parts.items() if differs)


def write_versions(session: Session, now: datetime, wanted: Sequence[NewVersion]) -> list[int]:
    """Open a version for each draft, closing the one in force; return procedure ids in order.

    The units of a route are known by their codes. Old versions keep their routes, and the dossiers
    received under them too.
    """
    if not wanted:
        return []
    procedure_ids = _procedure_ids(session, now, wanted)
    version_ids = session.scalars(
        insert(ProcedureVersion).returning(ProcedureVersion.id, sort_by_parameter_order=True),
        [_version_row(each, now, key) for each, key in zip(wanted, procedure_ids, strict=True)],
    ).all()
    case_ids = session.scalars(
        insert(ProcedureCase).returning(ProcedureCase.id, sort_by_parameter_order=True),
        [
            _case_row(case, version_id, ordinal)
            for each, version_id in zip(wanted, version_ids, strict=True)
            for ordinal, case in enumerate(each.draft.cases, start=1)
        ],
    ).all()
    papers = [
        _paper_row(paper, version_id, ordinal)
        for each, version_id in zip(wanted, version_ids, strict=True)
        for ordinal, paper in enumerate(each.draft.papers, start=1)
    ]
    if papers:
        session.execute(insert(RequiredDocument), papers)
    _store_phases(session, wanted, case_ids)
    _store_routes(session, wanted, case_ids)
    return procedure_ids


def search_text(draft: ProcedureDraft) -> str:
    """Return the folded words of a procedure, each after a space, so that " w" finds beginnings."""
    return " " + " ".join(words(f"{draft.name} {draft.field} {draft.code}"))


def channels_text(channels: Iterable[Channel]) -> str:
    """Return channels as the store keeps them."""
    return ",".join(channels)


def _procedure_ids(session: Session, now: datetime, wanted: Sequence[NewVersion]) -> list[int]:
    """Return each draft's procedure, creating the new ones and closing what was in force."""
    old_ids = [each.before.procedure_id for each in wanted if each.before is not None]
    for start in range(0, len(old_ids), 500):
        some = old_ids[start : start + 500]
        session.execute(
            update(ProcedureVersion)
            .where(ProcedureVersion.procedure_id.in_(some), ProcedureVersion.valid_to.is_(None))
            .values(valid_to=now)
        )
        session.execute(update(Procedure).where(Procedure.id.in_(some)).values(is_active=True))
    new = [{"code": each.draft.code, "is_active": True} for each in wanted if each.before is None]
    added = iter(
        session.scalars(
            insert(Procedure).returning(Procedure.id, sort_by_parameter_order=True), new
        ).all()
        if new
        else ()
    )
    return [next(added) if each.before is None else each.before.procedure_id for each in wanted]


def _version_row(wanted: NewVersion, now: datetime, procedure_id: int) -> dict[str, object]:
    draft = wanted.draft
    return {
        "procedure_id": procedure_id,
        "number": 1 if wanted.before is None else wanted.before.number + 1,
        "valid_from": now,
        "name": draft.name,
        "search_text": search_text(draft),
        "field": draft.field,
        "level": draft.level,
        "decision": draft.decision,
        "agency_id": wanted.agency_id,
    }


def _case_row(case: CaseDraft, version_id: int, ordinal: int) -> dict[str, object]:
    return {
        "version_id": version_id,
        "ordinal": ordinal,
        "name": case.name,
        "time_value": case.value,
        "time_unit": case.unit,
        "late_cutoff": case.late_cutoff,
        "channels": channels_text(case.channels),
        "fee_vnd": case.fee_vnd,
        "advance_vnd": case.advance_vnd,
        "route_note": case.route_note,
    }


def _store_phases(session: Session, wanted: Sequence[NewVersion], case_ids: Sequence[int]) -> None:
    cases = (case for each in wanted for case in each.draft.cases)
    rows = [
        {
            "case_id": case_id,
            "ordinal": ordinal,
            "name": phase.name,
            "time_value": phase.value,
            "time_unit": phase.unit,
        }
        for case_id, case in zip(case_ids, cases, strict=True)
        for ordinal, phase in enumerate(case.phases, start=1)
    ]
    if rows:
        session.execute(insert(CasePhase), rows)


def _paper_row(paper: PaperDraft, version_id: int, ordinal: int) -> dict[str, object]:
    return {
        "version_id": version_id,
        "ordinal": ordinal,
        "name": paper.name,
        "original": paper.original,
        "certified": paper.certified,
        "plain": paper.plain,
        "electronic": paper.electronic,
        "is_required": paper.is_required,
    }


def _store_routes(session: Session, wanted: Sequence[NewVersion], case_ids: Sequence[int]) -> None:
    cases = [case for each in wanted for case in each.draft.cases]
    codes = {step.unit_code for case in cases for step in case.route}
    if not codes:
        return
    found = session.execute(select(Unit.code, Unit.id).where(Unit.code.in_(codes)))
    units = {unit.code: unit.id for unit in found}
    rows = [
        {
            "case_id": case_id,
            "ordinal": ordinal,
            "unit_id": units[step.unit_code],
            "time_value": step.value,
            "time_unit": step.unit,
            "work": step.work,
            "is_parallel": step.is_parallel,
            "is_lead": step.is_lead,
        }
        for case_id, case in zip(case_ids, cases, strict=True)
        for ordinal, step in enumerate(case.route, start=1)
    ]
    session.execute(insert(RouteStep), rows)


def _without_routes(draft: ProcedureDraft) -> tuple[CaseDraft, ...]:
    return tuple(replace(case, route=(), route_note="") for case in draft.cases)


def _routes(draft: ProcedureDraft) -> dict[str, object]:
    return {case.name: (case.route, case.route_note) for case in draft.cases if case.route}


def keep(work: Work, draft: ProcedureDraft, before: Stored | None) -> int:
    """Store `draft` as a version where it differs from `before`; return the procedure's id.

    Raises InvalidInputError for a step whose unit is unknown or has ended, and for `route_note` of
    a case whose steps do not add up to its time and that says nothing of it.
    """
    book = AgencyBook(work.session, local_date(work.now))
    agency = book.find_or_add(draft.agency_name, draft.agency_code, draft.level)
    known = _with_routes(work, draft)
    wanted = NewVersion(known, agency.unit_id if agency else None, before)
    if before is not None and is_same(wanted):
        return before.procedure_id
    (procedure_id,) = write_versions(work.session, work.now, [wanted])
    work.log(
        "procedure_saved",
        {
            "code": draft.code,
            "version": before.number + 1 if before else 1,
            "changed": ", ".join(changed_parts(wanted)),
        },
    )
    return procedure_id


def _with_routes(work: Work, draft: ProcedureDraft) -> ProcedureDraft:
    if not any(case.route for case in draft.cases):
        return draft
    units = RouteUnits(work.session, local_date(work.now))
    _require_units(units, draft)
    day = day_minutes(load_hours(work.session, work.actor.office_id))
    for place, case in enumerate(draft.cases):
        words = disagreement(case, day)
        if words and not case.route_note:
            raise InvalidInputError(
                f"cases.{place}.route_note",
                f"{words}. Hãy sửa lại các bước hoặc ghi chú vì sao khác.",
            )
    return with_units(units, draft)


def _require_units(units: RouteUnits, draft: ProcedureDraft) -> None:
    for place, case in enumerate(draft.cases):
        for at, step in enumerate(case.route):
            unit = units.find(step)
            if unit is None or not unit.is_in_force:
                state = "không có trong danh mục" if unit is None else states.INACTIVE
                raise InvalidInputError(
                    f"cases.{place}.route.{at}.unit_name",
                    f"Đơn vị “{step.unit_name}” {state}. Hãy chọn đơn vị khác.",
                )
