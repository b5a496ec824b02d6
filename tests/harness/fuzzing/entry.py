"""What an entry point is to the fuzzer, and what came of feeding it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from app.errors import UserError
from tests.harness.fuzzing.world import World, a_world

T = TypeVar("T")
_LONGEST_SENTENCE = 1_000
"""A refusal that repeats what was typed must not repeat a megabyte of it."""


class BrokenPromiseError(AssertionError):
    """The program answered, and the answer is wrong."""


class Entry(Generic[T]):
    """An entry point: makes an input from its chances, takes it, and looks at what is left.

    `batch` inputs share a world: its store grows with what is taken in. `most` is how many a whole
    run takes, `tenth` a short one where each costs a file or a window.
    """

    batch: ClassVar[int] = 2_000
    most: ClassVar[int] = 100_000
    tenth: ClassVar[int] = 10_000

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, chance: random.Random) -> T:
        """Return one input."""
        raise NotImplementedError

    def feed(self, made: T) -> None:
        """Give the input to the program; UserError is an answer."""
        raise NotImplementedError

    def problems(self) -> list[str]:
        """Return what the inputs so far have broken."""
        return []

    def close(self) -> None:
        """Let go."""


AnyEntry = Entry[Any]
MakesEntry = type[AnyEntry]


class AtDesk(Entry[T]):
    """An entry point of a desk with a day's work behind it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.world: World = a_world(folder)

    def problems(self) -> list[str]:
        return self.world.problems()

    def close(self) -> None:
        self.world.desk.close()


@dataclass(slots=True)
class Outcome:
    """What came of one entry point."""

    target: str
    inputs: int = 0
    refused: int = 0
    slowest_ms: float = 0.0
    growth_mb: float = 0.0
    cpu_s: float = 0.0
    problems: list[str] = field(default_factory=list)


def require(is_so: object, otherwise: str) -> None:
    """Raise BrokenPromiseError where the program's answer is not what it must be."""
    if not is_so:
        raise BrokenPromiseError(otherwise)


def require_sentence(refusal: UserError) -> None:
    """Raise BrokenPromiseError for a refusal that is no sentence a person can read."""
    said = refusal.message
    require(said.strip().endswith((".", "…", "”")), f"refused without a sentence: {said[:100]!r}")
    require(len(said) <= _LONGEST_SENTENCE, f"refused with {len(said)} letters: {said[:100]!r}")


def each(*acts: Callable[[], object]) -> None:
    """Do every one of `acts`, whichever of them are refused; raise the last refusal."""
    last: UserError | None = None
    for act in acts:
        try:
            act()
        except UserError as refusal:
            require_sentence(refusal)
            last = refusal
    if last is not None:
        raise last
