"""The states by which a report counts dossiers: their own, or those moved by a lock.

Dossiers about which nothing was entered into a locked period are all but a few, and in most offices
all. So a statement is made for each of these parts, and only those that have dossiers are asked.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, TypeVar

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    case,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.models.base import FOREVER, UtcDateTime
from app.models.dossiers import Dossier, DossierState
from app.models.periods import LateEntry, PeriodLock
from app.services.figures.measures import (
    BOUNDS,
    DOSSIERS_MEASURED,
    AtEnd,
    Selection,
    by_channel,
    of_fact,
    own_states,
    refused_at_desk,
    state_measures,
)
from app.services.figures.period import Period
from app.vocabulary.dossiers import DossierStatus

# When a report counts what was entered late: the states of dossiers as reports see them.
#
# A lock freezes a period's figures. What is entered afterwards about its days ("nhập bù", after
# two
# people have opened those days again) cannot change them any more, and must not be lost. So, by
# the
# rule of `services/figures/entered_late.py`:
#
#     A state entered after a lock counts from the end of the locked period at the earliest.
#
# Said exactly: a state that the log's entry `seq` made of the moment `from_at` counts from
#
#     max(from_at, the latest `end_at` of the locks in force whose own entry came before `seq`)
#
# and until the next state of its dossier counts. What follows from it, for any periods:
#
# - What a report counts as open at the end of one period is what it carries over into the next
# one,
#   because both ask the same states about the same instant. Where that one is locked it is what
# was
#   frozen: nothing entered later counts before its end.
# - (3) = (7) + (11) holds as it does for the plain states: it is the same selections over a
# sequence
#   of states without gap or overlap.
# - A quarter's late entries count in the next quarter, so half-years, nine months and years
# remain
#   the sums of their quarters.
# - Counting a locked period again gives what was frozen, for ever: `motcua check` does so.
# - Whether a dossier ended early, on time or late is judged by when it ended, not by when that
# was
#   entered. It was in time or overdue at the end of a period by what counted then.
#
# Locks may be made in any order. Opening a period again takes its lock out of the rule, so what
# it
# held back counts in its own time again; every lock that ends later, or was made later, is opened
# with it, since its figures were made by that rule.
#
# What a report calls late of a period: received, or ended, before its first day, and counted in
# it.
# Only dossiers with a late entry (`late_entries`) are told by these states; all others by their
# own.

LATE_RECEIVED: Final = "late.received"
LATE_ENDED: Final = "late.ended"
_FIRST: Final = 1

WITH_LATE_ENTRY: Final = select(LateEntry.dossier_id).where(LateEntry.unit_id == BOUNDS.office_id)
"""The office's dossiers about which something was entered into a locked period."""


def _held_back_until() -> ColumnElement[Any]:
    return (
        select(func.max(PeriodLock.end_at))
        .where(
            PeriodLock.unit_id == DossierState.unit_id,
            PeriodLock.reopened_at.is_(None),
            PeriodLock.log_seq < DossierState.log_seq,
        )
        .correlate(DossierState)
        .scalar_subquery()
    )


