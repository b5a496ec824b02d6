"""The evaluation as screens and commands ask for it; changes nothing."""

from datetime import date

from app.services.evaluation.records import EvaluationTable
from app.services.evaluation.table import evaluation_in
from app.services.figures.closed import judged
from app.services.figures.period import Period, period_of
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions


class Evaluation:
    """Scores a period by TT 01/2018/TT-VPCP and by QĐ 766/QĐ-TTg."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> EvaluationTable:
        """Return the nine indices of [first_day, last_day]. Raises InvalidInputError."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return evaluation_in(reading.session, _period(reading, first_day, last_day))


def _period(reading: Reading, first_day: date, last_day: date) -> Period:
    period = period_of(reading.actor.office_id, first_day, last_day, reading.now)
    return judged(reading.session, period)
