"""Which days are closed, which are not, and which closing sheet was not scanned yet."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.custody import Handoff, HandoffItem
from app.models.forms import IssuedForm, PrintJob
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.people import Officer
from app.models.periods import DayClosing
from app.services.closing.records import BeforeClosing, ClosedDay, ClosingStanding, SlipOnTheWay
from app.services.deadlines.calendar import WorkingCalendar
from app.services.figures.period import Period
from app.services.ledger.closed_days import locked_from
from app.services.ledger.transactions import Reading
from app.vocabulary.dossiers import HandoffItemState
from app.vocabulary.forms import PrintState

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


def still_waiting(session: Session, period: Period) -> BeforeClosing:
    """Return the slips that were sent by the end of `period` and are not answered, and prints."""
    return BeforeClosing(slips=_slips(session, period), print_jobs=_print_jobs(session, period))


def _slips(session: Session, period: Period) -> tuple[SlipOnTheWay, ...]:
    rows = session.execute(
        select(Handoff.number, Unit.name, Handoff.sent_at, func.count().label("dossiers"))
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .join(Unit, Unit.id == Handoff.to_id)
        .where(
            Handoff.unit_id == period.office_id,
            HandoffItem.state == HandoffItemState.SENT,
            Handoff.sent_at < period.end,
        )
        .group_by(Handoff.id, Handoff.number, Unit.name, Handoff.sent_at)
        .order_by(Handoff.sent_at, Handoff.id)
    )
    return tuple(
        SlipOnTheWay(number=row.number, to_name=row.name, sent_at=row.sent_at, count=row.dossiers)
        for row in rows
    )


def _print_jobs(session: Session, period: Period) -> int:
    return session.execute(
        select(func.count())
        .select_from(PrintJob)
        .join(IssuedForm, IssuedForm.id == PrintJob.form_id)
        .where(
            IssuedForm.unit_id == period.office_id,
            PrintJob.state.in_((PrintState.QUEUED, PrintState.FAILED)),
        )
    ).scalar_one()