def _instant(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    return type_coerce(expression, UtcDateTime())


def _reported() -> Select[*tuple[Any, ...]]:
    """Return the states of dossiers with a late entry, bounded by when they count."""
    held = _held_back_until()
    counts = (
        select(
            DossierState.id,
            _instant(case((held > DossierState.from_at, held), else_=DossierState.from_at)).label(
                "counts_from"
            ),
        )
        .where(
            DossierState.unit_id == BOUNDS.office_id, DossierState.dossier_id.in_(WITH_LATE_ENTRY)
        )
        .cte("counts")
    )
    own = DossierState.__table__.c
    following = func.lead(counts.c.counts_from).over(
        partition_by=own.dossier_id, order_by=own.ordinal
    )
    # What the desk refused has no end: it was never received.
    has_ended = own.ended_at.is_not(None)
    end = func.min(case((has_ended, counts.c.counts_from))).over(partition_by=own.dossier_id)
    moved: dict[str, ColumnElement[Any]] = {
        "from_at": _instant(counts.c.counts_from),
        "to_at": _instant(func.coalesce(following, literal(FOREVER, UtcDateTime()))),
        "ended_at": _instant(case((has_ended, end))),
    }
    columns = [moved.get(column.key, column).label(column.key) for column in own]
    return select(*columns).join(counts, counts.c.id == own.id)


_REPORTED: Final = _reported().cte("reported")


def reported_states() -> AtEnd:
    """Return an alias of the states as reports count them, of dossiers with a late entry."""
    return aliased(DossierState, _REPORTED.alias(), adapt_on_names=True)


def first_reported() -> CTE:
    """Return the same states as a plain table, to find a dossier's first one in."""
    return _REPORTED.alias()


def _received() -> tuple[Selection, ...]:
    """Return what came in, by when its first state counts, and again what came in late."""
    first, state = _REPORTED.alias(), reported_states()
    came = (
        first.c.ordinal == _FIRST,
        first.c.status != DossierStatus.NOT_ACCEPTED,
        first.c.from_at >= BOUNDS.start,
        first.c.from_at < BOUNDS.end,
    )
    late_state = reported_states()
    return (
        of_fact(first.c.dossier_id, by_channel(state), state).where(*came),
        of_fact(first.c.dossier_id, LATE_RECEIVED, late_state).where(
            *came, Dossier.id == first.c.dossier_id, Dossier.received_at < BOUNDS.start
        ),
    )


def _late_ended() -> Selection:
    """Return what counts as ended in the period and had ended before it."""
    stored, state = own_states(), reported_states()
    return of_fact(stored.dossier_id, LATE_ENDED, state).where(
        stored.id == state.id,
        stored.ended_at < BOUNDS.start,
        ~state.is_open,
        state.ended_at >= BOUNDS.start,
        state.ended_at < BOUNDS.end,
    )


_LATE: Final = union_all(*_received(), _late_ended(), *state_measures(reported_states)).subquery(
    "late_measured"
)
_OWN: Final = select(DOSSIERS_MEASURED).where(
    DOSSIERS_MEASURED.c.dossier_id.not_in(WITH_LATE_ENTRY)
)
REPORTED: Final = union_all(_OWN, select(_LATE)).subquery("reported_measured")
"""Every figure's selection as reports count it: columns as of `MEASURED`."""


_FIRST_STATE = 1
Instant = ColumnElement[Any] | InstrumentedAttribute[Any]


class LateEntryView(Enum):
    """All dossiers of an office without late entries; else those without, and those with one."""

    ALL = "all"
    TIMELY = "timely"
    LATE = "late"

    def states(self) -> AtEnd:
        """Return another alias of the states that are counted."""
        return reported_states() if self is LateEntryView.LATE else own_states()

    def only(self, state: AtEnd) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions that leave out the dossiers of the other part."""
        return (state.dossier_id.not_in(WITH_LATE_ENTRY),) if self is LateEntryView.TIMELY else ()

    def received_at(self, state: AtEnd) -> Instant:
        """Return from when on the receipt of a state's dossier (joined) counts."""
        if self is not LateEntryView.LATE:
            return Dossier.received_at
        first = first_reported()
        return (
            select(first.c.from_at)
            .where(first.c.dossier_id == state.dossier_id, first.c.ordinal == _FIRST_STATE)
            .scalar_subquery()
        )

    def ended_at(self, state: AtEnd) -> Instant:
        """Return when a state's dossier ended, whenever that counts: what it is judged by."""
        if self is not LateEntryView.LATE:
            return state.ended_at
        stored = own_states()
        return select(stored.ended_at).where(stored.id == state.id).scalar_subquery()

    def was_accepted(self) -> ColumnElement[bool]:
        """Return the condition that a dossier (joined) was not refused at the desk."""
        return Dossier.id.not_in(refused_at_desk(self.states))


_Statement = TypeVar("_Statement")


def for_each(build: Callable[[LateEntryView], _Statement]) -> Mapping[LateEntryView, _Statement]:
    """Return a statement for each part."""
    return {one: build(one) for one in LateEntryView}


def counted_in(session: Session, period: Period) -> tuple[LateEntryView, ...]:
    """Return the parts that have dossiers."""
    found = session.connection().execute(
        select(LateEntry.dossier_id).where(LateEntry.unit_id == period.office_id).limit(1)
    )
    return (
        (LateEntryView.ALL,)
        if found.first() is None
        else (LateEntryView.TIMELY, LateEntryView.LATE)
    )
