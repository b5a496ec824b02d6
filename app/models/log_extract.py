"""The log with its papers as a plain SQLite file: what a stand-alone verifier needs, nothing more.

An encrypted store and a shared one can be verified apart from the program by this file alone.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Table, create_engine, insert, select

from app.models.base import Base
from app.models.database import APPLICATION_ID
from app.models.forms import IssuedForm, NumberSeries
from app.models.log import LogDetail, LogEntry
from app.models.office import Unit
from app.models.periods import DayClosing, PeriodLock
from app.outputs import OutputPlace

TABLES: Final[tuple[type[Base], ...]] = (
    Unit,
    NumberSeries,
    LogEntry,
    LogDetail,
    IssuedForm,
    DayClosing,
    PeriodLock,
)
_BATCH: Final = 2000


def write_log_extract(source: Connection, place: OutputPlace) -> int:
    """Write the log's tables as `source` sees them to `place`, replacing what was there.

    Return how many entries of the log it holds. Raises StoreError where it cannot be written.
    """
    counts: list[int] = []
    place.fill(lambda draft: counts.append(_write(source, draft)))
    return counts[0]


def _write(source: Connection, draft: Path) -> int:
    tables = [Base.metadata.tables[one.__tablename__] for one in TABLES]
    engine = create_engine(f"sqlite:///{draft}")
    try:
        with engine.begin() as target:
            target.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            Base.metadata.create_all(target, tables)
            copied = {table.name: _copy(source, target, table) for table in tables}
    finally:
        engine.dispose()
    return copied[LogEntry.__tablename__]


def _copy(source: Connection, target: Connection, table: Table) -> int:
    count = 0
    rows = source.execute(
        select(table).order_by(*table.primary_key.columns),
        execution_options={"yield_per": _BATCH},
    )
    for part in rows.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in part])
        count += len(part)
    return count
