"""Rows of petitions for lists: what has to be done first, the most urgent at the top."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import Session

from app.models.dossiers import Dossier
from app.models.people import Officer
from app.models.petitions import Petition, PetitionEvent
from app.services.deadlines.calendar import WorkingCalendar
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import Masks
from app.services.petitions.deadlines import DutyDue, duty_due, kept
from app.services.petitions.history import History, history_of
from app.services.petitions.lifecycle import OPEN_STATUSES, allowed, next_duty, outcomes_for
from app.services.petitions.linking import procedure_name
from app.services.petitions.records import (
    DutyView,
    EventLine,
    PetitionFilter,
    PetitionRow,
    PetitionView,
)
from app.text import fold
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.petitions import (
    Criterion,
    PetitionAct,
    PetitionClass,
    PetitionDuty,
    PetitionStatus,
)

_BATCH: Final = 500
_OPEN: Final = Petition.status.in_(sorted(OPEN_STATUSES))
_TO_DO: Final = or_(_OPEN, Petition.due_at.is_not(None))
_OLDEST_TO_DO: Final = case((_TO_DO, Petition.id), else_=-Petition.id)
_ROWS: Final[Select[*tuple[Any, ...]]] = select(
    Petition, Dossier.code.label("dossier_code")
).outerjoin(Dossier, Dossier.id == Petition.dossier_id)


def select_petitions(
    reading: Reading, wanted: PetitionFilter, masks: Masks, limit: int
) -> tuple[PetitionRow, ...]:
    """Return the office's petitions that `wanted` asks for, as far as `masks` shows them."""
    statement = _ROWS.where(*_conditions(reading, wanted)).order_by(
        _TO_DO.desc(), Petition.due_at.is_(None), Petition.due_at, _OLDEST_TO_DO
    )
    text = fold(wanted.text)
    with reading.session.execute(statement.execution_options(yield_per=_BATCH)) as rows:
        found = (row for row in rows if not text or text in _words(row))
        return tuple(row_of(row, reading.now, masks) for row in islice(found, limit))


def count_open(reading: Reading) -> tuple[int, int]:
    """Return how many of the office's petitions are open, and how many of all are overdue."""
    own = Petition.unit_id == reading.actor.office_id
    is_open = select(func.count()).where(own, _OPEN)
    is_late = select(func.count()).where(own, Petition.due_at < reading.now)
    session = reading.session
    return session.execute(is_open).scalar_one(), session.execute(is_late).scalar_one()


def petition_row(reading: Reading, petition_id: int, masks: Masks) -> PetitionRow:
    """Return the row of one petition."""
    row = reading.session.execute(_ROWS.where(Petition.id == petition_id)).one()
    return row_of(row, reading.now, masks)


def petition_rows(
    session: Session, petition_ids: Sequence[int], now: datetime, masks: Masks
) -> dict[int, PetitionRow]:
    """Return the rows of petitions by their ids, judged against `now`."""
    found: dict[int, PetitionRow] = {}
    for first in range(0, len(petition_ids), _BATCH):
        part = petition_ids[first : first + _BATCH]
        rows = session.execute(_ROWS.where(Petition.id.in_(part)))
        found |= {row.Petition.id: row_of(row, now, masks) for row in rows}
    return found


def row_of(row: Row[*tuple[Any, ...]], now: datetime, masks: Masks) -> PetitionRow:
    """Return one line; what has to be done next is judged against `now`."""
    petition: Petition = row.Petition
    is_waiting = petition.status is PetitionStatus.AWAITING_INFORMATION
    return PetitionRow(
        petition_id=petition.id,
        number=petition.number,
        year=petition.year,
        received_at=petition.received_at,
        channel=petition.channel,
        kind=petition.kind,
        about=petition.about,
        petition_class=petition.petition_class,
        status=petition.status,
        sender_name=petition.sender_name,
        sender_phone=masks.phone(petition.sender_phone),
        sender_address=masks.address(petition.sender_address),
        content=masks.words(petition.content),
        dossier_code=row.dossier_code or "",
        due_at=petition.due_at,
        standing=standing(petition.due_at, now),
        waits_since=petition.last_at if is_waiting else None,
        is_open=petition.status in OPEN_STATUSES,
    )


def standing(due_at: datetime | None, now: datetime) -> Timeliness | None:
    """Return how what is due at `due_at` stands at `now`."""
    if due_at is None:
        return None
    return Timeliness.OVERDUE if now > due_at else Timeliness.IN_TIME


def _conditions(reading: Reading, wanted: PetitionFilter) -> Iterator[ColumnElement[bool]]:
    yield Petition.unit_id == reading.actor.office_id
    if wanted.status is not None:
        yield Petition.status == wanted.status
    if wanted.channel is not None:
        yield Petition.channel == wanted.channel
    if wanted.about is not None:
        yield Petition.about == wanted.about
    if wanted.only_open:
        yield _OPEN
    if wanted.only_overdue:
        yield Petition.due_at < reading.now


def _words(row: Row[*tuple[Any, ...]]) -> str:
    petition: Petition = row.Petition
    said: Sequence[str] = (
        petition.number,
        petition.sender_name,
        petition.sender_phone,
        petition.content,
        row.dossier_code or "",
    )
    return fold(" ".join(said))


# One petition whole: its facts as far as they may be seen, its timeline, its duties.

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
