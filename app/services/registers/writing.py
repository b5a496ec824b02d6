"""Storing what changes about an entry within an open transaction, and logging it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, or_, select

from app.clock import local_date
from app.errors import InvalidInputError
from app.models.registers import RegisterVersion
from app.services.fields import FieldKind, Given, Value, read_record
from app.services.ledger.transactions import Reading, Work, take_number
from app.services.registers.definitions import REGISTERS, Register
from app.services.registers.entries import (
    Values,
    column,
    current,
    entries_of,
    known_at,
    matching,
    plain_facts,
    select_entries,
    text_facts,
    values_of,
    write_version,
)
from app.services.registers.records import EntryRef, RefusedRow, RegisterEntry
from app.services.tables import SEARCHED_ROWS, Row, refuse, sheets_of
from app.text import fold

# What an entry must keep to: its fields, its dates against each other, and being there once.


def read_values(register: Register, given: Mapping[str, Given], today: date) -> dict[str, Value]:
    """Return every field's value. Raises InvalidInputError naming the first field that is wrong."""
    known = {one.name for one in register.fields}
    for name in given:
        if name not in known:
            raise InvalidInputError(name, f"Sổ này không có mục “{name[:40]}”.")
    values = read_record(register.fields, given, today)
    if values.get("decided_on") is not None and not values["decision_no"]:
        raise InvalidInputError("decision_no", "Có ngày quyết định thì phải có số quyết định.")
    return values


def require_whole(reading: Reading, register: Register, values: Values, number: int) -> None:
    """Raise InvalidInputError where entry `number` is there already, or of one that is not."""
    _require_parent(reading, register, values)
    table = register.table
    alike = select(table).where(
        *known_at(register, reading.actor.office_id, None),
        table.is_struck.is_(False),
        table.number != number,
        *matching(register, str(values[register.once[0]])),
        *_could_be_twins(register, values),
    )
    wanted = _told(register, values)
    for row in reading.session.execute(alike.order_by(table.number)).scalars():
        if _told(register, values_of(register, row)) == wanted:
            field = register.field(register.once[0])
            raise InvalidInputError(
                field.name,
                f"{field.title} này đã có ở mục số {row.number}. Hãy sửa mục đó thay vì ghi thêm.",
            )


def _require_parent(reading: Reading, register: Register, values: Values) -> None:
    if register.of is None:
        return
    parent = REGISTERS[register.of]
    found = reading.session.execute(
        select(parent.table.id).where(
            *known_at(parent, reading.actor.office_id, None),
            parent.table.is_struck.is_(False),
            parent.table.number == values[register.of_field],
        )
    ).first()
    if found is None:
        raise InvalidInputError(
            register.of_field,
            f"Không có {parent.noun} số {values[register.of_field]}. Hãy xem lại sổ.",
        )


def _could_be_twins(register: Register, values: Values) -> list[ColumnElement[bool]]:
    """Narrow the entries to compare: by what is not text, by the year, by the days in force."""
    exact = [
        column(register, name) == values[name]
        for name in register.once
        if register.field(name).kind is not FieldKind.TEXT
    ]
    day = values[register.day]
    if register.once_a_year and isinstance(day, date):
        filed = column(register, register.day)
        exact += [filed >= date(day.year, 1, 1), filed <= date(day.year, 12, 31)]
    if register.since:
        since, until = column(register, register.since), column(register, register.until)
        exact.append(or_(until.is_(None), until >= values[register.since]))
        if values[register.until] is not None:
            exact.append(since <= values[register.until])
    return exact


def _told(register: Register, values: Values) -> tuple[object, ...]:
    """Return what is no two entries' alike: texts without capitals and spaces.

    Marks count: An Thạnh and An Thành are two communes.
    """
    return tuple(
        value.casefold().replace(" ", "") if type(value) is str else value
        for value in (values[name] for name in register.once)
    )


def add_values(work: Work, register: Register, values: Values) -> RegisterVersion:
    """Store a new entry and log it. Raises InvalidInputError where it is there already."""
    require_whole(work, register, values, 0)
    number = take_number(work.session, work.actor.office_id, f"register_{register.kind.value}", "")
    row = write_version(work, register, values, number)
    log_version(work, "register_added", register, row, "")
    return row


