"""The locks of an office's periods as rows, and how each period stands by them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session, aliased

from app.clock import local_date
from app.models.office import Unit
from app.models.people import Officer
from app.models.periods import PeriodLock, ReportCutoff
from app.services.figures.closed import judged_days
from app.services.figures.period import Period
from app.services.ledger.closed_days import last_closed_day
from app.services.ledger.transactions import Reading
from app.services.periods.calendar import Cutoff, ReportCalendar, ReportPeriod
from app.services.periods.records import LockMark, PeriodLine, PeriodState, UndoneLock
from app.services.periods.signing import SignedPeriod
from app.wording.texts import day_text, moment_text

_locker, _first, _second = aliased(Officer), aliased(Officer), aliased(Officer)
_LockRow = Row[PeriodLock, str, str | None, str | None]
_LOCKS: Final[Select[PeriodLock, str, str | None, str | None]] = (
    select(PeriodLock, _locker.name, _first.name, _second.name)
    .join(_locker, _locker.id == PeriodLock.locked_by)
    .outerjoin(_first, _first.id == PeriodLock.reopened_by)
    .outerjoin(_second, _second.id == PeriodLock.reopened_with)
    .order_by(PeriodLock.id)
)


def calendar_in(session: Session, office_id: int) -> ReportCalendar:
    """Return the office's report periods."""
    rows = session.execute(
        select(ReportCutoff.from_day, ReportCutoff.day).where(ReportCutoff.unit_id == office_id)
    )
    return ReportCalendar(Cutoff(row.from_day, row.day) for row in rows)


def lock_in_force(session: Session, office_id: int, key: str) -> PeriodLock | None:
    """Return the lock that holds a period; None where it is open."""
    return session.scalars(
        select(PeriodLock).where(
            PeriodLock.unit_id == office_id,
            PeriodLock.key == key,
            PeriodLock.reopened_at.is_(None),
        )
    ).one_or_none()


def span_in(reading: Reading, report: ReportPeriod) -> Period:
    """Return the days of a period, judged as its figures are: at its end where it is locked."""
    span = judged_days(reading, report.first_day, report.last_day)
    is_locked = lock_in_force(reading.session, reading.actor.office_id, report.key) is not None
    return replace(span, as_of=span.end) if is_locked else span


def lock_before(session: Session, office_id: int, first_day: date) -> PeriodLock | None:
    """Return the newest lock in force of a period that ends the day before `first_day`."""
    return session.scalars(
        select(PeriodLock)
        .where(
            PeriodLock.unit_id == office_id,
            PeriodLock.last_day < first_day,
            PeriodLock.reopened_at.is_(None),
        )
        .order_by(PeriodLock.last_day.desc(), PeriodLock.log_seq.desc())
        .limit(1)
    ).first()


def locks_undone_with(session: Session, lock: PeriodLock) -> Sequence[PeriodLock]:
    """Return the locks in force that rest on `lock`, itself among them, oldest first.

    Their figures were counted by its rule: those that end later and those made later.
    """
    return session.scalars(
        select(PeriodLock)
        .where(
            PeriodLock.unit_id == lock.unit_id,
            PeriodLock.reopened_at.is_(None),
            (PeriodLock.end_at >= lock.end_at) | (PeriodLock.log_seq >= lock.log_seq),
        )
        .order_by(PeriodLock.log_seq)
    ).all()


def lines_of(reading: Reading, periods: Iterable[ReportPeriod]) -> tuple[PeriodLine, ...]:
    """Return how each of `periods` stands."""
    wanted = tuple(periods)
    keys = [period.key for period in wanted]
    rows = _rows(reading, PeriodLock.key.in_(keys))
    closed = last_closed_day(reading.session, reading.actor.office_id)
    today = local_date(reading.now)
    return tuple(
        _line(period, [row for row in rows if row[0].key == period.key], closed, today)
        for period in wanted
    )


def custom_locked_in(reading: Reading, year: int) -> tuple[str, ...]:
    """Return the keys of the custom periods that were ever locked and end in `year`."""
    rows = _rows(
        reading,
        PeriodLock.key.contains(".."),
        PeriodLock.last_day >= date(year, 1, 1),
        PeriodLock.last_day <= date(year, 12, 31),
    )
    return tuple(dict.fromkeys(row[0].key for row in rows))


def signed_of(lock: PeriodLock, unit_code: str) -> SignedPeriod:
    """Return what a lock's signature covers."""
    return SignedPeriod(
        unit_code=unit_code,
        key=lock.key,
        first_day=lock.first_day,
        last_day=lock.last_day,
        ordinal=lock.ordinal,
        figures=lock.figures,
        log_seq=lock.log_seq,
        chain_head=lock.chain_head,
    )


def unit_code_in(session: Session, unit_id: int) -> str:
    """Return a unit's code."""
    return session.execute(select(Unit.code).where(Unit.id == unit_id)).scalar_one()


def refusal_of(
    period: ReportPeriod, lock: LockMark | None, closed: date | None, today: date
) -> str:
    """Return why a period cannot be locked, "" where it can: all its days must be closed."""
    if lock is not None:
        return f"{period.name} đã khóa lúc {moment_text(lock.locked_at)} bởi {lock.locked_by}."
    if period.first_day > today:
        return f"{period.name} chưa bắt đầu."
    if closed is None or closed < period.last_day:
        end = day_text(period.last_day)
        if period.last_day > today:
            return f"{period.name} đến hết ngày {end} mới khóa được."
        return (
            f"{period.name} còn ngày chưa khóa. Hãy khóa ngày {end} ở trang Nhật ký ngày (các ngày "
            "trước đó khóa theo) rồi khóa kỳ."
        )
    return ""


def _rows(reading: Reading, *conditions: ColumnElement[bool]) -> Sequence[_LockRow]:
    own = PeriodLock.unit_id == reading.actor.office_id
    return reading.session.execute(_LOCKS.where(own, *conditions)).all()


def _line(
    period: ReportPeriod, rows: Sequence[_LockRow], closed: date | None, today: date
) -> PeriodLine:
    held = [row for row in rows if row[0].reopened_at is None]
    lock = _mark(held[0]) if held else None
    undone = tuple(mark for row in rows if (mark := _undone(row)) is not None)
    return PeriodLine(
        period=period,
        state=_state(period, lock, undone, today),
        lock=lock,
        undone=undone,
        refusal=refusal_of(period, lock, closed, today),
    )


def _state(
    period: ReportPeriod, lock: LockMark | None, undone: tuple[UndoneLock, ...], today: date
) -> PeriodState:
    if lock is not None:
        return PeriodState.LOCKED
    if undone:
        return PeriodState.REOPENED
    if today < period.first_day:
        return PeriodState.FUTURE
    return PeriodState.RUNNING if today <= period.last_day else PeriodState.OPEN


def _mark(row: _LockRow) -> LockMark:
    lock, name, _by, _with = row
    return LockMark(
        ordinal=lock.ordinal,
        locked_at=lock.locked_at,
        locked_by=name,
        log_seq=lock.log_seq,
        chain_head=lock.chain_head,
    )


def _undone(row: _LockRow) -> UndoneLock | None:
    lock, name, by, with_ = row
    if lock.reopened_at is None:
        return None
    return UndoneLock(
        ordinal=lock.ordinal,
        locked_at=lock.locked_at,
        locked_by=name,
        reopened_at=lock.reopened_at,
        reopened_by=by or "",
        reopened_with=with_ or "",
        reason=lock.reopen_reason,
    )
