"""The petitions that come due: late, due today, and those of the next working day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select

from app.clock import end_of_day, local_date
from app.models.office import Unit
from app.models.petitions import Petition, PetitionEvent
from app.services.deadlines.calendar import WorkingCalendar
from app.services.ledger.personal import ROWS
from app.services.ledger.transactions import Reading
from app.services.petitions.lifecycle import next_duty
from app.services.worklist.phrases import at_text, lowered
from app.services.worklist.records import OfPetition, WorkItem
from app.vocabulary.dossiers import WorkKind
from app.vocabulary.petitions import PetitionAct, PetitionStatus
from app.wording.labels import label
from app.wording.texts import late_text, time_text

MOST_LETTERS: Final = 200
"""So much of a petition's words is enough to know it by."""


def petition_counts(
    reading: Reading, calendar: WorkingCalendar, *, only_urgent: bool = False
) -> Mapping[WorkKind, int]:
    """Return how many petitions are due by kind; kinds of none are left out."""
    before = _horizon(reading, calendar, only_urgent=only_urgent)
    due = select(func.count()).where(*_due_before(reading, before))
    late = due.where(Petition.due_at < reading.now)
    today = due.where(Petition.due_at < end_of_day(local_date(reading.now)))
    is_late, until_today, all_due = (
        reading.session.execute(asked).scalar_one() for asked in (late, today, due)
    )
    counts = {
        WorkKind.PETITION_LATE: is_late,
        WorkKind.PETITION_TODAY: until_today - is_late,
        WorkKind.PETITION_NEAR: all_due - until_today,
    }
    return {kind: count for kind, count in counts.items() if count}


def petition_items(reading: Reading, calendar: WorkingCalendar, most: int) -> Iterator[WorkItem]:
    """Yield the `most` soonest due; people's numbers in what they say are hidden."""
    rows = reading.session.scalars(
        select(Petition)
        .where(*_due_before(reading, _horizon(reading, calendar, only_urgent=False)))
        .order_by(Petition.due_at, Petition.id)
        .limit(most)
    )
    found = list(rows)
    holders = _holders(reading, [one.id for one in found])
    office = reading.session.get_one(Unit, reading.actor.office_id).name
    for petition in found:
        duty, due_at = next_duty(petition.status), petition.due_at
        if duty is None or due_at is None:
            continue
        kind = _kind(due_at, reading.now)
        is_away = petition.status is PetitionStatus.FORWARDED
        words = ROWS.words(petition.content).split("\n")[0]
        yield WorkItem(
            kind=kind,
            code=petition.number,
            owner_name=petition.sender_name,
            procedure_name=words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS]}…",
            unit_name=holders.get(petition.id, office) if is_away else office,
            since=petition.received_at,
            due_at=due_at,
            text=f"{label(duty)}: {_standing(kind, due_at, reading.now)}",
            action=None,
            of=OfPetition(petition.id, duty),
        )


def _holders(reading: Reading, petition_ids: Sequence[int]) -> Mapping[int, str]:
    """Return to which unit each was forwarded, by its last forwarding."""
    rows = reading.session.execute(
        select(PetitionEvent.petition_id, PetitionEvent.to_name)
        .where(
            PetitionEvent.petition_id.in_(petition_ids),
            PetitionEvent.act == PetitionAct.FORWARD,
        )
        .order_by(PetitionEvent.petition_id, PetitionEvent.ordinal)
    )
    return {row.petition_id: row.to_name for row in rows}


def _horizon(reading: Reading, calendar: WorkingCalendar, *, only_urgent: bool) -> datetime:
    today = local_date(reading.now)
    return end_of_day(today if only_urgent else calendar.next_working(today))


def _kind(due_at: datetime, now: datetime) -> WorkKind:
    if due_at < now:
        return WorkKind.PETITION_LATE
    is_today = local_date(due_at) == local_date(now)
    return WorkKind.PETITION_TODAY if is_today else WorkKind.PETITION_NEAR


def _due_before(reading: Reading, before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what is due; what was erased past its time is nobody's work."""
    return (
        Petition.unit_id == reading.actor.office_id,
        Petition.due_at < before,
        Petition.erased_at.is_(None),
    )


def _standing(kind: WorkKind, due_at: datetime, now: datetime) -> str:
    match kind:
        case WorkKind.PETITION_LATE:
            return lowered(late_text(due_at, now))
        case WorkKind.PETITION_TODAY:
            return f"hết hạn hôm nay {time_text(due_at)}"
        case _:
            return f"hết hạn {at_text(due_at, now)}"
