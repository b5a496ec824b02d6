"""CPU time and run-queue time of this thread: what other programs on the machine cost it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

_STATISTICS = Path("/proc/thread-self/schedstat")


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Seconds a thread ran on a core, and seconds it was ready to run but had none."""

    ran_s: float
    queued_s: float

    def since(self, earlier: "Scheduled") -> "Scheduled":
        return Scheduled(self.ran_s - earlier.ran_s, self.queued_s - earlier.queued_s)


UNKNOWN = Scheduled(0.0, 0.0)


def scheduled() -> Scheduled:
    """Return the times of the calling thread so far; `UNKNOWN` where the kernel tells none."""
    try:
        ran, queued = _STATISTICS.read_text(encoding="ascii").split()[:2]
    except OSError:
        return UNKNOWN
    return Scheduled(int(ran) / 1e9, int(queued) / 1e9)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do `work` in this thread and return its value and seconds, without those without a core.

    Waits for a lock or a disk count: measure a probe beside it and judge by the ratio.
    """
    begun, before = monotonic(), scheduled()
    value = work()
    return value, max(monotonic() - begun - scheduled().since(before).queued_s, 0.0)
