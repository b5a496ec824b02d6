"""The entries of registers that come due: inspections of this month, findings to be mended."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from app.clock import local_date
from app.models.registers import Inspection
from app.services.fields import FieldKind, value_text
from app.services.ledger.personal import ROWS
from app.services.ledger.transactions import Reading
from app.services.registers.due import DAYS_AHEAD, is_waiting_until, last_of_month
from app.services.registers.entries import entries_of, known_at, select_entries
from app.services.registers.fields import Register
from app.services.registers.phrases import standing_text
from app.services.registers.records import Due, Entry
from app.services.registers.shelf import INSPECTIONS, SHELF
from app.services.worklist.records import OfEntry, WorkItem
from app.vocabulary.dossiers import WorkKind


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
    return (register for register in SHELF.values() if register.due)


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


def _entries(reading: Reading, register: Register, most: int) -> tuple[Entry, ...]:
    today = local_date(reading.now)
    due = getattr(register.table, register.due)
    where = _where(reading, register, _ahead(register, today))
    found = select_entries(register, *where).order_by(None)
    soonest = found.order_by(due, register.table.number).limit(most)
    return entries_of(reading.session, register, soonest, today, ROWS)


def _inspection(entry: Entry) -> int:
    """Return the number of the inspection that an entry is, or is of."""
    of = SHELF[entry.kind].of_field
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


def _item(entry: Entry, inspected: str, today: date) -> WorkItem:
    register = SHELF[entry.kind]
    limit = register.field(register.due)
    said = f"{limit.title.lower()} {value_text(limit, entry.values[limit.name])}"
    return WorkItem(
        kind=WorkKind.ENTRY_LATE if entry.due is Due.LATE else WorkKind.ENTRY_DUE,
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
