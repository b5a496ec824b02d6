"""Does guarded work as a window does: where the service asks for a password, it gets one."""

from collections.abc import Callable
from typing import TypeVar

from app.services.access.approvals import ApprovalNeededError, Approvals
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from tests.services.store_builders import GOOD_PASSWORD, cheap_passwords

T = TypeVar("T")


def confirmed(
    tx: Transactions, actor: Actor, work: Callable[[int], T], second: str = "phu.trach"
) -> T:
    """Return what `work` gives once approved; it must have asked for an approval.

    The own password confirms where nobody else may, else that of `second`.
    """
    approvals = Approvals(tx, cheap_passwords())
    try:
        work(0)
    except ApprovalNeededError as asked:
        act, subject = asked.act, asked.subject
    else:
        message = "the work asked for no approval"
        raise AssertionError(message)
    if approvals.needs_second(actor, act, subject):
        return work(approvals.by_second(actor, second, GOOD_PASSWORD, act, subject))
    return work(approvals.again(actor, GOOD_PASSWORD, act, subject))
