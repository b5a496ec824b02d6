"""Whose work a dossier is, and which act comes next for that person."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from app.services.dossiers.lifecycle import CHANGES, Situation, refusal
from app.services.ledger.rights import CONSOLE_ID, allows
from app.services.ledger.transactions import Reading
from app.services.worklist.facts import Facts
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, WorkKind
from app.vocabulary.people import Role

_BY_DATE = frozenset({WorkKind.LATE, WorkKind.DUE_TODAY, WorkKind.NEAR_DUE})


class Scope(Enum):
    """Whose work a list shows."""

    NOBODY = auto()
    OWN_UNIT = auto()
    DESK = auto()
    OFFICE = auto()


def scope_of(reading: Reading) -> Scope:
    """Return how far a person's list reaches; an administrator as such has no dossiers to work on.

    The console looks without a person and is shown what the supervisor is.
    """
    roles = reading.roles
    if reading.actor.officer_id == CONSOLE_ID or Role.SUPERVISOR in roles:
        return Scope.OFFICE
    if Role.OFFICER in roles:
        return Scope.DESK
    return Scope.OWN_UNIT if Role.AGENCY_OFFICER in roles else Scope.NOBODY


def own_kinds(
    kinds: Sequence[WorkKind], facts: Facts, scope: Scope, unit_id: int
) -> tuple[WorkKind, ...]:
    """Return those of `kinds` that are this person's work."""
    return tuple(kind for kind in kinds if _is_own(kind, facts, scope, unit_id))


def next_action(
    kinds: Sequence[WorkKind], facts: Facts, reading: Reading, time_unit: TimeUnit
) -> Action | None:
    """Return the first act these kinds ask for that the table and the person's right allow now."""
    now = Situation(
        status=facts.status,
        is_on_the_way=facts.is_on_the_way,
        time_unit=time_unit,
        has_agency=facts.agency_id is not None,
        is_at_office=facts.is_at_office,
        is_clock_paused=facts.paused_at is not None,
    )
    is_agency = scope_of(reading) is Scope.OWN_UNIT
    unit_id = reading.actor.unit_id if is_agency else reading.actor.office_id
    wanted = (action for kind in kinds for action in _asked(kind, facts, unit_id))
    return next(
        (action for action in wanted if not refusal(action, now) and _has_right(action, reading)),
        None,
    )


def _is_own(kind: WorkKind, facts: Facts, scope: Scope, unit_id: int) -> bool:
    match scope:
        case Scope.OFFICE:
            return True
        case Scope.DESK:
            return _is_of_desk(kind, facts)
        case Scope.OWN_UNIT:
            return _is_of_unit(kind, facts, unit_id)
        case Scope.NOBODY:
            return False


def _is_of_desk(kind: WorkKind, facts: Facts) -> bool:
    """Leave to the supervisor what is between agencies; the citizen is always the desk's."""
    match kind:
        case WorkKind.STEP_LATE:
            return facts.is_at_office
        case WorkKind.NOT_ACCEPTED_YET:
            return facts.office_id in {facts.from_id, facts.to_id}
        case _:
            return True


def _is_of_unit(kind: WorkKind, facts: Facts, unit_id: int) -> bool:
    match kind:
        case WorkKind.NOT_ACCEPTED_YET:
            return unit_id in {facts.from_id, facts.to_id}
        case WorkKind.STEP_LATE | WorkKind.PAPERS_TO_GIVE_BACK:
            return facts.holder_id == unit_id
        case _ if kind in _BY_DATE:
            return unit_id in {facts.holder_id, facts.to_id}
        case _:
            return False


def _asked(kind: WorkKind, facts: Facts, unit_id: int) -> Iterator[Action]:
    """Yield what `kind` asks of `unit_id`, likeliest first; not all of it need be allowed."""
    if kind in _BY_DATE and not facts.was_extended:
        yield Action.EXTEND
    if facts.is_on_the_way:
        yield from _answers(facts, unit_id)
        return
    match kind:
        case WorkKind.SUPPLEMENT_OVER:
            yield Action.STOP
        case WorkKind.WAITING_COLLECTION:
            yield Action.RETURN
        case WorkKind.PAPERS_TO_GIVE_BACK:
            yield Action.GIVE_BACK
        case _:
            pass
    goes_on = {WorkKind.HANDOVER_DUE, WorkKind.STEP_LATE}
    is_elsewhere = unit_id != facts.office_id or kind in goes_on
    if facts.holder_id != unit_id:
        return
    if is_elsewhere:
        yield Action.HANDOFF
    elif kind in _BY_DATE:
        yield Action.RESOLVE


def _answers(facts: Facts, unit_id: int) -> Iterator[Action]:
    if facts.to_id == unit_id:
        yield Action.ACCEPT
    elif facts.from_id == unit_id:
        yield Action.RECALL


def _has_right(action: Action, reading: Reading) -> bool:
    is_console = reading.actor.officer_id == CONSOLE_ID
    return is_console or allows(CHANGES[action].right, reading.roles)
