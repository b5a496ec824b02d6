"""Counting the registers: each figure and the entries behind it are one selection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError
from app.models.registers import Activity, Finding, Inspection, OneStopUnit, Regulation
from app.services.figures.period import period_of
from app.services.ledger.personal import ROWS
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.registers.due import is_due_until
from app.services.registers.entries import entries_of, known_at, select_entries
from app.services.registers.fields import Register
from app.services.registers.figures import (
    EQUIPMENT,
    InspectionLine,
    LevelEquipment,
    RegisterFigure,
    RegisterFigures,
    RegulationLine,
)
from app.services.registers.records import Entry
from app.services.registers.shelf import (
    ACTIVITIES,
    FINDINGS,
    INSPECTIONS,
    ONE_STOP_UNITS,
    REGULATIONS,
)
from app.vocabulary import ActivityKind, Level

_MONTHS_AHEAD: Final = 3


class DaySpan(Protocol):
    """The whole days of a period."""

    @property
    def first_day(self) -> date:
        """The first day."""
        ...

    @property
    def last_day(self) -> date:
        """The last day, included."""
        ...


Where = Callable[[DaySpan], Sequence[ColumnElement[bool]]]


@dataclass(frozen=True, slots=True)
class _Measure:
    """The entries a figure counts, and what is added up of them (None: they themselves)."""

    register: Register
    where: Where
    amount: Any = None


class RegisterCounts:
    """Counts the registers of the actor's office; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> RegisterFigures:
        """Return the figures of a period. Raises InvalidInputError (`from`, `to`)."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = period_of(actor.office_id, first_day, last_day, reading.now)
            return figures_in(reading.session, actor.office_id, period)

    def rows_behind(
        self,
        actor: Actor,
        figure: RegisterFigure,
        days: tuple[date, date],
        *,
        level: Level | None = None,
        equipment: str = "",
    ) -> tuple[Entry, ...]:
        """Return the entries a figure of `days` counts, of a level and a kind of equipment.

        People's numbers in texts are hidden. Raises InvalidInputError (`from`, `to`, `equipment`).
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = period_of(actor.office_id, *days, reading.now)
            measure = _MEASURES[figure]
            register = measure.register
            found = select_entries(
                register,
                *_kept(register, actor.office_id, None),
                *measure.where(period),
                *_of_units(figure, level, equipment),
            )
            return entries_of(reading.session, register, found, local_date(reading.now), ROWS)


def figures_in(
    session: Session, office_id: int, span: DaySpan, at: datetime | None = None
) -> RegisterFigures:
    """Count `span` within an open transaction, by what the registers said at `at` (None: now)."""

    def count(figure: RegisterFigure) -> int:
        measure = _MEASURES[figure]
        amount = func.count() if measure.amount is None else func.sum(measure.amount)
        counted = select(func.coalesce(amount, 0)).select_from(measure.register.table)
        where = (*_kept(measure.register, office_id, at), *measure.where(span))
        return int(session.execute(counted.where(*where)).scalar_one())

    return RegisterFigures(
        first_day=span.first_day,
        last_day=span.last_day,
        inspections_planned=count(RegisterFigure.INSPECTIONS_PLANNED),
        inspections_done=count(RegisterFigure.INSPECTIONS_DONE),
        inspections_late=count(RegisterFigure.INSPECTIONS_LATE),
        findings_made=count(RegisterFigure.FINDINGS_MADE),
        findings_mended=count(RegisterFigure.FINDINGS_MENDED),
        findings_open=count(RegisterFigure.FINDINGS_OPEN),
        findings_late=count(RegisterFigure.FINDINGS_LATE),
        regulations=count(RegisterFigure.REGULATIONS),
        legal_regulations=count(RegisterFigure.LEGAL_REGULATIONS),
        with_procedures=count(RegisterFigure.WITH_PROCEDURES),
        legal_with_procedures=count(RegisterFigure.LEGAL_WITH_PROCEDURES),
        procedures=count(RegisterFigure.PROCEDURES),
        communication=count(RegisterFigure.COMMUNICATION),
        communication_participants=count(RegisterFigure.COMMUNICATION_PARTICIPANTS),
        training=count(RegisterFigure.TRAINING),
        training_participants=count(RegisterFigure.TRAINING_PARTICIPANTS),
        equipment=_equipment(session, office_id, span, at),
        issued=_issued(session, office_id, span, at),
        ahead=_ahead(session, office_id, span, at),
    )


