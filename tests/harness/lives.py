"""One life of the program, in a process of its own: it opens the store, says what became of what
was on the way when the last one was killed, sends that again, and works until it is killed.

What it says goes through a pipe, message by message; what it has said is acknowledged.
"""

import itertools
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from signal import SIGKILL

from sqlalchemy.orm import Session

from tests.harness import flows
from tests.harness.acknowledged import Acknowledged, Head, codes_of, head_of, lost_from
from tests.harness.hands import SUBMITTING, Done, Flow, Hands
from tests.harness.planted import PLANTS
from tests.harness.scheduling import timed
from tests.harness.town import draft_id, entered, running_clock, state_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One life: its number makes its draft ids; `dies_after` commits it kills itself.

    It begins with flow `turn` of all, and goes on by chance. One that `prints` does nothing else:
    setting a page takes longer than many other acts. `plant` is a fault put into the program.
    `untouched` is a town nobody works in, opened beside.
    """

    folder: Path
    untouched: Path
    since: float
    number: int
    seed: int
    before: Acknowledged
    dies_after: int = 0
    prints: bool = False
    turn: int = 0
    plant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The store is open again: how long it took, what is not as it was acknowledged.

    `probe_s` is how long the untouched store took, by the same process right afterwards.
    `found` are the forms that had been sent without an answer: their codes, none where they are not
    in the store. `again` are their codes after they were sent again.
    """

    seconds: float
    probe_s: float
    problems: tuple[str, ...]
    found: dict[str, list[str]]
    again: dict[str, str]


@dataclass(frozen=True, slots=True)
class Began:
    """A flow was begun."""

    flow: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that is now on its way."""

    draft: str
    how: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An act that was acknowledged."""

    done: Done
    head: Head | None


Message = Opened | Began | Sent | Answered


def live(life: Life, to: Connection) -> None:
    """Live it; only a kill ends it."""
    folder = PLANTS[life.plant](life.folder)
    with state_in(folder):
        town, seconds = timed(lambda: entered(folder, running_clock(life.since)))
        problems = tuple(lost_from(town, life.before))
        found = codes_of(town, life.before.sent)
        again = {draft: SUBMITTING[how](town, draft) for draft, how in life.before.sent.items()}
        opened = Opened(
            seconds=seconds,
            probe_s=_probe_s(life),
            problems=problems,
            found=found,
            again=again,
        )
        to.send(opened)
        if life.dies_after:
            _die_after_commit(life.dies_after)
        numbers = itertools.count()
        hands = Hands(
            town,
            lambda: draft_id(life.seed, life.number, next(numbers)),
            lambda draft, how: to.send(Sent(draft, how)),
        )
        for flow in _flows(life, random.Random(life.seed * 100_000 + life.number)):
            to.send(Began(flow.__name__))
            for done in flow(hands):
                to.send(Answered(done, head_of(town)))


def _probe_s(life: Life) -> float:
    """Return how long opening the untouched town takes now."""
    with state_in(life.untouched):
        town, seconds = timed(lambda: entered(life.untouched, running_clock(life.since)))
        town.desk.close()
    return seconds


def _flows(life: Life, chance: random.Random) -> Iterator[Flow]:
    """Return one flow after another, for ever."""
    every = flows.SUBMITTERS if life.dies_after else flows.ALL
    every = flows.PRINTERS if life.prints else every
    yield every[life.turn % len(every)]
    while True:
        yield chance.choice(every)


def _die_after_commit(commits: int) -> None:
    """Kill this process right after a commit, before anybody hears of it."""
    left = itertools.count(commits - 1, -1)
    commit = Session.commit

    def commit_and_die(session: Session) -> None:
        commit(session)
        if next(left) == 0:
            os.kill(os.getpid(), SIGKILL)

    Session.commit = commit_and_die  # type: ignore[assignment,method-assign]
