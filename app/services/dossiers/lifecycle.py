"""The one table of allowed changes: every page, list, verb and service is drawn from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.errors import RuleBrokenError
from app.services.ledger.rights import Right
from app.vocabulary import Action, DossierStatus, TimeUnit
from app.wording import label

_S = DossierStatus


class Custody(StrEnum):
    """Where an act wants the paper to be."""

    ANYWHERE = "anywhere"
    AT_REST = "at_rest"
    ON_THE_WAY = "on_the_way"


@dataclass(frozen=True, slots=True)
class Change:
    """One allowed act: from which statuses, with the paper where, by which right, to what.

    `to` is empty where the act leaves the status as it is.
    """

    right: Right
    before: frozenset[DossierStatus]
    to: DossierStatus | None
    custody: Custody = Custody.AT_REST
    needs_note: bool = False


_UNPAUSED = frozenset({_S.RECEIVED, _S.PROCESSING})
_PAUSED = frozenset({_S.AWAITING_SUPPLEMENT, _S.AWAITING_PAYMENT})
_OPEN = _UNPAUSED | _PAUSED

CHANGES: Mapping[Action, Change] = {
    Action.CORRECT: Change(Right.CORRECT, _UNPAUSED, None, needs_note=True),
    Action.HANDOFF: Change(Right.HAND_OFF, _UNPAUSED, None),
    Action.ACCEPT: Change(Right.ACCEPT, _UNPAUSED, _S.PROCESSING, Custody.ON_THE_WAY),
    Action.DECLINE: Change(Right.ACCEPT, _UNPAUSED, None, Custody.ON_THE_WAY, needs_note=True),
    Action.RECALL: Change(Right.HAND_OFF, _UNPAUSED, None, Custody.ON_THE_WAY),
    Action.ASK_SUPPLEMENT: Change(Right.DECIDE, _UNPAUSED, _S.AWAITING_SUPPLEMENT, needs_note=True),
    Action.SUPPLEMENT_IN: Change(Right.DECIDE, frozenset({_S.AWAITING_SUPPLEMENT}), _S.PROCESSING),
    Action.ASK_PAYMENT: Change(Right.DECIDE, _UNPAUSED, _S.AWAITING_PAYMENT, needs_note=True),
    Action.PAYMENT_IN: Change(Right.DECIDE, frozenset({_S.AWAITING_PAYMENT}), _S.PROCESSING),
    Action.EXTEND: Change(Right.DECIDE, _UNPAUSED, None, Custody.ANYWHERE, needs_note=True),
    Action.RESOLVE: Change(Right.DECIDE, _UNPAUSED, _S.RESOLVED),
    Action.RETURN: Change(Right.RETURN, frozenset({_S.RESOLVED}), _S.RETURNED),
    Action.WITHDRAW: Change(Right.DECIDE, _OPEN, _S.WITHDRAWN, needs_note=True),
    Action.STOP: Change(Right.DECIDE, _OPEN, _S.STOPPED, needs_note=True),
}
"""Every act on a registered dossier (DESIGN §4); what is not listed is refused."""

OPEN_STATUSES = _OPEN
PAUSED_STATUSES = _PAUSED

NATIONAL_STATUS: Mapping[DossierStatus, int] = {
    _S.RECEIVED: 2,
    _S.NOT_ACCEPTED: 3,
    _S.PROCESSING: 4,
    _S.AWAITING_SUPPLEMENT: 5,
    _S.AWAITING_PAYMENT: 6,
    _S.WITHDRAWN: 7,
    _S.STOPPED: 8,
    _S.RESOLVED: 9,
    _S.RETURNED: 10,
}
"""Codes of the national portal (domain: trạng thái hồ sơ 1-10)."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the table needs to know of a dossier to judge an act."""

    status: DossierStatus
    is_on_the_way: bool
    time_unit: TimeUnit
    has_agency: bool


def refusal(action: Action, now: Situation) -> str:
    """Return why `action` is not allowed in this situation, or "" when it is."""
    change = CHANGES.get(action)
    if change is None or now.status not in change.before:
        return f"Hồ sơ đang ở trạng thái “{label(now.status)}” nên không thể “{label(action)}”."
    if change.custody is Custody.AT_REST and now.is_on_the_way:
        return (
            f"Hồ sơ đang trên đường bàn giao nên chưa thể “{label(action)}”. "
            "Hãy nhận, không nhận hoặc thu hồi trước."
        )
    if change.custody is Custody.ON_THE_WAY and not now.is_on_the_way:
        return f"Hồ sơ không nằm trên phiếu bàn giao nào đang đi nên không thể “{label(action)}”."
    if action is Action.RESOLVE and not _may_end_at_the_desk(now):
        return (
            "Hồ sơ chưa được cơ quan giải quyết nhận nên chưa thể nhập kết quả. "
            "Hãy bàn giao và ghi nhận việc nhận hồ sơ trước."
        )
    return ""


def require(action: Action, now: Situation, note: str = "") -> Change:
    """Return the change `action` makes. Raises RuleBrokenError saying what is true now."""
    reason = refusal(action, now)
    if reason:
        raise RuleBrokenError(reason)
    change = CHANGES[action]
    if change.needs_note and not note.strip():
        raise RuleBrokenError(f"“{label(action)}” cần ghi lý do. Hãy nhập lý do rồi làm lại.")
    return change


def allowed(now: Situation) -> tuple[Action, ...]:
    """Return the acts allowed in this situation, in the table's order."""
    return tuple(action for action in CHANGES if not refusal(action, now))


def _may_end_at_the_desk(now: Situation) -> bool:
    """Same-day work, and work no agency shares, may go from received to resolved (DESIGN §4)."""
    if now.status is DossierStatus.PROCESSING:
        return True
    return now.time_unit is TimeUnit.SAME_DAY or not now.has_agency
