"""Feeds one entry point input after input and says what did not end in an answer or a sentence."""

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, TypeVar

from app.errors import UserError
from tests.harness.fuzzing.entry import AnyEntry, Entry, MakesEntry, Outcome, require_sentence
from tests.harness.fuzzing.memory import Memory
from tests.harness.fuzzing.odd import chances
from tests.harness.fuzzing.watching import Watch

T = TypeVar("T")
_DETAIL: Final = ": "


class HangError(BaseException):
    """An input that would never have ended: no `except Exception` holds it back."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost: seconds, seconds until it is given up, bytes over all inputs.

    What the harness takes while it makes an input is not counted.
    """

    slowest_s: float = 2.0
    hopeless_s: float = 30.0
    growth: int = 300 << 20


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Feeding:
    """One entry point being fed: each input follows from the seed and its number alone."""

    outcome: Outcome
    watch: Watch
    memory: Memory
    seed: int
    limits: Limits

    def feed_all(self, entry: Entry[T], numbers: range) -> None:
        """Feed the inputs of these numbers."""
        kinds: dict[str, int] = {}
        for number in numbers:
            with self.memory.set_aside():
                made = entry.make(chances(self.seed, self.outcome.target, number))
            problem = self._one(entry, made)
            if problem:
                kind = problem.partition(_DETAIL)[0]
                kinds[kind] = kinds.get(kind, 0) + 1
                if kinds[kind] == 1:
                    self.outcome.problems.append(f"#{number} {problem} <- {made!r:.300}")
            self.outcome.inputs += 1
        self.outcome.problems += [f"{many} x {kind}" for kind, many in kinds.items() if many > 1]

    def _one(self, entry: Entry[T], made: T) -> str:
        """Feed one input and return what went wrong: its kind, then what is this input's own."""
        limit = self.limits.slowest_s
        took, problem, was_refused = self._timed(entry, made)
        if limit < took < self.limits.hopeless_s:
            # A busy machine is no fault of the input: twice more.
            took = min(took, *(self._timed(entry, made)[0] for _ in range(2)))
        self.outcome.refused += was_refused
        self.outcome.slowest_ms = max(self.outcome.slowest_ms, took * 1000)
        if self.watch.seen:
            problem = f"did what it must not{_DETAIL}{self.watch.seen[0]}"
            self.watch.seen.clear()
        if took > limit and not problem:
            problem = f"took over {limit} s"
        return problem

    def _timed(self, entry: Entry[T], made: T) -> tuple[float, str, bool]:
        problem, was_refused = "", False
        started = perf_counter()
        try:
            with _hang_is_raised(self.limits.hopeless_s):
                self.watch.is_on = True
                try:
                    entry.feed(made)
                except UserError as refusal:
                    was_refused = True
                    require_sentence(refusal)
        except (Exception, HangError) as fault:  # noqa: BLE001 - whatever comes is looked for
            problem = f"{type(fault).__name__} at {_place_of(fault)}{_DETAIL}{str(fault)[:200]}"
        finally:
            self.watch.is_on = False
        return perf_counter() - started, problem, was_refused


@contextmanager
def _hang_is_raised(after_s: float) -> Iterator[None]:
    def ring(_number: int, _frame: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, after_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _place_of(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}app{os.sep}" in frame.filename] or frames
    return " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(ours[-4:]))


def run_entry(
    makes: MakesEntry, outcome: Outcome, folder: Path, seed: int, numbers: range, limits: Limits
) -> None:
    """Feed one entry point in this process and note what came of it in `outcome`.

    Modules that an input makes the program import leave no bytecode: the watch would hear it.
    """
    sys.dont_write_bytecode = True
    memory = Memory()
    feeding = Feeding(outcome, Watch(folder), memory, seed, limits)
    started = process_time()
    for first in range(numbers.start, numbers.stop, makes.batch):
        inside = folder / str(first)
        inside.mkdir()
        entry: AnyEntry = makes(inside)
        if first == numbers.start:
            memory.begin()
        try:
            feeding.feed_all(entry, range(first, min(first + makes.batch, numbers.stop)))
            outcome.problems += [f"after #{first}: {one}" for one in entry.problems()]
        finally:
            entry.close()
        shutil.rmtree(inside)
    grown = memory.grown()
    outcome.cpu_s = process_time() - started
    outcome.growth_mb = grown / (1 << 20)
    if grown > limits.growth:
        outcome.problems.append(f"grew by {outcome.growth_mb:.0f} MB")
