"""The one table of allowed changes: every page, list, verb and service is drawn from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.errors import RuleBrokenError
from app.services.ledger.rights import Right
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import WAITS, Action, DossierStatus
from app.vocabulary.forms import FormKind
from app.wording.labels import label

_S = DossierStatus
Moves = Mapping[DossierStatus, frozenset[DossierStatus]]
"""Each status an act may start from, and the statuses it may lead to."""


class Custody(StrEnum):
    """Where an act wants the paper to be."""

    ANYWHERE = "anywhere"
    AT_REST = "at_rest"
    ON_THE_WAY = "on_the_way"
    AT_THE_OFFICE = "at_the_office"


class PaperHolder(StrEnum):
    """Who holds the paper after an act."""

    AS_BEFORE = "as_before"
    RECEIVER = "receiver"
    OFFICE = "office"
    CITIZEN = "citizen"


class ClockEffect(StrEnum):
    """What an act does to the dossier's clock."""

    NONE = "none"
    STARTS = "starts"
    PAUSES = "pauses"
    RESUMES = "resumes"
    MOVES = "moves"
    ENDS = "ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One allowed act: by which right, between which statuses, and what it does and asks.

    `form` is the paper it issues; an act with a form needs what that paper must say.
    """

    right: Right
    moves: Moves
    custody: Custody = Custody.AT_REST
    holder: PaperHolder = PaperHolder.AS_BEFORE
    clock: ClockEffect = ClockEffect.NONE
    needs_note: bool = False
    form: FormKind | None = None

    @property
    def before(self) -> frozenset[DossierStatus]:
        """The statuses the act may start from; none for the act that makes a dossier."""
        return frozenset(self.moves)

    @property
    def after(self) -> frozenset[DossierStatus]:
        """The statuses the act may lead to."""
        return frozenset().union(*self.moves.values())


def _stay(statuses: Iterable[DossierStatus]) -> Moves:
    return {status: frozenset({status}) for status in statuses}


def _lead(statuses: Iterable[DossierStatus], *to: DossierStatus) -> Moves:
    return {status: frozenset(to) for status in statuses}


_UNPAUSED = frozenset({_S.RECEIVED, _S.PROCESSING})
_PAUSED = frozenset(WAITS)
_OPEN = _UNPAUSED | _PAUSED
_MAY_RUN = _UNPAUSED | {_S.AWAITING_OPINION, _S.AWAITING_CHECK}
"""Statuses in which the legal time may run: those of waits for others, unless a law stops it."""
_CUT_SHORT = frozenset({_S.WITHDRAWN, _S.STOPPED})
_MOVABLE = _OPEN | _CUT_SHORT  # what was cut short at an agency still has to come back


def _pauses(
    to: DossierStatus, form: FormKind | None = None, *, needs_note: bool = True
) -> Transition:
    return Transition(
        right=Right.DECIDE,
        moves=_lead(_UNPAUSED, to),
        clock=ClockEffect.PAUSES,
        needs_note=needs_note,
        form=form,
    )


def _resumes(waiting: DossierStatus) -> Transition:
    """Go back to what the pause interrupted."""
    return Transition(
        right=Right.DECIDE, moves=_lead((waiting,), *_UNPAUSED), clock=ClockEffect.RESUMES
    )


def _cuts_short(to: DossierStatus, form: FormKind) -> Transition:
    return Transition(
        right=Right.DECIDE,
        moves=_lead(_OPEN, to),
        clock=ClockEffect.ENDS,
        needs_note=True,
        form=form,
    )


CHANGES: Mapping[Action, Transition] = {
    Action.CORRECT: Transition(
        right=Right.CORRECT, moves=_stay(_UNPAUSED), needs_note=True, form=FormKind.RECEIPT
    ),
    Action.HANDOFF: Transition(
        right=Right.HAND_OFF, moves=_stay(_MOVABLE), form=FormKind.HANDOFF_SLIP
    ),
    Action.ACCEPT: Transition(
        right=Right.ACCEPT,
        moves={**_stay(_MOVABLE), _S.RECEIVED: _UNPAUSED},
        custody=Custody.ON_THE_WAY,
        holder=PaperHolder.RECEIVER,
        clock=ClockEffect.STARTS,
    ),
    Action.DECLINE: Transition(
        right=Right.ACCEPT, moves=_stay(_MOVABLE), custody=Custody.ON_THE_WAY, needs_note=True
    ),
    Action.RECALL: Transition(
        right=Right.HAND_OFF, moves=_stay(_MOVABLE), custody=Custody.ON_THE_WAY
    ),
    # What is asked for says why: `said.require_items`.
    Action.ASK_SUPPLEMENT: _pauses(
        _S.AWAITING_SUPPLEMENT, FormKind.SUPPLEMENT_REQUEST, needs_note=False
    ),
    Action.SUPPLEMENT_IN: _resumes(_S.AWAITING_SUPPLEMENT),
    Action.ASK_PAYMENT: _pauses(_S.AWAITING_PAYMENT),
    Action.PAYMENT_IN: _resumes(_S.AWAITING_PAYMENT),
    Action.ASK_OPINION: _pauses(_S.AWAITING_OPINION),
    Action.OPINION_IN: _resumes(_S.AWAITING_OPINION),
    Action.ASK_CHECK: _pauses(_S.AWAITING_CHECK),
    Action.CHECK_IN: _resumes(_S.AWAITING_CHECK),
    Action.END_PHASE: Transition(
        right=Right.DECIDE, moves=_stay(_UNPAUSED), custody=Custody.ANYWHERE
    ),
    Action.EXTEND: Transition(
        right=Right.DECIDE,
        moves=_stay(_MAY_RUN),
        custody=Custody.ANYWHERE,
        clock=ClockEffect.MOVES,
        needs_note=True,
        form=FormKind.APOLOGY,
    ),
    Action.RESCHEDULE: Transition(
        right=Right.DECIDE,
        moves=_stay(_MAY_RUN),
        custody=Custody.ANYWHERE,
        clock=ClockEffect.MOVES,
        needs_note=True,
        form=FormKind.RECEIPT,
    ),
    Action.RESOLVE: Transition(
        right=Right.DECIDE,
        moves=_lead(_UNPAUSED, _S.RESOLVED),
        holder=PaperHolder.OFFICE,
        clock=ClockEffect.ENDS,
    ),
    Action.FINISH: Transition(
        right=Right.RETURN,
        moves=_lead((_S.RECEIVED,), _S.RETURNED),
        custody=Custody.AT_THE_OFFICE,
        clock=ClockEffect.ENDS,
    ),
    Action.RETURN: Transition(
        right=Right.RETURN,
        moves=_lead((_S.RESOLVED,), _S.RETURNED),
        holder=PaperHolder.CITIZEN,
        form=FormKind.RETURN_RECEIPT,
    ),
    Action.WITHDRAW: _cuts_short(_S.WITHDRAWN, FormKind.WITHDRAWAL_NOTE),
    Action.STOP: _cuts_short(_S.STOPPED, FormKind.STOP_NOTICE),
    Action.GIVE_BACK: Transition(
        right=Right.RETURN,
        moves=_stay(_CUT_SHORT),
        custody=Custody.AT_THE_OFFICE,
        holder=PaperHolder.CITIZEN,
        form=FormKind.WITHDRAWAL_NOTE,
    ),
}
"""Every act on a dossier that is there already (DESIGN §4); what is not listed is refused."""

FOUNDING: Mapping[Action, Transition] = {
    Action.REGISTER: Transition(
        right=Right.REGISTER,
        moves={},
        holder=PaperHolder.OFFICE,
        clock=ClockEffect.STARTS,
        form=FormKind.RECEIPT,
    ),
    Action.NOT_ACCEPT: Transition(
        right=Right.REGISTER,
        moves={},
        holder=PaperHolder.CITIZEN,
        needs_note=True,
        form=FormKind.REFUSAL,
    ),
}
"""The two acts that make a dossier: what was not accepted has a code and a notice, no clock."""

FIRST_STATUS: Mapping[Action, DossierStatus] = {
    Action.REGISTER: _S.RECEIVED,
    Action.NOT_ACCEPT: _S.NOT_ACCEPTED,
}

OPEN_STATUSES = _OPEN
RUNNING_STATUSES = _UNPAUSED
PAUSED_STATUSES = _PAUSED
MAY_RUN_STATUSES = _MAY_RUN
CUT_SHORT_STATUSES = _CUT_SHORT

_OF_THE_RECEIPT = frozenset({Action.CORRECT, Action.RESCHEDULE})
"""Acts that issue the citizen's receipt anew."""

