"""A period's dossiers counted as reports do: form II.06a by level and field, by agency, in sum."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import InvalidInputError
from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.periods import DossierLateReason
from app.services.figures.counted_states import REPORTED, WITH_LATE_ENTRY, reported_states
from app.services.figures.measures import AtEnd, bounds_of
from app.services.figures.period import Period
from app.services.figures.records import RegisterRow
from app.services.figures.register import register_of, register_row
from app.services.ledger.transactions import Reading
from app.services.periods.calendar import ReportPeriod
from app.services.periods.records import (
    AgencyRow,
    DossierCounts,
    FieldRow,
    FormPlace,
    PeriodFigures,
    ReasonRow,
)
from app.vocabulary.office import Level
from app.vocabulary.reports import LateReason

LEVELS: Final = (Level.MINISTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""In the form's order."""
_COUNT: Final = select(
    REPORTED.c.version_id,
    REPORTED.c.agency_id,
    REPORTED.c.figure,
    func.sum(REPORTED.c.amount).label("amount"),
).group_by(REPORTED.c.version_id, REPORTED.c.agency_id, REPORTED.c.figure)

_ENDED_LATE: Final = "ended.late"
_OVERDUE: Final = "open.overdue"
_newest: Final = (
    select(func.max(DossierLateReason.id).label("id"))
    .group_by(DossierLateReason.dossier_id)
    .subquery("newest_reasons")
)
_reason: Final = (
    select(DossierLateReason.dossier_id, DossierLateReason.reason)
    .join(_newest, _newest.c.id == DossierLateReason.id)
    .subquery("reasons")
)
_REASONS: Final = (
    select(_reason.c.reason, REPORTED.c.figure, func.sum(REPORTED.c.amount).label("amount"))
    .select_from(REPORTED)
    .outerjoin(_reason, _reason.c.dossier_id == REPORTED.c.dossier_id)
    .where(REPORTED.c.figure.in_((_ENDED_LATE, _OVERDUE)))
    .group_by(_reason.c.reason, REPORTED.c.figure)
)


@dataclass(frozen=True, slots=True)
class _Sum:
    """How many dossiers of a version and an agency a figure has."""

    version_id: int
    agency_id: int | None
    figure: str
    amount: int


def figures_in(session: Session, report: ReportPeriod, period: Period) -> PeriodFigures:
    """Count a period's dossiers; `period` bounds its days. What does not add up is not refused."""
    rows = session.execute(_COUNT, bounds_of(period))
    sums = [_Sum(row.version_id, row.agency_id, row.figure, int(row.amount)) for row in rows]
    unit = session.get_one(Unit, period.office_id)
    return PeriodFigures(
        period=report,
        unit_code=unit.code,
        unit_name=unit.name,
        as_of=period.as_of,
        total=_counts(sums),
        rows=_by_field(session, sums),
        agencies=_by_agency(session, sums),
        reasons=_by_reason(session, period),
    )


def _by_field(session: Session, sums: Iterable[_Sum]) -> tuple[FieldRow, ...]:
    versions = {one.version_id for one in sums}
    said = session.execute(
        select(ProcedureVersion.id, ProcedureVersion.level, ProcedureVersion.field).where(
            ProcedureVersion.id.in_(versions)
        )
    )
    place = {row.id: (row.level, row.field) for row in said}
    rows = [
        FieldRow(level=level, field=field, counts=counts)
        for (level, field), counts in _split(sums, {one: place[one.version_id] for one in sums})
    ]
    return tuple(sorted(rows, key=lambda row: (LEVELS.index(row.level), row.field)))


def _by_agency(session: Session, sums: Iterable[_Sum]) -> tuple[AgencyRow, ...]:
    ids = {one.agency_id for one in sums if one.agency_id is not None}
    said: Iterable[Row[int, str, str]] = session.execute(
        select(Unit.id, Unit.code, Unit.name).where(Unit.id.in_(ids))
    )
    place: dict[int | None, tuple[str, str]] = {row.id: (row.code, row.name) for row in said}
    place[None] = ("", "")
    rows = [
        AgencyRow(code=code, name=name, counts=counts)
        for (code, name), counts in _split(sums, {one: place[one.agency_id] for one in sums})
    ]
    return tuple(sorted(rows, key=lambda row: (not row.code, row.name, row.code)))


def _by_reason(session: Session, period: Period) -> tuple[ReasonRow, ...]:
    """Return every reason, and last what nobody has given one for."""
    rows = session.execute(_REASONS, bounds_of(period))
    counted = {(row.reason, row.figure): int(row.amount) for row in rows}
    return tuple(
        ReasonRow(
            reason=reason,
            ended_late=counted.get((reason, _ENDED_LATE), 0),
            open_overdue=counted.get((reason, _OVERDUE), 0),
        )
        for reason in (*LateReason, None)
    )


_Place = TypeVar("_Place", bound=Hashable)


def _split(
    sums: Iterable[_Sum], places: Mapping[_Sum, _Place]
) -> list[tuple[_Place, DossierCounts]]:
    parts: dict[_Place, list[_Sum]] = {}
    for one in sums:
        parts.setdefault(places[one], []).append(one)
    return [(key, _counts(part)) for key, part in parts.items()]


def _counts(sums: Iterable[_Sum]) -> DossierCounts:
    of: Counter[str] = Counter()
    for one in sums:
        of[one.figure] += one.amount
    return DossierCounts.from_counts(of)


_LATE_STATE = reported_states()
_OWN: Final = register_of(DossierState).where(Dossier.id.not_in(WITH_LATE_ENTRY))
_LATE: Final = register_of(_LATE_STATE).where(Dossier.id.in_(WITH_LATE_ENTRY))


def rows_behind_in(
    reading: Reading, period: Period, figure: str, place: FormPlace
) -> tuple[RegisterRow, ...]:
    """Return the dossiers a figure counts in `place`, in the order of receipt.

    Raises InvalidInputError (`figure`) for an unknown figure.
    """
    wanted = DossierCounts.codes(figure)
    if not wanted:
        raise InvalidInputError("figure", f"Không có chỉ tiêu “{figure}”.")
    behind = select(REPORTED.c.dossier_id).where(REPORTED.c.figure.in_(wanted))
    rows = [
        register_row(row, period)
        for register, state in ((_OWN, DossierState), (_LATE, _LATE_STATE))
        for row in reading.session.execute(
            register.where(Dossier.id.in_(behind), *_within(place, state)), bounds_of(period)
        )
    ]
    return tuple(sorted(rows, key=lambda row: (row.received_at, row.code)))


def _within(
    place: FormPlace, state: AtEnd
) -> Iterator[ColumnElement[bool] | InstrumentedAttribute[bool]]:
    if place.level is not None:
        yield ProcedureVersion.level == place.level
    if place.field is not None:
        yield ProcedureVersion.field == place.field
    if place.agency == "":
        yield state.agency_id.is_(None)
    elif place.agency is not None:
        yield state.agency_id.in_(select(Unit.id).where(Unit.code == place.agency))
