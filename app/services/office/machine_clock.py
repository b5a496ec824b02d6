"""Going on although the machine's clock is behind the log: two people accept it, with a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from app.errors import RuleBrokenError
from app.models.people import Officer
from app.services.access.approvals import take_approval
from app.services.ledger.clock_order import (
    CLOCK_ACCEPTED,
    behind_sentence,
    come_to,
    come_to_in,
    is_behind,
)
from app.services.ledger.records import Actor, required_reason
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.vocabulary.people import GuardedAct


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBehind:
    """The machine's clock is behind the office's log.

    `latest_at` is the latest moment of the log, `subject` what an approval of ACCEPT_CLOCK is for,
    `sentence` what people are told.
    """

    now: datetime
    latest_at: datetime
    subject: str
    sentence: str


class MachineClock:
    """Says whether the machine's clock is behind the log, and lets two people accept it."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def standing(self, actor: Actor) -> ClockBehind | None:
        """Return how the clock is behind the office's log; None where it is not."""
        with self._tx.read(actor, Right.OWN_ACCOUNT) as reading:
            return _behind(reading)

    def accept(self, actor: Actor, reason: str, approval_id: int = 0) -> None:
        """Accept the clock as it is: entries are judged against this moment from now on.

        It is no leave for later: a clock that is set back again is refused again. `approval_id` is
        of ACCEPT_CLOCK on `ClockBehind.subject`. Raises InvalidInputError (`reason`),
        RuleBrokenError where the clock is not behind, ApprovalNeededError.
        """
        said = required_reason(reason, "chấp nhận giờ máy")
        with self._tx.write(actor, Right.OWN_ACCOUNT) as work:
            behind = _behind(work)
            if behind is None:
                raise RuleBrokenError("Giờ máy không lùi so với nhật ký nên không cần chấp nhận.")
            second = take_approval(work, approval_id, GuardedAct.ACCEPT_CLOCK, behind.subject)
            work.log(
                CLOCK_ACCEPTED,
                {
                    "before": behind.latest_at.isoformat(),
                    "reason": said,
                    "approved_by": second.approved_by,
                },
            )
            come_to(work.session, actor.office_id, work.now)
            # What was set "later than now" would keep people apart until that day comes.
            work.session.execute(
                update(Officer)
                .where(Officer.office_id == actor.office_id, Officer.password_given_at > work.now)
                .values(password_given_at=work.now)
            )


def _behind(reading: Reading) -> ClockBehind | None:
    latest_at = come_to_in(reading.session, reading.actor.office_id)
    if latest_at is None or not is_behind(reading.now, latest_at):
        return None
    return ClockBehind(
        now=reading.now,
        latest_at=latest_at,
        subject=latest_at.isoformat(),
        sentence=behind_sentence(reading.now, latest_at),
    )
