"""The log's hash chain: each entry's hash covers its fields and the hash before it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import CursorResult, Select, bindparam, literal_column, select
from sqlalchemy.orm import Session

from app.models.log import LogEntry, LogLaterRows
from app.models.office import Unit
from app.models.stored import stored_bytes, stored_hex
from app.models.watermark import ChainHead


def genesis(unit_code: str) -> bytes:
    """Return what the first entry of an office's chain is chained to."""
    return hashlib.sha256(f"motcua:{unit_code}".encode()).digest()


def entry_hash(previous: bytes, fields: Sequence[str], rows: bytes | None) -> bytes:
    """Return the 32-byte hash of an entry; `rows` is what it commits to, None before 0.8.

    Fields are length-prefixed, so no two different rows give the same bytes.
    """
    digest = hashlib.sha256(previous)
    for raw in (*(field.encode() for field in fields), *(() if rows is None else (rows,))):
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.digest()


# Walking the offices' hash chains row by row: how far each is whole, and what it held where.

_BATCH: Final = 50
"""Entries read at once: one may commit to tens of thousands of rows."""
_OF_UNIT: Final[Select[*tuple[Any, ...]]] = (
    select(
        LogEntry.unit_id,
        LogEntry.seq,
        # As they are stored: a time that somebody garbled must be a bad row and no failure.
        literal_column("entered_at"),
        literal_column("happened_at"),
        LogEntry.officer_id,
        LogEntry.act,
        LogEntry.dossier_id,
        LogEntry.facts,
        LogEntry.previous_hash,
        LogEntry.hash,
        LogEntry.rows,
        LogEntry.id,
    )
    .where(LogEntry.unit_id == bindparam("unit_id"))
    .order_by(LogEntry.seq)
)
_LATER_OF_UNIT: Final = (
    select(LogLaterRows.seq, LogLaterRows.part, LogLaterRows.rows, LogLaterRows.hash)
    .where(LogLaterRows.unit_id == bindparam("unit_id"))
    .order_by(LogLaterRows.seq, LogLaterRows.part)
)
_SINCE: Final = LogEntry.seq > bindparam("after")
_LATER_SINCE: Final = LogLaterRows.seq >= bindparam("after")
_ENTRY: Final = select(LogEntry.id, LogEntry.hash).where(
    LogEntry.unit_id == bindparam("unit_id"), LogEntry.seq == bindparam("after")
)
_FROM_THE_FIRST: Final[Mapping[int, ChainHead]] = MappingProxyType({})

_FIRST_ID: Final = (
    select(LogEntry.id)
    .where(LogEntry.unit_id == bindparam("unit_id"), LogEntry.seq >= bindparam("after"))
    .order_by(LogEntry.seq)
    .limit(1)
)

Pass = Callable[[int, int, bytes], None]
"""Told of each whole entry: its unit, its number, its hash."""


@dataclass(frozen=True, slots=True)
class Walked:
    """An office's chain: entries 1 to `count` are whole, the last of them has the hash `head`.

    `broken_at` is the number of the first entry that is not, 0 where all of them are. Entries up to
    `after` were not read: only that this entry still has the hash it was known by.
    """

    unit_id: int
    code: str
    count: int
    head: bytes
    broken_at: int = 0
    after: int = 0


def walk_chains(
    session: Session,
    told: Pass | None = None,
    starts: Mapping[int, ChainHead] = _FROM_THE_FIRST,
) -> Iterator[Walked]:
    """Yield each office's chain as it was found; units without a log have none.

    A chain is read from the first entry, or from the one after its unit's entry in `starts`.
    """
    units = session.execute(select(Unit.id, Unit.code).order_by(Unit.id)).all()
    for unit_id, code in units:
        walked = _walk(session, unit_id, code, told, starts.get(unit_id))
        if walked.count or walked.broken_at:
            yield walked


