"""The entries of registers that come due: inspections of this month, findings to be mended."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, select

from app.clock import end_of_day, local_date
from app.models.office import Unit
from app.models.petitions import Petition, PetitionEvent
from app.models.registers import Inspection
from app.services.deadlines.calendar import WorkingCalendar
from app.services.fields import FieldKind, value_text
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import ROWS
from app.services.petitions.lifecycle import next_duty
from app.services.registers.definitions import INSPECTIONS, REGISTERS, Register
from app.services.registers.entries import (
    DAYS_AHEAD,
    entries_of,
    is_waiting_until,
    known_at,
    last_of_month,
    select_entries,
)
from app.services.registers.records import EntryDue, RegisterEntry, standing_text
from app.services.worklist.phrases import at_text, lowered
from app.services.worklist.records import OfEntry, OfPetition, WorkItem
from app.vocabulary.dossiers import WorkKind
from app.vocabulary.petitions import PetitionAct, PetitionStatus
from app.wording.labels import label
from app.wording.texts import late_text, time_text


def entry_counts(reading: Reading) -> Mapping[WorkKind, int]:
    """Return how many entries are late and how many are due; kinds of none are left out."""
    today = local_date(reading.now)
    late = due = 0
    for register in _with_due_days():
        is_late = _count(reading, register, today - timedelta(days=1))
        late += is_late
        due += _count(reading, register, _ahead(register, today)) - is_late
    counts = {WorkKind.ENTRY_LATE: late, WorkKind.ENTRY_DUE: due}
    return {kind: count for kind, count in counts.items() if count}


def entry_items(reading: Reading, most: int) -> tuple[WorkItem, ...]:
    """Return the `most` soonest due of each register, soonest first; people's numbers hidden."""
    found = [one for register in _with_due_days() for one in _entries(reading, register, most)]
    inspected = _inspected(reading, {_inspection(entry) for entry in found})
    today = local_date(reading.now)
    soonest = sorted(found, key=lambda entry: entry.due_on or today)
    return tuple(_item(entry, inspected.get(_inspection(entry), ""), today) for entry in soonest)


def _with_due_days() -> Iterator[Register]:
    return (register for register in REGISTERS.values() if register.due)


def _ahead(register: Register, today: date) -> date:
    """Return until when one looks ahead: to the month's end for what is planned by months."""
    is_month = register.field(register.due).kind is FieldKind.MONTH
    return last_of_month(today) if is_month else today + timedelta(days=DAYS_AHEAD)


def _where(reading: Reading, register: Register, limit: date) -> list[ColumnElement[bool]]:
    return [
        *known_at(register, reading.actor.office_id, None),
        register.table.is_struck.is_(False),
        is_waiting_until(register, limit),
    ]


def _count(reading: Reading, register: Register, limit: date) -> int:
    counted = select(func.count()).select_from(register.table)
    return reading.session.execute(counted.where(*_where(reading, register, limit))).scalar_one()


def _entries(reading: Reading, register: Register, most: int) -> tuple[RegisterEntry, ...]:
    today = local_date(reading.now)
    due = getattr(register.table, register.due)
    where = _where(reading, register, _ahead(register, today))
    found = select_entries(register, *where).order_by(None)
    soonest = found.order_by(due, register.table.number).limit(most)
    return entries_of(reading.session, register, soonest, today, ROWS)


def _inspection(entry: RegisterEntry) -> int:
    """Return the number of the inspection that an entry is, or is of."""
    of = REGISTERS[entry.kind].of_field
    number = entry.values[of] if of else entry.number
    return number if isinstance(number, int) else 0


def _inspected(reading: Reading, numbers: set[int]) -> Mapping[int, str]:
    held = known_at(INSPECTIONS, reading.actor.office_id, None)
    rows = reading.session.execute(
        select(Inspection.number, Inspection.inspected).where(
            *held, Inspection.number.in_(sorted(numbers))
        )
    )
    return {number: ROWS.words(name) for number, name in rows}


def _item(entry: RegisterEntry, inspected: str, today: date) -> WorkItem:
    register = REGISTERS[entry.kind]
    limit = register.field(register.due)
    said = f"{limit.title.lower()} {value_text(limit, entry.values[limit.name])}"
    return WorkItem(
        kind=WorkKind.ENTRY_LATE if entry.due is EntryDue.LATE else WorkKind.ENTRY_DUE,
        code=f"{register.noun.capitalize()} {entry.number}",
        owner_name="",
        procedure_name=value_text(register.field(register.called), entry.values[register.called]),
        unit_name=inspected,
        since=entry.entered_at,
        due_at=None,
        due_on=entry.due_on,
        text=f"{standing_text(register, entry, today)}, {said}",
        action=None,
        of=OfEntry(entry.kind, entry.number, _inspection(entry) if register.of_field else 0),
    )


# The petitions that come due: late, due today, and those of the next working day.

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
