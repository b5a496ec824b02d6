"""What a report tells of a period besides its dossiers: counted now, or as it was frozen."""

from dataclasses import dataclass

from app.services.evaluation.evaluation import evaluation_in
from app.services.evaluation.quality import quality_in
from app.services.evaluation.records import EvaluationTable, ServiceQuality
from app.services.figures.period import judged_days
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.periods.calendar import ReportCalendar, ReportPeriod
from app.services.periods.locks import calendar_in, lock_in_force, read_frozen
from app.services.periods.records import Sections
from app.services.petitions.figures import petition_figures_in
from app.services.publishing.counts import published_in
from app.services.ratings.figures import figures_in as rating_figures_in
from app.services.registers.counting import figures_in as register_figures_in


def sections_in(reading: Reading, report: ReportPeriod) -> Sections:
    """Return a period's sections inside another service's transaction: frozen where it is locked.

    What is entered late counts in the next one, by `services/figures/entered_late.py`. Raises
    InvalidInputError for a period outside the program's calendar, RuleBrokenError where the
    figures of one do not add up.
    """
    session, office_id = reading.session, reading.actor.office_id
    lock = lock_in_force(session, office_id, report.key)
    frozen = None if lock is None else read_frozen(lock.figures).sections
    if frozen is not None:
        return frozen
    span = judged_days(reading, report.first_day, report.last_day)
    return Sections(
        published=published_in(session, office_id, span.first_day, span.last_day, span.last_day),
        petitions=petition_figures_in(session, span),
        registers=register_figures_in(session, office_id, span),
        ratings=rating_figures_in(session, span),
        evaluation=evaluation_in(session, span),
        quality=quality_in(session, span),
    )


# The evaluation of a report period: counted now, or as it was frozen with a locked period.


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """Both records of a report period; locked ones are those that were frozen with it."""

    period: ReportPeriod
    table: EvaluationTable
    quality: ServiceQuality
    is_locked: bool


class EvaluatedPeriods:
    """Evaluates report periods; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def calendar(self, actor: Actor) -> ReportCalendar:
        """Return the office's report periods."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return calendar_in(reading.session, actor.office_id)

    def of_period(self, actor: Actor, key: str) -> Evaluated:
        """Return the evaluation of a report period, as frozen where it is locked.

        Raises InvalidInputError for no such period or one outside the program's calendar,
        RuleBrokenError where a figure does not add up.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            session, office_id = reading.session, actor.office_id
            report = calendar_in(session, office_id).named(key)
            lock = lock_in_force(session, office_id, report.key)
            frozen = None if lock is None else read_frozen(lock.figures).sections
            if frozen is not None:
                return Evaluated(
                    period=report, table=frozen.evaluation, quality=frozen.quality, is_locked=True
                )
            span = judged_days(reading, report.first_day, report.last_day)
            return Evaluated(
                period=report,
                table=evaluation_in(session, span),
                quality=quality_in(session, span),
                is_locked=False,
            )
