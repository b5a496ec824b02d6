"""One transaction per act: the right is checked, the office locked, the change made and logged."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, text
from sqlalchemy.orm import Session

from app.clock import Clock
from app.errors import NoRightError, NotAllowedError, StoreError
from app.models.changes import announce
from app.models.database import Database, lock_office
from app.models.log import HAS_LATER_ROWS, LogClock, LogEntry, LogLaterRows
from app.models.office import Unit
from app.models.people import Officer
from app.models.row_digests import packed
from app.models.row_notes import LogEnd, every_row, notes_of, take_rows
from app.models.stored import stored_hex
from app.models.watermark import touch_office, touch_series
from app.services.ledger.chain import entry_hash, genesis
from app.services.ledger.clock_order import come_to, require_clock
from app.services.ledger.closed_days import Entering, Shut, note_late, require_open, shut_in
from app.services.ledger.details import PINNED, keep, sealed
from app.services.ledger.records import Actor, LogMark
from app.services.ledger.rights import CONSOLE_ID, CONSOLE_RIGHTS, Right, require_standing
from app.vocabulary.people import Role

DENIED_ACT: Final = "denied"
"""The entry of an act that was not the person's to do; its `right` says which."""
ROWS_FOUND: Final = "rows_found"
"""The entry that commits to every row as a version before 0.8 left it."""
_FOUND_AT_ONCE: Final = 10_000
_DENIED_AGAIN: Final = timedelta(minutes=1)

