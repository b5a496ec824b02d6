"""What each figure of petitions counts: the one selection behind the number and its rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.petitions import Petition, PetitionEvent
from app.petition_vocabulary import (
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionDuty,
    PetitionKind,
    PetitionOutcome,
    PetitionStatus,
)
from app.services.figures.period import Period
from app.services.petitions.history import History, histories_of
from app.services.petitions.lifecycle import OPEN_STATUSES, duty_of

_ENDED_IN_TIME: Final = (("answered", PetitionDuty.ANSWER), ("refused", PetitionDuty.REFUSE))
_DONE_IN_TIME: Final = (
    ("asked", PetitionDuty.ASK),
    ("forwarded", PetitionDuty.FORWARD),
    ("published", PetitionDuty.PUBLISH),
)


@dataclass(frozen=True, slots=True)
class Life:
    """A petition and what had happened to it by the end of the period."""

    petition: Petition
    history: History

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

    def is_received_within(self, period: Period) -> bool:
        """Say whether it came in no earlier than the period's first day."""
        return self.petition.received_at >= period.start

    def was_open_at(self, moment: datetime) -> bool:
        """Say whether it was there and open just before `moment`."""
        before = self.history.until(moment)
        return before is not None and before.last.status in OPEN_STATUSES

    def is_over(self, as_of: datetime) -> bool:
        """Say whether the time of what had to be done next was over."""
        due_at = self.history.last.due_at
        return due_at is not None and as_of > due_at

    def end(self) -> PetitionEvent | None:
        """Return the event that ended it; None while it is open."""
        ends = (one for one in self.history.events if one.status not in OPEN_STATUSES)
        return next(ends, None)

    def outcome(self) -> PetitionOutcome | None:
        """Return what was decided on it last."""
        decided = (event.outcome for event in self.history.events[::-1] if event.outcome)
        return next(decided, None)


@dataclass(frozen=True, slots=True)
class Selected:
    """A petition as a figure counts it, and the event by which it does."""

    life: Life
    event: PetitionEvent

    @property
    def is_late(self) -> bool:
        """Say whether the event came after the time that was set for it."""
        return self.event.met_due_at is not None and self.event.at > self.event.met_due_at


Selections = Mapping[str, Sequence[Selected]]


def lives_in(session: Session, period: Period) -> Iterator[Life]:
    """Yield what the period has to do with: open in it, ended in it, or still worked on in it."""
    rows = session.scalars(
        select(Petition)
        .where(
            Petition.unit_id == period.office_id,
            Petition.received_at < period.end,
            or_(Petition.ended_at.is_(None), Petition.last_at >= period.start),
        )
        .order_by(Petition.year, Petition.ordinal)
    ).all()
    histories = histories_of(session, [row.id for row in rows])
    for row in rows:
        history = histories[row.id].until(period.end)
        if history is not None:
            yield Life(row, history)


def selected_in(lives: Sequence[Life], period: Period) -> Selections:
    """Return what each figure counts, by the figure's dotted name; nothing is an empty row."""
    received = [Selected(one, one.receipt) for one in lives if one.is_received_within(period)]
    carried = [Selected(one, one.receipt) for one in lives if one.was_open_at(period.start)]
    ended = [Selected(one, end) for one in lives if (end := one.end()) and end.at >= period.start]
    within = [
        Selected(one, event)
        for one in lives
        for event in one.history.events
        if event.at >= period.start
    ]
    return {
        "taken_on": [*carried, *received],
        "carried_over": carried,
        **_received(received),
        **_ended(ended),
        **_by_duty(within, _DONE_IN_TIME),
        "unpublished_overdue": [
            Selected(one, one.history.last)
            for one in lives
            if not one.is_open and one.is_over(period.as_of)
        ],
        **{
            f"found.{each}": [one for one in within if one.event.finding is each]
            for each in Finding
        },
        **_open(lives, period.as_of),
    }


def class_figure(petition_class: PetitionClass | None) -> str:
    """Return the name of the figure of a class; None: not classed yet."""
    return f"received.class.{petition_class or 'none'}"


def _received(received: Sequence[Selected]) -> Selections:
    return {
        "received": received,
        **{
            f"received.about.{about}": [one for one in received if one.life.about is about]
            for about in PetitionAbout
        },
        **{
            f"received.channel.{channel}": [
                one for one in received if one.life.petition.channel is channel
            ]
            for channel in PetitionChannel
        },
        **{
            f"received.kind.{kind}.{about}": [
                one
                for one in received
                if one.life.petition.kind is kind and one.life.about is about
            ]
            for kind in PetitionKind
            for about in PetitionAbout
        },
        **{
            class_figure(each): [one for one in received if one.life.history.petition_class is each]
            for each in (*PetitionClass, None)
        },
    }


def _ended(ended: Sequence[Selected]) -> Selections:
    answered = [one for one in ended if one.event.act is PetitionAct.ANSWER]
    return {
        "ended": ended,
        **_by_duty(ended, _ENDED_IN_TIME),
        "passed_on": [one for one in ended if one.event.status is PetitionStatus.PASSED_ON],
        "withdrawn": [one for one in ended if one.event.status is PetitionStatus.WITHDRAWN],
        **{
            f"outcome.{each}": [one for one in answered if one.life.outcome() is each]
            for each in PetitionOutcome
        },
    }


def _by_duty(events: Sequence[Selected], duties: Iterable[tuple[str, PetitionDuty]]) -> Selections:
    found: dict[str, Sequence[Selected]] = {}
    for name, duty in duties:
        met = [one for one in events if duty_of(one.event.act, one.event.status) is duty]
        found[name] = met
        found[f"{name}.in_time"] = [one for one in met if not one.is_late]
        found[f"{name}.late"] = [one for one in met if one.is_late]
    return found


def _open(lives: Sequence[Life], as_of: datetime) -> Selections:
    """Part what is still open; no time runs where the sender is waited for."""
    found = [Selected(one, one.history.last) for one in lives if one.is_open]
    waiting = [one for one in found if one.life.history.waits_since]
    overdue = [one for one in found if one.life.is_over(as_of)]
    apart = {one.event.id for one in (*waiting, *overdue)}
    return {
        "open": found,
        "open.in_time": [one for one in found if one.event.id not in apart],
        "open.waiting": waiting,
        "open.overdue": overdue,
    }
