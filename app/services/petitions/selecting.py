"""What each figure of petitions counts: the one selection behind the number and its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.models.petitions import PetitionEvent
from app.services.figures.period import Period
from app.services.petitions.lifecycle import duty_of
from app.services.petitions.lives import Life
from app.vocabulary.petitions import (
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

_ENDED_IN_TIME: Final = (("answered", PetitionDuty.ANSWER), ("refused", PetitionDuty.REFUSE))
_DONE_IN_TIME: Final = (
    ("asked", PetitionDuty.ASK),
    ("forwarded", PetitionDuty.FORWARD),
    ("published", PetitionDuty.PUBLISH),
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


Selections = Mapping[str, Sequence[Selected]]


def selected_in(lives: Sequence[Life], period: Period) -> Selections:
    """Return what each figure counts, by the figure's dotted name; nothing is an empty row."""
    received = [Selected(one, one.receipt) for one in lives if one.is_received_within]
    carried = [Selected(one, one.receipt) for one in lives if one.was_open_before]
    ended = [Selected(one, end) for one in lives if (end := one.end) and one.is_within(end)]
    within = [Selected(one, event) for one in lives for event in one.within]
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
        "late.received": _entered_late(received),
        "late.ended": _entered_late(ended),
    }


def _entered_late(selected: Sequence[Selected]) -> Sequence[Selected]:
    return [one for one in selected if one.life.is_entered_late(one.event)]


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
            f"outcome.{each}": [one for one in answered if one.life.outcome is each]
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
