"""What an office knows of procedures before a decision is typed: its catalogue, its register."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.catalogue import Procedure, ProcedureVersion
from app.models.office import Unit
from app.services.publishing.counts import agency_of
from app.services.publishing.item_files import KnownProcedure
from app.services.publishing.level_counts import LEVELS
from app.services.publishing.records import ItemDraft
from app.services.publishing.replay import in_force
from app.services.publishing.stored import living
from app.text import fold


def known_procedures(session: Session, office_id: int) -> dict[str, KnownProcedure]:
    """Return what is known by folded code; what is published says more than the catalogue."""
    catalogue = {code.casefold(): known for known, code, _decision in _catalogue(session)}
    published = {
        each.item.code.casefold(): KnownProcedure(
            each.item.name, each.item.level, each.item.field, agency_of(each)
        )
        for each in in_force(living(session, office_id), None).named
    }
    return catalogue | published


def catalogue_items(session: Session, number: str) -> tuple[ItemDraft, ...]:
    """Return the catalogue's procedures in force whose decision is `number`, in order of code."""
    wanted = fold(number)
    return tuple(
        ItemDraft(
            code=code,
            name=known.name,
            level=known.level,
            field=known.field,
            agency_name=known.agency_name,
        )
        for known, code, decision in _catalogue(session)
        if _names(decision, wanted)
    )


def _catalogue(session: Session) -> list[tuple[KnownProcedure, str, str]]:
    """Return each procedure in force of the catalogue with its code and its decision."""
    rows = session.execute(
        select(
            Procedure.code,
            ProcedureVersion.name,
            ProcedureVersion.level,
            ProcedureVersion.field,
            func.coalesce(Unit.name, ""),
            ProcedureVersion.decision,
        )
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .outerjoin(Unit, Unit.id == ProcedureVersion.agency_id)
        .where(ProcedureVersion.valid_to.is_(None), ProcedureVersion.level.in_(LEVELS))
        .order_by(Procedure.code)
    )
    return [
        (KnownProcedure(name, level, field, agency), code, decision)
        for code, name, level, field, agency, decision in rows
    ]


def _names(decision: str, wanted: str) -> bool:
    """Say whether the words of a catalogue's decision name the number, and no longer one."""
    said = f" {fold(decision)} "
    return bool(wanted) and any(f" {wanted}{end}" in said for end in (" ", ",", ";", ".", ")", ":"))
