"""The figures of one period for a report: frozen where it is locked, of now where it is not."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.dossiers import Dossier
from app.models.log import LogEntry
from app.services.ledger.transactions import Reading
from app.services.periods.calendar import ReportPeriod
from app.services.periods.locks import lock_in_force
from app.services.periods.periods import period_figures_in
from app.services.periods.sections import sections_in
from app.services.reporting.records import ReportFigures


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
