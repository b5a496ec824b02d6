"""The database: one engine, short read and write transactions, the office's write lock."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlcipher3.dbapi2
from sqlalchemy import URL, Connection, Engine, Row, create_engine, event, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from app.errors import StoreError
from app.models.data_version import DataVersion
from app.models.row_notes import begin_noting, notes_of, put_later_rows
from app.models.same_file import require_same_files, share_modes
from app.models.server_trust import server_address, trusted
from app.models.store_errors import (
    damaged,
    explain,
    out_of_memory,
    unusable_moment,
    unusable_number,
    unusable_text,
)
from app.models.store_key import StoreKey
from app.models.watermark import Watermark, touched

if TYPE_CHECKING:
    from app.models.disk_reserve import DiskReserve
    from app.models.high_water import HighWater
    from app.models.page_check import PageCheck

BUSY_TIMEOUT_S = 15
_USUAL_WAIT = f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}"
_SHORT_WAIT = "PRAGMA busy_timeout = 200"
"""A long read (a backup's, the check of the pages) may keep the log from being emptied for now."""
_PROGRAM = "motcua"
_SNAPSHOT = text("SELECT pg_current_snapshot()::text, pg_postmaster_start_time()")
"""Which transactions of the server are seen as committed."""
APPLICATION_ID = 0x4D435541
"""Marks a file as a store of this program ("MCUA")."""

_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
    # Checkpoints run from an idle moment (`Database.checkpoint`); this is the upper bound.
    "PRAGMA wal_autocheckpoint = 20000",
)
_OF_THE_LINE = ("SQLITE_READONLY", "SQLITE_CANTOPEN")
"""Errors that a line to the file may keep although the file is well again."""


_BACKPORTS = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
"""Patch releases of older SQLite versions that mended the write-ahead log's reset."""


def journal_mode(version: tuple[int, int, int]) -> str:
    """Return how an SQLite of that version may keep its journal: WAL, unless it has the fault.

    Two connections that write and checkpoint at once could damage the store before 3.51.3 and its
    backports; 3.52.0 was withdrawn.
    """
    series, patch = version[:2], version[2]
    is_mended = patch >= _BACKPORTS[series] if series in _BACKPORTS else series > (3, 52)
    return "WAL" if is_mended else "TRUNCATE"


