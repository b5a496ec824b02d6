"""The units a route may lead through, by code or name; an ended one leads to its successor."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.office import Unit
from app.services.catalogue.agency_names import AgencyBook, same_agency
from app.services.catalogue.records import (
    CaseDraft,
    ImportedProcedure,
    Notice,
    ProcedureDraft,
    StepDraft,
)
from app.services.deadlines.calendar import WorkingHours
from app.services.deadlines.limits import TimeLimit, amount_text, limit_text
from app.services.ledger.transactions import Reading
from app.services.office.calendar import load_hours
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level, UnitKind
from app.wording.labels import label


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


# How the steps of a route add up beside the legal time of its case; pure.

_MINUTES_AN_HOUR: Final = 60
_WORKING: Final = frozenset({TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR})
_CANNOT: Final = "không so được"


@dataclass(frozen=True, slots=True)
class RouteSum:
    """The time of all steps and of the case, as one reads them; `agrees` None: not comparable."""

    total_text: str
    legal_text: str
    agrees: bool | None


def day_minutes(hours: WorkingHours) -> int:
    """Return the working time of a usual day, in minutes."""
    return sum(_minute(span.end) - _minute(span.start) for span in hours.usual_spans)


def route_sum(case: CaseDraft, day: int) -> RouteSum:
    """Return how the route of `case` adds up; `day` is the working time of a usual day in minutes.

    Steps follow one another; of those that run beside one another the longest counts. Working days
    and hours are compared through the working day, other units only with their own kind. A case of
    the same day agrees with whatever fits into one working day. Raises InvalidInputError where the
    time of the case breaks a rule.
    """
    legal = limit_text(TimeLimit(case.value, case.unit))
    units = {step.unit for step in case.route}
    if not units:
        return RouteSum("", legal, None)
    if units <= _WORKING:
        total = _total(case.route, lambda step: _working(step.value, step.unit, day))
        return RouteSum(_working_text(total, units, day), legal, _agrees(case, total, day))
    if len(units) > 1:
        return RouteSum(f"{_CANNOT}: các bước dùng đơn vị khác nhau", legal, None)
    (unit,) = units
    total = _total(case.route, lambda step: step.value)
    agrees = total == case.value if case.unit is unit else None
    return RouteSum(f"{amount_text(total)} {label(unit)}", legal, agrees)


def disagreement(case: CaseDraft, day: int) -> str:
    """Return a sentence where the route of `case` disagrees with its time, else ""."""
    summed = route_sum(case, day)
    if summed.agrees is not False:
        return ""
    return f"Các bước cộng lại {summed.total_text}, thời hạn là {summed.legal_text}"


def _total(route: Sequence[StepDraft], size: Callable[[StepDraft], Decimal]) -> Decimal:
    groups: list[Decimal] = []
    for step in route:
        if step.is_parallel and groups:
            groups[-1] = max(groups[-1], size(step))
        else:
            groups.append(size(step))
    return sum(groups, Decimal(0))


def _working(value: Decimal, unit: TimeUnit, day: int) -> Decimal:
    return value * (day if unit is TimeUnit.WORKING_DAY else _MINUTES_AN_HOUR)


def _working_text(total: Decimal, units: set[TimeUnit], day: int) -> str:
    days, hours = total / day, total / _MINUTES_AN_HOUR
    in_days = f"{_rounded(days)} {label(TimeUnit.WORKING_DAY)}"
    in_hours = f"{_rounded(hours)} {label(TimeUnit.WORKING_HOUR)}"
    if units == {TimeUnit.WORKING_DAY}:
        return in_days
    return in_hours if units == {TimeUnit.WORKING_HOUR} else f"{in_days} ({in_hours})"


def _rounded(amount: Decimal) -> str:
    return amount_text(round(amount, 1))


def _agrees(case: CaseDraft, total: Decimal, day: int) -> bool | None:
    if case.unit is TimeUnit.SAME_DAY:
        return total <= day
    if case.unit not in _WORKING:
        return None
    return total == _working(case.value, case.unit, day)


def _minute(at: time) -> int:
    return at.hour * _MINUTES_AN_HOUR + at.minute


class RouteImport:
    """The units and the working day of one transaction."""

    def __init__(self, reading: Reading) -> None:
        self._units = RouteUnits(reading.session, local_date(reading.now))
        self._day = day_minutes(load_hours(reading.session, reading.actor.office_id))

    def add_missing(self, book: AgencyBook, draft: ProcedureDraft) -> None:
        """Add the units of the steps that the store does not know."""
        for step in (step for case in draft.cases for step in case.route):
            if self._units.find(step) is None:
                book.find_or_add(step.unit_name, step.unit_code, draft.level)

    def completed(self, draft: ProcedureDraft) -> ProcedureDraft:
        """Return `draft` with its units as the store knows them, and a note where a sum differs."""
        told = replace(draft, cases=tuple(self._told(case) for case in draft.cases))
        return with_units(self._units, told)

    def missing(self, draft: ProcedureDraft) -> tuple[str, ...]:
        """Return the names of the units that the store does not know."""
        steps = (step for case in draft.cases for step in case.route)
        return tuple(step.unit_name for step in steps if self._units.find(step) is None)

    def notices(self, entry: ImportedProcedure) -> list[Notice]:
        """Return what is to be looked at in the routes of an entry."""
        cases = (case for case in entry.draft.cases if case.route)
        return [
            Notice(entry.row, entry.draft.code, "route", words)
            for words in map(self._words, cases)
            if words
        ]

    def _words(self, case: CaseDraft) -> str:
        summed = route_sum(case, self._day)
        if summed.agrees:
            return ""
        if summed.agrees is None:
            words = f"Các bước ({summed.total_text}) không so được với {summed.legal_text}"
        else:
            words = disagreement(case, self._day)
        return f"Trường hợp “{case.name}”: {words}; vẫn nhập, hãy xem lại."

    def _told(self, case: CaseDraft) -> CaseDraft:
        words = disagreement(case, self._day)
        if not words or case.route_note:
            return case
        return replace(case, route_note=f"Theo tệp danh mục. {words}.")
