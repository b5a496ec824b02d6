"""Whole copies of a store: a file as it stands, or every row from one kind of database to another.

A copy is one picture of one instant; whoever writes meanwhile does not wait for it.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Integer, Table, bindparam, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from app.models import tables
from app.models.base import Base
from app.models.database import Database, sqlite_engine
from app.models.search_index import every_words, put_every_words
from app.models.store_errors import explain
from app.models.store_key import StoreKey, matching

_BATCH: Final = 2000
_LOADED: Final = tables.LOADED
"""Importing the tables is what fills the metadata."""


def copy_file(database: Database, path: Path) -> None:
    """Write the SQLite store into the new file `path`, under the same key where it has one.

    What was deleted is not in the copy. Raises StoreError.
    """
    try:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")  # VACUUM takes its own picture
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))
            connection.exec_driver_sql("BEGIN")
    except DBAPIError as error:
        raise explain(error) from error


@contextmanager
def opened_copy(path: Path, key: StoreKey | None) -> Generator[Database]:
    """Open a store's file as it is, one that nobody else uses; `key` opens an encrypted one.

    Raises StoreKeyError where it is encrypted under another key, OSError.
    """
    own = matching(path, key)
    database = Database(sqlite_engine(path, own), own)
    try:
        yield database
    finally:
        database.close()


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table of the store has."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in Base.metadata.sorted_tables
    }


def copy_rows(source: Database, target: Database) -> None:
    """Copy every row of `source` (one picture of it) into `target`, which has none.

    Either may be a file or a server. Raises StoreError.
    """
    with source.read() as reading, target.write_copy() as writing:
        before, after = reading.connection(), writing.connection()
        for table in Base.metadata.sorted_tables:
            _copy_table(before, after, table)
        rows = every_words(before)
        while batch := [row for row, _place in zip(rows, range(_BATCH), strict=False)]:
            put_every_words(after, batch)
        if target.is_shared:
            _set_sequences(after)


def is_empty(database: Database) -> bool:
    """Say whether no table of the store has a row."""
    with database.read() as session:
        return not any(row_counts(session.connection()).values())


def _copy_table(before: Connection, after: Connection, table: Table) -> None:
    """Copy one table; a row that points at another of its own table does so at the end."""
    own = [key.parent for key in table.foreign_keys if key.column.table is table]
    order = list(table.primary_key.columns)
    pointing: list[dict[str, object]] = []
    result = before.execute(select(table).order_by(*order), execution_options={"yield_per": _BATCH})
    for part in result.mappings().partitions():
        rows = [dict(row) for row in part]
        for column in own:
            pointing += [
                {"row_id": row["id"], "at": row[column.name]}
                for row in rows
                if row[column.name] is not None
            ]
            rows = [row | {column.name: None} for row in rows]
        after.execute(insert(table), rows)
    for column in own:
        if pointing:
            moved = update(table).where(table.c.id == bindparam("row_id"))
            after.execute(moved.values({column.name: bindparam("at")}), pointing)


def _set_sequences(connection: Connection) -> None:
    """Let a server's row ids go on above the highest that was copied."""
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None or not isinstance(column.type, Integer):
            continue
        highest = connection.execute(select(func.max(column))).scalar()
        if highest is not None:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"),
                {"table": table.name, "column": column.name, "highest": highest},
            )
