"""Counting the registers: each figure and the entries behind it are one selection."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, case, false, func, or_, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError
from app.models.registers import Activity, Finding, Inspection, OneStopUnit, Regulation
from app.services.figures.closed import judged_days
from app.services.figures.entered_late import Stretches, stretches_in
from app.services.ledger.personal import ROWS
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.registers.counted import (
    Asked,
    DaySpan,
    Where,
    at_end,
    happened,
    last_day_over,
)
from app.services.registers.due import column, is_due_until
from app.services.registers.entries import entries_of, select_entries
from app.services.registers.fields import Register
from app.services.registers.figures import (
    EQUIPMENT,
    InspectionLine,
    LateCount,
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
from app.vocabulary.office import Level
from app.vocabulary.reports import ActivityKind

_MONTHS_AHEAD: Final = 3


@dataclass(frozen=True, slots=True)
class _Measure:
    """The entries a figure counts, and what is added up of them (None: they themselves).

    `day` names the day on which what it counts happened; "" for what is true at the end.
    """

    register: Register
    where: Where
    amount: Any = None
    day: str = ""


class RegisterCounts:
    """Counts the registers of the actor's office; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> RegisterFigures:
        """Return the figures of a period. Raises InvalidInputError (`from`, `to`)."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = judged_days(reading, first_day, last_day)
            return figures_in(reading.session, actor.office_id, period)

    def rows_behind(
        self,
        actor: Actor,
        figure: RegisterFigure,
        days: tuple[date, date],
        *,
        level: Level | None = None,
        equipment: str = "",
        only_late: bool = False,
    ) -> tuple[Entry, ...]:
        """Return the entries a figure of `days` counts, of a level and a kind of equipment.

        What is due stands as on the last day. `only_late` leaves those that happened before and
        were entered too late for it. People's numbers in texts are hidden. Raises
        InvalidInputError (`from`, `to`, `equipment`).
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = judged_days(reading, *days)
            measure = _MEASURES[figure]
            register = measure.register
            stretches = stretches_in(reading.session, actor.office_id)
            found = select_entries(
                register,
                *measure.where(Asked(actor.office_id, period, stretches)),
                *_of_units(figure, level, equipment),
                *([_is_late(measure, period)] if only_late else []),
            )
            day = min(local_date(reading.now), period.last_day)
            return entries_of(reading.session, register, found, day, ROWS)


def figures_in(
    session: Session, office_id: int, span: DaySpan, stretches: Stretches | None = None
) -> RegisterFigures:
    """Count `span` within an open transaction; `stretches` are the office's own for None."""
    asked = Asked(office_id, span, stretches or stretches_in(session, office_id))

    def count(figure: RegisterFigure) -> int:
        return _number(session, figure, asked)

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
        equipment=_equipment(session, asked),
        issued=_issued(session, asked),
        ahead=_ahead(session, asked),
        late=tuple(_late_counts(session, asked)),
    )


def _number(
    session: Session, figure: RegisterFigure, asked: Asked, *also: ColumnElement[bool]
) -> int:
    measure = _MEASURES[figure]
    amount = func.count() if measure.amount is None else func.sum(measure.amount)
    counted = select(func.coalesce(amount, 0)).select_from(measure.register.table)
    return int(session.execute(counted.where(*measure.where(asked), *also)).scalar_one())


def _late_counts(session: Session, asked: Asked) -> Iterator[LateCount]:
    """Yield how many of a figure happened before the days asked for, where there are any."""
    over = asked.stretches.over(asked.span.first_day, asked.span.last_day)
    if over[-1].first_day < asked.span.first_day:
        return
    for figure in _SAID_LATE:
        measure = _MEASURES[figure]
        if count := _number(session, figure, asked, _is_late(measure, asked.span)):
            yield LateCount(figure=figure, count=count)


def _is_late(measure: _Measure, span: DaySpan) -> ColumnElement[bool]:
    """Return the condition of what happened before the days; what is true at an end never did."""
    if not measure.day:
        return false()
    happened_on: ColumnElement[Any] = column(measure.register, measure.day)
    return happened_on < span.first_day


def _happened(
    register: Register,
    day: str,
    *also: ColumnElement[bool],
    amount: Any = None,  # noqa: ANN401 - a column of numbers
) -> _Measure:
    return _Measure(register, happened(register, day, *also), amount, day)


def _late(register: Register, done: Any) -> Where:  # noqa: ANN401 - a column of days
    return at_end(
        register,
        lambda span: (
            is_due_until(register, last_day_over(span)),
            or_(done.is_(None), done > span.last_day),
        ),
    )


def _open_findings(span: DaySpan) -> Sequence[ColumnElement[bool]]:
    mended = or_(Finding.mended_on.is_(None), Finding.mended_on > span.last_day)
    return (Finding.found_on <= span.last_day, mended)


def _in_force(span: DaySpan) -> Sequence[ColumnElement[bool]]:
    until = or_(OneStopUnit.valid_to.is_(None), OneStopUnit.valid_to >= span.last_day)
    return (OneStopUnit.valid_from <= span.last_day, until)


