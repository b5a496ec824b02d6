"""The full check of a SQLite store's pages, table by table, beside the counter's work.

`PRAGMA quick_check` of one table reads it and its indexes in one read transaction: writers go on,
only the write-ahead log is not emptied meanwhile. How far the check came is kept in a small file
beside the store, so that the next start of the program goes on there.
"""

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Lock
from time import perf_counter
from typing import Annotated, Any, Final

import msgspec
import sqlcipher3.dbapi2
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.errors import StoreError
from app.models.database import Database, sqlite_engine
from app.models.store_errors import damaged, explain
from app.models.store_key import StoreKey
from app.paths import write_whole

EVERY: Final = timedelta(days=1)
"""How long after the last full check began the next one is due."""
_LOG: Final = logging.getLogger(__name__)
_STEP_S: Final = 0.5
"""A step begins no further table after so many seconds."""
_ASK_AGAIN_S: Final = 0.05
_ENDING: Final = "-check"
_SCHEMA: Final = "sqlite_schema"
"""The list of free pages is checked with this table."""
_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
_SEARCH: Final = "dossier_search"
_CACHE: Final = "PRAGMA cache_size = -65536"
_ALONE: Final = ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "ROLLBACK")
_Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class CheckRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How far the full check of one file came.

    `file` is the file's number on its disk: a store that was copied or restored into its place is
    another. `begun_at` is when the running check began, `whole_at` when the last one began that
    found the store whole. `is_damaged`: damage was found, and nothing has shown otherwise since.
    """

    file: int = 0
    done: tuple[str, ...] = ()
    begun_at: _Instant | None = None
    whole_at: _Instant | None = None
    is_damaged: bool = False


class PageCheck:
    """Checks every page of one open SQLite store in steps; threads may share it."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self._path = path
        self._record = read_record(path)
        self._at_work = Lock()
        self._is_paused = Event()
        self._line: Any = None  # the driver's connection while a step runs

    @property
    def whole_at(self) -> datetime | None:
        """When the last full check began that found the store whole; None where none did."""
        return self._record.whole_at

    @property
    def is_damaged(self) -> bool:
        """Whether damage was found."""
        return self._record.is_damaged

    def is_due(self, now: datetime) -> bool:
        """Say whether a full check is to begin or to go on."""
        whole_at = self.whole_at
        return whole_at is None or not timedelta() <= now - whole_at < EVERY

    def finish(self, now: Callable[[], datetime], told: Callable[[float], None]) -> None:
        """Do all that is left of a check that is due. Raises StoreError."""
        while self.is_due(now()):
            told(self.step(now()))

    def step(self, now: datetime) -> float:
        """Check the next tables and return how many of all are done (0 to 1).

        Ends early where it is paused. Damage stops the writing (`Database.stopped`) and raises
        StoreError, as does a disk that cannot be read.
        """
        with self._at_work:
            self._begin(now)
            engine = sqlite_engine(self._path, self._database.key, pragmas=())
            try:
                with engine.connect() as connection:
                    return self._go_on(connection)
            except UnicodeDecodeError as error:  # the name of a table, as the check repeats it
                raise self._found_damage() from error
            except DBAPIError as error:
                raise self._judged(error) from error
            finally:
                self._line = None
                engine.dispose()

    @contextmanager
    def paused(self) -> Generator[None]:
        """Interrupt the running step; until the block ends the check has no connection."""
        self._is_paused.set()
        try:
            while not self._at_work.acquire(timeout=_ASK_AGAIN_S):
                with suppress(AttributeError, sqlcipher3.dbapi2.Error):  # the step is just ending
                    self._line.interrupt()
        finally:
            self._is_paused.clear()
        try:
            yield
        finally:
            self._at_work.release()

    def _begin(self, now: datetime) -> None:
        if self._record.file != _number(self._path):
            self._record = CheckRecord(file=_number(self._path))
        if not self._record.done:
            self._record = msgspec.structs.replace(self._record, begun_at=now)

    def _go_on(self, connection: Connection) -> float:
        self._line = connection.connection.driver_connection
        connection.exec_driver_sql("ROLLBACK")  # each table is a transaction of its own
        connection.exec_driver_sql(_CACHE)
        names = [_SCHEMA, *connection.exec_driver_sql(_TABLES).scalars().all()]
        done = set(self._record.done)
        begun = perf_counter()
        for name in names:
            if name in done:
                continue
            if self._is_paused.is_set() or perf_counter() - begun > _STEP_S:
                return self._keep(names, done)
            try:
                problem = _problem_of(connection, name)
            except DBAPIError as error:
                if not _is_interrupted(error):
                    raise
                return self._keep(names, done)
            if problem:
                _LOG.error("the store is damaged: %s", problem)
                raise self._found_damage()
            done.add(name)
        self._put(CheckRecord(file=self._record.file, whole_at=self._record.begun_at))
        return 1.0

    def _keep(self, names: list[str], done: set[str]) -> float:
        self._put(msgspec.structs.replace(self._record, done=tuple(sorted(done))))
        return len(done & set(names)) / len(names)

    def _judged(self, error: DBAPIError) -> Exception:
        meant = explain(error)
        is_damage = not isinstance(meant, StoreError) or meant.message == damaged().message
        return self._found_damage() if is_damage or _is_no_database(error) else meant

    def _found_damage(self) -> StoreError:
        found = damaged()
        self._database.stopped = found.message
        self._put(CheckRecord(file=_number(self._path), is_damaged=True))
        return found

    def _put(self, record: CheckRecord) -> None:
        self._record = record
        write_record(self._path, record)


