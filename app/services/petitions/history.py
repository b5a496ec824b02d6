"""What happened to a petition so far, read from its events: the only source of what is true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models.petitions import Petition, PetitionEvent
from app.services.deadlines.calendar import WorkingCalendar
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Work
from app.services.petitions.deadlines import Wait, duty_due
from app.services.petitions.lifecycle import OPEN_STATUSES, PetitionSituation, duty_of, next_duty
from app.services.petitions.records import PetitionSaid
from app.vocabulary.petitions import (
    Finding,
    PetitionAct,
    PetitionClass,
    PetitionDuty,
    PetitionStatus,
)


@dataclass(frozen=True, slots=True)
class History:
    """The events of one petition in order, at least the receipt."""

    events: tuple[PetitionEvent, ...]

    @property
    def last(self) -> PetitionEvent:
        """The newest event."""
        return self.events[-1]

    @property
    def situation(self) -> PetitionSituation:
        """What the table judges by."""
        return PetitionSituation(
            status=self.last.status,
            petition_class=self.petition_class,
            has_ground=self.has_ground,
            finding=self.finding,
            interrupted=self.interrupted,
        )

    @property
    def petition_class(self) -> PetitionClass | None:
        """The class it was given last."""
        return next((one.petition_class for one in self._newest if one.petition_class), None)

    @property
    def has_ground(self) -> bool | None:
        """Whether the study found ground enough; None without one."""
        said = (one.has_ground for one in self._newest if one.has_ground is not None)
        return next(said, None)

    @property
    def finding(self) -> Finding | None:
        """What a complaint proved to be, as far as known."""
        return next((one.finding for one in self._newest if one.finding), None)

    @property
    def interrupted(self) -> PetitionStatus | None:
        """What the last request for information interrupted."""
        for earlier, later in zip(self.events[-2::-1], self._newest, strict=False):
            if later.act is PetitionAct.ASK_INFORMATION:
                return earlier.status
        return None

    @property
    def waits(self) -> tuple[Wait, ...]:
        """When the sender was waited for, in order."""
        found: list[Wait] = []
        for one in self.events:
            if one.act is PetitionAct.ASK_INFORMATION:
                found.append(Wait(one.at, None))
            elif found and found[-1].end is None:
                found[-1] = Wait(found[-1].start, one.at)
        return tuple(found)

    @property
    def waits_since(self) -> datetime | None:
        """From when the sender has been waited for; None where nobody is."""
        is_waiting = self.last.status is PetitionStatus.AWAITING_INFORMATION
        return self.last.at if is_waiting else None

    @property
    def answered_at(self) -> datetime | None:
        """When it was answered."""
        answers = (one.at for one in self.events if one.act is PetitionAct.ANSWER)
        return next(answers, None)

    @property
    def ended_at(self) -> datetime | None:
        """When it was no longer open: the first event that says so."""
        ends = (one.at for one in self.events if one.status not in OPEN_STATUSES)
        return next(ends, None)

    def met(self, duty: PetitionDuty) -> PetitionEvent | None:
        """Return the last event that met `duty`; None where none did."""
        met = (one for one in self._newest if duty_of(one.act, one.status) is duty)
        return next(met, None)

    def until(self, moment: datetime) -> "History | None":
        """Return the history as it was before `moment`; None where nothing had happened."""
        events = tuple(one for one in self.events if one.at < moment)
        return History(events) if events else None

    @property
    def _newest(self) -> tuple[PetitionEvent, ...]:
        return self.events[::-1]


def petition_named(session: Session, office_id: int, number: str, year: int) -> Petition:
    """Return the office's petition of that number and year. Raises NotFoundError."""
    found = session.scalars(
        select(Petition).where(
            Petition.unit_id == office_id, Petition.year == year, Petition.number == number
        )
    ).first()
    if found is None:
        raise NotFoundError(
            f"Không có phản ánh, kiến nghị số {number} năm {year}. Hãy kiểm tra số và năm."
        )
    return found


def history_of(session: Session, petition_id: int) -> History:
    """Return the events of a petition."""
    return histories_of(session, (petition_id,))[petition_id]


def histories_of(session: Session, petition_ids: Sequence[int]) -> dict[int, History]:
    """Return the events of each of the petitions, in one reading a thousand of them."""
    found: dict[int, list[PetitionEvent]] = {one: [] for one in petition_ids}
    for part in _parts(petition_ids):
        rows = session.scalars(
            select(PetitionEvent)
            .where(PetitionEvent.petition_id.in_(part))
            .order_by(PetitionEvent.petition_id, PetitionEvent.ordinal)
        )
        for row in rows:
            found[row.petition_id].append(row)
    return {one: History(tuple(events)) for one, events in found.items()}


def _parts(ids: Sequence[int], size: int = 1000) -> Iterable[Sequence[int]]:
    return (ids[first : first + size] for first in range(0, len(ids), size))


