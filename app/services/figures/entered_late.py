"""When reports count what became known after a lock: one rule for all that they tell of a period.

A lock freezes a period's figures. What is entered or corrected afterwards about its days cannot
change them any more, and must not be lost. So:

    What becomes known after a lock counts on the first day after the locked period at the earliest.

Said exactly, the locks in force cut the days into stretches: each lock that ends later than all
made before it ends one, and the last stretch has no end. A stretch tells what was known when its
lock was made (the last one: what is known now), and of that counts

    each thing that no stretch before has counted, on max(its own day, the stretch's first day).

What follows from it, for any periods:

- Each thing counts once: what one stretch has counted stays there as it was then, also where it is
  corrected or struck out later; what it has not counted is left for the next.
- Figures of what happens in a period add up over periods that follow one another.
- Counting a locked period again gives what was frozen, for ever: `motcua check` does so.
- What is true at a period's end (what is open, overdue, in force) is told by what was known of the
  stretch that has this end.
- Whether something was in time is judged by its own time, not by when it was entered.

What a report calls late of a period: its own day lies before the first one, and it counts in it.

A thing whose days are never corrected comes by the log's entry `seq`; the same rule is then: it
counts from max(its own moment, the end of the latest lock made before `seq`) (`held_until`). So do
petitions, and dossiers by their states (`services/figures/counted_states.py`, in SQL). Registers
and decisions are known from the instants of their versions. Slips and taps count when they are
entered, which no lock can overtake.

Opening a period again takes its lock out of the rule, and with it every lock made later or ending
later, since their figures were made by it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from app.models.base import FOREVER
from app.models.periods import PeriodLock

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockWindow:
    """[first_day, last_day], as known at `known_at`, by the log up to `log_seq` (None: by now)."""

    first_day: date = date.min
    last_day: date = date.max
    end: datetime | None = None
    known_at: datetime | None = None
    log_seq: int | None = None

    def has(self, day: date) -> bool:
        """Say whether `day` lies in it."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Stretches:
    """All days, cut at the ends of the locks in force; in order, at least one."""

    all: tuple[LockWindow, ...] = (LockWindow(),)

    def over(self, first_day: date, last_day: date) -> tuple[LockWindow, ...]:
        """Return those that share a day with [first_day, last_day]."""
        return tuple(
            one for one in self.all if one.first_day <= last_day and one.last_day >= first_day
        )

    def of(self, day: date) -> LockWindow:
        """Return the one that has `day`."""
        return next(one for one in self.all if one.has(day))

    def before(self, stretch: LockWindow) -> tuple[LockWindow, ...]:
        """Return those that lie before `stretch`, locked all of them."""
        return self.all[: self.all.index(stretch)]

    def held_until(self, log_seq: int) -> datetime | None:
        """Return the end of the latest lock made before the log's entry; None where none was."""
        ends = (
            one.end
            for one in reversed(self.all)
            if one.log_seq is not None and one.log_seq < log_seq
        )
        return next(ends, None)


WITHOUT_LOCKS: Final = Stretches()
"""Every thing counts on its own day, as it is known now."""


def stretches_in(session: Session, office_id: int) -> Stretches:
    """Return the stretches of an office by its locks in force."""
    rows = session.execute(
        select(PeriodLock.last_day, PeriodLock.end_at, PeriodLock.locked_at, PeriodLock.log_seq)
        .where(PeriodLock.unit_id == office_id, PeriodLock.reopened_at.is_(None))
        .order_by(PeriodLock.log_seq)
    )
    found: list[LockWindow] = []
    first_day = date.min
    for row in rows:
        if row.last_day < first_day:
            continue
        found.append(
            LockWindow(
                first_day=first_day,
                last_day=row.last_day,
                end=row.end_at,
                known_at=row.locked_at,
                log_seq=row.log_seq,
            )
        )
        first_day = row.last_day + _DAY
    return Stretches((*found, LockWindow(first_day=first_day)))


# Which versions of a thing a figure counts, where each version holds from one instant to another.
#
# The rule is that of `entered_late`, in SQL: what happens on a day is counted once, as the
# stretch
# knew it that counts it.


@dataclass(frozen=True, slots=True)
class VersionTable:
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
        stretch: LockWindow,
        before: Sequence[LockWindow],
    ) -> Iterator[ColumnElement[bool]]:
        own = getattr(self.table, day)
        yield from self._known(self.table, stretch.known_at)
        yield own <= min(last_day, stretch.last_day)
        if stretch.first_day < first_day:
            yield own >= first_day
        if before:
            yield ~self._was_counted(day, before)

    def _was_counted(self, day: str, before: Sequence[LockWindow]) -> ColumnElement[bool]:
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
