"""One kind of figures for a period and the two it is compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Generic[T]):
    """Figures of now, of the period before and of the same one last year (None: no data).

    The names are those of the periods within a sentence: "quý II năm 2019".
    """

    name: str
    now: T
    previous_name: str
    previous: T | None
    last_year_name: str
    last_year: T | None

    def part(self, of: Callable[[T], U]) -> "Compared[U]":
        """Return one part of the figures, compared alike."""
        return Compared(
            name=self.name,
            now=of(self.now),
            previous_name=self.previous_name,
            previous=None if self.previous is None else of(self.previous),
            last_year_name=self.last_year_name,
            last_year=None if self.last_year is None else of(self.last_year),
        )

    @property
    def others(self) -> tuple[tuple[str, T | None], ...]:
        """The periods compared with, by name; one that is both is there once."""
        if self.previous_name == self.last_year_name:
            return ((self.previous_name, self.previous),)
        return ((self.previous_name, self.previous), (self.last_year_name, self.last_year))
