"""The daily summary: one record over any period, true as of its end, for ever the same."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.clock import OFFICE_ZONE
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.people import Officer
from app.services.figures.measures import all_measures, at_end, holds_at_end
from app.services.figures.period import Period, period_of
from app.services.figures.records import (
    DailySummary,
    Figures,
    GroupFigures,
    HourCount,
    RegisterRow,
)
from app.services.figures.register import (
    due_on_last_day,
    overdue_at_end,
    received_in,
    rows_of_figure,
)
from app.services.figures.tally import Counted, GroupName, figures_of, require_adding_up, split
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary import DossierStatus, GroupBy


class Summaries:
    """Figures of any day or period, with the dossiers behind each; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> DailySummary:
        """Return the summary of [first_day, last_day].

        Raises InvalidInputError for a bad period, RuleBrokenError where a figure does not add up.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = period_of(actor.office_id, first_day, last_day, reading.now)
            total, groups = _figures(reading.session, period)
            unit = reading.session.get_one(Unit, actor.office_id)
            return DailySummary(
                unit_code=unit.code,
                unit_name=unit.name,
                parent_name=unit.parent_name,
                place=unit.place,
                is_demo=unit.is_demo,
                first_day=first_day,
                last_day=last_day,
                as_of=period.as_of,
                made_at=reading.now,
                made_by=actor.name,
                total=total,
                groups=groups,
                hours=_hours(reading.session, period),
                received_rows=received_in(reading, period),
                overdue_rows=overdue_at_end(reading, period),
                due_today_rows=due_on_last_day(reading, period),
            )

    def figures(self, actor: Actor, first_day: date, last_day: date) -> Figures:
        """Return the total figures alone."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = period_of(actor.office_id, first_day, last_day, reading.now)
            return _figures(reading.session, period)[0]

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
            period = period_of(actor.office_id, first_day, last_day, reading.now)
            return rows_of_figure(reading, period, figure, group)


def _figures(
    session: Session, period: Period
) -> tuple[Figures, dict[GroupBy, tuple[GroupFigures, ...]]]:
    counted = _count(session, period)
    total = figures_of(counted)
    groups = {by: tuple(split(counted, _names(session, counted, by))) for by in GroupBy}
    require_adding_up(total, groups)
    return total, groups


def _count(session: Session, period: Period) -> list[Counted]:
    measured = all_measures(period).subquery("measured")
    state = at_end()
    rows = session.execute(
        select(
            state.version_id,
            state.agency_id,
            state.officer_id,
            measured.c.figure,
            func.sum(measured.c.amount),
        )
        .select_from(measured)
        .join(state, state.dossier_id == measured.c.dossier_id)
        .where(holds_at_end(state, period))
        .group_by(state.version_id, state.agency_id, state.officer_id, measured.c.figure)
    )
    return [Counted(row[0], row[1], row[2], row[3], int(row[4])) for row in rows]


def _names(session: Session, counted: Sequence[Counted], by: GroupBy) -> dict[Counted, GroupName]:
    makers: dict[GroupBy, Callable[[Session, Sequence[Counted]], dict[Counted, GroupName]]] = {
        GroupBy.AGENCY: _agency_names,
        GroupBy.PROCEDURE: _procedure_names,
        GroupBy.FIELD: _field_names,
        GroupBy.OFFICER: _officer_names,
    }
    return makers[by](session, counted)


def _agency_names(session: Session, counted: Sequence[Counted]) -> dict[Counted, GroupName]:
    ids = {row.agency_id for row in counted if row.agency_id is not None}
    rows = session.execute(select(Unit.id, Unit.code, Unit.name).where(Unit.id.in_(ids)))
    names = {row.id: GroupName(row.code, row.name) for row in rows}
    nobody = GroupName("", "Chưa phân cơ quan")
    return {row: names.get(row.agency_id or 0, nobody) for row in counted}


def _procedure_names(session: Session, counted: Sequence[Counted]) -> dict[Counted, GroupName]:
    names = {
        row.id: GroupName(row.code, row.name)
        for row in session.execute(
            select(ProcedureVersion.id, Procedure.code, ProcedureVersion.name)
            .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
            .where(ProcedureVersion.id.in_({row.version_id for row in counted}))
            .order_by(ProcedureVersion.id)
        )
    }
    newest = {name.key: name for name in names.values()}
    return {row: newest[names[row.version_id].key] for row in counted}


def _field_names(session: Session, counted: Sequence[Counted]) -> dict[Counted, GroupName]:
    names = {
        row.id: GroupName(row.field, row.field)
        for row in session.execute(
            select(ProcedureVersion.id, ProcedureVersion.field).where(
                ProcedureVersion.id.in_({row.version_id for row in counted})
            )
        )
    }
    return {row: names[row.version_id] for row in counted}


def _officer_names(session: Session, counted: Sequence[Counted]) -> dict[Counted, GroupName]:
    rows = session.execute(
        select(Officer.id, Officer.login, Officer.name).where(
            Officer.id.in_({row.officer_id for row in counted})
        )
    )
    names = {row.id: GroupName(row.login, row.name) for row in rows}
    return {row: names[row.officer_id] for row in counted}


def _hours(session: Session, period: Period) -> tuple[HourCount, ...]:
    """Return received and returned by hour of the office's day; hours without either left out."""
    received = _by_hour(
        session,
        Dossier.received_at,
        period,
        Dossier.unit_id == period.office_id,
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
        .group_by(hour)
    )
    return {int(row[0]): row[1] for row in rows}


def _local_hour(session: Session, instant: InstrumentedAttribute[datetime]) -> ColumnElement[int]:
    """Return the hour at the office (UTC+7, no daylight saving) in each database's own words."""
    if session.get_bind().dialect.name == "sqlite":
        return cast(func.strftime("%H", instant, "+7 hours"), Integer)
    return cast(func.extract("hour", func.timezone(OFFICE_ZONE.key, instant)), Integer)