def read_record(path: Path) -> CheckRecord:
    """Return how far the check of the store `path` came; an empty record for another file's."""
    number = _number(path)
    try:
        content = path.with_name(path.name + _ENDING).read_bytes()
        record = msgspec.json.decode(content, type=CheckRecord)
    except (OSError, msgspec.DecodeError, UnicodeError):
        return CheckRecord(file=number)
    return record if record.file == number else CheckRecord(file=number)


def write_record(path: Path, record: CheckRecord) -> None:
    """Keep the record; what the disk does not take is checked again after the next start."""
    with suppress(OSError):
        write_whole(path.with_name(path.name + _ENDING), msgspec.json.encode(record))


def begin_anew(path: Path) -> None:
    """Have the whole store `path` checked again: it may have been cut short while it was written.

    Damage that was found stays known.
    """
    kept = read_record(path)
    write_record(path, CheckRecord(file=kept.file, is_damaged=kept.is_damaged))


def has_unfinished_writes(path: Path) -> bool:
    """Say whether a journal with content lies beside the store: it is in use, or was cut short."""
    beside = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    return any(each.exists() and each.stat().st_size > 0 for each in beside)


def is_in_use(path: Path, key: StoreKey | None) -> bool:
    """Say whether any other connection, of whichever program, has the store open."""
    line = sqlcipher3.dbapi2.connect(str(path), timeout=0, isolation_level=None)
    try:
        for statement in (*(() if key is None else key.pragmas), *_ALONE):
            line.execute(statement).close()
    except sqlcipher3.dbapi2.DatabaseError as error:
        return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
    finally:
        line.close()
    return False


def _problem_of(connection: Connection, table: str) -> str:
    """Return what is wrong with the pages of one table and its indexes, "" for nothing."""
    if table == _SEARCH:
        # Without a row read by this line the check of the search index may take what it remembers
        # for what is stored.
        connection.exec_driver_sql("SELECT rowid FROM dossier_search LIMIT 1").close()
    quoted = connection.dialect.identifier_preparer.quote_identifier(table)
    found: str = connection.exec_driver_sql(f"PRAGMA quick_check({quoted})").scalars().all()[0]
    return "" if found == "ok" else found


def _is_interrupted(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlite_errorname", "") == "SQLITE_INTERRUPT"


def _is_no_database(error: DBAPIError) -> bool:
    """Say whether a page is not what the store's key opens."""
    return getattr(error.orig, "sqlite_errorname", "") == "SQLITE_NOTADB"


def _number(path: Path) -> int:
    """Return the file's number on its disk; 0 where it is not to be seen."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0
