"""Which days are closed, which are not, and which closing sheet was not scanned yet."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, Row, Select, select

from app.clock import local_date
from app.models.closings import DayClosing
from app.models.forms import IssuedForm
from app.models.log import LogEntry
from app.models.people import Officer
from app.services.closing.records import ClosedDay, ClosingStanding
from app.services.deadlines.calendar import WorkingCalendar
from app.services.ledger.locked_periods import locked_from
from app.services.ledger.transactions import Reading

OPEN_DAYS_MAX: Final = 60
"""How many days that are not closed are listed, newest first: further back nobody begins."""

_CLOSINGS: Final[Select[DayClosing, str, str | None]] = (
    select(DayClosing, Officer.name, IssuedForm.number)
    .join(Officer, Officer.id == DayClosing.closed_by)
    .outerjoin(IssuedForm, IssuedForm.id == DayClosing.form_id)
    .where(DayClosing.reopened_at.is_(None))
    .order_by(DayClosing.day.desc())
    .limit(1)
)


def closing_standing(reading: Reading, calendar: WorkingCalendar, day: date) -> ClosingStanding:
    """Return how the office stands with its closings, and `day` among them."""
    today = local_date(reading.now)
    last = _closing(reading)
    before = _closing(reading, DayClosing.day < today)
    return ClosingStanding(
        last=last,
        of_day=_closing(reading, DayClosing.day == day),
        is_day_closed=last is not None and day <= last.day,
        open_days=_open_days(reading, calendar, last, today),
        to_confirm=before if before is not None and before.confirmed_at is None else None,
        locked_periods=locked_from(reading.session, reading.actor.office_id, day),
    )


def _closing(reading: Reading, *conditions: ColumnElement[bool]) -> ClosedDay | None:
    own = DayClosing.unit_id == reading.actor.office_id
    row = reading.session.execute(_CLOSINGS.where(own, *conditions)).first()
    return None if row is None else _closed_day(row)


def _closed_day(row: Row[DayClosing, str, str | None]) -> ClosedDay:
    closing, name, number = row
    return ClosedDay(
        day=closing.day,
        ordinal=closing.ordinal,
        number=number or "",
        closed_at=closing.closed_at,
        closed_by=name,
        form_id=closing.form_id or 0,
        confirmed_at=closing.confirmed_at,
    )


def _open_days(
    reading: Reading, calendar: WorkingCalendar, last: ClosedDay | None, today: date
) -> tuple[date, ...]:
    """Return the working days after the last closed one (or the office's first) before today."""
    first = _first_day(reading) if last is None else last.day + timedelta(days=1)
    newest = islice(_working_days(calendar, first, today), OPEN_DAYS_MAX)
    return tuple(reversed(list(newest)))


def _working_days(calendar: WorkingCalendar, first: date, today: date) -> Iterator[date]:
    day = calendar.previous_working(today)
    while day >= first:
        yield day
        day = calendar.previous_working(day)


def _first_day(reading: Reading) -> date:
    entered = reading.session.execute(
        select(LogEntry.entered_at)
        .where(LogEntry.unit_id == reading.actor.office_id)
        .order_by(LogEntry.seq)
        .limit(1)
    ).scalar()
    return local_date(entered or reading.now)
