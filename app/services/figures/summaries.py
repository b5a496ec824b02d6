"""The daily summary: one record over any period, true as of its end, for ever the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BindParameter, ColumnElement, Integer, bindparam, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.clock import OFFICE_ZONE
from app.errors import RuleBrokenError
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.people import Officer
from app.services.counts import Figures, GroupFigures
from app.services.figures.measures import MEASURED, WAS_ACCEPTED, bounds_of
from app.services.figures.period import Period, closing_mark, judged_days
from app.services.figures.records import DailySummary, HourCount, RegisterRow
from app.services.figures.register import (
    due_on_last_day,
    overdue_at_end,
    received_in,
    rows_of_figure,
)
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.vocabulary.dossiers import DossierStatus
from app.vocabulary.reports import GroupBy
from app.wording import captions, states
from app.wording.labels import label

# From counted rows to figures: sums by group, and the check that they add up.


@dataclass(frozen=True, slots=True)
class CountedSum:
    """One sum: a figure of the dossiers that share a version, an agency and an officer."""

    version_id: int
    agency_id: int | None
    officer_id: int
    figure: str
    amount: int


@dataclass(frozen=True, slots=True)
class GroupName:
    """A group's stable key and its name for people."""

    key: str
    name: str


def figures_of(counted: Iterable[CountedSum]) -> Figures:
    """Return the figures that rows add up to."""
    sums: Counter[str] = Counter()
    for row in counted:
        sums[row.figure] += row.amount
    return Figures.from_counts(sums)


NameOf = Callable[[CountedSum], GroupName]


def split(counted: Iterable[CountedSum], name_of: NameOf) -> list[GroupFigures]:
    """Return the figures of each group, in the order of the names."""
    groups: dict[GroupName, list[CountedSum]] = {}
    for row in counted:
        groups.setdefault(name_of(row), []).append(row)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0].name, pair[0].key))
    return [GroupFigures(name.key, name.name, figures_of(rows)) for name, rows in ordered]


def require_adding_up(total: Figures, groups: Mapping[GroupBy, tuple[GroupFigures, ...]]) -> None:
    """Raise RuleBrokenError where carried over + received is not ended + open (II.06a)."""
    parts = [(captions.TOTAL_NUMBER, total)]
    parts += [
        (f"{label(by)} {group.name}", group.figures)
        for by, rows in groups.items()
        for group in rows
    ]
    for name, figures in parts:
        if not figures.adds_up:
            raise RuleBrokenError(
                f"Số liệu không khớp ở “{name}”: tồn đầu {figures.carried_over} + tiếp nhận "
                f"{figures.received.total} khác đã giải quyết {figures.ended.total} + đang giải "
                f"quyết {figures.open.total}. Hãy ngừng báo cáo và báo quản trị viên."
            )


class Summaries:
    """Figures of any day or period, with the dossiers behind each; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> DailySummary:
        """Return the summary of [first_day, last_day].

        Raises InvalidInputError for a bad period, RuleBrokenError where a figure does not add up.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return summary_of(reading, judged_days(reading, first_day, last_day))

    def figures(self, actor: Actor, first_day: date, last_day: date) -> Figures:
        """Return the total figures alone."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return figures_in(reading.session, judged_days(reading, first_day, last_day))[0]

    def rows_behind(
        self,
        actor: Actor,
        first_day: date,
        last_day: date,
        figure: str,
        group: tuple[GroupBy, str] | None = None,
    ) -> tuple[RegisterRow, ...]:
        """Return the dossiers that a figure counts (dotted name), in one group or in all."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return rows_of_figure(reading, judged_days(reading, first_day, last_day), figure, group)


def summary_of(reading: Reading, period: Period) -> DailySummary:
    """Return the summary of `period`. Raises RuleBrokenError where a figure does not add up."""
    total, groups = figures_in(reading.session, period)
    unit = reading.session.get_one(Unit, period.office_id)
    return DailySummary(
        unit_code=unit.code,
        unit_name=unit.name,
        parent_name=unit.parent_name,
        place=unit.place,
        is_demo=unit.is_demo,
        first_day=period.first_day,
        last_day=period.last_day,
        as_of=period.as_of,
        made_at=reading.now,
        made_by=reading.actor.name,
        total=total,
        groups=groups,
        hours=_hours(reading.session, period),
        received_rows=received_in(reading, period),
        overdue_rows=overdue_at_end(reading, period),
        due_today_rows=due_on_last_day(reading, period),
        closing=closing_mark(reading.session, period),
    )


