"""The petitions that a period has to do with, and the events that its figures choose from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.models.petitions import Petition, PetitionEvent
from app.services.figures.entered_late import Stretches, stretches_in
from app.services.figures.period import Period
from app.services.petitions.history import History, histories_of
from app.services.petitions.lifecycle import OPEN_STATUSES
from app.vocabulary.petitions import (
    PetitionAbout,
    PetitionClass,
    PetitionOutcome,
)

# Petitions as a period counts them: what had happened to each by its end, and what within it.
#
# An event counts from its moment, or from the end of the latest lock made before it was entered
# (`services/figures/entered_late.py`); whether it was in time is judged by its own moment.


@dataclass(frozen=True, slots=True)
class Life:
    """A petition and what had happened to it by the end of the period, as that counts it."""

    petition: Petition
    history: History
    period: Period
    stretches: Stretches

    @property
    def about(self) -> PetitionAbout:
        """What it is about: as it was classed, else as its sender sees it."""
        known = self.history.petition_class
        if known is PetitionClass.CONDUCT:
            return PetitionAbout.CONDUCT
        is_rule = known in {PetitionClass.OWN_RULE, PetitionClass.OTHER_RULE}
        return PetitionAbout.RULE if is_rule else self.petition.about

    @property
    def is_open(self) -> bool:
        """Say whether it was still worked on."""
        return self.history.last.status in OPEN_STATUSES

    @property
    def receipt(self) -> PetitionEvent:
        """The event that received it."""
        return self.history.events[0]

    @property
    def is_received_within(self) -> bool:
        """Say whether the period counts its receipt."""
        return self.is_within(self.receipt)

    @property
    def end(self) -> PetitionEvent | None:
        """The event that ended it; None while it is open."""
        ends = (one for one in self.history.events if one.status not in OPEN_STATUSES)
        return next(ends, None)

    @property
    def within(self) -> tuple[PetitionEvent, ...]:
        """The events that the period counts."""
        return tuple(one for one in self.history.events if self.is_within(one))

    @property
    def was_open_before(self) -> bool:
        """Say whether it was there and open when the period began."""
        before = [one for one in self.history.events if not self.is_within(one)]
        return bool(before) and before[-1].status in OPEN_STATUSES

    @property
    def outcome(self) -> PetitionOutcome | None:
        """What was decided on it last."""
        decided = (event.outcome for event in self.history.events[::-1] if event.outcome)
        return next(decided, None)

    @property
    def is_over(self) -> bool:
        """Say whether the time of what had to be done next was over."""
        due_at = self.history.last.due_at
        return due_at is not None and self.period.as_of > due_at

    def is_within(self, event: PetitionEvent) -> bool:
        """Say whether the period counts an event of the history."""
        return counted_from(event, self.stretches) >= self.period.start

    def is_entered_late(self, event: PetitionEvent) -> bool:
        """Say whether an event that the period counts was entered too late for an earlier one."""
        return event.at < self.period.start and self.is_within(event)


def lives_in(session: Session, period: Period) -> Iterator[Life]:
    """Yield what the period has to do with: open in it, ended in it, or still worked on in it."""
    stretches = stretches_in(session, period.office_id)
    rows = session.scalars(
        select(Petition)
        .where(
            Petition.unit_id == period.office_id,
            Petition.received_at < period.end,
            or_(
                Petition.ended_at.is_(None),
                Petition.last_at >= period.start,
                *_entered_late(stretches, period),
            ),
        )
        .order_by(Petition.year, Petition.ordinal)
    ).all()
    histories = histories_of(session, [row.id for row in rows])
    for row in rows:
        events = histories[row.id].events
        known = tuple(one for one in events if counted_from(one, stretches) < period.end)
        if known:
            yield Life(row, History(known), period, stretches)


def counted_from(event: PetitionEvent, stretches: Stretches) -> datetime:
    """Return from when on an event counts."""
    held = stretches.held_until(event.log_seq)
    return event.at if held is None else max(event.at, held)


def _entered_late(stretches: Stretches, period: Period) -> Iterator[ColumnElement[bool]]:
    """Yield the condition of petitions with an event that a lock may have moved into the period."""
    seqs = [
        one.log_seq
        for one in stretches.all
        if one.log_seq is not None and one.end is not None and one.end >= period.start
    ]
    if seqs:
        yield Petition.id.in_(
            select(PetitionEvent.petition_id).where(PetitionEvent.log_seq > min(seqs))
        )


@dataclass(frozen=True, slots=True)
class Selected:
    """A petition as a figure counts it, and the event by which it does."""

    life: Life
    event: PetitionEvent

    @property
    def is_late(self) -> bool:
        """Say whether the event came after the time that was set for it."""
        return self.event.met_due_at is not None and self.event.at > self.event.met_due_at
