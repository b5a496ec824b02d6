"""The log and every row it commits to as a plain SQLite file, for the stand-alone verifier.

An encrypted store and a shared one can be verified apart from the program by this file alone.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Table, create_engine, insert, select

from app.models.base import Base
from app.models.database import APPLICATION_ID
from app.models.log import LogDetail, LogEntry, LogLaterRows
from app.models.row_rules import BOUND
from app.outputs import OutputPlace

_LOG: Final = (LogEntry, LogLaterRows, LogDetail)
_BATCH: Final = 2000


def write_log_extract(source: Connection, place: OutputPlace) -> int:
    """Write the log's tables as `source` sees them to `place`, replacing what was there.

    Return how many entries of the log it holds. Raises StoreError where it cannot be written.
    """
    counts: list[int] = []
    place.fill(lambda draft: counts.append(_write(source, draft)))
    return counts[0]


def _write(source: Connection, draft: Path) -> int:
    names = {*BOUND, *(one.__tablename__ for one in _LOG)}
    tables = [table for table in Base.metadata.sorted_tables if table.name in names]
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