def _walk(
    session: Session, unit_id: int, code: str, told: Pass | None, start: ChainHead | None
) -> Walked:
    count, head, last_id = 0, genesis(code), 0
    connection = session.connection()
    of_unit, later_of_unit, wanted = _OF_UNIT, _LATER_OF_UNIT, {"unit_id": unit_id}
    if start is not None:
        wanted["after"] = start.seq
        known = connection.execute(_ENTRY, wanted).first()
        if known is None or known.hash != start.head:
            return Walked(unit_id, code, 0, head, broken_at=start.seq, after=start.seq)
        count, head, last_id = start.seq, stored_hex(start.head), known.id
        of_unit, later_of_unit = of_unit.where(_SINCE), later_of_unit.where(_LATER_SINCE)
    after = count
    later = _LaterHashes(connection.execute(later_of_unit, wanted))
    before = head if start is None else later.after(count, head)
    rows = connection.execute(of_unit, wanted).yield_per(_BATCH)
    for unit, seq, entered, happened, officer, act, dossier, facts, previous, *ends in rows:
        stored, own_rows, row_id = ends
        # The same fields as `transactions.entry_fields`, without an object for each of them.
        found = entry_hash(
            before,
            (
                str(unit),
                str(seq),
                stored_time(entered),
                stored_time(happened),
                str(officer),
                str(act),
                str(dossier or ""),
                str(facts),
            ),
            None if own_rows is None else stored_bytes(own_rows),
        )
        # By its row number an entry of one office comes before or after one of another.
        is_in_order = seq == count + 1 and row_id > last_id
        if not is_in_order or previous != before.hex() or stored != found.hex():
            rows.close()
            later.close()
            return Walked(unit_id, code, count, head, broken_at=count + 1, after=after)
        count, head, last_id = count + 1, found, row_id
        before = later.after(seq, found)
        if told is not None:
            told(unit_id, seq, found)
    broken_at = count + 1 if later.close() else 0
    return Walked(unit_id, code, count, head, broken_at=broken_at, after=after)


@dataclass(frozen=True, slots=True)
class Since:
    """The part of the log that an incremental audit looks at.

    `starts` are the last entries known to be whole, by office; `first_id` the lowest id of them
    and of all entries after them: what lies before it is not looked at.
    """

    starts: Mapping[int, ChainHead]
    first_id: int


def since(session: Session, starts: Mapping[int, ChainHead]) -> Since:
    """Return the part of the log from these entries on; an office without one is read whole."""
    found = []
    for unit_id in session.scalars(select(Unit.id)):
        start = starts.get(unit_id)
        wanted = {"unit_id": unit_id, "after": 0 if start is None else start.seq}
        found.append(session.execute(_FIRST_ID, wanted).scalar())
    return Since(starts, min((one for one in found if one is not None), default=0))


class _LaterHashes:
    """Reads the rows changed after entries, beside the entries themselves."""

    def __init__(self, found: CursorResult[Any]) -> None:
        self._rows = found.yield_per(_BATCH)
        self._next = self._rows.fetchone()
        self._is_broken = False

    def after(self, seq: int, head: bytes) -> bytes:
        """Return what the entry after `seq`, whose hash is `head`, is chained to."""
        part = 0
        while self._next is not None and self._next.seq <= seq:
            part += 1
            head = hashlib.sha256(head + stored_bytes(self._next.rows)).digest()
            found = (self._next.seq, self._next.part, self._next.hash)
            self._is_broken = self._is_broken or found != (seq, part, head.hex())
            self._next = self._rows.fetchone()
        return head

    def close(self) -> bool:
        """Stop reading; say whether a part was wrong, or is left that no entry goes before."""
        is_wrong = self._is_broken or self._next is not None
        self._rows.close()
        return is_wrong


def stored_time(stored: object) -> str:
    """Return a time as the hash covers it; SQLite gives the text `YYYY-MM-DD HH:MM:SS.ffffff`."""
    if isinstance(stored, datetime):
        return stored.astimezone(UTC).isoformat()
    text = str(stored)
    if text[10:11] != " ":  # as only another hand writes it
        return text
    return f"{text[:10]}T{text[11:].removesuffix('.000000')}+00:00"
