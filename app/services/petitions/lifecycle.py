"""The one table of what may be done to a petition: page, list, verb and service are drawn from it.

After NĐ 20/2008 Đ9, Đ14, Đ15 and Đ19 (amended by NĐ 48/2013 and NĐ 92/2017). What is passed on to a
body outside this store is ended here; what one of the store's own units works on is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.errors import RuleBrokenError
from app.vocabulary.petitions import (
    Finding,
    PetitionAct,
    PetitionClass,
    PetitionDuty,
    PetitionOutcome,
    PetitionStatus,
)
from app.wording.labels import label

_S = PetitionStatus
Moves = Mapping[PetitionStatus, frozenset[PetitionStatus]]
"""Each status an act may start from, and the statuses it may lead to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionStep:
    """One allowed act: between which statuses, and whether it cannot do without words."""

    moves: Moves
    needs_note: bool = False

    @property
    def before(self) -> frozenset[PetitionStatus]:
        """The statuses the act may start from."""
        return frozenset(self.moves)

    @property
    def after(self) -> frozenset[PetitionStatus]:
        """The statuses the act may lead to."""
        return frozenset().union(*self.moves.values())


def _lead(statuses: Iterable[PetitionStatus], *to: PetitionStatus) -> Moves:
    return {status: frozenset(to) for status in statuses}


FIRST_STATUS: Final = _S.RECEIVED
_CLASSABLE: Final = frozenset({_S.RECEIVED, _S.TO_FORWARD, _S.IN_STUDY})
_ASKABLE: Final = _CLASSABLE | {_S.FORWARDED}
OPEN_STATUSES: Final = _ASKABLE | {_S.AWAITING_INFORMATION, _S.STUDIED, _S.DECIDED}
"""Not answered, not refused, not passed on, not withdrawn: what figures call open."""

STEPS: Final[Mapping[PetitionAct, PetitionStep]] = {
    PetitionAct.CLASSIFY: PetitionStep(
        moves=_lead(_CLASSABLE, _S.REFUSED, _S.TO_FORWARD, _S.IN_STUDY)
    ),
    PetitionAct.ASK_INFORMATION: PetitionStep(
        moves=_lead(_ASKABLE, _S.AWAITING_INFORMATION), needs_note=True
    ),
    PetitionAct.INFORMATION_IN: PetitionStep(
        moves=_lead((_S.AWAITING_INFORMATION,), *_ASKABLE), needs_note=True
    ),
    PetitionAct.FORWARD: PetitionStep(moves=_lead((_S.TO_FORWARD,), _S.FORWARDED, _S.PASSED_ON)),
    PetitionAct.STUDY: PetitionStep(moves=_lead((_S.IN_STUDY,), _S.STUDIED)),
    PetitionAct.DECIDE: PetitionStep(
        moves=_lead((_S.STUDIED, _S.FORWARDED), _S.DECIDED), needs_note=True
    ),
    PetitionAct.FIND: PetitionStep(
        moves={
            **_lead((_S.FORWARDED, _S.DECIDED), _S.DECIDED),
            **_lead((_S.PASSED_ON,), _S.PASSED_ON),
        },
        needs_note=True,
    ),
    PetitionAct.ANSWER: PetitionStep(moves=_lead((_S.DECIDED,), _S.ANSWERED), needs_note=True),
    PetitionAct.PUBLISH: PetitionStep(moves=_lead((_S.ANSWERED,), _S.PUBLISHED)),
    PetitionAct.WITHDRAW: PetitionStep(moves=_lead(OPEN_STATUSES, _S.WITHDRAWN), needs_note=True),
    PetitionAct.CLOSE: PetitionStep(
        moves=_lead((_S.ANSWERED, _S.PUBLISHED, _S.PASSED_ON), _S.CLOSED)
    ),
}
"""Every act on a petition that is there already; what is not listed is refused."""

CLASS_LEADS_TO: Final[Mapping[PetitionClass, PetitionStatus]] = {
    PetitionClass.NOT_RECEIVED: _S.REFUSED,
    PetitionClass.CONDUCT: _S.TO_FORWARD,
    PetitionClass.OWN_RULE: _S.IN_STUDY,
    PetitionClass.OTHER_RULE: _S.TO_FORWARD,
}

DUTIES: Final[Mapping[PetitionAct, PetitionDuty]] = {
    PetitionAct.ASK_INFORMATION: PetitionDuty.ASK,
    PetitionAct.FORWARD: PetitionDuty.FORWARD,
    PetitionAct.ANSWER: PetitionDuty.ANSWER,
    PetitionAct.PUBLISH: PetitionDuty.PUBLISH,
}
"""By which act a duty is met; that of refusing is met where a petition is classed so."""

