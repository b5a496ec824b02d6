"""The high-water record: how far a store has been seen to go, kept outside the store.

A small SQLite file of its own, one for each store and machine. It is raised after every commit that
logged something or took a number, before the act is acknowledged; a store that no longer holds what
the record has seen has lost its end or is an old copy, and would give its numbers a second time.
"""

import logging
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeVar

import sqlcipher3.dbapi2
from sqlalchemy.orm import Session

from app.errors import InvalidInputError
from app.models.watermark import ChainHead, Watermark, store_id
from app.paths import make_private_folder

APPLICATION_ID: Final = 0x4D434857
"""Marks a file as a high-water record ("MCHW")."""

_LOG = logging.getLogger(__name__)
_BUSY_TIMEOUT_S: Final = 5
_OPENING: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA application_id = {APPLICATION_ID}",
    "CREATE TABLE IF NOT EXISTS entries "
    "(office INTEGER PRIMARY KEY, seq INTEGER NOT NULL, head TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS numbers (office INTEGER NOT NULL, book TEXT NOT NULL, "
    "period TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (office, book, period)) "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS restorations (head TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS audited "
    "(office INTEGER PRIMARY KEY, seq INTEGER NOT NULL, head TEXT NOT NULL)",
)
_RAISE_ENTRY: Final = (
    "INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
    "SET seq = excluded.seq, head = excluded.head WHERE excluded.seq > seq"
)
_PIN_ENTRY: Final = (
    "INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
    "SET seq = excluded.seq, head = excluded.head"
)
_RAISE_NUMBER: Final = (
    "INSERT INTO numbers VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
    "SET last = excluded.last WHERE excluded.last > last"
)
_TELL: Final = "INSERT INTO restorations VALUES (?) ON CONFLICT DO NOTHING"
_BROKEN: Final = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR")
_ODD: Final = {
    "entries": "typeof(seq) != 'integer' OR typeof(head) != 'text'",
    "numbers": "typeof(office) != 'integer' OR typeof(book) != 'text' "
    "OR typeof(period) != 'text' OR typeof(last) != 'integer'",
    "restorations": "typeof(head) != 'text'",
    "audited": "typeof(seq) != 'integer' OR typeof(head) != 'text'",
}
"""By table, values that this program never writes, as a page that was overwritten holds them."""
_ADDED: Final = ("restorations", "audited")
"""Tables that a copy of a record lacks where an older version wrote it."""
_UNWRITABLE: Final = (
    "Không ghi được sổ mốc của kho tại {folder} nên chương trình tạm thời không phát hiện được kho "
    "cũ hoặc kho bị mất phần cuối. Hãy cấp quyền ghi và kiểm tra chỗ trống của thư mục này."
)

T = TypeVar("T")


class OddRecordError(sqlcipher3.dbapi2.DatabaseError):  # type: ignore[misc]
    """The record holds what no program of ours has written."""


