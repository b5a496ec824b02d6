"""When an entry is due, and how it stands on a day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_

from app.services.fields import FieldKind, Value
from app.services.registers.fields import Register
from app.services.registers.records import Due

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


def standing(register: Register, values: Mapping[str, Value], today: date) -> Due:
    """Return how the entry stands on `today`."""
    limit = due_day(register, values)
    if limit is None:
        return Due.NONE
    done = values[register.done]
    if isinstance(done, date) and done <= today:
        return Due.DONE
    if limit < today:
        return Due.LATE
    if limit == today:
        return Due.TODAY
    return Due.SOON if limit <= today + timedelta(days=DAYS_AHEAD) else Due.IN_TIME


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
