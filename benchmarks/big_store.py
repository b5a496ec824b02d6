"""A store of n dossiers over five years: made-up people, real shapes, filled in bulk.

Filled are dossiers, papers, states, search words, day numbers and the chained log entry of each
registration; issued forms and print jobs are not.
"""

import hashlib
import itertools
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import func, insert, select, text

from app.bootstrap.stores import open_database, services_over
from app.clock import Clock
from app.models.catalogue import ProcedureCase, ProcedureVersion
from app.models.database import Database, sqlite_engine
from app.models.log import LogEntry, LogLaterRows
from app.models.office import Unit
from app.models.people import Officer
from app.models.row_digests import packed
from app.models.row_notes import every_row
from app.models.store import create_sqlite
from app.paths import STORE_NAME
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.office.demo import DemoOffice
from app.settings import Settings, SettingsFile
from benchmarks.bulk_rows import COLUMNS, Case, Office, batches

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
BATCH = 20_000
STATION = "bench"
_WHOLE = "built-by-bulk-2"


@dataclass(frozen=True, slots=True)
class BigStore:
    """An open desk over many dossiers, and who works at it."""

    desk: Services
    officer: Actor
    supervisor: Actor
    folder: Path
    count: int

    @property
    def path(self) -> Path:
        return self.folder / STORE_NAME


def build(folder: Path, count: int) -> BigStore:
    """Create a store of `count` dossiers in `folder`, removing what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    # A copy of the store has its own record of what it has held, or the two would be one store.
    SettingsFile(folder).save(Settings(high_water_folder="high-water", keystore="file"))
    _found(folder)
    database = open_database(folder)
    office = _office(database)
    database.close()
    with _raw(folder / STORE_NAME) as connection:
        _fill(connection, office, count)
    _bind(folder / STORE_NAME, office)
    (folder / _WHOLE).write_text(str(count), encoding="ascii")
    return open_store(folder)


def open_or_build(folder: Path, count: int) -> BigStore:
    """Open the store built in `folder` by an earlier run, or build it."""
    mark = folder / _WHOLE
    if mark.exists() and mark.read_text(encoding="ascii") == str(count):
        return open_store(folder)
    return build(folder, count)


def open_store(folder: Path) -> BigStore:
    """Open a store that was built, without signing in."""
    count = int((folder / _WHOLE).read_text(encoding="ascii"))
    database = open_database(folder)
    desk = services_over(database, folder, Clock(lambda: NOW), STATION)
    officer, boss = (actor_of(database, desk.office_id, who) for who in ("tiepnhan1", "phutrach"))
    return BigStore(desk, officer, boss, folder, count)


def copy_store(store: BigStore, folder: Path) -> BigStore:
    """Open a copy of `store` in `folder`: what a benchmark writes must not stay."""
    store.desk.database.checkpoint()
    shutil.copytree(store.folder, folder, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    return open_store(folder)


def size_of(database: Database) -> int:
    """Return the store's size in bytes."""
    with database.read() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        page = session.execute(text("PRAGMA page_size")).scalar_one()
    return int(pages) * int(page)


def _found(folder: Path) -> None:
    """Create the store with the demo's office and the starter catalogue."""
    clock = Clock(lambda: NOW)
    database = create_sqlite(folder / STORE_NAME)
    made = DemoOffice(database, clock).create()
    desk = services_over(database, folder, clock, STATION)
    password = next(one.password for one in made.officers if one.login == "quantri")
    admin = desk.sign_in.sign_in("quantri", password, "Quầy 1", STATION)
    desk.catalogue_import.load_starter(admin)
    desk.close()


def actor_of(database: Database, office_id: int, login: str) -> Actor:
    """Return whoever has this login at the office, without signing in."""
    with database.read() as session:
        row = session.execute(
            select(Officer.id, Officer.name, Officer.unit_id).where(Officer.login == login)
        ).one()
    return Actor(
        *(row.id, login, row.name, row.unit_id, "", office_id),
        counter_name="Quầy 1",
        station=STATION,
    )


def _office(database: Database) -> Office:
    with database.read() as session:
        unit_id, unit_code, officer_id = session.execute(
            select(Unit.id, Unit.code, Officer.id)
            .join(Officer, Officer.unit_id == Unit.id)
            .where(Officer.login == "tiepnhan1")
        ).one()
        cases = session.execute(
            select(ProcedureCase.id, ProcedureCase.version_id, ProcedureVersion.agency_id)
            .join(ProcedureVersion, ProcedureVersion.id == ProcedureCase.version_id)
            .order_by(ProcedureCase.id)
        ).all()
        seq, head = session.execute(
            select(LogEntry.seq, func.coalesce(LogLaterRows.hash, LogEntry.hash))
            .outerjoin(LogLaterRows, LogLaterRows.seq == LogEntry.seq)
            .where(LogEntry.unit_id == unit_id)
            .order_by(LogEntry.seq.desc(), LogLaterRows.part.desc())
            .limit(1)
        ).one()
    found = [Case(*row) for row in cases]
    return Office(unit_id, unit_code, officer_id, found, seq, bytes.fromhex(head))


@contextmanager
def _raw(path: Path) -> Generator[Any]:
    """Open the file without the program's engine: no durability, much memory, no checks."""
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -1000000")
    connection.execute("PRAGMA temp_store = MEMORY")
    try:
        yield connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _fill(connection: Any, office: Office, count: int) -> None:  # noqa: ANN401 - a driver's
    """Insert without the plain indexes and put them back, as the newest schema words them."""
    filled = ", ".join(f"'{table}'" for table in COLUMNS)
    indexes = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        f"AND tbl_name IN ({filled})"
    ).fetchall()
    for name, _sql in indexes:
        connection.execute(f"DROP INDEX {name}")
    for rows in batches(office, count, NOW, BATCH):
        connection.execute("BEGIN")
        for table, columns in COLUMNS.items():
            names = columns.split()
            marks = ", ".join("?" * len(names))
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows[table]
            )
        connection.execute("COMMIT")
    for _name, sql in indexes:
        connection.execute(sql)
    connection.executemany(
        "INSERT INTO number_series (unit_id, book, period, last) VALUES (?, 'dossier', ?, ?)",
        [(office.unit_id, day.isoformat(), last) for day, last in office.numbers.items()],
    )
    connection.execute("ANALYZE")


def _bind(path: Path, office: Office) -> None:
    """Let the log commit to every row that was filled in, behind its newest entry."""
    database = Database(sqlite_engine(path))
    with database.write_copy() as session:
        rows = every_row(session.connection())
        for part in itertools.count(1):
            said = packed(itertools.islice(rows, BATCH))
            if not said:
                break
            office.head = hashlib.sha256(office.head + said).digest()
            values = {"unit_id": office.unit_id, "seq": office.seq, "part": part}
            session.execute(
                insert(LogLaterRows).values(**values, rows=said, hash=office.head.hex())
            )
    database.close()
