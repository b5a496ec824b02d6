"""One kind of figures for a period and the two it is compared with."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Generic[T]):
    """Figures of now, of the period before and of the same one last year (None: no data)."""

    name: str
    now: T
    previous_name: str
    previous: T | None
    last_year_name: str
    last_year: T | None

    @property
    def all(self) -> tuple[tuple[str, T | None], ...]:
        """All three with their names, the present first."""
        return (
            (self.name, self.now),
            (self.previous_name, self.previous),
            (self.last_year_name, self.last_year),
        )
