"""Procedures counted by level of government; what nobody said is None, never 0."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from app.vocabulary.office import Level
from app.wording.texts import number_text

LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""The levels that procedures are published for; the district is there for decisions of its time."""


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """A total and its parts, in procedures.

    The total is its own number: papers state one that need not be the sum of the parts.
    """

    total: int | None = None
    province: int | None = None
    district: int | None = None
    commune: int | None = None

    @property
    def is_known(self) -> bool:
        """Say whether any of the numbers is known."""
        return any(number is not None for number in self.parts) or self.total is not None

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """The levels in the order of `LEVELS`."""
        return (self.province, self.district, self.commune)

    @property
    def sum_of_parts(self) -> int | None:
        """What the levels add up to; None where none is known."""
        known = [number for number in self.parts if number is not None]
        return sum(known) if known else None

    @property
    def adds_up(self) -> bool:
        """Say whether the parts are the total; true where either is not known."""
        parts = self.sum_of_parts
        return self.total is None or parts is None or parts == self.total

    def of(self, level: Level | None) -> int | None:
        """Return the number of one level, of all of them for None; nothing is of a ministry."""
        if level is None:
            return self.total
        return dict(zip(LEVELS, self.parts, strict=True)).get(level)


def counted(levels: Iterable[Level]) -> LevelCounts:
    """Count procedures that are known one by one."""
    each = list(levels)
    return LevelCounts(len(each), *(each.count(level) for level in LEVELS))


def added(counts: Iterable[LevelCounts]) -> LevelCounts:
    """Add counts; a number that no one of them knows stays unknown."""
    every = list(counts)

    def one(name: str) -> int | None:
        known = [number for each in every if (number := getattr(each, name)) is not None]
        return sum(known) if known else None

    return LevelCounts(*(one(field.name) for field in fields(LevelCounts)))


def sum_sentence(stated: LevelCounts, who: str) -> str:
    """Return how the parts that `who` states miss its total; empty where they make it up."""
    if stated.adds_up:
        return ""
    sum_text, apart = sum_words(stated)
    return (
        f"{who} ghi tổng số {number_text(stated.total or 0)} thủ tục, nhưng các cấp ghi {sum_text} "
        f"({apart})."
    )


def sum_words(counts: LevelCounts) -> tuple[str, str]:
    """Return "142 + 13 + 49 = 204" and "lệch 1" of counts whose levels are known."""
    parts = counts.sum_of_parts or 0
    written = " + ".join(number_text(part) for part in counts.parts if part is not None)
    apart = abs(parts - (counts.total or 0))
    return f"{written} = {number_text(parts)}", f"lệch {number_text(apart)}"
