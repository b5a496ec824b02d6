"""The evaluation of a report period: counted now, or as it was frozen with a locked period."""

from dataclasses import dataclass

from app.services.evaluation.quality import quality_in
from app.services.evaluation.records import EvaluationTable, ServiceQuality
from app.services.evaluation.table import evaluation_in
from app.services.figures.closed import judged_days
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.periods.calendar import ReportCalendar, ReportPeriod
from app.services.periods.frozen import read_frozen
from app.services.periods.locks import calendar_in, lock_in_force


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
