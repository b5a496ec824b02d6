"""What each figure of petitions counts: the one selection behind the number and its rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.errors import InvalidInputError
from app.models.petitions import Petition, PetitionEvent
from app.services.figures.entered_late import Stretches, stretches_in
from app.services.figures.period import Period, judged
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import ROWS
from app.services.petitions.history import History, histories_of
from app.services.petitions.lifecycle import OPEN_STATUSES, duty_of
from app.services.petitions.listing import petition_rows, standing
from app.services.petitions.records import PetitionBehind, PetitionRow
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

    def is_over(self, as_of: datetime) -> bool:
        """Say whether the time of what had to be done next was over."""
        due_at = self.history.last.due_at
        return due_at is not None and as_of > due_at

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
        "late.received": _told_late(received),
        "late.ended": _told_late(ended),
    }


def _told_late(selected: Sequence[Selected]) -> Sequence[Selected]:
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


def petitions_behind_in(
    reading: Reading, period: Period, figure: str
) -> tuple[PetitionBehind, ...]:
    """Return what the figure of that dotted name counts, in the order of receipt.

    Raises InvalidInputError (`figure`).
    """
    span = judged(reading.session, period)
    selected = selected_in(tuple(lives_in(reading.session, span)), span).get(figure)
    if selected is None:
        raise InvalidInputError("figure", f"Không có chỉ tiêu “{figure[:60]}”.")
    ids = sorted({one.life.petition.id for one in selected})
    rows = petition_rows(reading.session, ids, span.as_of, ROWS)
    return tuple(_behind(one, rows[one.life.petition.id], span) for one in selected)


def _behind(selected: Selected, row: PetitionRow, period: Period) -> PetitionBehind:
    event = selected.event
    return PetitionBehind(
        row=_as_it_stood(selected.life, row, period),
        ordinal=event.ordinal,
        act=event.act,
        at=event.at,
        is_late=selected.is_late,
    )


def _as_it_stood(life: Life, row: PetitionRow, period: Period) -> PetitionRow:
    """Return the row by what had happened in the period: what came after does not count yet."""
    history = life.history
    due_at = history.last.due_at
    return replace(
        row,
        about=life.about,
        petition_class=history.petition_class,
        status=history.last.status,
        due_at=due_at,
        standing=standing(due_at, period.as_of),
        waits_since=history.waits_since,
        is_open=life.is_open,
    )