# Built once: what every act runs must not be put together anew each time.
_BINDS_NOTHING = LogEntry.rows.is_(None).label("binds_nothing")
_LATER_HASH = (
    select(LogLaterRows.hash)
    .where(HAS_LATER_ROWS)
    .order_by(LogLaterRows.part.desc())
    .limit(1)
    .scalar_subquery()
)
_CHAIN_END = (
    select(
        LogEntry.seq,
        LogEntry.hash,
        LogClock.latest_at,
        _LATER_HASH.label("later_hash"),
        _BINDS_NOTHING,
    )
    .outerjoin(LogClock, LogClock.unit_id == LogEntry.unit_id)
    .where(LogEntry.unit_id == bindparam("office_id"))
    .order_by(LogEntry.seq.desc())
    .limit(1)
)
_APPEND = insert(LogEntry)
_NEWEST = (
    select(LogEntry.unit_id, LogEntry.officer_id, LogEntry.entered_at, _BINDS_NOTHING)
    .order_by(LogEntry.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An open reading transaction of an allowed person."""

    session: Session
    actor: Actor
    roles: frozenset[Role]
    now: datetime

    @property
    def connection(self) -> Connection:
        """The transaction's connection, for Core statements."""
        return self.session.connection()

    @property
    def is_agency_only(self) -> bool:
        """Say whether the person sees only what their own agency holds or is handed."""
        return self.roles == frozenset({Role.AGENCY_OFFICER})


@dataclass(frozen=True, slots=True)
class Standing:
    """A version of the store, and who sees it when."""

    version: object
    roles: frozenset[Role]
    minute: datetime


@dataclass(frozen=True, slots=True)
class Work(Reading):
    """An open writing transaction that holds its office's lock."""

    def log(
        self,
        act: str,
        facts: Mapping[str, object],
        *,
        dossier_id: int | None = None,
        happened_at: datetime | None = None,
        personal: Mapping[str, object] | None = None,
    ) -> LogMark:
        """Append one entry to the office's chain and return its mark.

        `personal` is what the entry says of people, and any free text: it can be erased later.
        """
        times = (self.now, happened_at or self.now)
        part = sealed(personal)
        if part is None:
            return append_entry(self.session, self.actor, act, facts, times, dossier_id)
        pinned = {**facts, PINNED: part.digest}
        mark = append_entry(self.session, self.actor, act, pinned, times, dossier_id)
        keep(self.session, self.actor.office_id, mark.seq, part)
        return mark


class Transactions:
    """Opens the transactions of every service."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @contextmanager
    def read(self, actor: Actor, right: Right) -> Generator[Reading]:
        """Open a reading transaction. Raises NotAllowedError where `right` is not the actor's."""
        with self._noted(actor, right), self._database.read() as session:
            now = self._clock.now()
            roles = _require_reader(session, actor, right, now)
            yield Reading(session, actor, roles, now)

    @contextmanager
    def write(self, actor: Actor, right: Right) -> Generator[Work]:
        """Open a writing transaction under the office's lock; committed when the block ends well.

        Raises NotAllowedError where `right` is not the actor's.
        """
        with self._noted(actor, right), self._database.write() as session:
            lock_office(session, actor.office_id)
            now = self._clock.now()
            roles = _require(session, actor, right, now)
            yield Work(session, actor, roles, now)

    def standing(self, actor: Actor) -> Standing | None:
        """Return what an answer to the actor is made of besides the question; None for no answer.

        An equal one later means: no commit since, by whomever, the same roles in a session that
        still holds, and the same minute of the clock, in which times are told.
        """
        try:
            with self._database.read() as session:
                version = self._database.version(session)
                now = self._clock.now()
                roles = _require(session, actor, Right.OWN_ACCOUNT, now)
        except (NotAllowedError, StoreError):
            return None
        return Standing(version, roles, now.replace(second=0, microsecond=0))

    @contextmanager
    def _noted(self, actor: Actor, right: Right) -> Generator[None]:
        """Log that somebody tried what is not theirs; a store that takes nothing stays silent.

        What a window asks again and again is logged once a minute.
        """
        try:
            yield
        except NoRightError:
            with suppress(StoreError), self._database.write() as session:
                lock_office(session, actor.office_id)
                now = self._clock.now()
                if _is_known(session, actor) and not _was_just_denied(session, actor, now):
                    facts = {"right": right.value, "station": actor.station}
                    append_entry(session, actor, DENIED_ACT, facts, (now, now), None)
            raise


def _is_known(session: Session, actor: Actor) -> bool:
    """Say whether the actor is a person of the office they claim: nobody else has a line there."""
    officer = session.get(Officer, actor.officer_id)
    return officer is not None and officer.office_id == actor.office_id


def _was_just_denied(session: Session, actor: Actor, now: datetime) -> bool:
    last = session.execute(
        select(LogEntry.act, LogEntry.officer_id, LogEntry.entered_at)
        .where(LogEntry.unit_id == actor.office_id)
        .order_by(LogEntry.seq.desc())
        .limit(1)
    ).one_or_none()
    if last is None or (last.act, last.officer_id) != (DENIED_ACT, actor.officer_id):
        return False
    return bool(now - last.entered_at < _DENIED_AGAIN)


def _require_reader(session: Session, actor: Actor, right: Right, now: datetime) -> frozenset[Role]:
    if actor.officer_id == CONSOLE_ID and right in CONSOLE_RIGHTS:
        return frozenset()
    return _require(session, actor, right, now)


def _require(session: Session, actor: Actor, right: Right, now: datetime) -> frozenset[Role]:
    if actor.officer_id == CONSOLE_ID:
        raise NotAllowedError("Việc này cần người thực hiện. Hãy thêm --officer TÊN_ĐĂNG_NHẬP.")
    return require_standing(session, actor, right, now)


def append_entry(
    session: Session,
    actor: Actor,
    act: str,
    facts: Mapping[str, object],
    times: tuple[datetime, datetime],
    dossier_id: int | None,
) -> LogMark:
    """Append one entry; `times` are (entered_at, happened_at).

    Raises RuleBrokenError for what would change a closed day, ClockBehindError for what lies before
    what the log holds.
    """
    entered_at, happened_at = times
    entering = Entering(act, dossier_id, happened_at, entered_at)
    shut = shut_in(session, actor.office_id) if entering.is_of_the_day else Shut()
    require_open(session, actor.office_id, entering, shut.last_closed)
    end = _chain_end(session, actor.office_id)
    require_clock(act, entered_at, end.latest_at)
    rows = take_rows(session)
    if end.binds_nothing and not commits_to_rows(session):
        if end.seq:
            end = _bind_found(session, end, (actor.office_id, actor.officer_id, entered_at))
        else:  # a new store's first entry commits to all that it was founded with
            rows = list(every_row(session.connection()))
    entry = NewEntry(
        unit_id=actor.office_id,
        seq=end.seq + 1,
        entered_at=entered_at,
        happened_at=happened_at,
        officer_id=actor.officer_id,
        act=act,
        dossier_id=dossier_id,
        facts=msgspec.json.encode(dict(facts), order="sorted").decode(),
    )
    announce(session)
    head = _put(session, entry, end.previous, packed(rows))
    if end.latest_at is None or entered_at > end.latest_at:
        come_to(session, actor.office_id, entered_at)
    note_late(session, actor.office_id, entry.seq, entering, shut.locked_until)
    return LogMark(entry.seq, head)


def _put(session: Session, entry: "NewEntry", previous: bytes, rows: bytes) -> bytes:
    """Store an entry and return its hash; what the transaction changes later is of this entry."""
    head = entry_hash(previous, entry_fields(entry), rows)
    connection = session.connection()
    connection.execute(
        _APPEND,
        {
            "unit_id": entry.unit_id,
            "seq": entry.seq,
            "entered_at": entry.entered_at,
            "happened_at": entry.happened_at,
            "officer_id": entry.officer_id,
            "act": entry.act,
            "dossier_id": entry.dossier_id,
            "facts": entry.facts,
            "previous_hash": previous.hex(),
            "hash": head.hex(),
            "rows": rows,
        },
    )
    touch_office(session, entry.unit_id)
    notes_of(connection).entry = LogEnd(entry.unit_id, entry.seq, head)
    return head


def commits_to_rows(session: Session) -> bool:
    """Say whether any entry commits to rows: none of a new store, or of a version before 0.8."""
    bound = select(LogEntry.id).where(LogEntry.rows.is_not(None)).limit(1)
    return session.execute(bound).first() is not None


def bind_found_rows(database: Database) -> None:
    """Commit to the rows of a store as a version before 0.8 left them. Raises StoreError.

    The entry is of whoever made the newest one, at its moment: nobody has signed in yet.
    """
    with database.read() as session:
        newest = session.execute(_NEWEST).first()
    if newest is None or not newest.binds_nothing:
        return
    with database.write() as session:
        lock_office(session, newest.unit_id)
        end = _chain_end(session, newest.unit_id)
        if end.binds_nothing and not commits_to_rows(session):
            who = (newest.unit_id, newest.officer_id, newest.entered_at)
            _bind_found(session, end, who)


def _bind_found(session: Session, end: "_ChainEnd", who: tuple[int, int, datetime]) -> "_ChainEnd":
    """Commit to every row as an older version left it, in entries that say so; return the end.

    `who` are office, officer and moment of the entries.
    """
    unit_id, officer_id, at = who
    rows = every_row(session.connection())
    while part := list(islice(rows, _FOUND_AT_ONCE)):
        entry = NewEntry(
            unit_id=unit_id,
            seq=end.seq + 1,
            entered_at=at,
            happened_at=at,
            officer_id=officer_id,
            act=ROWS_FOUND,
            dossier_id=None,
            facts=msgspec.json.encode({"rows": len(part)}).decode(),
        )
        end = replace(end, seq=entry.seq, previous=_put(session, entry, end.previous, packed(part)))
    return end


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What an entry says, before it is chained."""

    unit_id: int
    seq: int
    entered_at: datetime
    happened_at: datetime
    officer_id: int
    act: str
    dossier_id: int | None
    facts: str


def entry_fields(entry: "NewEntry | LogEntry") -> tuple[str, ...]:
    """Return what an entry's hash covers, besides the hash before it."""
    return (
        str(entry.unit_id),
        str(entry.seq),
        entry.entered_at.astimezone(UTC).isoformat(),
        entry.happened_at.astimezone(UTC).isoformat(),
        str(entry.officer_id),
        entry.act,
        str(entry.dossier_id or ""),
        entry.facts,
    )


@dataclass(frozen=True, slots=True)
class _ChainEnd:
    """An office's newest entry (0: none), what the next is chained to, how far its time has come.

    `binds_nothing`: that entry commits to no rows, as before 0.8.
    """

    seq: int
    previous: bytes
    latest_at: datetime | None
    binds_nothing: bool


def _chain_end(session: Session, office_id: int) -> _ChainEnd:
    session.flush()
    last = session.connection().execute(_CHAIN_END, {"office_id": office_id}).one_or_none()
    if last is None:
        code = session.execute(select(Unit.code).where(Unit.id == office_id)).scalar_one()
        return _ChainEnd(0, genesis(code), None, binds_nothing=True)
    previous = stored_hex(last.later_hash or last.hash)
    return _ChainEnd(last.seq, previous, last.latest_at, binds_nothing=last.binds_nothing)


_TAKE = text(
    "INSERT INTO number_series (unit_id, book, period, last) VALUES (:unit, :book, :period, 1) "
    "ON CONFLICT (unit_id, book, period) DO UPDATE SET last = number_series.last + 1 "
    "RETURNING last"
)


def take_number(session: Session, unit_id: int, book: str, period: str) -> int:
    """Take the next number of a unit's book for `period` (a year, a day); from 1, no gap, no twin.

    The number is given back when the transaction is undone.
    """
    taken = session.connection().execute(_TAKE, {"unit": unit_id, "book": book, "period": period})
    number: int = taken.scalar_one()
    touch_series(session, (unit_id, book, period))
    return number
