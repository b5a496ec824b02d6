"""Reading and writing versions of entries within an open transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError, RuleBrokenError
from app.models.base import FOREVER
from app.models.people import Officer
from app.models.registers import RegisterVersion
from app.services.fields import FieldKind, Value, value_text
from app.services.ledger.transactions import Reading, Work
from app.services.ledger.visibility import Masks
from app.services.registers.definitions import REGISTERS, Register
from app.services.registers.records import EntryDue, EntryRef, RegisterEntry
from app.text import words

# When an entry is due, and how it stands on a day.

DAYS_AHEAD: Final = 7
"""What is due within so many days is told beforehand."""


def due_day(register: Register, values: Mapping[str, Value]) -> date | None:
    """Return the last day on which the entry's thing is in time; None where nothing is due."""
    if not register.due:
        return None
    limit = values[register.due]
    if not isinstance(limit, date):
        return None
    is_month = register.field(register.due).kind is FieldKind.MONTH
    return last_of_month(limit) if is_month else limit


def standing(register: Register, values: Mapping[str, Value], today: date) -> EntryDue:
    """Return how the entry stands on `today`."""
    limit = due_day(register, values)
    if limit is None:
        return EntryDue.NONE
    done = values[register.done]
    if isinstance(done, date) and done <= today:
        return EntryDue.DONE
    if limit < today:
        return EntryDue.LATE
    if limit == today:
        return EntryDue.TODAY
    return EntryDue.SOON if limit <= today + timedelta(days=DAYS_AHEAD) else EntryDue.IN_TIME


def is_waiting_until(register: Register, limit: date) -> ColumnElement[bool]:
    """Return the condition of what is not done and due on `limit` or before."""
    return and_(column(register, register.done).is_(None), is_due_until(register, limit))


def is_due_until(register: Register, limit: date) -> ColumnElement[bool]:
    """Return the condition of what is due on `limit` or before, done or not."""
    due = column(register, register.due)
    return and_(due.is_not(None), due <= _latest_stored(register, limit))


def _latest_stored(register: Register, limit: date) -> date:
    """Return the latest stored date that is due on `limit` or before: months store their first."""
    if register.field(register.due).kind is not FieldKind.MONTH:
        return limit
    first = limit.replace(day=1)
    return first if last_of_month(limit) == limit else (first - timedelta(days=1)).replace(day=1)


def last_of_month(day: date) -> date:
    """Return the last day of the month of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def column(register: Register, name: str) -> Any:  # noqa: ANN401 - a column of any type
    """Return the column of a field."""
    return getattr(register.table, name)


Values = Mapping[str, Value]
MOST_NUMBER: Final = 1_000_000
"""No register is longer; a greater number is somebody's slip."""


def known_at(register: Register, office_id: int, at: datetime | None) -> list[ColumnElement[bool]]:
    """Return the conditions of what the register said at `at`; None for what it says now."""
    table = register.table
    held = [table.to_at == FOREVER] if at is None else [table.from_at <= at, table.to_at > at]
    return [table.unit_id == office_id, *held]


def select_entries(register: Register, *where: ColumnElement[bool]) -> Select[RegisterVersion, str]:
    """Return the selection of versions with the names of their officers, newest filed first."""
    table = register.table
    filed = getattr(table, register.day)
    return (
        select(table, Officer.name)
        .join(Officer, Officer.id == table.officer_id)
        .where(*where)
        .order_by(filed.desc(), table.number.desc())
    )


def entries_of(
    session: Session,
    register: Register,
    selection: Select[RegisterVersion, str],
    today: date,
    masks: Masks | None = None,
) -> tuple[RegisterEntry, ...]:
    """Return the entries of a selection; with `masks` numbers of people are hidden in texts."""
    return tuple(
        _entry(register, row, name, today, masks) for row, name in session.execute(selection)
    )


def current(reading: Reading, ref: EntryRef) -> RegisterVersion:
    """Return the newest version of an entry.

    Raises NotFoundError, ConflictError where it is not the one that was shown, RuleBrokenError
    where it was struck out.
    """
    register = REGISTERS[ref.kind]
    row, name = newest(reading, register, ref.number)
    if row.version != ref.version:
        raise ConflictError(
            f"Mục số {ref.number} vừa được {name} sửa. Hãy xem lại mục này rồi làm lại."
        )
    if row.is_struck:
        raise RuleBrokenError(f"Mục số {ref.number} đã gạch khỏi sổ nên không sửa được nữa.")
    return row


def newest(reading: Reading, register: Register, number: int) -> tuple[RegisterVersion, str]:
    """Return the newest version of entry `number` and who wrote it. Raises NotFoundError."""
    held = known_at(register, reading.actor.office_id, None)
    selection = select_entries(register, *held, register.table.number == number)
    is_number = 0 < number <= MOST_NUMBER
    found = reading.session.execute(selection).first() if is_number else None
    if found is None:
        raise NotFoundError(f"Sổ không có mục số {number}. Hãy mở lại danh sách.")
    return found[0], found[1]


def write_version(
    work: Work, register: Register, values: Values, before: RegisterVersion | int, reason: str = ""
) -> RegisterVersion:
    """Store a version: the first of a new entry by its number, or the one that follows `before`."""
    if isinstance(before, int):
        number, version, entered_at = before, 1, work.now
    else:
        before.to_at = work.now
        number, version, entered_at = before.number, before.version + 1, before.entered_at
    row = register.table(
        unit_id=work.actor.office_id,
        number=number,
        version=version,
        from_at=work.now,
        to_at=FOREVER,
        entered_at=entered_at,
        officer_id=work.actor.officer_id,
        reason=reason,
        is_struck=False,
        words=search_words(register, values),
        **values,
    )
    work.session.add(row)
    work.session.flush()
    return row


def search_words(register: Register, values: Values) -> str:
    """Return an entry's words as they are searched: folded, each behind a space."""
    said = " ".join(value_text(one, values[one.name]) for one in register.fields)
    return "".join(f" {word}" for word in words(said))


def matching(register: Register, text: str) -> list[ColumnElement[bool]]:
    """Return the conditions of entries in which every word of `text` begins a word."""
    return [register.table.words.contains(f" {word}", autoescape=True) for word in words(text)]


def values_of(register: Register, row: RegisterVersion) -> dict[str, Value]:
    """Return what a version says."""
    return {one.name: getattr(row, one.name) for one in register.fields}


def plain_facts(register: Register, values: Values) -> dict[str, object]:
    """Return what the log says of an entry in the clear: all but its free texts."""
    return {
        one.name: value.isoformat() if isinstance(value, date) else value
        for one in register.fields
        if one.kind is not FieldKind.TEXT
        for value in (values[one.name],)
    }


def text_facts(register: Register, values: Values) -> dict[str, object]:
    """Return an entry's free texts, which the log keeps apart."""
    texts: Sequence[str] = [one.name for one in register.fields if one.kind is FieldKind.TEXT]
    return {name: values[name] for name in texts if values[name]}


def _entry(
    register: Register, row: RegisterVersion, name: str, today: date, masks: Masks | None
) -> RegisterEntry:
    values = values_of(register, row)
    limit, due = due_day(register, values), standing(register, values, today)
    if masks is not None:
        values = {
            key: masks.words(value) if type(value) is str else value
            for key, value in values.items()
        }
    return RegisterEntry(
        kind=register.kind,
        number=row.number,
        version=row.version,
        values=values,
        due=due,
        due_on=limit,
        is_struck=row.is_struck,
        entered_at=row.entered_at,
        changed_at=row.from_at,
        officer_name=name,
        reason=row.reason,
    )
