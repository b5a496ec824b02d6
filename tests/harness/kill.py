"""SIGKILL of the real program in every write flow: nothing acknowledged is lost, nothing twice.

Each life of the program is a process of its own over the real store. It is killed while it works,
while it opens, or right after a commit before anybody hears of it; the next life opens what is
left, looks for everything that was acknowledged, and sends again what had no answer.
"""

import argparse
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from time import monotonic

from tests.harness import flows, verbs
from tests.harness.acknowledged import Acknowledged
from tests.harness.checking import store_problems
from tests.harness.lives import Answered, Began, Life, Message, Opened, Sent, live
from tests.harness.planted import PLANTS
from tests.harness.telling import count_of, tell
from tests.harness.town import copied, found

AFTER_COMMIT, OPENING, PRINTING, AT_WORK = (
    "after a commit",
    "while opening",
    "while printing",
    "at work",
)
WHOLE = 1000
MOST_REOPENING = 40.0
"""How many times longer a killed store may take to open than an untouched one beside it."""
_PER_STORE = 100
_FULL_CHECK_EVERY = 25
_SHARE_AFTER_COMMIT = 4
_SHARE_OPENING = 10
_SHARE_PRINTING = 25
_SHARE_BY_VERB = 20
_WITHIN_S = {AT_WORK: 0.12, PRINTING: 1.0}
_LATE_WITHIN_S = 1.0
_SHARE_LATE = 6
_PATIENCE_S = 30.0
_OPENS_WITHIN_S = 0.06


@dataclass(slots=True)
class Watched:
    """Everything that was seen over all stores."""

    kills: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    cut_off: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0
    sent_again: int = 0
    slowest_s: float = 0.0
    slowest_ratio: float = 0.0
    full_checks: int = 0
    problems: list[str] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a fault be planted: then the promise must be broken."""
    parser.add_argument("--plant", choices=tuple(PLANTS), default="", help="a fault to be found")


def run(args: argparse.Namespace) -> int:
    """Kill, check, and tell."""
    count = count_of(args, WHOLE)
    begun = monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-kill-") as folder:
        watched = kill_many(Path(folder), count, args.seed, args.plant)
    every = len({*flows.ALL, *flows.PRINTERS})
    figures = [
        ("kills", f"{sum(watched.kills.values())} ({told(watched.kills)})"),
        ("acts acknowledged", sum(watched.acts.values())),
        ("flows cut off", f"{len(watched.cut_off)} of {every} ({told(watched.cut_off)})"),
        ("kinds of acts", f"{len(watched.acts)} ({', '.join(sorted(watched.acts))})"),
        ("killed between commit and answer", watched.in_flight),
        ("sent again, same dossier and number", watched.sent_again),
        (
            "slowest reopening",
            f"{watched.slowest_s:.2f} s, {watched.slowest_ratio:.1f} times an untouched store"
            f" beside it (at most {MOST_REOPENING:.0f})",
        ),
        ("whole checks of a store", watched.full_checks),
        ("seconds", f"{monotonic() - begun:.0f}"),
    ]
    return tell("SIGKILL of the real program", figures, watched.problems)


def told(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counted.items()))


def kill_many(folder: Path, count: int, seed: int, plant: str = "") -> Watched:
    """Kill `count` times: a quarter right after a commit, a twentieth in the verbs."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.harness.lives", "tests.harness.verb_lives"])
    watched = Watched()
    by_verb = count // _SHARE_BY_VERB
    template = folder / "template"
    if not template.exists():
        found(template)
    left = count - by_verb
    for number in range(0, left, _PER_STORE):
        here = copied(template, folder / f"store{number}")
        untouched = copied(template, folder / f"untouched{number}")
        office = _Office(context, here, untouched, (seed + number, plant), watched)
        office.kill(min(_PER_STORE, left - number))
        shutil.rmtree(here)
        shutil.rmtree(untouched)
    verbs.kill_verbs(context, folder, by_verb, seed, watched)
    return watched


