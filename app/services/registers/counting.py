"""Counting the registers: each figure and the entries behind it are one selection."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, case, false, func, or_, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError
from app.models.registers import Activity, Inspection, InspectionFinding, OneStopUnit, Regulation
from app.services.figures.entered_late import Stretches, stretches_in
from app.services.figures.period import judged_days
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.ledger.visibility import ROWS
from app.services.registers.counted import (
    CountRequest,
    DaySpan,
    Where,
    at_end,
    happened,
    last_day_over,
)
from app.services.registers.definitions import (
    ACTIVITIES,
    FINDINGS,
    INSPECTIONS,
    ONE_STOP_UNITS,
    REGULATIONS,
    Register,
)
from app.services.registers.entries import column, entries_of, is_due_until, select_entries
from app.services.registers.figures import (
    EQUIPMENT,
    InspectionLine,
    LateCount,
    LevelEquipment,
    RegisterFigure,
    RegisterFigures,
    RegulationLine,
)
from app.services.registers.records import RegisterEntry
from app.vocabulary.office import Level
from app.vocabulary.reports import ActivityKind
from app.wording import captions, measures

_MONTHS_AHEAD: Final = 3


@dataclass(frozen=True, slots=True)
class CountedFigure:
    """A figure: its title, the entries it counts, and the field it adds up ("": it counts them).

    `day` names the day on which what it counts happened; "" for what is true at the end. `late` is
    what a sentence on late entries calls it; "" for the parts and sums of others, not told there.
    """

    title: str
    register: Register
    where: Where
    added: str = ""
    day: str = ""
    late: str = ""


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
    ) -> tuple[RegisterEntry, ...]:
        """Return the entries a figure of `days` counts, of a level and a kind of equipment.

        What is due stands as on the last day. `only_late` leaves those that happened before and
        were entered too late for it. People's numbers in texts are hidden. Raises
        InvalidInputError (`from`, `to`, `equipment`).
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = judged_days(reading, *days)
            measure = REGISTER_FIGURES[figure]
            register = measure.register
            stretches = stretches_in(reading.session, actor.office_id)
            found = select_entries(
                register,
                *measure.where(CountRequest(actor.office_id, period, stretches)),
                *_of_units(figure, level, equipment),
                *([_is_late(measure, period)] if only_late else []),
            )
            day = min(local_date(reading.now), period.last_day)
            return entries_of(reading.session, register, found, day, ROWS)


def figures_in(
    session: Session, office_id: int, span: DaySpan, stretches: Stretches | None = None
) -> RegisterFigures:
    """Count `span` within an open transaction; `stretches` are the office's own for None."""
    asked = CountRequest(office_id, span, stretches or stretches_in(session, office_id))
    return RegisterFigures(
        first_day=span.first_day,
        last_day=span.last_day,
        **{figure.value: _number(session, figure, asked) for figure in _COUNTED},
        equipment=_equipment(session, asked),
        issued=_issued(session, asked),
        ahead=_ahead(session, asked),
        late=tuple(_late_counts(session, asked)),
    )


def _number(
    session: Session, figure: RegisterFigure, asked: CountRequest, *also: ColumnElement[bool]
) -> int:
    measure = REGISTER_FIGURES[figure]
    register, added = measure.register, measure.added
    amount = func.sum(column(register, added)) if added else func.count()
    counted = select(func.coalesce(amount, 0)).select_from(register.table)
    return int(session.execute(counted.where(*measure.where(asked), *also)).scalar_one())


def _late_counts(session: Session, asked: CountRequest) -> Iterator[LateCount]:
    """Yield how many of a figure happened before the days asked for, where there are any."""
    over = asked.stretches.over(asked.span.first_day, asked.span.last_day)
    if over[-1].first_day < asked.span.first_day:
        return
    for figure in LATE_FIGURES:
        measure = REGISTER_FIGURES[figure]
        if count := _number(session, figure, asked, _is_late(measure, asked.span)):
            yield LateCount(figure=figure, count=count)


def _is_late(measure: CountedFigure, span: DaySpan) -> ColumnElement[bool]:
    """Return the condition of what happened before the days; what is true at an end never did."""
    if not measure.day:
        return false()
    happened_on: ColumnElement[Any] = column(measure.register, measure.day)
    return happened_on < span.first_day


def _happened(
    title: str,
    register: Register,
    day: str,
    *also: ColumnElement[bool],
    added: str = "",
    late: str = "",
) -> CountedFigure:
    return CountedFigure(title, register, happened(register, day, *also), added, day, late)


def _late(register: Register, done: Any) -> Where:  # noqa: ANN401 - a column of days
    return at_end(
        register,
        lambda span: (
            is_due_until(register, last_day_over(span)),
            or_(done.is_(None), done > span.last_day),
        ),
    )


def _open_findings(span: DaySpan) -> Sequence[ColumnElement[bool]]:
    mended = or_(InspectionFinding.mended_on.is_(None), InspectionFinding.mended_on > span.last_day)
    return (InspectionFinding.found_on <= span.last_day, mended)


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

