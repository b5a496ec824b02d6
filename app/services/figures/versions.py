"""Which versions of a thing a figure counts, where each version holds from one instant to another.

The rule is that of `entered_late`, in SQL: what happens on a day is counted once, as the stretch
knew it that counts it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from app.models.base import FOREVER
from app.services.figures.entered_late import Stretch, Stretches


@dataclass(frozen=True, slots=True)
class Versions:
    """A table of versions: the column that names the thing, and what else a known version is."""

    table: Any
    thing: str
    also: Callable[[Any], Sequence[ColumnElement[bool]]] = lambda _table: ()

    def known(self, at: datetime | None) -> Sequence[ColumnElement[bool]]:
        """Return the conditions of the versions that held at `at`; None: of the newest."""
        return self._known(self.table, at)

    def happened(
        self, day: str, first_day: date, last_day: date, stretches: Stretches
    ) -> ColumnElement[bool]:
        """Return the condition of the versions whose column `day` counts in the days given."""
        return or_(
            *(
                and_(*self._counted(day, first_day, last_day, one, stretches.before(one)))
                for one in stretches.over(first_day, last_day)
            )
        )

    def _counted(
        self,
        day: str,
        first_day: date,
        last_day: date,
        stretch: Stretch,
        before: Sequence[Stretch],
    ) -> Iterator[ColumnElement[bool]]:
        own = getattr(self.table, day)
        yield from self._known(self.table, stretch.known_at)
        yield own <= min(last_day, stretch.last_day)
        if stretch.first_day < first_day:
            yield own >= first_day
        if before:
            yield ~self._was_counted(day, before)

    def _was_counted(self, day: str, before: Sequence[Stretch]) -> ColumnElement[bool]:
        """Return the condition that a stretch before has counted the thing, as it was then."""
        own, then = self.table, aliased(self.table)
        counted = (
            and_(*self._known(then, one.known_at), getattr(then, day) <= one.last_day)
            for one in before
        )
        return (
            select(then.id)
            .where(
                then.unit_id == own.unit_id,
                getattr(then, self.thing) == getattr(own, self.thing),
                or_(*counted),
            )
            .correlate(own)
            .exists()
        )

    def _known(self, table: Any, at: datetime | None) -> Sequence[ColumnElement[bool]]:  # noqa: ANN401
        held = (table.to_at == FOREVER,) if at is None else (table.from_at <= at, table.to_at > at)
        return (*held, *self.also(table))
