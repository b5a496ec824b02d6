"""Gathers which rows a writing transaction inserted, changed or deleted, whoever wrote them.

The database itself tells: SQLite by triggers of the writing line alone, which hand the row to the
program; PostgreSQL by triggers that keep the row's key in a table of the session, from which the
rows are read when an entry of the log is to commit to them.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, String, bindparam, insert, select
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.log import HAS_LATER_ROWS, LogEntry, LogLaterRows
from app.models.row_digests import GONE, TABLES, BoundTable, Commitment, framed_key, packed
from app.models.stored import stored_hex

_LATER: Final = insert(LogLaterRows)
_NEWEST: Final = (
    select(
        LogEntry.unit_id,
        LogEntry.seq,
        LogEntry.hash,
        LogLaterRows.part,
        LogLaterRows.hash.label("later_hash"),
    )
    .outerjoin(LogLaterRows, HAS_LATER_ROWS)
    .order_by(LogEntry.id.desc(), LogLaterRows.part.desc())
    .limit(1)
)
_NEWEST_OF: Final = _NEWEST.where(LogEntry.unit_id == bindparam("unit"))
_NOTES: Final = "row_notes"
_LISTENS: Final = "tells_of_rows"
_NOTE: Final = "motcua_note_row"
_GONE: Final = "motcua_note_gone"


class LogEnd(NamedTuple):
    """An office's newest entry, how many parts of later rows it has, and the newest hash."""

    unit_id: int
    seq: int
    hash: bytes
    part: int = 0


@dataclass(slots=True)
class RowNotes:
    """What the open transaction of a line has changed since `entry`, its last entry of the log."""

    rows: dict[tuple[str, bytes], Any] = field(default_factory=dict)
    entry: LogEnd | None = None
    _kept: list[tuple[dict[tuple[str, bytes], Any], LogEnd | None]] = field(default_factory=list)

    def clear(self) -> None:
        """Begin a transaction."""
        self.rows, self.entry, self._kept = {}, None, []

    def keep(self) -> None:
        """Remember how it stands at a savepoint."""
        self._kept.append((dict(self.rows), self.entry))

    def forget(self) -> None:
        """Let go of the last savepoint."""
        self._kept.pop()

    def put_back(self) -> None:
        """Go back to the last savepoint."""
        self.rows, self.entry = self._kept.pop()


def notes_of(connection: Connection) -> RowNotes:
    """Return the notes of a line's open transaction."""
    notes: RowNotes = connection.info.setdefault(_NOTES, RowNotes())
    return notes


def begin_noting(connection: Connection) -> None:
    """Let the writing transaction that begins tell of the rows it changes."""
    notes = notes_of(connection)
    notes.clear()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_CHANGED_ROWS)
    elif not connection.info.get(_LISTENS):
        _listen(connection, notes)
        connection.info[_LISTENS] = True


def _listen(connection: Connection, notes: RowNotes) -> None:
    """Make the triggers of an SQLite line; before a transaction, which would undo them."""
    line: Any = connection.connection.driver_connection

    def note(table: str, *handed: object) -> None:
        notes.rows[table, TABLES[table].key_noted(handed)] = handed

    def gone(table: str, *key: object) -> None:
        notes.rows[table, framed_key(key)] = None

    line.create_function(_NOTE, -1, note)
    line.create_function(_GONE, -1, gone)
    # As a script, for each statement by itself would push those of every act out of the line's
    # cache of prepared ones.
    line.executescript(";".join(one for table in TABLES.values() for one in _local_triggers(table)))


def _local_triggers(table: BoundTable) -> Iterator[str]:
    name, key = table.name, table.key_columns
    kinds = Base.metadata.tables[name].c
    row = ", ".join(
        # As bytes, for a text is handed over up to its first NUL alone.
        f'CAST(NEW."{one}" AS BLOB)' if isinstance(kinds[one].type, String) else f'NEW."{one}"'
        for one in table.columns
    )
    old = ", ".join(f'OLD."{one}"' for one in key)
    is_moved = " OR ".join(f'OLD."{one}" IS NOT NEW."{one}"' for one in key)
    note, gone = f"SELECT {_NOTE}('{name}', {row})", f"SELECT {_GONE}('{name}', {old})"
    for number, (event, told) in enumerate(
        (
            ("INSERT", f"{note};"),
            (_update(table), f"{gone} WHERE {is_moved}; {note};"),
            ("DELETE", f"{gone};"),
        )
    ):
        yield (
            f'CREATE TEMP TRIGGER "note_{name}_{number}" AFTER {event} ON main."{name}" '
            f"BEGIN {told} END"
        )


