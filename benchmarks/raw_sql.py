"""The program's own statements, run again by the bare driver: what the services add to them."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import event

from app.models.database import Database
from benchmarks.measure import Work

Statement = tuple[str, Sequence[Any]]
FULL = 2


@contextmanager
def traced(database: Database) -> Generator[list[Statement]]:
    """Collect the statements that run inside the block."""
    found: list[Statement] = []

    def note(*about: Any) -> None:  # noqa: ANN401 - SQLAlchemy's arguments
        _connection, _cursor, statement, parameters, _context, _many = about
        found.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def statements_of(database: Database, work: Work) -> list[Statement]:
    """Return what `work` asks the store, without opening and closing the transaction."""
    with traced(database) as found:
        work()
    return [one for one in found if not one[0].startswith(("BEGIN", "COMMIT", "ROLLBACK"))]


@contextmanager
def bare_connection(path: Path) -> Generator[Any]:
    """Open the store by the driver alone, as durable as the program does it."""
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "cache_size = -65536",
        "temp_store = MEMORY",
        "wal_autocheckpoint = 20000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == FULL
    try:
        yield connection
    finally:
        connection.close()


def replayed(connection: Any, statements: Sequence[Statement]) -> None:  # noqa: ANN401 - a driver's
    """Run statements in one transaction and fetch all they give."""
    connection.execute("BEGIN")
    for statement, parameters in statements:
        connection.execute(statement, parameters).fetchall()
    connection.execute("ROLLBACK")