def _kept(register: Register, office_id: int, at: datetime | None) -> list[ColumnElement[bool]]:
    return [*known_at(register, office_id, at), register.table.is_struck.is_(False)]


def _within(
    column: Any,  # noqa: ANN401 - a column of days
    *also: ColumnElement[bool],
) -> Where:
    return lambda span: (column >= span.first_day, column <= span.last_day, *also)


def _late(register: Register, done: Any) -> Where:  # noqa: ANN401 - a column of days
    return lambda span: (
        is_due_until(register, span.last_day),
        or_(done.is_(None), done > span.last_day),
    )


def _open_findings(span: DaySpan) -> Sequence[ColumnElement[bool]]:
    mended = or_(Finding.mended_on.is_(None), Finding.mended_on > span.last_day)
    return (Finding.found_on <= span.last_day, mended)


def _in_force(span: DaySpan) -> Sequence[ColumnElement[bool]]:
    until = or_(OneStopUnit.valid_to.is_(None), OneStopUnit.valid_to >= span.last_day)
    return (OneStopUnit.valid_from <= span.last_day, until)


_LEGAL: Final = Regulation.is_legal.is_(True)
_HAS_PROCEDURES: Final = Regulation.procedures > 0
_TOLD: Final = Activity.kind == ActivityKind.COMMUNICATION
_TAUGHT: Final = Activity.kind == ActivityKind.TRAINING

_MEASURES: Final[Mapping[RegisterFigure, _Measure]] = {
    RegisterFigure.INSPECTIONS_PLANNED: _Measure(INSPECTIONS, _within(Inspection.planned_month)),
    RegisterFigure.INSPECTIONS_DONE: _Measure(INSPECTIONS, _within(Inspection.held_on)),
    RegisterFigure.INSPECTIONS_LATE: _Measure(INSPECTIONS, _late(INSPECTIONS, Inspection.held_on)),
    RegisterFigure.FINDINGS_MADE: _Measure(FINDINGS, _within(Finding.found_on)),
    RegisterFigure.FINDINGS_MENDED: _Measure(FINDINGS, _within(Finding.mended_on)),
    RegisterFigure.FINDINGS_OPEN: _Measure(FINDINGS, _open_findings),
    RegisterFigure.FINDINGS_LATE: _Measure(FINDINGS, _late(FINDINGS, Finding.mended_on)),
    RegisterFigure.REGULATIONS: _Measure(REGULATIONS, _within(Regulation.issued_on)),
    RegisterFigure.LEGAL_REGULATIONS: _Measure(REGULATIONS, _within(Regulation.issued_on, _LEGAL)),
    RegisterFigure.WITH_PROCEDURES: _Measure(
        REGULATIONS, _within(Regulation.issued_on, _HAS_PROCEDURES)
    ),
    RegisterFigure.LEGAL_WITH_PROCEDURES: _Measure(
        REGULATIONS, _within(Regulation.issued_on, _LEGAL, _HAS_PROCEDURES)
    ),
    RegisterFigure.PROCEDURES: _Measure(
        REGULATIONS, _within(Regulation.issued_on, _HAS_PROCEDURES), Regulation.procedures
    ),
    RegisterFigure.COMMUNICATION: _Measure(ACTIVITIES, _within(Activity.held_on, _TOLD)),
    RegisterFigure.COMMUNICATION_PARTICIPANTS: _Measure(
        ACTIVITIES, _within(Activity.held_on, _TOLD), Activity.participants
    ),
    RegisterFigure.TRAINING: _Measure(ACTIVITIES, _within(Activity.held_on, _TAUGHT)),
    RegisterFigure.TRAINING_PARTICIPANTS: _Measure(
        ACTIVITIES, _within(Activity.held_on, _TAUGHT), Activity.participants
    ),
    RegisterFigure.UNITS: _Measure(ONE_STOP_UNITS, _in_force),
    RegisterFigure.UNITS_WITH: _Measure(ONE_STOP_UNITS, _in_force),
    RegisterFigure.UNITS_WITHOUT: _Measure(ONE_STOP_UNITS, _in_force),
}