def _update(table: BoundTable) -> str:
    """Return the event of an update of what is committed to."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    return f"UPDATE OF {columns}" if table.rule.but else "UPDATE"


_SERVER_FUNCTION: Final = """CREATE OR REPLACE FUNCTION note_changed_row() RETURNS trigger
    LANGUAGE plpgsql AS $$ BEGIN
        IF to_regclass('pg_temp.changed_rows') IS NULL THEN RETURN NULL; END IF;
        IF TG_OP <> 'INSERT' THEN
            INSERT INTO pg_temp.changed_rows SELECT TG_TABLE_NAME,
                jsonb_agg(to_jsonb(OLD) -> part ORDER BY at)
                FROM unnest(TG_ARGV) WITH ORDINALITY AS parts (part, at);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO pg_temp.changed_rows SELECT TG_TABLE_NAME,
                jsonb_agg(to_jsonb(NEW) -> part ORDER BY at)
                FROM unnest(TG_ARGV) WITH ORDINALITY AS parts (part, at);
        END IF;
        RETURN NULL;
    END $$"""
_CHANGED_ROWS: Final = (
    "CREATE TEMP TABLE IF NOT EXISTS changed_rows (name text, key jsonb) ON COMMIT DELETE ROWS"
)


def server_triggers(there: Collection[str]) -> Iterator[str]:
    """Yield the statements by which a shared store tells which rows of the tables there change."""
    yield _SERVER_FUNCTION
    for table in (one for one in TABLES.values() if one.name in there):
        key = ", ".join(f"'{one}'" for one in table.key_columns)
        yield (
            f"CREATE OR REPLACE TRIGGER note_change AFTER INSERT OR {_update(table)} OR DELETE ON "
            f'"{table.name}" FOR EACH ROW EXECUTE FUNCTION note_changed_row({key})'
        )


def take_rows(session: Session) -> list[Commitment]:
    """Return what is to be committed to of each row changed since this was last asked."""
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        return _take_from_server(connection)
    notes = notes_of(connection)
    taken = [
        Commitment(TABLES[table].rule.code, key, GONE)
        if row is None
        else TABLES[table].commit_noted(key, row)
        for (table, key), row in notes.rows.items()
    ]
    notes.rows = {}
    return taken


def _take_from_server(connection: Connection) -> list[Commitment]:
    changed: dict[str, set[tuple[object, ...]]] = {}
    for name, key in connection.exec_driver_sql("SELECT name, key FROM pg_temp.changed_rows"):
        changed.setdefault(name, set()).add(tuple(key))
    taken: list[Commitment] = []
    for name, keys in changed.items():
        table = TABLES[name]
        rows = table.rows(connection, _only_changed(connection, table))
        there = {one.key: one for one in map(table.commit, rows)}
        taken += [
            there.get(key) or Commitment(table.rule.code, key, GONE)
            for key in map(framed_key, sorted(keys, key=repr))
        ]
    if changed:
        connection.exec_driver_sql("DELETE FROM pg_temp.changed_rows")
    return taken


def _only_changed(connection: Connection, table: BoundTable) -> str:
    """Return the join that leaves of a shared store's table the rows that were noted."""
    columns = Base.metadata.tables[table.name].c
    is_same = " AND ".join(
        f'bound."{name}" = (changed.key ->> {at})::{columns[name].type.compile(connection.dialect)}'
        for at, name in enumerate(table.key_columns)
    )
    return (
        "JOIN (SELECT DISTINCT key FROM pg_temp.changed_rows "  # noqa: S608 - names of the metadata
        f"WHERE name = '{table.name}') AS changed ON {is_same}"
    )


def put_later_rows(session: Session, lock: Callable[[Session, int], None]) -> None:
    """Store what is to be committed to of rows changed since the transaction's last log entry.

    Rows of a transaction without an entry follow the newest one of the store, whose office is
    locked by `lock`. Before the first entry nothing is stored: it commits to every row there is.
    """
    rows = take_rows(session)
    if not rows:
        return
    connection = session.connection()
    entry = notes_of(connection).entry
    if entry is None:
        newest = connection.execute(_NEWEST).first()
        if newest is None:
            return
        lock(session, newest.unit_id)
        newest = connection.execute(_NEWEST_OF, {"unit": newest.unit_id}).one()
        before = stored_hex(newest.later_hash or newest.hash)
        entry = LogEnd(newest.unit_id, newest.seq, before, newest.part or 0)
    said = packed(rows)
    values = {
        "unit_id": entry.unit_id,
        "seq": entry.seq,
        "part": entry.part + 1,
        "rows": said,
        "hash": hashlib.sha256(entry.hash + said).hexdigest(),
    }
    connection.execute(_LATER, values)


def every_row(connection: Connection) -> Iterator[Commitment]:
    """Yield what is to be committed to of every row of the store."""
    for table in TABLES.values():
        yield from map(table.commit, table.rows(connection))