def _planned_ahead(span: DaySpan) -> Sequence[ColumnElement[bool]]:
    later = span.last_day.year * 12 + span.last_day.month - 1 + _MONTHS_AHEAD
    return (
        Inspection.planned_month > span.last_day,
        Inspection.planned_month <= date(later // 12, later % 12 + 1, 1),
        or_(Inspection.held_on.is_(None), Inspection.held_on > span.last_day),
    )


_LEGAL: Final = Regulation.is_legal.is_(True)
_HAS_PROCEDURES: Final = Regulation.procedures > 0
_TOLD: Final = Activity.kind == ActivityKind.COMMUNICATION
_TAUGHT: Final = Activity.kind == ActivityKind.TRAINING

_EQUIPPED: Final = _Measure(ONE_STOP_UNITS, at_end(ONE_STOP_UNITS, _in_force))
_MEASURES: Final[Mapping[RegisterFigure, _Measure]] = {
    RegisterFigure.INSPECTIONS_PLANNED: _happened(INSPECTIONS, "planned_month"),
    RegisterFigure.INSPECTIONS_DONE: _happened(INSPECTIONS, "held_on"),
    RegisterFigure.INSPECTIONS_LATE: _Measure(INSPECTIONS, _late(INSPECTIONS, Inspection.held_on)),
    RegisterFigure.FINDINGS_MADE: _happened(FINDINGS, "found_on"),
    RegisterFigure.FINDINGS_MENDED: _happened(FINDINGS, "mended_on"),
    RegisterFigure.FINDINGS_OPEN: _Measure(FINDINGS, at_end(FINDINGS, _open_findings)),
    RegisterFigure.FINDINGS_LATE: _Measure(FINDINGS, _late(FINDINGS, Finding.mended_on)),
    RegisterFigure.REGULATIONS: _happened(REGULATIONS, "issued_on"),
    RegisterFigure.LEGAL_REGULATIONS: _happened(REGULATIONS, "issued_on", _LEGAL),
    RegisterFigure.WITH_PROCEDURES: _happened(REGULATIONS, "issued_on", _HAS_PROCEDURES),
    RegisterFigure.LEGAL_WITH_PROCEDURES: _happened(
        REGULATIONS, "issued_on", _LEGAL, _HAS_PROCEDURES
    ),
    RegisterFigure.PROCEDURES: _happened(
        REGULATIONS, "issued_on", _HAS_PROCEDURES, amount=Regulation.procedures
    ),
    RegisterFigure.COMMUNICATION: _happened(ACTIVITIES, "held_on", _TOLD),
    RegisterFigure.COMMUNICATION_PARTICIPANTS: _happened(
        ACTIVITIES, "held_on", _TOLD, amount=Activity.participants
    ),
    RegisterFigure.TRAINING: _happened(ACTIVITIES, "held_on", _TAUGHT),
    RegisterFigure.TRAINING_PARTICIPANTS: _happened(
        ACTIVITIES, "held_on", _TAUGHT, amount=Activity.participants
    ),
    RegisterFigure.UNITS: _EQUIPPED,
    RegisterFigure.UNITS_WITH: _EQUIPPED,
    RegisterFigure.UNITS_WITHOUT: _EQUIPPED,
}
_PLANNED_AHEAD: Final = at_end(INSPECTIONS, _planned_ahead)
_SAID_LATE: Final = (
    RegisterFigure.INSPECTIONS_PLANNED,
    RegisterFigure.INSPECTIONS_DONE,
    RegisterFigure.FINDINGS_MADE,
    RegisterFigure.FINDINGS_MENDED,
    RegisterFigure.REGULATIONS,
    RegisterFigure.COMMUNICATION,
    RegisterFigure.TRAINING,
)
"""The figures whose late entries are told; the others are parts or sums of them."""


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


def _equipment(session: Session, asked: Asked) -> tuple[LevelEquipment, ...]:
    having = [
        func.sum(case((getattr(OneStopUnit, name) > 0, 1), else_=0)).label(name)
        for name in EQUIPMENT
    ]
    rows = session.execute(
        select(OneStopUnit.level, func.count().label("units"), *having)
        .where(*_EQUIPPED.where(asked))
        .group_by(OneStopUnit.level)
    ).all()
    order = ONE_STOP_UNITS.field("level").choices
    return tuple(
        LevelEquipment(**row._asdict())
        for row in sorted(rows, key=lambda row: order.index(row.level))
    )


def _issued(session: Session, asked: Asked) -> tuple[RegulationLine, ...]:
    rows = session.execute(
        select(
            Regulation.document_no,
            Regulation.issued_on,
            Regulation.issuer,
            Regulation.subject,
            Regulation.is_legal,
            Regulation.procedures,
        )
        .where(*_MEASURES[RegisterFigure.REGULATIONS].where(asked))
        .order_by(Regulation.issued_on, Regulation.number)
    )
    return tuple(RegulationLine(**row) for row in rows.mappings())


def _ahead(session: Session, asked: Asked) -> tuple[InspectionLine, ...]:
    rows = session.execute(
        select(
            Inspection.subject,
            Inspection.inspected,
            Inspection.planned_month,
            Inspection.decision_no,
            Inspection.held_on,
        )
        .where(*_PLANNED_AHEAD(asked))
        .order_by(Inspection.planned_month, Inspection.number)
    )
    return tuple(InspectionLine(**row) for row in rows.mappings())
