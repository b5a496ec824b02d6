"""The log with its papers as a plain SQLite file: what a stand-alone verifier needs, nothing more.

An encrypted store and a shared one can be verified apart from the program by this file alone.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Table, create_engine, insert, select

from app.errors import StoreError
from app.models.base import Base
from app.models.closings import DayClosing
from app.models.database import APPLICATION_ID
from app.models.forms import IssuedForm, NumberSeries
from app.models.log import LogDetail, LogEntry
from app.models.office import Unit
from app.models.periods import PeriodLock
from app.paths import put_in_place

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


def write_log_extract(source: Connection, path: Path) -> int:
    """Write the log's tables as `source` sees them into the file `path`, replacing what was there.

    Return how many entries of the log it holds. Raises StoreError where it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".nhat-ky-", suffix=".db", dir=path.parent)
    except OSError as error:
        raise _unwritten(path) from error
    os.close(handle)
    draft = Path(name)
    try:
        count = _write(source, draft)
        put_in_place(draft, path)
    except OSError as error:
        raise _unwritten(path) from error
    finally:
        draft.unlink(missing_ok=True)
    return count


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


def _unwritten(path: Path) -> StoreError:
    return StoreError(
        f"Không ghi được “{path.name}” vào “{path.parent}”. Hãy chọn thư mục khác hoặc cấp quyền "
        "ghi, rồi trích lại."
    )