NATIONAL_STATUS: Mapping[DossierStatus, int] = {
    _S.RECEIVED: 2,
    _S.NOT_ACCEPTED: 3,
    _S.PROCESSING: 4,
    _S.AWAITING_OPINION: 4,
    _S.AWAITING_CHECK: 4,
    _S.AWAITING_SUPPLEMENT: 5,
    _S.AWAITING_PAYMENT: 6,
    _S.WITHDRAWN: 7,
    _S.STOPPED: 8,
    _S.RESOLVED: 9,
    _S.RETURNED: 10,
}
"""Codes of the national portal (domain: trạng thái hồ sơ 1-10); it has no code of its own for
opinions and field checks, which are parts of 4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the table needs to know of a dossier to judge an act.

    `is_at_office`: the one-stop office holds the paper; `has_papers_back`: they were given back;
    `is_foreign`: another office's store registered it and promised its date; `is_clock_paused`: the
    legal time stands.
    """

    status: DossierStatus
    is_on_the_way: bool
    time_unit: TimeUnit
    has_agency: bool
    is_at_office: bool = True
    has_papers_back: bool = False
    has_next_phase: bool = False
    is_foreign: bool = False
    is_clock_paused: bool = False


def refusal(action: Action, now: Situation) -> str:
    """Return why `action` is not allowed in this situation, or "" when it is."""
    change = CHANGES.get(action)
    if change is None or now.status not in change.before:
        return f"Hồ sơ đang ở trạng thái “{label(now.status)}” nên không thể “{label(action)}”."
    return (
        _refused_by_custody(action, change, now)
        or _refused_by_clock(action, change, now)
        or _refused_by_rule(action, now)
        or _refused_by_origin(action, now)
    )


