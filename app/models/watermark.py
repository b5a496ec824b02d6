"""What a writing transaction added that must never be taken back: log entries and numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Executable, Row, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from app.models.forms import NumberSeries
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.row_notes import notes_of
from app.models.safekeeping import LostNumbers
from app.models.store_errors import damaged

_OFFICES: Final = "touched_offices"
_SERIES: Final = "touched_series"
_RESTORED: Final = "is_restored"

RESTORED: Final = "store_restored"
"""The act by which a restored store tells which entries and numbers it has lost."""

LOG_BOOK: Final = "log"
"""In `lost_numbers`: the entries of the log, beside the books of numbers."""
_TOO_MANY: Final = 2**53

_AT_ONCE: Final = 4
Series = tuple[int, str, str]
"""Unit, book and period of a number series."""

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_FIRST = select(LogEntry.hash).order_by(LogEntry.id).limit(1)
_END = (
    select(LogEntry.seq, LogEntry.hash)
    .where(LogEntry.unit_id == bindparam("office"))
    .order_by(LogEntry.seq.desc())
    .limit(1)
)


def _last_of(count: int) -> Select[*tuple[Any, ...]]:
    """Return how to ask for the last numbers of so many series at once."""
    one_of = (
        (NumberSeries.unit_id == bindparam(f"unit_{at}"))
        & (NumberSeries.book == bindparam(f"book_{at}"))
        & (NumberSeries.period == bindparam(f"period_{at}"))
        for at in range(count)
    )
    columns = NumberSeries.unit_id, NumberSeries.book, NumberSeries.period, NumberSeries.last
    return select(*columns).where(or_(*one_of))


_LAST: Final = {count: _last_of(count) for count in range(1, _AT_ONCE + 1)}
"""Built once: what every act runs must not be put together anew each time."""


@dataclass(frozen=True, slots=True)
class LostRange:
    """Numbers `first` to `last` of a unit's book that are never given again."""

    unit: int
    book: str
    period: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """An entry `store_restored`: `lost_from` to `lost_to` of the log were lost, and `numbers`.

    One whose entry says what cannot be (`problem`, a Vietnamese sentence) excuses nothing.
    """

    office: int
    seq: int
    head: str
    at: datetime
    officer: int
    lost_from: int
    lost_to: int
    numbers: tuple[LostRange, ...] = ()
    facts: dict[str, Any]
    problem: str = ""

    def lost(self, seq: int) -> bool:
        """Say whether the entry was lost then."""
        return self.lost_from <= seq <= self.lost_to


_ENTRY: Final = select(
    LogEntry.id,
    LogEntry.unit_id,
    LogEntry.seq,
    LogEntry.hash,
    LogEntry.happened_at,
    LogEntry.officer_id,
    LogEntry.facts,
).where(LogEntry.act == RESTORED)


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The end of an office's chain: entry `seq` had the hash `head` (hex)."""

    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class Watermark:
    """What a store has been seen to hold: the end of each chain, the last number of each series.

    `restorations` are the hashes of the entries that tell of one; with `?` before it, of one that
    this machine makes and whose store it has not opened yet. `replaces`: the store was restored and
    starts from here; what was seen before is told in its log.
    """

    entries: Mapping[int, ChainHead] = field(default_factory=dict)
    numbers: Mapping[Series, int] = field(default_factory=dict)
    restorations: frozenset[str] = frozenset()
    replaces: bool = False

    @property
    def is_nothing(self) -> bool:
        """Say whether nothing was seen."""
        return not self.entries and not self.numbers


def touch_office(session: Session, office_id: int) -> None:
    """Note that this transaction appended to an office's chain."""
    session.info.setdefault(_OFFICES, set()).add(office_id)


def touch_series(session: Session, series: Series) -> None:
    """Note that this transaction took a number of `series`."""
    session.info.setdefault(_SERIES, set()).add(series)


def mark_restored(session: Session) -> None:
    """Note that this transaction explains what the store has lost (`Watermark.replaces`)."""
    session.info[_RESTORED] = True


def store_id(session: Session) -> str:
    """Return the hash of the store's first log entry; empty where nothing is logged.

    It names a file: StoreError for what is no hash, as only another hand writes it.
    """
    found: str | None = session.connection().execute(_FIRST).scalar()
    if found and not _HASH.fullmatch(found):
        raise damaged()
    return found or ""


def touched(session: Session) -> Watermark:
    """Return where this transaction's chains and series stand, just before it is committed.

    Numbers are read from the store and not as they were noted: a savepoint may have undone a part.
    """
    connection = session.connection()
    entries = {}
    newest = notes_of(connection).entry
    for office in session.info.get(_OFFICES, ()):
        if newest is not None and newest.unit_id == office:
            entries[office] = ChainHead(newest.seq, newest.hash.hex())
            continue
        end = connection.execute(_END, {"office": office}).first()
        if end is not None:
            entries[office] = ChainHead(end.seq, end.hash)
    numbers = dict(_last_numbers(connection, sorted(session.info.get(_SERIES, ()))))
    if session.info.get(_RESTORED):
        known = frozenset(one.head for one in restorations(session))
        return Watermark(entries, numbers, known, replaces=True)
    return Watermark(entries, numbers)