class _Office:
    """One store, and the lives over it one after another."""

    def __init__(
        self,
        context: ForkServerContext,
        folder: Path,
        untouched: Path,
        how: tuple[int, str],
        watched: Watched,
    ) -> None:
        self._context = context
        self._folder = folder
        self._untouched = untouched
        self._seed, self._plant = how
        self._watched = watched
        self._chance = random.Random(self._seed)
        self._since = monotonic()
        self._before = Acknowledged()
        self._codes: dict[str, str] = {}
        self._flow = ""

    def kill(self, count: int) -> None:
        for number in range(count):
            self._live(number)
            if (number + 1) % _FULL_CHECK_EVERY == 0 or number + 1 == count:
                self._watched.full_checks += 1
                self._watched.problems += store_problems(self._folder)

    def _live(self, number: int) -> None:
        how = self._how(number)
        life = Life(
            folder=self._folder,
            untouched=self._untouched,
            since=self._since,
            number=number,
            seed=self._seed,
            before=self._before,
            dies_after=self._chance.randint(1, 6) if how == AFTER_COMMIT else 0,
            prints=how == PRINTING,
            turn=self._watched.kills[how],
            plant=self._plant,
        )
        mine, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=live, args=(life, theirs))
        process.start()
        theirs.close()
        self._watch(process, mine, how)
        process.join()
        mine.close()
        self._watched.kills[how] += 1
        if self._flow:
            self._watched.cut_off[self._flow] += 1
            self._flow = ""

    def _how(self, number: int) -> str:
        if number % _SHARE_AFTER_COMMIT == 0:
            return AFTER_COMMIT
        if number % _SHARE_PRINTING == 1:
            return PRINTING
        return OPENING if number % _SHARE_OPENING == 2 else AT_WORK

    def _watch(self, process: ForkServerProcess, mine: Connection, how: str) -> None:
        """Hear what the life says until it is killed, and after it what is left in the pipe."""
        until = monotonic() + _PATIENCE_S
        if how == OPENING:
            until = monotonic() + self._chance.uniform(0, _OPENS_WITHIN_S)
        try:
            while monotonic() < until:
                if not mine.poll(max(until - monotonic(), 0)):
                    break
                message = mine.recv()
                self._hear(message)
                if isinstance(message, Opened) and how in _WITHIN_S:
                    late = how == AT_WORK and self._chance.randrange(_SHARE_LATE) == 0
                    within = _LATE_WITHIN_S if late else _WITHIN_S[how]
                    until = monotonic() + self._chance.uniform(0, within)
            else:
                self._patience_ends(how)
            process.kill()
            while True:
                self._hear(mine.recv())
        except EOFError:
            process.join()
        if process.exitcode != -9:
            self._watched.problems.append(f"a life ended by itself: {process.exitcode}")

    def _patience_ends(self, how: str) -> None:
        if how == AFTER_COMMIT:
            self._watched.problems.append("a life did not kill itself")

    def _hear(self, message: Message) -> None:
        if isinstance(message, Sent):
            self._before.send(message.draft, message.how)
        elif isinstance(message, Began):
            self._flow = message.flow
        elif isinstance(message, Answered):
            self._watched.acts[message.done.act] += 1
            self._before.hear(message.done, message.head)
            self._number(message.done.codes)
        else:
            self._reopened(message)

    def _reopened(self, opened: Opened) -> None:
        watched = self._watched
        watched.slowest_s = max(watched.slowest_s, opened.seconds)
        ratio = opened.seconds / opened.probe_s
        watched.slowest_ratio = max(watched.slowest_ratio, ratio)
        if ratio > MOST_REOPENING:
            watched.problems.append(
                f"reopening took {opened.seconds:.1f} s, {ratio:.0f} times an untouched store"
            )
        watched.problems += opened.problems
        for draft, code in opened.again.items():
            before = opened.found[draft]
            watched.in_flight += bool(before)
            if before and before != [code]:
                watched.problems.append(f"sent again, {before} has become {code}")
            watched.sent_again += 1
        self._number(tuple(opened.again.items()))
        self._before = self._before.still()
        self._before.codes = dict(opened.again)

    def _number(self, codes: tuple[tuple[str, str], ...]) -> None:
        for draft, code in codes:
            if self._codes.setdefault(code, draft) != draft:
                self._watched.problems.append(f"{code} was given out twice")
