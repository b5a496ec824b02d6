"""What an entry must keep to: its fields, its dates against each other, and being there once."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from app.errors import InvalidInputError
from app.services.fields import Field, FieldKind, Given, Value, read_value
from app.services.ledger.transactions import Reading
from app.services.registers.due import column
from app.services.registers.entries import Values, known_at, matching, values_of
from app.services.registers.fields import Register
from app.services.registers.shelf import SHELF
from app.wording.texts import day_text


def read_values(register: Register, given: Mapping[str, Given], today: date) -> dict[str, Value]:
    """Return every field's value. Raises InvalidInputError naming the first field that is wrong."""
    known = {one.name for one in register.fields}
    for name in given:
        if name not in known:
            raise InvalidInputError(name, f"Sổ này không có mục “{name[:40]}”.")
    values = {one.name: read_value(one, given.get(one.name)) for one in register.fields}
    for one in register.fields:
        _check_date(register, one, values, today)
    if values.get("decided_on") is not None and not values["decision_no"]:
        raise InvalidInputError("decision_no", "Có ngày quyết định thì phải có số quyết định.")
    return values


def _check_date(register: Register, field: Field, values: Values, today: date) -> None:
    day = values[field.name]
    if not isinstance(day, date):
        return
    if field.is_past and day > today:
        raise InvalidInputError(
            field.name, f"{field.title} {day_text(day)} còn ở tương lai. Hãy xem lại ngày."
        )
    earliest = values[field.not_before] if field.not_before else None
    if isinstance(earliest, date) and day < earliest:
        other = register.field(field.not_before).title
        raise InvalidInputError(
            field.name,
            f"{field.title} {day_text(day)} đứng trước {other.lower()} {day_text(earliest)}. "
            "Hãy xem lại hai ngày này.",
        )


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
    parent = SHELF[register.of]
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
