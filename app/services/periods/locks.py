"""The locks of an office's periods as rows, and how each period stands by them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session, aliased

from app.clock import local_date
from app.models.office import Unit
from app.models.people import Officer
from app.models.periods import PeriodLock, ReportCutoff
from app.services.figures.period import Period, judged_days
from app.services.forms.signatures import framed, is_signature
from app.services.ledger.closed_days import last_closed_day
from app.services.ledger.transactions import Reading
from app.services.periods.calendar import Cutoff, ReportCalendar, ReportPeriod
from app.services.periods.records import (
    LockMark,
    PeriodFigures,
    PeriodLine,
    PeriodState,
    UndoneLock,
)
from app.wording.texts import day_text, moment_text

# What a station's key signs of a locked period, byte by byte.
#
# The signed bytes of a row of `period_locks` are, one after the other,
#
#     1. the 16 ASCII bytes `motcua-period-1` and a line feed (0x0A);
#     2. the office's code (`units.code`);
#     3. the period's key (`2019-Q2`);
#     4. and 5. its first and last day as `YYYY-MM-DD`;
#     6. the ordinal of the lock among those of the same period, in decimal, from 1;
#     7. the figures: the text of the column `figures` as it is stored;
#     8. `log_seq` in decimal: the lock's own entry in the office's log;
#     9. `chain_head`: that entry's hash, 64 lower-case hexadecimal letters.
#
# Parts 2 to 9 are framed as those of a closing (`services/closing/frozen.py`). Nothing here ever
# changes for the first part's `1`.

_DOMAIN: Final = b"motcua-period-1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPeriod:
    """The facts that a lock's signature covers."""

    unit_code: str
    key: str
    first_day: date
    last_day: date
    ordinal: int
    figures: str
    log_seq: int
    chain_head: str


def period_bytes(lock: SignedPeriod) -> bytes:
    """Return the bytes that are signed; their layout is this module's docstring."""
    return framed(
        _DOMAIN,
        (
            lock.unit_code,
            lock.key,
            lock.first_day.isoformat(),
            lock.last_day.isoformat(),
            str(lock.ordinal),
            lock.figures,
            str(lock.log_seq),
            lock.chain_head,
        ),
    )


def is_period_signed(lock: SignedPeriod, signature: str, public_key: bytes) -> bool:
    """Say whether `signature` (hex) is that of `public_key` (32 bytes) over the lock."""
    return is_signature(period_bytes(lock), signature, public_key)


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


# What is frozen of a period: its figures as one canonical JSON text.


def frozen_text(figures: PeriodFigures) -> str:
    """Return the one text of these figures: sorted keys, no white space."""
    return msgspec.json.encode(figures, order="sorted").decode()


def read_frozen(text: str) -> PeriodFigures:
    """Return what a stored text says. Raises msgspec.DecodeError for another text."""
    return msgspec.json.decode(text, type=PeriodFigures)