def _refused_by_origin(action: Action, now: Situation) -> str:
    if not (now.is_foreign and action in _OF_THE_RECEIPT):
        return ""
    return (
        "Hồ sơ do đơn vị khác tiếp nhận và chuyển tới nên giấy tiếp nhận là của nơi đó; không thể "
        f"“{label(action)}” ở đây. Hãy báo nơi gửi."
    )


def _refused_by_custody(action: Action, change: Transition, now: Situation) -> str:
    if change.custody is Custody.ON_THE_WAY:
        if now.is_on_the_way:
            return ""
        return f"Hồ sơ không nằm trên phiếu bàn giao nào đang đi nên không thể “{label(action)}”."
    if change.custody is Custody.ANYWHERE:
        return ""
    if now.is_on_the_way:
        return (
            f"Hồ sơ đang trên đường bàn giao nên chưa thể “{label(action)}”. "
            "Hãy nhận, không nhận hoặc thu hồi trước."
        )
    if change.custody is Custody.AT_THE_OFFICE and not now.is_at_office:
        return (
            f"Giấy tờ chưa ở Bộ phận Một cửa nên chưa thể “{label(action)}”. "
            "Hãy nhận bàn giao giấy tờ về trước."
        )
    return ""


def _refused_by_clock(action: Action, change: Transition, now: Situation) -> str:
    if not (now.is_clock_paused and change.clock is ClockEffect.MOVES):
        return ""
    return (
        f"Hồ sơ đang ở trạng thái “{label(now.status)}” và thời hạn đang dừng nên không thể "
        f"“{label(action)}”. Hãy kết thúc lần chờ này trước."
    )


def _refused_by_rule(action: Action, now: Situation) -> str:
    if now.has_papers_back and now.status in _CUT_SHORT:
        return f"Giấy tờ của hồ sơ đã trả lại cho công dân nên không thể “{label(action)}”."
    if action is Action.HANDOFF and now.status in _CUT_SHORT and now.is_at_office:
        return (
            f"Hồ sơ đang ở trạng thái “{label(now.status)}” và giấy tờ đã ở Bộ phận Một cửa nên "
            "không thể “Bàn giao”. Hãy trả lại giấy tờ cho công dân."
        )
    if action is Action.RESOLVE and not _may_end_at_the_desk(now):
        return (
            "Hồ sơ chưa được cơ quan giải quyết nhận nên chưa thể nhập kết quả. "
            "Hãy bàn giao và ghi nhận việc nhận hồ sơ trước."
        )
    if action is Action.FINISH and now.time_unit is not TimeUnit.SAME_DAY:
        return "Chỉ thủ tục giải quyết trong ngày mới “Giải quyết và trả ngay” được."
    if action is Action.END_PHASE and not now.has_next_phase:
        return "Hồ sơ không còn giai đoạn nào đang chạy để ghi là xong."
    return ""


def require(action: Action, now: Situation, note: str = "") -> Transition:
    """Return the change `action` makes. Raises RuleBrokenError saying what is true now."""
    reason = refusal(action, now)
    if reason:
        raise RuleBrokenError(reason)
    change = CHANGES[action]
    if change.needs_note and not note.strip():
        raise RuleBrokenError(f"“{label(action)}” cần ghi lý do. Hãy nhập lý do rồi làm lại.")
    return change


def require_move(action: Action, before: DossierStatus, after: DossierStatus) -> None:
    """Raise ValueError for a step the table does not list: that is the program's fault."""
    if after not in CHANGES[action].moves.get(before, frozenset()):
        message = f"{action} does not lead from {before} to {after}"
        raise ValueError(message)


def allowed(now: Situation) -> tuple[Action, ...]:
    """Return the acts allowed in this situation, in the table's order."""
    return tuple(action for action in CHANGES if not refusal(action, now))


def _may_end_at_the_desk(now: Situation) -> bool:
    """Same-day work, and work no agency shares, may go from received to resolved (DESIGN §4)."""
    if now.status is DossierStatus.PROCESSING:
        return True
    return now.time_unit is TimeUnit.SAME_DAY or not now.has_agency
