"""One petition whole: its facts as far as they may be seen, its timeline, its duties."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.people import Officer
from app.models.petitions import Petition, PetitionEvent
from app.services.deadlines.calendar import WorkingCalendar
from app.services.ledger.personal import Masks
from app.services.ledger.transactions import Reading
from app.services.petitions.deadlines import DutyDue, duty_due, kept
from app.services.petitions.history import History, history_of
from app.services.petitions.lifecycle import allowed, next_duty, outcomes_for
from app.services.petitions.linking import procedure_name
from app.services.petitions.listing import petition_row, standing
from app.services.petitions.records import DutyView, EventLine, PetitionView
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.petitions import (
    Criterion,
    PetitionAct,
    PetitionClass,
    PetitionDuty,
    PetitionStatus,
)

_UNTIL_CLASSED: Final = (PetitionDuty.REFUSE, PetitionDuty.ASK, PetitionDuty.FORWARD)
_FORWARDED: Final = frozenset({PetitionClass.CONDUCT, PetitionClass.OTHER_RULE})


def petition_view(
    reading: Reading, petition: Petition, calendar: WorkingCalendar, masks: Masks
) -> PetitionView:
    """Return a petition with everything its page shows."""
    history = history_of(reading.session, petition.id)
    names = _names(reading.session, petition, history)
    situation = history.situation
    forms = {one.act: one.form_id for one in history.events if one.form_id}
    return PetitionView(
        row=petition_row(reading, petition.id, masks),
        entered_by=names[petition.entered_by],
        is_late_entry=petition.is_late_entry,
        officer_name=names.get(petition.officer_id or 0, ""),
        procedure_name=procedure_name(reading, petition.procedure_id),
        finding=history.finding,
        events=tuple(_line(one, names, masks) for one in history.events),
        duties=duties_of(petition, history, calendar, reading.now),
        acts=() if petition.erased_at else allowed(situation),
        outcomes=outcomes_for(situation),
        receipt_form_id=forms.get(PetitionAct.RECEIVE, 0) or 0,
        answer_form_id=forms.get(PetitionAct.ANSWER, 0) or 0,
        is_erased=petition.erased_at is not None,
        is_masked=masks.hides_something,
    )


def duties_of(
    petition: Petition, history: History, calendar: WorkingCalendar, now: datetime
) -> tuple[DutyView, ...]:
    """Return the duties of a petition that were met, or have to be or may still have to be."""
    coming = next_duty(history.last.status)
    return tuple(
        _duty(duty, petition, history, calendar, now)
        for duty in PetitionDuty
        if history.met(duty) or duty is coming or duty in set(_open_duties(history))
    )


def _open_duties(history: History) -> Iterator[PetitionDuty]:
    """Yield what else may still have to be met, in so far as it is not."""
    status = history.last.status
    if status is PetitionStatus.RECEIVED:
        yield from _UNTIL_CLASSED
    if status in {PetitionStatus.TO_FORWARD, PetitionStatus.AWAITING_INFORMATION}:
        yield PetitionDuty.ANSWER
    if status is PetitionStatus.AWAITING_INFORMATION and history.petition_class in _FORWARDED:
        yield PetitionDuty.FORWARD


def _duty(
    duty: PetitionDuty,
    petition: Petition,
    history: History,
    calendar: WorkingCalendar,
    now: datetime,
) -> DutyView:
    event = history.met(duty)
    counted = _counted(duty, petition, history, event, calendar)
    done_at = None if event is None else event.at
    judged = standing(counted.due_at, now) if event is None else _judged(event)
    return DutyView(
        duty=duty,
        due_at=counted.due_at,
        done_at=done_at,
        standing=judged,
        is_next=event is None and next_duty(history.last.status) is duty,
        why=counted.steps,
        summary=counted.summary,
    )


def _counted(
    duty: PetitionDuty,
    petition: Petition,
    history: History,
    event: PetitionEvent | None,
    calendar: WorkingCalendar,
) -> DutyDue:
    """Return by when a duty has (or had) to be met, as it was counted when that was promised."""
    if duty is PetitionDuty.PUBLISH:
        start = history.answered_at or petition.received_at
        counted = duty_due(duty, start, (), calendar)
    else:
        before = history if event is None else History(history.events[: event.ordinal - 1])
        counted = duty_due(duty, petition.received_at, before.waits, calendar)
    return kept(counted, _promised(duty, history, event))


def _promised(duty: PetitionDuty, history: History, event: PetitionEvent | None) -> datetime | None:
    if event is not None:
        return event.met_due_at
    if duty is PetitionDuty.ANSWER:
        return history.last.answer_due_at
    return history.last.due_at if next_duty(history.last.status) is duty else None


def _names(session: Session, petition: Petition, history: History) -> Mapping[int, str]:
    wanted = {petition.entered_by, petition.officer_id, *(one.officer_id for one in history.events)}
    rows = session.execute(
        select(Officer.id, Officer.name).where(Officer.id.in_([one for one in wanted if one]))
    )
    return {row.id: row.name for row in rows}


def _line(event: PetitionEvent, names: Mapping[int, str], masks: Masks) -> EventLine:
    return EventLine(
        ordinal=event.ordinal,
        act=event.act,
        at=event.at,
        entered_at=event.entered_at,
        officer_name=names[event.officer_id],
        status=event.status,
        note=masks.words(event.note),
        petition_class=event.petition_class,
        has_ground=event.has_ground,
        criteria=criteria_of(event.criteria),
        outcome=event.outcome,
        finding=event.finding,
        published_by=event.published_by,
        to_name=event.to_name,
        form_id=event.form_id or 0,
        standing=_judged(event),
    )


def _judged(event: PetitionEvent) -> Timeliness | None:
    """Return whether an act was in time; None for one that had nothing to meet."""
    if event.met_due_at is None:
        return None
    return Timeliness.LATE if event.at > event.met_due_at else Timeliness.ON_TIME


def criteria_of(stored: str) -> tuple[Criterion, ...]:
    """Return the criteria of a study as they are stored."""
    return tuple(Criterion(code) for code in stored.split(",") if code)
