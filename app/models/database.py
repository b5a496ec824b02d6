"""The database: one engine, short read and write transactions, the office's write lock."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.models.store_errors import explain

BUSY_TIMEOUT_S = 15
APPLICATION_ID = 0x4D435541
"""Marks a file as a store of this program ("MCUA")."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
    # Checkpoints run from an idle moment (`Database.checkpoint`); this is the upper bound.
    "PRAGMA wal_autocheckpoint = 20000",
)


class Database:
    """Opens transactions on one store; callers never share a session between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(immediate=True)

    @property
    def is_shared(self) -> bool:
        """Say whether several desks may use this store (PostgreSQL)."""
        return self.engine.dialect.name != "sqlite"

    @contextmanager
    def read(self) -> Generator[Session]:
        """Open a short reading transaction. Raises StoreError with advice when it cannot."""
        with self._session(self.engine) as session:
            yield session

    @contextmanager
    def write(self) -> Generator[Session]:
        """Open a writing transaction: committed at the end, undone by any exception."""
        with self._session(self._writing) as session:
            yield session
            try:
                session.commit()
            except DBAPIError as error:
                raise explain(error) from error

    def checkpoint(self) -> None:
        """Move the write-ahead log into the store; for idle moments and closing."""
        if not self.is_shared:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()
                connection.exec_driver_sql("BEGIN")

    def close(self) -> None:
        """Checkpoint and let go of every connection."""
        try:
            self.checkpoint()
        finally:
            self.engine.dispose()

    @contextmanager
    def _session(self, engine: Engine) -> Generator[Session]:
        with Session(engine, expire_on_commit=False) as session:
            try:
                yield session
            except DBAPIError as error:
                raise explain(error) from error


def lock_office(session: Session, office_id: int) -> None:
    """Take the office's write lock for this transaction: numbers and chain get one order.

    SQLite's immediate transaction is that lock already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": office_id})


def sqlite_engine(path: Path, key: str | None = None) -> Engine:
    """Return an engine on a SQLite file (encrypted where `key` is given)."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=sqlcipher3.dbapi2,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
    )

    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver connection
        connection.isolation_level = None  # transactions begin by the hook below alone
        cursor = connection.cursor()
        if key is not None:
            quoted = key.replace("'", "''")
            cursor.execute(f"PRAGMA key = '{quoted}'")
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def postgresql_engine(url: str) -> Engine:
    """Return an engine on a shared PostgreSQL store."""
    return create_engine(_with_psycopg(url), pool_pre_ping=True)


def _with_psycopg(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in {"postgres", "postgresql"} else url