_NEXT_DUTY: Final[Mapping[PetitionStatus, PetitionDuty]] = {
    _S.RECEIVED: PetitionDuty.ANSWER,
    _S.TO_FORWARD: PetitionDuty.FORWARD,
    _S.FORWARDED: PetitionDuty.ANSWER,
    _S.IN_STUDY: PetitionDuty.ANSWER,
    _S.STUDIED: PetitionDuty.ANSWER,
    _S.DECIDED: PetitionDuty.ANSWER,
    _S.ANSWERED: PetitionDuty.PUBLISH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionSituation:
    """What the table needs to know of a petition to judge an act.

    `interrupted` is the status that the waiting for information interrupted.
    """

    status: PetitionStatus
    petition_class: PetitionClass | None = None
    has_ground: bool | None = None
    finding: Finding | None = None
    interrupted: PetitionStatus | None = None


def next_duty(status: PetitionStatus) -> PetitionDuty | None:
    """Return what has to be done next by an instant of its own; None where nothing has."""
    return _NEXT_DUTY.get(status)


def duty_of(act: PetitionAct, after: PetitionStatus) -> PetitionDuty | None:
    """Return the duty that an act leading to `after` meets."""
    if act is PetitionAct.CLASSIFY and after is _S.REFUSED:
        return PetitionDuty.REFUSE
    return DUTIES.get(act)


def refusal(act: PetitionAct, now: PetitionSituation) -> str:
    """Return why `act` is not allowed in this situation, or "" when it is."""
    step = STEPS.get(act)
    if step is None or now.status not in step.before:
        return (
            f"Phản ánh, kiến nghị đang ở trạng thái “{label(now.status)}” nên không thể "
            f"“{label(act)}”."
        )
    is_conduct = now.petition_class is PetitionClass.CONDUCT
    if act is PetitionAct.DECIDE and is_conduct:
        return f"Phản ánh về hành vi được “{label(PetitionAct.FIND)}”, không có kết quả xử lý khác."
    if act is PetitionAct.FIND and not is_conduct:
        return "Chỉ phản ánh về hành vi mới có kết luận đúng hay không đúng."
    return ""


def allowed(now: PetitionSituation) -> tuple[PetitionAct, ...]:
    """Return the acts allowed in this situation: what leads on first, in the table's order.

    What holds up stands after it; to class or to find again is a correction and stands last.
    """
    acts = [act for act in STEPS if not refusal(act, now)]
    return tuple(sorted(acts, key=lambda act: _place(act, now.status)))


def _place(act: PetitionAct, status: PetitionStatus) -> int:
    is_classed_again = act is PetitionAct.CLASSIFY and status is not FIRST_STATUS
    is_found_again = act is PetitionAct.FIND and status is _S.DECIDED
    if is_classed_again or is_found_again:
        return 2
    return 1 if act in {PetitionAct.ASK_INFORMATION, PetitionAct.WITHDRAW} else 0


def require(act: PetitionAct, now: PetitionSituation, note: str) -> None:
    """Raise RuleBrokenError saying what is true now, or that words are missing."""
    reason = refusal(act, now)
    if reason:
        raise RuleBrokenError(reason)
    wants_why = act is PetitionAct.CLOSE and now.status is _S.ANSWERED
    if wants_why and not note:
        raise RuleBrokenError(
            "Chưa công khai kết quả. Hãy công khai trước, hoặc ghi vì sao không công khai."
        )
    if STEPS[act].needs_note and not note:
        raise RuleBrokenError(f"“{label(act)}” cần ghi nội dung. Hãy nhập nội dung rồi làm lại.")


def require_move(act: PetitionAct, before: PetitionStatus, after: PetitionStatus) -> None:
    """Raise ValueError for a step the table does not list: that is the program's fault."""
    if after not in STEPS[act].moves.get(before, frozenset()):
        message = f"{act} does not lead from {before} to {after}"
        raise ValueError(message)


def outcomes_for(now: PetitionSituation) -> tuple[PetitionOutcome, ...]:
    """Return the outcomes that go with what the study found."""
    without = {PetitionOutcome.NO_GROUND, PetitionOutcome.EXPLAIN}
    if now.has_ground is None:
        return tuple(PetitionOutcome)
    if not now.has_ground:
        return tuple(one for one in PetitionOutcome if one in without)
    return tuple(one for one in PetitionOutcome if one is not PetitionOutcome.NO_GROUND)