class Database:
    """Opens transactions on one store; callers never share a session between threads."""

    def __init__(self, engine: Engine, key: StoreKey | None = None) -> None:
        self._version = DataVersion(engine)
        self.go_on_with(engine, key)
        self.write_count = 0
        self.high_water: HighWater | None = None
        self.room: DiskReserve | None = None
        self.page_check: PageCheck | None = None
        self.stopped = ""
        """Why nothing more is written into this store, "" while it can be trusted."""

    def go_on_with(self, engine: Engine, key: StoreKey | None) -> None:
        """Open every transaction from now on by `engine`; one that is open keeps its own.

        `key` is what the file is encrypted under.
        """
        self.engine = engine
        self.key = key
        self._version.go_on_with(engine)
        self._reading = engine if engine.dialect.name == "sqlite" else _whole_picture(engine)
        self._writing = engine.execution_options(immediate=True, notes_rows=True)
        self._copying = engine.execution_options(immediate=True)

    @property
    def is_shared(self) -> bool:
        """Say whether several desks may use this store (PostgreSQL)."""
        return self.engine.dialect.name != "sqlite"

    def version(self, session: Session) -> object:
        """Return what is another once anything was committed, at this desk or at another.

        `session` is a reading one that has read nothing yet: it sees all of this version at least.
        """
        return tuple(session.execute(_SNAPSHOT).one()) if self.is_shared else self.looked()

    @property
    def program_name(self) -> str:
        """What this program calls itself at a shared store: no other running one has the name."""
        return str(self.engine.url.query.get("application_name", ""))

    def ahead_of(self, now: Callable[[], datetime]) -> timedelta:
        """Return how far the clock that all desks share (the server's) is ahead of `now`.

        Nothing for a local store. Raises StoreError.
        """
        if not self.is_shared:
            return timedelta(0)
        with self.read() as session:
            asked_at = now()
            there: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
            return there - (asked_at + (now() - asked_at) / 2)

    @contextmanager
    def read(self) -> Generator[Session]:
        """Open a short reading transaction. Raises StoreError with advice when it cannot."""
        with self._session(self._reading) as session:
            yield session

    def looked(self) -> tuple[object, int]:
        """Return what is another once anything was committed to this local store."""
        return self._version.read()

    def look(self, statement: str, values: Mapping[str, object]) -> Row[Any] | None:
        """Return the first row of an answer as of now. Raises StoreError as `read` does.

        A local store is asked on a line that is kept for it: it costs a third of a transaction.
        Dates come as they are stored there.
        """
        if self.is_shared:
            with self.read() as session:
                return session.connection().execute(text(statement), values).first()
        with self._told():
            return self._version.first(statement, values)

    @contextmanager
    def write(self) -> Generator[Session]:
        """Open a writing transaction: committed at the end, undone by any exception.

        What it logged and numbered is in the high-water record before this returns. Raises
        StoreError where the store was found to be an old copy (`stopped`).
        """
        if self.stopped:
            raise StoreError(self.stopped)
        if self.room is not None:
            self.room.make_way()
        with self._session(self._writing) as session:
            yield session
            put_later_rows(session, lock_office)
            seen = self._seen(session)
            if not self.is_shared:
                require_same_files(session.connection(), has_log=_this_journal() == "WAL")
            session.commit()
            self.write_count += 1
            if self.high_water is not None:
                self.high_water.rise(seen)

    @contextmanager
    def write_copy(self) -> Generator[Session]:
        """Open a writing transaction on a store being filled from another one, whose log it gets.

        Nothing is noted for the log. Raises StoreError.
        """
        with self._session(self._copying) as session:
            yield session
            session.commit()

    def _seen(self, session: Session) -> Watermark:
        if self.high_water is None:
            return Watermark()
        self.high_water.know(session)
        return touched(session)

    def checkpoint(self) -> None:
        """Move the write-ahead log into the store; for idle moments and closing.

        Raises StoreError when the disk does not take it; nothing is lost then.
        """
        if not self.is_shared:
            self._empty_log(_SHORT_WAIT)

    def _empty_log(self, wait: str) -> None:
        """Move the write-ahead log into the store, empty it; `wait` sets how long for who reads it.

        Nobody can write meanwhile. Raises StoreError.
        """
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql(wait).close()
                try:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()
                finally:
                    connection.exec_driver_sql(_USUAL_WAIT).close()
                connection.exec_driver_sql("BEGIN")
        except DBAPIError as error:
            raise explain(error) from error

    @contextmanager
    def without_page_check(self) -> Generator[None]:
        """Interrupt the check of the store's pages; it reads nothing until the block ends."""
        with nullcontext() if self.page_check is None else self.page_check.paused():
            yield

    @contextmanager
    def let_go(self) -> Generator[None]:
        """Hold no line to a local store that lies idle, and open none by itself in the block."""
        with self.without_page_check(), self._version.paused():
            self.engine.dispose()
            yield

    def scrub(self) -> None:
        """Let nothing that was deleted be read from the store's files any more.

        SQLite empties what it frees and moves its log into the store. PostgreSQL is asked to clean
        its tables, which it does for their owner alone. Raises StoreError.
        """
        if not self.is_shared:
            with self.without_page_check():
                self._empty_log(_USUAL_WAIT)
            return
        try:
            with self.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.exec_driver_sql("SET statement_timeout = 0")
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("RESET statement_timeout")
        except DBAPIError as error:
            raise explain(error) from error

    def close(self) -> None:
        """Checkpoint and let go of every connection."""
        self._version.close()
        try:
            # What a full disk does not take stays in the log beside the store for the next start.
            with suppress(StoreError):
                self.checkpoint()
        finally:
            self.engine.dispose()
            if self.high_water is not None:
                self.high_water.close()

    @contextmanager
    def _session(self, engine: Engine) -> Generator[Session]:
        # A line that breaks while it is given back is told in words too.
        with self._told(), Session(engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def _told(self) -> Generator[None]:
        """Tell in words what the database refuses. Raises UserError."""
        try:
            yield
        except DBAPIError as error:
            self._let_go(error)
            raise explain(error) from error
        except StatementError as error:  # what a statement was given, before any driver saw it
            if isinstance(error.orig, OverflowError):
                raise unusable_moment() from error
            raise
        except MemoryError as error:
            raise out_of_memory() from error
        except UnicodeDecodeError as error:  # SQLite's own words of a damaged schema
            raise damaged() from error
        except UnicodeEncodeError as error:  # half a character, as a broken paste brings it
            raise unusable_text() from error
        except OverflowError as error:  # SQLite's driver; a server says it by itself
            if "SQLite INTEGER" not in str(error):
                raise
            raise unusable_number() from error

    def _let_go(self, error: DBAPIError) -> None:
        """Do what lets the same act go through once its fault is cured.

        A line that was opened while nothing might be written stays so for its whole life.
        """
        name = getattr(error.orig, "sqlite_errorname", "") or ""
        if name.startswith(_OF_THE_LINE):
            self.engine.dispose()
        if name.startswith("SQLITE_FULL") and self.room is not None:
            self.room.give_up()


def _whole_picture(engine: Engine) -> Engine:
    """Give a reading transaction one picture of the store, as SQLite does by itself.

    PostgreSQL's default shows each statement what others committed just before it, so the parts of
    one summary could disagree.
    """
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def lock_office(session: Session, office_id: int) -> None:
    """Take the office's write lock for this transaction: numbers and chain get one order.

    SQLite's immediate transaction is that lock already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": office_id})


def sqlite_engine(
    path: Path, key: StoreKey | None = None, pragmas: Sequence[str] = _PRAGMAS
) -> Engine:
    """Return an engine on a SQLite file (encrypted where `key` is given).

    Without `pragmas` a look at a file that may not be ours leaves it as it was.
    """
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=sqlcipher3.dbapi2,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        hide_parameters=True,  # what a statement is given is people's: no message repeats it
    )

    def approach(*_line: object) -> None:
        if pragmas:
            share_modes(path)

    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver connection
        connection.isolation_level = None  # transactions begin by the hook below alone
        cursor = connection.cursor()
        for pragma in (*(() if key is None else key.pragmas), *_journal(pragmas), *pragmas):
            cursor.execute(pragma)
        cursor.close()

    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    event.listen(engine, "do_connect", approach)
    event.listen(engine, "connect", prepare)
    _note_rows(engine)  # before a transaction begins: it would undo the line's triggers
    event.listen(engine, "begin", begin)
    return engine


def _note_rows(engine: Engine) -> None:
    """Let writing transactions note which rows they change, and forget what a savepoint undoes."""

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("notes_rows", False):
            begin_noting(connection)

    event.listen(engine, "begin", begin)
    event.listen(engine, "savepoint", lambda line, _name: notes_of(line).keep())
    event.listen(engine, "release_savepoint", lambda line, *_of: notes_of(line).forget())
    event.listen(engine, "rollback_savepoint", lambda line, *_of: notes_of(line).put_back())


def _journal(pragmas: Sequence[str]) -> tuple[str, ...]:
    """Return the pragma of the journal; a mere look sets none."""
    return (f"PRAGMA journal_mode = {_this_journal()}",) if pragmas else ()


def _this_journal() -> str:
    return journal_mode(sqlcipher3.dbapi2.sqlite_version_info)


def postgresql_engine(url: str) -> Engine:
    """Return an engine on a shared PostgreSQL store.

    Raises StoreError for another kind of URL, and for one whose server need not prove its name.
    """
    from app.models.server_lines import LIMITS, ServerLine

    named = trusted(server_address(url)).update_query_dict(
        {"application_name": f"{_PROGRAM}-{uuid4().hex}", **LIMITS}
    )
    engine = create_engine(named, pool_pre_ping=True, hide_parameters=True)

    def connect(_dialect: object, _record: object, _args: object, words: dict[str, Any]) -> object:
        return ServerLine.connect(**words)

    event.listen(engine, "do_connect", connect)
    _note_rows(engine)
    return engine
