"""The report of a period: its figures beside two others', overdue dossiers, remarks and tasks."""

from app.models.office import Unit
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID, Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.periods.calendar import FIRST_YEAR, ReportCalendar, ReportPeriod
from app.services.periods.locks import calendar_in, span_in
from app.services.province.standing import unit_lines
from app.services.reporting.compared import Compared
from app.services.reporting.following import following
from app.services.reporting.gathering import has_data, report_figures_in
from app.services.reporting.overdue import overdue_in
from app.services.reporting.records import QuarterReport, ReportFigures, ReportHead
from app.services.reporting.remarks import remarks_in
from app.services.reporting.tasks import tasks_in


class QuarterReports:
    """Puts a period's report together as often as it is asked for; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(self, actor: Actor, key: str) -> QuarterReport:
        """Return the report of a period by its key (2019-Q2).

        Raises InvalidInputError (`period`) for a period that is none.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            calendar = calendar_in(reading.session, actor.office_id)
            return report_in(reading, calendar, calendar.named(key))


def report_in(reading: Reading, calendar: ReportCalendar, period: ReportPeriod) -> QuarterReport:
    """Return the report inside another service's transaction."""
    session, office_id = reading.session, reading.actor.office_id
    before, last_year = calendar.previous(period), calendar.same_last_year(period)
    after = following(calendar, period)
    return QuarterReport(
        head=_head(session.get_one(Unit, office_id)),
        made_at=reading.now,
        made_by="" if reading.actor.officer_id == CONSOLE_ID else reading.actor.name,
        figures=Compared(
            name=name_of(period),
            now=report_figures_in(reading, period),
            previous_name=name_of(before),
            previous=_if_known(reading, before),
            last_year_name=name_of(last_year),
            last_year=_if_known(reading, last_year),
        ),
        following=after,
        overdue=overdue_in(reading, span_in(reading, period)),
        remarks=remarks_in(session, office_id, period.key),
        tasks=tasks_in(session, office_id, after.key),
        set_before=tasks_in(session, office_id, period.key),
        not_sent=tuple(
            line.name
            for line in unit_lines(reading, period)
            if line.figures is None and line.unit_id != office_id
        ),
    )


def name_of(period: ReportPeriod) -> str:
    """Return a period's name within a sentence: "quý II năm 2019"."""
    return period.name[:1].lower() + period.name[1:]


def _if_known(reading: Reading, period: ReportPeriod) -> ReportFigures | None:
    """Return a period's figures; None where the office's books do not reach back to it."""
    if period.first_day.year < FIRST_YEAR:
        return None
    if not has_data(reading.session, reading.actor.office_id, period):
        return None
    return report_figures_in(reading, period)


def _head(unit: Unit) -> ReportHead:
    return ReportHead(
        unit_code=unit.code,
        unit_name=unit.name,
        parent_name=unit.parent_name,
        place=unit.place,
        head_name=unit.head_name,
        level=unit.level,
        is_demo=unit.is_demo,
    )
