"""A period of whole office days, and the instants that bound it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from app.clock import end_of_day, start_of_day
from app.errors import InvalidInputError
from app.models.people import Officer
from app.models.periods import DayClosing
from app.services.ledger.closed_days import ReopenedLine, last_closed_day
from app.services.ledger.transactions import Reading
from app.wording import sentences

FIRST_DAY = date(2018, 1, 1)
"""The first day of the program's calendar: nothing is counted before it."""
_MAX_DAYS = 3700


@dataclass(frozen=True, slots=True)
class Period:
    """[first_day, last_day] at one office, judged at `as_of` (its end, or now while it lasts)."""

    office_id: int
    first_day: date
    last_day: date
    start: datetime
    end: datetime
    as_of: datetime


def period_of(office_id: int, first_day: date, last_day: date, now: datetime) -> Period:
    """Return the period of whole days. Raises InvalidInputError (fields `from`, `to`)."""
    if last_day < first_day:
        raise InvalidInputError("to", sentences.PERIOD_BACKWARDS)
    if first_day < FIRST_DAY:
        raise InvalidInputError("from", "Kỳ bắt đầu trước năm 2018, ngoài lịch của chương trình.")
    if (last_day - first_day).days > _MAX_DAYS:
        raise InvalidInputError("to", sentences.PERIOD_TOO_LONG)
    end = end_of_day(last_day)
    return Period(office_id, first_day, last_day, start_of_day(first_day), end, min(now, end))


# Whether the days of a period are closed, by whom, and which closings were undone.


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingMark:
    """How a period stands: `closed_at` is when its last day was closed, None while it is open."""

    closed_at: datetime | None = None
    closed_by: str = ""
    ordinal: int = 0
    reopened: tuple[ReopenedLine, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Say whether nothing can be entered into the period any more."""
        return self.closed_at is not None


_first, _second = aliased(Officer), aliased(Officer)
_closer = aliased(Officer)
_REOPENED: Select[DayClosing, str, str, str | None] = (
    select(DayClosing, _closer.name, _first.name, _second.name)
    .join(_closer, _closer.id == DayClosing.closed_by)
    .join(_first, _first.id == DayClosing.reopened_by)
    .outerjoin(_second, _second.id == DayClosing.reopened_with)
    .where(DayClosing.reopened_at.is_not(None))
    .order_by(DayClosing.day, DayClosing.ordinal)
)


def judged(session: Session, period: Period) -> Period:
    """Return `period` judged at its end where it is closed: nothing can happen in it any more."""
    last = last_closed_day(session, period.office_id)
    if last is None or last < period.last_day:
        return period
    return replace(period, as_of=period.end)


def judged_days(reading: Reading, first_day: date, last_day: date) -> Period:
    """Return the days at the reader's office, judged. Raises InvalidInputError (`from`, `to`)."""
    days = period_of(reading.actor.office_id, first_day, last_day, reading.now)
    return judged(reading.session, days)


def closing_mark(session: Session, period: Period) -> ClosingMark:
    """Return how the period stands; a later closing closes every day before it too."""
    row = session.execute(
        select(DayClosing, Officer.name)
        .join(Officer, Officer.id == DayClosing.closed_by)
        .where(
            DayClosing.unit_id == period.office_id,
            DayClosing.day >= period.last_day,
            DayClosing.reopened_at.is_(None),
        )
        .order_by(DayClosing.day)
        .limit(1)
    ).first()
    undone = reopened_lines(session, period.office_id, period.first_day, period.last_day)
    if row is None:
        return ClosingMark(reopened=undone)
    closing, name = row
    return ClosingMark(
        closed_at=closing.closed_at, closed_by=name, ordinal=closing.ordinal, reopened=undone
    )


def reopened_lines(
    session: Session, office_id: int, first_day: date, last_day: date
) -> tuple[ReopenedLine, ...]:
    """Return the closings of [first_day, last_day] that were undone, oldest first."""
    rows = session.execute(
        _REOPENED.where(
            DayClosing.unit_id == office_id,
            DayClosing.day >= first_day,
            DayClosing.day <= last_day,
        )
    )
    return tuple(
        ReopenedLine(
            day=closing.day,
            ordinal=closing.ordinal,
            closed_at=closing.closed_at,
            closed_by=closed_by,
            reopened_at=closing.reopened_at,
            reopened_by=reopened_by,
            reopened_with=reopened_with or "",
            reason=closing.reopen_reason,
        )
        for closing, closed_by, reopened_by, reopened_with in rows
        if closing.reopened_at is not None
    )
