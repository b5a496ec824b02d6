"""Desks that hand over, accept, refuse and recall the same dossiers, all at the same time.

Each looks at the store now and then and acts by what it saw, which others have changed meanwhile.
"""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from time import monotonic

from app.errors import ConflictError, NotAllowedError, RuleBrokenError, UserError
from app.vocabulary.dossiers import Action
from tests.many_desks.office import Desk, Office, Where, whereabouts

REFUSALS = (ConflictError, RuleBrokenError, NotAllowedError)
_LOOKS_EVERY = 3
_BLIND = 0.1
_MOST_ON_A_SLIP = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What a desk was told: done with, or refused by this error."""

    login: str
    act: Action
    codes: tuple[str, ...]
    slip: str = ""
    refusal: UserError | None = None


@dataclass(slots=True)
class Race:
    """What came of it; `seconds` is how long the desks were at it."""

    told: list[Told] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def done(self) -> list[Told]:
        return [one for one in self.told if one.refusal is None]

    @property
    def refused(self) -> list[Told]:
        return [one for one in self.told if one.refusal is not None]

    @property
    def conflicts(self) -> list[Told]:
        return [one for one in self.told if isinstance(one.refusal, ConflictError)]


def run(office: Office, rounds: int, seed: int) -> Race:
    """Let every desk do so many acts; all begin at once. Raises what no person could cure."""
    start = Barrier(len(office.desks))
    with ThreadPoolExecutor(len(office.desks)) as pool:
        begun = monotonic()
        runners = [
            pool.submit(_work, office, desk, rounds, random.Random(f"{seed}-{number}"), start)  # noqa: S311 - a drawn order
            for number, desk in enumerate(office.desks)
        ]
        told = [one for runner in runners for one in runner.result()]
    return Race(told, monotonic() - begun)


def _work(
    office: Office, desk: Desk, rounds: int, chance: random.Random, start: Barrier
) -> list[Told]:
    told = []
    seen: dict[str, Where] = {}
    start.wait()
    for number in range(rounds):
        if number % _LOOKS_EVERY == 0:
            seen = whereabouts(desk.database)
        told.append(_attempt(office, desk, chance, seen))
    return told


def _attempt(office: Office, desk: Desk, chance: random.Random, seen: dict[str, Where]) -> Told:
    is_blind = chance.random() < _BLIND
    held, coming, gone = _possible(office, desk, seen)
    choices: list[tuple[Action, list[str]]] = [
        (Action.HANDOFF, held),
        (Action.ACCEPT, coming),
        (Action.ACCEPT, coming),
        (Action.DECLINE, coming),
        (Action.RECALL, gone),
    ]
    act, codes = chance.choice([choice for choice in choices if choice[1]] or choices)
    if is_blind or not codes:
        codes = list(seen)
    wanted = _some(act, codes, chance)
    to_id = chance.choice([unit for unit in office.units if unit != seen[wanted[0]].holder_id])
    try:
        slip = _do(desk, act, wanted, to_id)
    except REFUSALS as error:
        return Told(desk.actor.login, act, wanted, refusal=error)
    return Told(desk.actor.login, act, wanted, slip)


def _possible(
    office: Office, desk: Desk, seen: dict[str, Where]
) -> tuple[list[str], list[str], list[str]]:
    """Return what the desk may send, accept and recall by what it saw.

    Those at the counter act for agencies on paper, too: they race with the agencies' own people.
    """
    own = {desk.actor.unit_id} if not desk.is_counter else set(office.units)
    held = [code for code, one in seen.items() if one.to_id is None and one.holder_id in own]
    coming = [code for code, one in seen.items() if one.to_id in own]
    gone = [code for code, one in seen.items() if one.to_id is not None and one.holder_id in own]
    return held, coming, gone


def _some(act: Action, codes: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    most = 1 if act is Action.DECLINE else min(_MOST_ON_A_SLIP, len(codes))
    first = chance.randrange(len(codes))  # neighbours: slips of different desks overlap
    wanted = [*codes, *codes][first : first + chance.randint(1, most)]
    chance.shuffle(wanted)
    return tuple(dict.fromkeys(wanted))


def _do(desk: Desk, act: Action, codes: tuple[str, ...], to_id: int) -> str:
    if act is Action.HANDOFF:
        return desk.handoffs.send(desk.actor, to_id, codes).number
    others: dict[Action, Callable[[], None]] = {
        Action.ACCEPT: lambda: desk.handoffs.accept(desk.actor, codes),
        Action.DECLINE: lambda: desk.handoffs.decline(desk.actor, codes[0], "thiếu bản chính"),
        Action.RECALL: lambda: desk.handoffs.recall_all(desk.actor, codes),
    }
    others[act]()
    return ""