def figures_in(
    session: Session, period: Period
) -> tuple[Figures, dict[GroupBy, tuple[GroupFigures, ...]]]:
    """Return the figures of `period` in total and by group. Raises RuleBrokenError."""
    counted = _count(session, period)
    total = figures_of(counted)
    names = _names(session, counted)
    groups = {by: tuple(split(counted, names[by])) for by in GroupBy}
    require_adding_up(total, groups)
    return total, groups


_COUNT = select(
    MEASURED.c.version_id,
    MEASURED.c.agency_id,
    MEASURED.c.officer_id,
    MEASURED.c.figure,
    func.sum(MEASURED.c.amount),
).group_by(MEASURED.c.version_id, MEASURED.c.agency_id, MEASURED.c.officer_id, MEASURED.c.figure)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_AGENCIES = select(Unit.id, Unit.code, Unit.name).where(Unit.id.in_(_IDS))
_VERSIONS = (
    select(ProcedureVersion.id, Procedure.code, ProcedureVersion.name, ProcedureVersion.field)
    .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
    .where(ProcedureVersion.id.in_(_IDS))
    .order_by(ProcedureVersion.id)
)
_OFFICERS = select(Officer.id, Officer.login, Officer.name).where(Officer.id.in_(_IDS))


def _count(session: Session, period: Period) -> list[CountedSum]:
    rows = session.execute(_COUNT, bounds_of(period))
    return [CountedSum(row[0], row[1], row[2], row[3], int(row[4])) for row in rows]


def _names(session: Session, counted: Sequence[CountedSum]) -> dict[GroupBy, NameOf]:
    """Return what names a row's group, for each way to group."""
    agencies = _agency_names(session, counted)
    procedures, fields = _version_names(session, counted)
    officers = _officer_names(session, counted)
    return {
        GroupBy.AGENCY: lambda row: agencies[row.agency_id],
        GroupBy.PROCEDURE: lambda row: procedures[row.version_id],
        GroupBy.FIELD: lambda row: fields[row.version_id],
        GroupBy.OFFICER: lambda row: officers[row.officer_id],
    }


def _agency_names(session: Session, counted: Sequence[CountedSum]) -> dict[int | None, GroupName]:
    ids = {row.agency_id for row in counted if row.agency_id is not None}
    rows = session.execute(_AGENCIES, {"ids": sorted(ids)})
    names: dict[int | None, GroupName] = {row.id: GroupName(row.code, row.name) for row in rows}
    return names | {None: GroupName("", states.NO_AGENCY)}


def _version_names(
    session: Session, counted: Sequence[CountedSum]
) -> tuple[dict[int, GroupName], dict[int, GroupName]]:
    """Return procedures (by the newest of their names) and fields, by version."""
    ids = sorted({row.version_id for row in counted})
    rows = session.execute(_VERSIONS, {"ids": ids}).all()
    newest = {row.code: GroupName(row.code, row.name) for row in rows}
    procedures = {row.id: newest[row.code] for row in rows}
    return procedures, {row.id: GroupName(row.field, row.field) for row in rows}


def _officer_names(session: Session, counted: Sequence[CountedSum]) -> dict[int, GroupName]:
    rows = session.execute(_OFFICERS, {"ids": sorted({row.officer_id for row in counted})})
    return {row.id: GroupName(row.login, row.name) for row in rows}


def _hours(session: Session, period: Period) -> tuple[HourCount, ...]:
    """Return received and returned by hour of the office's day; hours without either left out."""
    received = _by_hour(
        session,
        Dossier.received_at,
        period,
        (Dossier.unit_id == period.office_id) & WAS_ACCEPTED,
    )
    returned = _by_hour(
        session,
        DossierState.from_at,
        period,
        (DossierState.unit_id == period.office_id)
        & (DossierState.status == DossierStatus.RETURNED),
    )
    hours = sorted({*received, *returned})
    return tuple(HourCount(hour, received.get(hour, 0), returned.get(hour, 0)) for hour in hours)


def _by_hour(
    session: Session,
    instant: InstrumentedAttribute[datetime],
    period: Period,
    condition: ColumnElement[bool],
) -> dict[int, int]:
    hour = _local_hour(session, instant).label("hour")
    rows = session.execute(
        select(hour, func.count())
        .where(condition, instant >= period.start, instant < period.end)
        .group_by(hour),
        bounds_of(period),
    )
    return {int(row[0]): row[1] for row in rows}


def _local_hour(session: Session, instant: InstrumentedAttribute[datetime]) -> ColumnElement[int]:
    """Return the hour at the office (UTC+7, no daylight saving) in each database's own words."""
    if session.get_bind().dialect.name == "sqlite":
        return cast(func.strftime("%H", instant, "+7 hours"), Integer)
    return cast(func.extract("hour", func.timezone(OFFICE_ZONE.key, instant)), Integer)