_UNITS: Final = CountedFigure(
    captions.ONE_STOP_UNIT, ONE_STOP_UNITS, at_end(ONE_STOP_UNITS, _in_force)
)
REGISTER_FIGURES: Final[Mapping[RegisterFigure, CountedFigure]] = {
    RegisterFigure.INSPECTIONS_PLANNED: _happened(
        "Cuộc kiểm tra theo kế hoạch",
        INSPECTIONS,
        "planned_month",
        late="cuộc kiểm tra theo kế hoạch",
    ),
    RegisterFigure.INSPECTIONS_DONE: _happened(
        "Cuộc kiểm tra đã thực hiện", INSPECTIONS, "held_on", late="cuộc kiểm tra đã thực hiện"
    ),
    RegisterFigure.INSPECTIONS_LATE: CountedFigure(
        "Cuộc kiểm tra chậm kế hoạch", INSPECTIONS, _late(INSPECTIONS, Inspection.held_on)
    ),
    RegisterFigure.FINDINGS_MADE: _happened(
        "Vấn đề phát hiện trong kỳ", FINDINGS, "found_on", late="vấn đề phát hiện"
    ),
    RegisterFigure.FINDINGS_MENDED: _happened(
        "Vấn đề đã khắc phục", FINDINGS, "mended_on", late="vấn đề đã khắc phục"
    ),
    RegisterFigure.FINDINGS_OPEN: CountedFigure(
        "Vấn đề còn lại", FINDINGS, at_end(FINDINGS, _open_findings)
    ),
    RegisterFigure.FINDINGS_LATE: CountedFigure(
        "Vấn đề quá hạn khắc phục", FINDINGS, _late(FINDINGS, InspectionFinding.mended_on)
    ),
    RegisterFigure.REGULATIONS: _happened(
        measures.DOCUMENTS_ISSUED, REGULATIONS, "issued_on", late="văn bản"
    ),
    RegisterFigure.LEGAL_REGULATIONS: _happened(
        captions.LEGAL_DOCUMENTS, REGULATIONS, "issued_on", _LEGAL
    ),
    RegisterFigure.WITH_PROCEDURES: _happened(
        "Văn bản có quy định về TTHC", REGULATIONS, "issued_on", _HAS_PROCEDURES
    ),
    RegisterFigure.LEGAL_WITH_PROCEDURES: _happened(
        "Văn bản quy phạm pháp luật có quy định về TTHC",
        REGULATIONS,
        "issued_on",
        _LEGAL,
        _HAS_PROCEDURES,
    ),
    RegisterFigure.PROCEDURES: _happened(
        "TTHC quy định trong mọi văn bản",
        REGULATIONS,
        "issued_on",
        _HAS_PROCEDURES,
        added="procedures",
    ),
    RegisterFigure.COMMUNICATION: _happened(
        "Hoạt động truyền thông", ACTIVITIES, "held_on", _TOLD, late="hoạt động truyền thông"
    ),
    RegisterFigure.COMMUNICATION_PARTICIPANTS: _happened(
        "Lượt người được truyền thông", ACTIVITIES, "held_on", _TOLD, added="participants"
    ),
    RegisterFigure.TRAINING: _happened(
        "Lớp tập huấn", ACTIVITIES, "held_on", _TAUGHT, late="lớp tập huấn"
    ),
    RegisterFigure.TRAINING_PARTICIPANTS: _happened(
        "Lượt người được tập huấn", ACTIVITIES, "held_on", _TAUGHT, added="participants"
    ),
    RegisterFigure.UNITS: _UNITS,
    RegisterFigure.UNITS_WITH: _UNITS,
    RegisterFigure.UNITS_WITHOUT: _UNITS,
}
"""Every figure of the registers, in the order in which late entries are told."""
_COUNTED: Final = tuple(
    figure for figure, one in REGISTER_FIGURES.items() if one.register is not ONE_STOP_UNITS
)
LATE_FIGURES: Final = tuple(figure for figure, one in REGISTER_FIGURES.items() if one.late)
"""The figures whose late entries are told; the others are parts or sums of them."""
_PLANNED_AHEAD: Final = at_end(INSPECTIONS, _planned_ahead)


def _of_units(
    figure: RegisterFigure, level: Level | None, equipment: str
) -> list[ColumnElement[bool]]:
    """Narrow one-stop units to a level and to those with or without a kind of equipment."""
    if REGISTER_FIGURES[figure].register is not ONE_STOP_UNITS:
        return []
    where = [] if level is None else [OneStopUnit.level == level]
    if figure is RegisterFigure.UNITS:
        return where
    if equipment not in EQUIPMENT:
        raise InvalidInputError("equipment", f"Không có loại thiết bị “{equipment[:40]}”.")
    count = getattr(OneStopUnit, equipment)
    return [*where, count > 0 if figure is RegisterFigure.UNITS_WITH else count == 0]


def _equipment(session: Session, asked: CountRequest) -> tuple[LevelEquipment, ...]:
    having = [
        func.sum(case((getattr(OneStopUnit, name) > 0, 1), else_=0)).label(name)
        for name in EQUIPMENT
    ]
    rows = session.execute(
        select(OneStopUnit.level, func.count().label("units"), *having)
        .where(*_UNITS.where(asked))
        .group_by(OneStopUnit.level)
    ).all()
    order = ONE_STOP_UNITS.field("level").choices
    return tuple(
        LevelEquipment(**row._asdict())
        for row in sorted(rows, key=lambda row: order.index(row.level))
    )


def _issued(session: Session, asked: CountRequest) -> tuple[RegulationLine, ...]:
    rows = session.execute(
        select(
            Regulation.document_no,
            Regulation.issued_on,
            Regulation.issuer,
            Regulation.subject,
            Regulation.is_legal,
            Regulation.procedures,
        )
        .where(*REGISTER_FIGURES[RegisterFigure.REGULATIONS].where(asked))
        .order_by(Regulation.issued_on, Regulation.number)
    )
    return tuple(RegulationLine(**row) for row in rows.mappings())


def _ahead(session: Session, asked: CountRequest) -> tuple[InspectionLine, ...]:
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
