"""The evaluation as screens and commands ask for it; changes nothing."""

from datetime import date

from app.services.evaluation.answers import answers_in
from app.services.evaluation.behind import lines_in, quality_lines_in
from app.services.evaluation.population import names_in
from app.services.evaluation.quality import quality_in
from app.services.evaluation.records import (
    EvaluationTable,
    ScoredLine,
    ScoreOf,
    ServiceQuality,
    TimeDispute,
)
from app.services.evaluation.said_times import time_disputes
from app.services.evaluation.table import evaluation_in
from app.services.figures.closed import judged_days
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions


class Evaluation:
    """Scores a period by TT 01/2018/TT-VPCP and by QĐ 766/QĐ-TTg."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> EvaluationTable:
        """Return the nine indices of [first_day, last_day]. Raises InvalidInputError."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return evaluation_in(reading.session, judged_days(reading, first_day, last_day))

    def quality(self, actor: Actor, first_day: date, last_day: date) -> ServiceQuality:
        """Return the QĐ 766/QĐ-TTg set of [first_day, last_day].

        Raises InvalidInputError, RuleBrokenError where the processing table does not add up.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return quality_in(reading.session, judged_days(reading, first_day, last_day))

    def lines(
        self, actor: Actor, first_day: date, last_day: date, of: ScoreOf
    ) -> tuple[ScoredLine, ...]:
        """Return what is behind one index of one row. Raises InvalidInputError, NotFoundError."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = judged_days(reading, first_day, last_day)
            return lines_in(reading.session, period, of.kind, of.key, of.index)

    def time_disputes(
        self, actor: Actor, first_day: date, last_day: date
    ) -> tuple[TimeDispute, ...]:
        """Return the dossiers whose citizens say another time than the system.

        Raises InvalidInputError.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            session, period = reading.session, judged_days(reading, first_day, last_day)
            return time_disputes(answers_in(session, period), names_in(session, actor.office_id))

    def quality_lines(
        self, actor: Actor, first_day: date, last_day: date, figure: str, agency: str = ""
    ) -> tuple[ScoredLine, ...]:
        """Return the dossiers behind a figure or a number of the processing table.

        `agency` is the code of the table's line, "" for all. Raises InvalidInputError.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = judged_days(reading, first_day, last_day)
            return quality_lines_in(reading.session, period, figure, agency)
