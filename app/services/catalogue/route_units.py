"""The units a route may lead through, by code or name; an ended one leads to its successor."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.office import Unit
from app.services.catalogue.agency_names import same_agency
from app.services.catalogue.records import CaseDraft, ProcedureDraft, StepDraft
from app.vocabulary.office import Level, UnitKind


@dataclass(frozen=True, slots=True)
class RouteUnit:
    """A unit as a step names it."""

    code: str
    name: str
    level: Level
    kind: UnitKind
    is_in_force: bool


class RouteUnits:
    """The units of one transaction: offices, agencies and units outside."""

    def __init__(self, session: Session, today: date) -> None:
        rows = session.execute(
            select(
                Unit.id,
                Unit.code,
                Unit.name,
                Unit.level,
                Unit.kind,
                Unit.valid_to,
                Unit.successor_id,
            ).order_by(Unit.valid_to.is_not(None), Unit.id)
        ).all()
        units = {
            row.id: RouteUnit(
                code=row.code,
                name=row.name,
                level=row.level,
                kind=row.kind,
                is_in_force=row.valid_to is None or row.valid_to > today,
            )
            for row in rows
        }
        heirs = {row.id: row.successor_id for row in rows}
        self._by_code: dict[str, RouteUnit] = {}
        self._by_name: dict[str, RouteUnit] = {}
        for unit_id, unit in units.items():
            heir = _heir(unit_id, units, heirs)
            self._by_code[unit.code] = heir
            self._by_name.setdefault(same_agency(unit.name), heir)

    @property
    def in_force(self) -> tuple[RouteUnit, ...]:
        """The units that take dossiers today."""
        return tuple(dict.fromkeys(each for each in self._by_code.values() if each.is_in_force))

    def find(self, step: StepDraft) -> RouteUnit | None:
        """Return the unit a step means; one that ended without a successor as it is."""
        by_code = self._by_code.get(step.unit_code) if step.unit_code else None
        return by_code or self._by_name.get(same_agency(step.unit_name))


def with_units(units: RouteUnits, draft: ProcedureDraft) -> ProcedureDraft:
    """Return `draft` with each known unit of its routes under its own code and name."""
    if not any(case.route for case in draft.cases):
        return draft
    return replace(draft, cases=tuple(_named(units, case) for case in draft.cases))


def _named(units: RouteUnits, case: CaseDraft) -> CaseDraft:
    return replace(case, route=tuple(_known(units, step) for step in case.route))


def _known(units: RouteUnits, step: StepDraft) -> StepDraft:
    unit = units.find(step)
    return step if unit is None else replace(step, unit_code=unit.code, unit_name=unit.name)


def _heir(
    unit_id: int, units: Mapping[int, RouteUnit], heirs: Mapping[int, int | None]
) -> RouteUnit:
    """Return the end of a chain of successors, or the unit itself where nobody takes over."""
    seen = {unit_id}
    current = unit_id
    while not units[current].is_in_force:
        following = heirs[current]
        if following is None or following in seen:
            return units[unit_id]
        seen.add(following)
        current = following
    return units[current]