def _of_units(
    figure: RegisterFigure, level: Level | None, equipment: str
) -> list[ColumnElement[bool]]:
    """Narrow one-stop units to a level and to those with or without a kind of equipment."""
    if _MEASURES[figure].register is not ONE_STOP_UNITS:
        return []
    where = [] if level is None else [OneStopUnit.level == level]
    if figure is RegisterFigure.UNITS:
        return where
    if equipment not in EQUIPMENT:
        raise InvalidInputError("equipment", f"Không có loại thiết bị “{equipment[:40]}”.")
    count = getattr(OneStopUnit, equipment)
    return [*where, count > 0 if figure is RegisterFigure.UNITS_WITH else count == 0]


def _equipment(
    session: Session, office_id: int, span: DaySpan, at: datetime | None
) -> tuple[LevelEquipment, ...]:
    having = [
        func.sum(case((getattr(OneStopUnit, name) > 0, 1), else_=0)).label(name)
        for name in EQUIPMENT
    ]
    rows = session.execute(
        select(OneStopUnit.level, func.count().label("units"), *having)
        .where(*_kept(ONE_STOP_UNITS, office_id, at), *_in_force(span))
        .group_by(OneStopUnit.level)
    ).all()
    order = ONE_STOP_UNITS.field("level").choices
    return tuple(
        LevelEquipment(
            level=row.level,
            units=row.units,
            cameras=row.cameras,
            queue_machines=row.queue_machines,
            kiosks=row.kiosks,
            scanners=row.scanners,
            touch_screens=row.touch_screens,
        )
        for row in sorted(rows, key=lambda row: order.index(row.level))
    )


def _issued(
    session: Session, office_id: int, span: DaySpan, at: datetime | None
) -> tuple[RegulationLine, ...]:
    rows = session.execute(
        select(
            Regulation.document_no,
            Regulation.issued_on,
            Regulation.issuer,
            Regulation.subject,
            Regulation.is_legal,
            Regulation.procedures,
        )
        .where(
            *_kept(REGULATIONS, office_id, at),
            *_MEASURES[RegisterFigure.REGULATIONS].where(span),
        )
        .order_by(Regulation.issued_on, Regulation.number)
    )
    return tuple(RegulationLine(**row) for row in rows.mappings())


def _ahead(
    session: Session, office_id: int, span: DaySpan, at: datetime | None
) -> tuple[InspectionLine, ...]:
    later = span.last_day.year * 12 + span.last_day.month - 1 + _MONTHS_AHEAD
    rows = session.execute(
        select(
            Inspection.subject,
            Inspection.inspected,
            Inspection.planned_month,
            Inspection.decision_no,
            Inspection.held_on,
        )
        .where(
            *_kept(INSPECTIONS, office_id, at),
            Inspection.planned_month > span.last_day,
            Inspection.planned_month <= date(later // 12, later % 12 + 1, 1),
            or_(Inspection.held_on.is_(None), Inspection.held_on > span.last_day),
        )
        .order_by(Inspection.planned_month, Inspection.number)
    )
    return tuple(InspectionLine(**row) for row in rows.mappings())