def opened(work: Work, ref: EntryRef) -> tuple[Register, RegisterVersion, dict[str, Value]]:
    """Return an entry that is to be changed: its register, its version, what it says.

    Raises NotFoundError, ConflictError where it is not the version that was shown, RuleBrokenError
    where it is struck out.
    """
    register = REGISTERS[ref.kind]
    row = current(work, ref)
    return register, row, values_of(register, row)


def changed(
    work: Work,
    register: Register,
    before: RegisterVersion,
    values: Values,
    act: str,
    reason: str,
) -> RegisterEntry:
    """Store the version that follows `before`; `act` is what the log calls it."""
    row = write_version(work, register, values, before, reason)
    log_version(work, act, register, row, reason)
    return as_entry(work, row, register)


def log_version(
    work: Work, act: str, register: Register, row: RegisterVersion, reason: str
) -> None:
    """Log what a version says; free texts are kept apart."""
    values = values_of(register, row)
    facts = {"register": register.kind.value, "number": row.number, "version": row.version}
    texts = {**text_facts(register, values), **({"reason": reason} if reason else {})}
    work.log(act, {**plain_facts(register, values), **facts}, personal=texts)


def as_entry(work: Work, row: RegisterVersion, register: Register) -> RegisterEntry:
    """Return a version just stored."""
    found = select_entries(register, register.table.id == row.id)
    return entries_of(work.session, register, found, local_date(work.now))[0]


# Taking a register in from a file: every row of it, or nothing.

MOST_ROWS: Final = 5_000
_MOST_TOLD: Final = 200
NamedRow = tuple[int, Mapping[str, Given]]


class RefusedError(Exception):
    """Undoes the transaction in which rows were tried; `rows` are those that cannot be added."""

    def __init__(self, rows: tuple[RefusedRow, ...]) -> None:
        super().__init__()
        self.rows = rows


def add_all(work: Work, register: Register, rows: Sequence[NamedRow]) -> None:
    """Add every row. Raises RefusedError with each row that cannot be added."""
    refused: list[RefusedRow] = []
    today = local_date(work.now)
    for number, cells in rows:
        try:
            add_values(work, register, read_values(register, cells, today))
        except InvalidInputError as error:
            refused.append(RefusedRow(number, error.field, error.message))
        if len(refused) == _MOST_TOLD:
            break
    if refused:
        raise RefusedError(tuple(refused))


def rows_of(register: Register, path: Path) -> list[NamedRow]:
    """Return the rows of a file, below its headings.

    Raises InvalidInputError for `file` where it cannot be read or lacks a column.
    """
    needed = [one for one in register.fields if one.is_required]
    for rows in sheets_of(path, partial(_names_a_field, register)):
        for place, (_number, cells) in enumerate(rows[:SEARCHED_ROWS]):
            names = [_field_of(register, cell) for cell in cells]
            if all(one.name in names for one in needed):
                return _named(names, rows[place + 1 :])
    titles = ", ".join(one.title for one in needed)
    raise refuse(f"Tệp thiếu cột. Dòng đầu phải có tên các cột: {titles}.")


def _field_of(register: Register, heading: object) -> str:
    """Return the field that a heading names; "" for another column."""
    wanted = fold(str(heading or ""))
    found = (one.name for one in register.fields if wanted in {one.name, fold(one.title)})
    return next(found, "")


def _names_a_field(register: Register, heading: str) -> bool:
    return bool(_field_of(register, heading))


def _named(names: Sequence[str], rows: list[Row]) -> list[NamedRow]:
    found: list[NamedRow] = [
        (number, {name: _given(cell) for name, cell in zip(names, cells, strict=False) if name})
        for number, cells in rows
        if any(cell not in {None, ""} for cell in cells)
    ]
    if not found:
        raise refuse("Tệp không có dòng nào dưới tên cột. Hãy kiểm tra lại tệp.")
    if len(found) > MOST_ROWS:
        raise refuse("Tệp có hơn 5.000 dòng. Hãy chia thành nhiều tệp nhỏ hơn.")
    return found


def _given(cell: object) -> Given:
    """Return a cell as it is read; what is no value of a field (a time, a duration) as its text."""
    return cell if isinstance(cell, Given) else str(cell)