def _last_numbers(connection: Connection, series: Sequence[Series]) -> Iterator[tuple[Series, int]]:
    for first in range(0, len(series), _AT_ONCE):
        part = series[first : first + _AT_ONCE]
        wanted = {
            f"{name}_{at}": value
            for at, one in enumerate(part)
            for name, value in zip(("unit", "book", "period"), one, strict=True)
        }
        for unit, book, period, last in connection.execute(_LAST[len(part)], wanted):
            yield (unit, book, period), last


def whole(session: Session) -> Watermark:
    """Return where every chain and series of the store stands."""
    offices = session.execute(select(Unit.id)).scalars().all()
    ends = {office: session.execute(_END, {"office": office}).first() for office in offices}
    require_numbers(end.seq for end in ends.values() if end is not None)
    series = session.execute(
        select(NumberSeries.unit_id, NumberSeries.book, NumberSeries.period, NumberSeries.last)
    )
    numbers = {(row.unit_id, row.book, row.period): row.last for row in series}
    require_numbers(number for (unit, *_), last in numbers.items() for number in (unit, last))
    return Watermark(
        {office: ChainHead(end.seq, end.hash) for office, end in ends.items() if end is not None},
        numbers,
        frozenset(one.head for one in restorations(session)),
    )


def require_numbers(found: Iterable[object]) -> None:
    """Raise StoreError for what is no whole number: SQLite keeps a text in a column of numbers."""
    if any(type(number) is not int for number in found):
        raise damaged()


def restorations(session: Session) -> list[Restoration]:
    """Return what the log says of restored stores, oldest first.

    Found by the lost entries' own rows of `lost_numbers`, one by one: of a join SQLite may read
    the whole log first.
    """
    lost = session.execute(
        select(LostNumbers.unit_id, LostNumbers.log_seq)
        .where(LostNumbers.book == LOG_BOOK)
        .distinct()
    ).all()
    return [
        told
        for row in lost
        for told in _told(
            session, _ENTRY.where(LogEntry.unit_id == row.unit_id, LogEntry.seq == row.log_seq)
        )
    ]


def every_restoration(session: Session, first_id: int = 0) -> list[Restoration]:
    """Return the same of the whole log, whatever `lost_numbers` holds; or from an entry's id on."""
    return _told(session, _ENTRY.where(LogEntry.id >= first_id).order_by(LogEntry.id))


def _told(session: Session, entries: Executable) -> list[Restoration]:
    # An entry that is no number breaks its chain.
    return [_judged(row) for row in session.execute(entries) if type(row.seq) is int]


def _judged(row: Row[Any]) -> Restoration:
    facts: Any = None
    with suppress(msgspec.DecodeError, UnicodeError):
        facts = msgspec.json.decode(row.facts)
    if not isinstance(facts, dict):
        facts = {}
    first: Any = facts.get("lost_from")
    last: Any = facts.get("lost_to")
    numbers = _numbers(facts.get("numbers", []))
    can_be = numbers is not None and _can_be(row.seq, first, last, facts.get("held", last))
    if not can_be:
        first, last, numbers = row.seq, row.seq - 1, None
    return Restoration(
        office=row.unit_id,
        seq=row.seq,
        head=row.hash,
        at=row.happened_at,
        officer=row.officer_id,
        lost_from=int(first),
        lost_to=int(last),
        numbers=numbers or (),
        facts=facts,
        problem=""
        if can_be
        else f"Dòng {row.seq}: lần khôi phục kể phần mất rộng hơn sổ mốc đã giữ, hoặc kể sai.",
    )


def _can_be(seq: int, first: object, last: object, held: object) -> bool:
    """Say whether a restoration at entry `seq` can have lost `first` to `last`.

    The machine's record held the log as far as entry `held`: what was lost ends there, or begins
    there where the store had gone another way. Entries of before 0.8.0 do not say it.
    """
    if type(first) is not int or type(last) is not int or type(held) is not int:
        return False
    if last < first:
        return (first, last) == (seq, seq - 1)
    if first == seq:
        return last == held
    return 0 < first < seq and last == seq - 1 and held in {first, last}


def _numbers(said: object) -> tuple[LostRange, ...] | None:
    """Return the lost numbers that an entry tells; None for what it cannot tell."""
    if not isinstance(said, list):
        return None
    found = []
    for one in said:
        if not isinstance(one, dict):
            return None
        unit, first, last = one.get("unit"), one.get("first"), one.get("last")
        book, period = one.get("book"), one.get("period")
        if (
            type(unit) is not int
            or abs(unit) >= _TOO_MANY
            or type(first) is not int
            or type(last) is not int
        ):
            return None
        if type(book) is not str or type(period) is not str or not 0 < first <= last < _TOO_MANY:
            return None
        found.append(LostRange(unit, book, period, first, last))
    return tuple(found)
