"""What a run measures, and what it says of each goal."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.big_store import BigStore, open_or_build
from benchmarks.measure import Spread

SMALL = 10_000
QUICK = 20_000
QUICK_ROUNDS = 3
QUICK_SLACK = 1.3
SAMPLES = 450
QUICK_SAMPLES = 18


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes, rounds, and the folder in which stores are kept; `slack` widens every goal.

    With few samples in all there is no p99: the median is held against its limits.
    """

    folder: Path
    count: int
    small: int
    rounds: int
    slack: float = 1.0
    all_samples: int = SAMPLES

    @contextmanager
    def store(self, count: int) -> Generator[BigStore]:
        """Open the store of `count` dossiers, built at the first call."""
        store = open_or_build(self.folder / f"store-{count}", count)
        try:
            yield store
        finally:
            store.desk.close()

    @property
    def samples(self) -> int:
        """How often a work runs in a round, so that all rounds give `all_samples`."""
        return max(2, -(-self.all_samples // self.rounds))


@dataclass(frozen=True, slots=True)
class Line:
    """One goal: what the program took, what stood beside it, and whether that is good enough."""

    goal: str
    what: str
    app: str
    floor: str
    ratio: Spread | None
    target: str
    is_met: bool


def at_most(value: float, limit: float, plan: Plan) -> bool:
    return value <= limit * plan.slack


def at_least(value: float, limit: float, plan: Plan) -> bool:
    return value >= limit / plan.slack
