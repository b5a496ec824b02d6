"""Works that take turns, and ratios between those that stood side by side."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

Work = Callable[[], object]
P99_NEEDS = 300
PATIENCE_S = 3.0
T_ = TypeVar("T_")


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds of one work: a sequence a round, the warm-up round dropped."""

    rounds: tuple[tuple[float, ...], ...]

    @property
    def all(self) -> list[float]:
        return sorted(seconds for one in self.rounds for seconds in one)

    @property
    def p50(self) -> float:
        return median(self.all)

    @property
    def p99(self) -> float | None:
        """None where there are too few samples to speak of one in a hundred."""
        seconds = self.all
        if len(seconds) < P99_NEEDS:
            return None
        return seconds[int(len(seconds) * 0.99)]

    @property
    def tail_ms(self) -> float:
        """Return what a limit in milliseconds is held against: the p99, else the median."""
        tail = self.p99
        return 1000 * (self.p50 if tail is None else tail)


@dataclass(frozen=True, slots=True)
class Spread:
    """A ratio over the rounds."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{figure(self.median)} ({figure(self.low)}–{figure(self.high)})"


def take_turns(
    works: Mapping[str, Work], rounds: int, times: int, idle: Work | None = None
) -> dict[str, Timings]:
    """Run each work `times` times a round, one after the other, `idle` between them unmeasured.

    Round 0 warms caches and is dropped; a work too slow to run `times` times in it runs as often in
    the others as it came to.
    """
    measured: dict[str, list[tuple[float, ...]]] = {name: [] for name in works}
    often: dict[str, int] = {}
    for number in range(rounds + 1):
        for name, work in works.items():
            if number:
                measured[name].append(tuple(timed(work) for _ in range(often[name])))
            else:
                often[name] = _how_often(work, times)
            if idle is not None:
                idle()
    return {name: Timings(tuple(found)) for name, found in measured.items()}


def _how_often(work: Work, times: int) -> int:
    begun = time.perf_counter()
    for number in range(1, times + 1):
        work()
        if time.perf_counter() - begun > PATIENCE_S:
            return number
    return times


def timed(work: Work) -> float:
    """Return the seconds `work` takes by the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(work: Callable[[T_], object], inputs: Sequence[T_]) -> Work:
    """Return a work that takes the next of `inputs` at each call, round and round."""
    place = 0

    def run() -> object:
        nonlocal place
        place += 1
        return work(inputs[place % len(inputs)])

    return run


def ratio(above: Timings, below: Timings) -> Spread:
    """Return `above` over `below`, median by median of each round."""
    pairs = zip(above.rounds, below.rounds, strict=True)
    return spread(median(one) / median(other) for one, other in pairs)


def spread(ratios: Iterable[float]) -> Spread:
    found = sorted(ratios)
    return Spread(median(found), found[0], found[-1])


def figure(value: float) -> str:
    """Return a number with three figures that say something."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def milliseconds(timings: Timings) -> str:
    """Return p50, and p99 where there is one."""
    tail = timings.p99
    behind = "" if tail is None else f" / {figure(tail * 1000)}"
    return f"{figure(timings.p50 * 1000)}{behind} ms"
