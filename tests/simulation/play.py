"""One whole play: the town, its days, what it cost, and what does not agree afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from app.models.database import Database
from tests.simulation import agree
from tests.simulation.days import Days
from tests.simulation.town import Town, build


@dataclass(frozen=True, slots=True)
class Size:
    """How much is played."""

    days: int
    officers: int
    registrations: int


WHOLE = Size(20, 50, 90)
TENTH = Size(3, 12, 40)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it; the seconds are those of the acts alone, and of the checks."""

    town: Town
    seconds: float
    checked_seconds: float
    problems: list[str]

    def told(self, store: str) -> str:
        acts, lives = self.town.office.acts, self.town.office.lives
        used = len({life.case.case_id for life in lives})
        return (
            f"{store}: {len(lives)} dossiers of {used} cases, {acts} acts in {self.seconds:.1f} s "
            f"({acts / self.seconds:.0f} acts/s); checked in {self.checked_seconds:.1f} s: "
            f"{len(self.problems)} differences"
        )


def play(
    database: Database, folder: Path, procedures: Sequence[Any] | Path, size: Size, seed: int = 1
) -> Played:
    """Play on an empty store."""
    town = build(database, folder, procedures, size.officers, seed)
    begun = monotonic()
    Days(town).run(size.days, size.registrations)
    done = monotonic()
    found = agree.problems(town)
    return Played(town, done - begun, monotonic() - done, found)
