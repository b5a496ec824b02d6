"""The report of a period: its figures beside two others', overdue dossiers, remarks and tasks."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.dossiers import Dossier
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.periods import DossierLateReason
from app.services.figures.period import Period
from app.services.figures.records import RegisterRow
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID, Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.periods.calendar import (
    FIRST_YEAR,
    ReportCalendar,
    ReportPeriod,
    following,
    name_of,
)
from app.services.periods.counting import rows_behind_in
from app.services.periods.locks import calendar_in, lock_in_force, span_in
from app.services.periods.periods import period_figures_in
from app.services.periods.records import FormPlace
from app.services.periods.sections import sections_in
from app.services.province.unit_status import unit_lines
from app.services.reporting.notes import remarks_in, tasks_in
from app.services.reporting.records import (
    Compared,
    OverdueLine,
    QuarterReport,
    ReportFigures,
    ReportHead,
)
from app.vocabulary.reports import LateReason

# The figures of one period for a report: frozen where it is locked, of now where it is not.


def report_figures_in(reading: Reading, report: ReportPeriod) -> ReportFigures:
    """Return everything a report tells of one period. Raises InvalidInputError, RuleBrokenError."""
    sections = sections_in(reading, report)
    return ReportFigures(
        period=report,
        is_locked=is_locked(reading, report),
        dossiers=period_figures_in(reading, report),
        published=sections.published,
        petitions=sections.petitions,
        registers=sections.registers,
        ratings=sections.ratings,
        evaluation=sections.evaluation,
        quality=sections.quality,
    )


def is_locked(reading: Reading, report: ReportPeriod) -> bool:
    """Say whether a period's figures are frozen."""
    return lock_in_force(reading.session, reading.actor.office_id, report.key) is not None


def has_data(session: Session, office_id: int, report: ReportPeriod) -> bool:
    """Say whether the office kept its books in some part of a period.

    What was before its first entry and its first dossier is not nothing: nobody knows it.
    """
    began = session.execute(
        select(LogEntry.entered_at).where(LogEntry.unit_id == office_id, LogEntry.seq == 1)
    ).scalar()
    received = session.execute(
        select(func.min(Dossier.received_at)).where(Dossier.unit_id == office_id)
    ).scalar()
    known = [local_date(instant) for instant in (began, received) if instant is not None]
    return bool(known) and min(known) <= report.last_day


_FIGURES = ("ended.late", "open.overdue")
_BATCH = 500


def overdue_in(reading: Reading, period: Period) -> tuple[OverdueLine, ...]:
    """Return the dossiers that ended late in `period`, then those open and overdue at its end.

    The reason is the newest that was recorded. In each group the longest overdue come first.
    """
    rows = [
        row for figure in _FIGURES for row in rows_behind_in(reading, period, figure, FormPlace())
    ]
    reasons = _reasons(reading.session, period.office_id, [row.code for row in rows])
    lines = [_line(row, local_date(period.as_of), reasons) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.ended_on is None, -line.days, line.code)))


def _line(row: RegisterRow, as_of: date, reasons: dict[str, tuple[LateReason, str]]) -> OverdueLine:
    if row.due_at is None:
        message = f"{row.code} is overdue and has no date"
        raise ValueError(message)
    due = local_date(row.due_at)
    ended = None if row.ended_at is None else local_date(row.ended_at)
    reason, note = reasons.get(row.code, (None, ""))
    return OverdueLine(
        code=row.code,
        procedure_name=row.procedure_name,
        agency_name=row.agency_name,
        received_on=local_date(row.received_at),
        due_on=due,
        ended_on=ended,
        days=((ended or as_of) - due).days,
        reason=reason,
        note=note,
    )


def _reasons(
    session: Session, office_id: int, codes: list[str]
) -> dict[str, tuple[LateReason, str]]:
    newest = select(func.max(DossierLateReason.id)).group_by(DossierLateReason.dossier_id)
    told: dict[str, tuple[LateReason, str]] = {}
    for first in range(0, len(codes), _BATCH):
        rows = session.execute(
            select(Dossier.code, DossierLateReason.reason, DossierLateReason.note)
            .join(Dossier, Dossier.id == DossierLateReason.dossier_id)
            .where(
                Dossier.unit_id == office_id,
                Dossier.code.in_(codes[first : first + _BATCH]),
                DossierLateReason.id.in_(newest),
            )
        )
        told |= {row.code: (row.reason, row.note) for row in rows}
    return told


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
