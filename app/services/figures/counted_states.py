"""The states by which a report counts dossiers: their own, or those moved by a lock.

Dossiers about which nothing was entered into a locked period are all but a few, and in most offices
all. So a statement is made for each of these parts, and only those that have dossiers are asked.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.dossiers import Dossier
from app.models.periods import LateEntry
from app.services.figures.measures import AtEnd, own_states, refused_at_desk
from app.services.figures.period import Period
from app.services.figures.reported import WITH_LATE_ENTRY, first_reported, reported_states

_FIRST = 1
Instant = ColumnElement[Any] | InstrumentedAttribute[Any]


class Counted(Enum):
    """All dossiers of an office without late entries; else those without, and those with one."""

    ALL = "all"
    TIMELY = "timely"
    LATE = "late"

    def states(self) -> AtEnd:
        """Return another alias of the states that are counted."""
        return reported_states() if self is Counted.LATE else own_states()

    def only(self, state: AtEnd) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions that leave out the dossiers of the other part."""
        return (state.dossier_id.not_in(WITH_LATE_ENTRY),) if self is Counted.TIMELY else ()

    def received_at(self, state: AtEnd) -> Instant:
        """Return from when on the receipt of a state's dossier (joined) counts."""
        if self is not Counted.LATE:
            return Dossier.received_at
        first = first_reported()
        return (
            select(first.c.from_at)
            .where(first.c.dossier_id == state.dossier_id, first.c.ordinal == _FIRST)
            .scalar_subquery()
        )

    def ended_at(self, state: AtEnd) -> Instant:
        """Return when a state's dossier ended, whenever that counts: what it is judged by."""
        if self is not Counted.LATE:
            return state.ended_at
        stored = own_states()
        return select(stored.ended_at).where(stored.id == state.id).scalar_subquery()

    def was_accepted(self) -> ColumnElement[bool]:
        """Return the condition that a dossier (joined) was not refused at the desk."""
        return Dossier.id.not_in(refused_at_desk(self.states))


_Statement = TypeVar("_Statement")


def for_each(build: Callable[[Counted], _Statement]) -> Mapping[Counted, _Statement]:
    """Return a statement for each part."""
    return {one: build(one) for one in Counted}


def counted_in(session: Session, period: Period) -> tuple[Counted, ...]:
    """Return the parts that have dossiers."""
    found = session.connection().execute(
        select(LateEntry.dossier_id).where(LateEntry.unit_id == period.office_id).limit(1)
    )
    return (Counted.ALL,) if found.first() is None else (Counted.TIMELY, Counted.LATE)