# Adding one event to a petition: its times, its log entry, its row, what the petition is now.

LOGGED: Final = "petition_"
"""What the log's entries of petitions begin with, before the name of the act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One act on a petition, judged: when, where it leads, what it says."""

    act: PetitionAct
    at: datetime
    status: PetitionStatus
    said: PetitionSaid
    to_name: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """What an act had to meet, what has to be met next, by when it must be answered."""

    met: datetime | None
    due: datetime | None
    answer: datetime | None


def times_of(
    received_at: datetime, history: History | None, it: Happening, calendar: WorkingCalendar
) -> Times:
    """Count the times of an act on a petition with `history` (None: it is the receipt)."""
    waits = history.waits if history else ()
    came_in = it.act is PetitionAct.INFORMATION_IN
    if came_in and waits:
        waits = (*waits[:-1], type(waits[-1])(waits[-1].start, it.at))

    def counted(duty: PetitionDuty) -> datetime | None:
        if duty is PetitionDuty.PUBLISH:
            start = it.at if it.act is PetitionAct.ANSWER else _answered(history, it.at)
            return duty_due(duty, start, (), calendar).due_at
        return duty_due(duty, received_at, waits, calendar).due_at

    if it.status is PetitionStatus.AWAITING_INFORMATION:
        answer = None
    elif history is None or came_in:
        answer = counted(PetitionDuty.ANSWER)
    else:
        answer = history.last.answer_due_at
    met = duty_of(it.act, it.status)
    upcoming = next_duty(it.status)
    return Times(
        met=_promised(history, met) or (counted(met) if met else None),
        due=answer if upcoming is PetitionDuty.ANSWER else counted(upcoming) if upcoming else None,
        answer=answer,
    )


def _answered(history: History | None, otherwise: datetime) -> datetime:
    return (history.answered_at if history else None) or otherwise


def _promised(history: History | None, duty: PetitionDuty | None) -> datetime | None:
    """Return the instant that was counted before for the duty an act meets."""
    if history is None or duty is None:
        return None
    if duty is PetitionDuty.ANSWER:
        return history.last.answer_due_at
    return history.last.due_at if next_duty(history.last.status) is duty else None


def log_act(work: Work, petition: Petition, it: Happening, due_at: datetime | None) -> LogMark:
    """Write the log's entry of an act; what was typed is kept apart, as personal."""
    said = it.said
    return work.log(
        f"{LOGGED}{it.act.value}",
        {
            "number": petition.number,
            "year": petition.year,
            "status": it.status.value,
            "due": due_at.isoformat() if due_at else "",
            "class": said.petition_class.value if said.petition_class else "",
            "outcome": said.outcome.value if said.outcome else "",
            "finding": said.finding.value if said.finding else "",
            "to": it.to_name,
        },
        happened_at=it.at,
        personal={"note": said.note},
    )


def log_receipt(work: Work, petition: Petition, due_at: datetime | None) -> LogMark:
    """Write the log's entry of a petition just received; who sent what is kept apart."""
    return work.log(
        f"{LOGGED}{PetitionAct.RECEIVE.value}",
        {
            "number": petition.number,
            "year": petition.year,
            "channel": petition.channel.value,
            "kind": petition.kind.value,
            "about": petition.about.value,
            "dossier": petition.dossier_id or 0,
            "officer": petition.officer_id or 0,
            "due": due_at.isoformat() if due_at else "",
            "late_entry": petition.is_late_entry,
        },
        happened_at=petition.received_at,
        personal={
            "sender_name": petition.sender_name,
            "sender_address": petition.sender_address,
            "sender_phone": petition.sender_phone,
            "content": petition.content,
        },
    )


def add_event(
    work: Work,
    petition: Petition,
    it: Happening,
    times: Times,
    *,
    ordinal: int,
    log_seq: int,
    form_id: int | None,
) -> None:
    """Store the event with its place in the petition's life, its log entry and the form issued."""
    said = it.said
    work.session.add(
        PetitionEvent(
            petition_id=petition.id,
            ordinal=ordinal,
            act=it.act,
            at=it.at,
            entered_at=work.now,
            officer_id=work.actor.officer_id,
            status=it.status,
            petition_class=said.petition_class,
            has_ground=said.has_ground,
            criteria=",".join(said.criteria),
            outcome=said.outcome,
            finding=said.finding,
            published_by=said.published_by,
            to_unit_id=said.to_unit_id,
            to_name=it.to_name,
            note=said.note,
            met_due_at=times.met,
            due_at=times.due,
            answer_due_at=times.answer,
            form_id=form_id,
            log_seq=log_seq,
        )
    )
    petition.status, petition.due_at, petition.last_at = it.status, times.due, it.at
    petition.petition_class = said.petition_class or petition.petition_class
    if petition.ended_at is None and it.status not in OPEN_STATUSES:
        petition.ended_at = it.at
    work.session.flush()