class HighWater:
    """The record of one store, by the hash of its first log entry, in `folder`.

    It never stops the counter: where it cannot be read or written, `trouble` says so in a sentence
    for the person, and is empty again once it can.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trouble = ""
        self._store = ""
        self._line: Any = None  # the driver's connection
        self._lock = Lock()

    @property
    def path(self) -> Path | None:
        """Return the record's file; None while the store has no first entry."""
        return self.folder / f"{self._store[:32]}.db" if self._store else None

    def know(self, session: Session) -> None:
        """Learn which store this is, once it has its first entry."""
        if not self._store:
            self._store = store_id(session)

    def seen(self) -> Watermark:
        """Return what the record has seen; nothing where there is none or it cannot be read."""
        return self._guarded(_read) or Watermark()

    def rise(self, seen: Watermark) -> None:
        """Raise the record to what was `seen`, on the disk when this returns; never lower it.

        A store that was restored (`seen.replaces`) begins the record anew.
        """
        if not seen.is_nothing:
            self._guarded(lambda line: _write(line, seen))

    def expect(self, head: str) -> None:
        """Know of a restoration that this machine makes, by the hash of its entry.

        Written before its store is put in place: a power cut between leaves a store that is opened.
        """
        self._guarded(lambda line: line.execute(_TELL, (f"?{head}",)).close())

    def pin(self, office: int, mark: ChainHead) -> None:
        """Hold a chain to an entry that a signed paper proves; `mark.head` may be its beginning.

        A store without that entry is refused from its next opening on.
        """
        self._guarded(lambda line: _pin(line, office, mark))

    def audited(self) -> dict[int, ChainHead]:
        """Return up to which entry of each office's log a whole audit found nothing wrong."""
        return self._guarded(_read_audited) or {}

    def note_audited(self, marks: Mapping[int, ChainHead]) -> None:
        """Keep up to which entries the last good audit went, none after a bad one.

        A restored store forgets them.
        """
        self._guarded(lambda line: _write_audited(line, marks))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._drop()

    def _guarded(self, work: Callable[[Any], T]) -> T | None:
        if not self._store:
            return None
        with self._lock:
            try:
                with _in_our_words():
                    answer = work(self._ready())
            except (OSError, sqlcipher3.dbapi2.Error) as error:
                self._drop()
                self._complain(error)
                return None
            self.trouble = ""
            return answer

    def _ready(self) -> Any:  # noqa: ANN401 - the driver's connection
        if self._line is None:
            try:
                self._line = self._open()
            except sqlcipher3.dbapi2.DatabaseError as error:
                name = getattr(error, "sqlite_errorname", "")
                if name not in _BROKEN and not isinstance(error, OddRecordError):
                    raise
                _LOG.warning("the high-water record is broken and begun anew: %s", error)
                self._set_aside()
                self._line = self._open()
        return self._line

    def _set_aside(self) -> None:
        """Keep what cannot be read under another name."""
        path = self.folder / f"{self._store[:32]}.db"
        path.replace(path.with_suffix(".hong"))
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)

    def _open(self) -> Any:  # noqa: ANN401 - the driver's connection
        make_private_folder(self.folder)
        path = str(self.path)
        line = sqlcipher3.dbapi2.connect(
            path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        try:
            with _in_our_words():
                for statement in _OPENING:
                    line.execute(statement).close()
                _require_plain(line)
        except BaseException:
            line.close()
            raise
        return line

    def _drop(self) -> None:
        """Close what is open; the next use opens the file again."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _complain(self, error: Exception) -> None:
        if not self.trouble:
            _LOG.warning("the high-water record cannot be used: %s", error)
        self.trouble = _UNWRITABLE.format(folder=self.folder)


def read_record(path: Path) -> Watermark:
    """Return what a copy of a record says, changing nothing. Raises InvalidInputError (`anchor`).

    What its own `-wal` file holds is read where that lies beside it.
    """
    has_log = path.with_name(f"{path.name}-wal").exists()
    place = f"{path.resolve().as_uri()}?{'mode=ro' if has_log else 'immutable=1'}"
    try:
        line = sqlcipher3.dbapi2.connect(place, uri=True, isolation_level=None)
        try:
            mark = line.execute("PRAGMA application_id").fetchone()[0]
            if mark == APPLICATION_ID:
                with _in_our_words():
                    return _require_plain(line)
        finally:
            line.close()
    except sqlcipher3.dbapi2.Error as error:
        raise InvalidInputError("anchor", f"Không đọc được sổ mốc {path.name}: {error}.") from error
    raise InvalidInputError("anchor", f"{path.name} không phải sổ mốc của kho Một Cửa.")


@contextmanager
def _in_our_words() -> Generator[None]:
    """Raise OddRecordError for bytes that are no text, be it a value or what SQLite says of one."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise OddRecordError("text of another hand") from error
    except sqlcipher3.dbapi2.OperationalError as error:
        if getattr(error, "sqlite_errorname", ""):
            raise
        # Not SQLite's own: the driver could not read a value.
        raise OddRecordError("text of another hand") from error


def _require_plain(line: Any) -> Watermark:  # noqa: ANN401 - the driver's connection
    """Read the whole record. Raises OddRecordError for what this program never writes."""
    present = {name for (name,) in line.execute("SELECT name FROM sqlite_schema").fetchall()}
    for name, is_odd in _ODD.items():
        if name in _ADDED and name not in present:
            continue
        found = line.execute(f"SELECT 1 FROM {name} WHERE {is_odd} LIMIT 1")  # noqa: S608 - own words
        if found.fetchone() is not None:
            raise OddRecordError("values of another hand")
    return _read(line, has_restorations="restorations" in present)


def _read(line: Any, *, has_restorations: bool = True) -> Watermark:  # noqa: ANN401 - the driver's connection
    entries = line.execute("SELECT office, seq, head FROM entries").fetchall()
    numbers = line.execute("SELECT office, book, period, last FROM numbers").fetchall()
    told = []
    if has_restorations:
        told = line.execute("SELECT head FROM restorations").fetchall()
    return Watermark(
        {office: ChainHead(seq, head) for office, seq, head in entries},
        {(office, book, period): last for office, book, period, last in numbers},
        frozenset(head for (head,) in told),
    )


def _pin(line: Any, office: int, mark: ChainHead) -> None:  # noqa: ANN401 - the driver's connection
    line.execute(_PIN_ENTRY, (office, mark.seq, mark.head)).close()


def _write(line: Any, seen: Watermark) -> None:  # noqa: ANN401 - the driver's connection
    line.execute("BEGIN IMMEDIATE").close()
    if seen.replaces:
        offices = [(office,) for office in seen.entries]
        line.executemany("DELETE FROM entries WHERE office = ?", offices).close()
        line.executemany("DELETE FROM audited WHERE office = ?", offices).close()
    for office, mark in seen.entries.items():
        line.execute(_RAISE_ENTRY, (office, mark.seq, mark.head)).close()
    for series, last in seen.numbers.items():
        line.execute(_RAISE_NUMBER, (*series, last)).close()
    for head in seen.restorations:
        line.execute(_TELL, (head,)).close()
    line.execute("COMMIT").close()


def _read_audited(line: Any) -> dict[int, ChainHead]:  # noqa: ANN401 - the driver's connection
    rows = line.execute("SELECT office, seq, head FROM audited").fetchall()
    return {office: ChainHead(seq, head) for office, seq, head in rows}


def _write_audited(line: Any, marks: Mapping[int, ChainHead]) -> None:  # noqa: ANN401 - the driver's connection
    rows = [(office, mark.seq, mark.head) for office, mark in marks.items()]
    line.execute("BEGIN IMMEDIATE").close()
    line.execute("DELETE FROM audited").close()
    line.executemany("INSERT INTO audited VALUES (?, ?, ?)", rows).close()
    line.execute("COMMIT").close()
