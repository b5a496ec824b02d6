"""The figures of one period for a report: frozen where it is locked, of now where it is not."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.dossiers import Dossier
from app.models.log import LogEntry
from app.services.evaluation.quality import quality_in
from app.services.evaluation.table import evaluation_in
from app.services.figures.closed import judged
from app.services.figures.period import Period, period_of
from app.services.ledger.transactions import Reading
from app.services.periods.calendar import ReportPeriod
from app.services.periods.locks import lock_in_force
from app.services.periods.periods import period_figures_in
from app.services.petitions.figures import petition_figures_in
from app.services.publishing.counts import published_in
from app.services.ratings.figures import figures_in as rating_figures_in
from app.services.registers.counting import figures_in as register_figures_in
from app.services.reporting.records import ReportFigures


def report_figures_in(reading: Reading, report: ReportPeriod) -> ReportFigures:
    """Return everything a report tells of one period. Raises InvalidInputError, RuleBrokenError."""
    session, office_id = reading.session, reading.actor.office_id
    span = span_in(reading, report)
    return ReportFigures(
        period=report,
        is_locked=lock_in_force(session, office_id, report.key) is not None,
        dossiers=period_figures_in(reading, report),
        published=published_in(session, office_id, span.first_day, span.last_day, span.last_day),
        petitions=petition_figures_in(session, span),
        registers=register_figures_in(session, office_id, span),
        ratings=rating_figures_in(session, span),
        evaluation=evaluation_in(session, span),
        quality=quality_in(session, span),
    )


def span_in(reading: Reading, report: ReportPeriod) -> Period:
    """Return the days of a period, judged as its figures are."""
    office_id = reading.actor.office_id
    return judged(
        reading.session, period_of(office_id, report.first_day, report.last_day, reading.now)
    )


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
