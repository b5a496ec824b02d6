"""Putting a restored store in the place of another, and how far the lost one had come."""

import os
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date, to_local
from app.errors import StoreError
from app.models.database import Database
from app.models.forms import NumberSeries
from app.models.high_water import HighWater
from app.models.office import Unit
from app.models.store_key import StoreKey
from app.models.watermark import ChainHead, Series, Watermark, store_id, whole
from app.paths import STORE_NAME, make_private_folder, sync_folder
from app.services.backup.packing import told_of
from app.vocabulary.forms import FormKind
from app.vocabulary.office import UnitKind

_ASIDE: Final = "kho-cu-"
_LOG_ENDINGS: Final = ("-wal", "-shm")
_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
_WAIT_S: Final = 2.0
_ALONE: Final = ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "ROLLBACK")


def require_unused(store: Path, key: StoreKey | None) -> None:
    """Raise StoreError while another program has the store open; `key` opens an encrypted one.

    What it still held in its log goes into the file. A file that is broken is nobody's.
    """
    if not store.exists():
        return
    line: Any = sqlcipher3.dbapi2.connect(str(store), timeout=_WAIT_S, isolation_level=None)
    try:
        # Whoever has the store open holds a lock that this one asks for alone.
        for statement in (*(() if key is None else key.pragmas), *_ALONE):
            line.execute(statement).fetchall()
    except sqlcipher3.dbapi2.OperationalError as fault:
        if getattr(fault, "sqlite_errorname", "").startswith(_BUSY):
            raise StoreError(
                "Kho dữ liệu đang mở ở một cửa sổ hoặc lệnh khác. Hãy đóng chương trình ở máy này "
                "rồi khôi phục lại."
            ) from fault
    except sqlcipher3.dbapi2.DatabaseError:
        return
    finally:
        line.close()


def put_in_place(new: Path, data: Path, now: datetime) -> Path | None:
    """Let `new` be the store of `data`; return the folder where the one before is kept.

    The one before gets a second name before it loses its own: a power cut between leaves at least
    one of both in place. Raises StoreError.
    """
    store = data / STORE_NAME
    aside = None
    with told_of(data):
        logs = [store.with_name(store.name + ending) for ending in _LOG_ENDINGS]
        if store.exists() or any(log.exists() for log in logs):
            aside = _free_folder(data, now)
            _name_again(store, aside / store.name)
            for log in logs:
                if log.exists():
                    log.replace(aside / log.name)
            sync_folder(aside)
        new.replace(store)
        sync_folder(data)
    return aside


def _free_folder(data: Path, now: datetime) -> Path:
    stem = f"{_ASIDE}{to_local(now):%Y%m%d-%H%M%S}"
    folder, number = data / stem, 1
    while folder.exists():
        number += 1
        folder = data / f"{stem}-{number}"
    return make_private_folder(folder)


def _name_again(store: Path, kept: Path) -> None:
    if not store.exists():
        return
    try:
        os.link(store, kept)
    except OSError:  # a disk without hard links (FAT)
        shutil.copy2(store, kept)


# How far a lost store had come: from its high-water record, from itself, or guessed for safety.

PASSED_OVER: Final = 1000
"""So many numbers of every open book are passed over where nothing tells what was given out."""
_DAY_BOOKS: Final = ("dossier", "foreign")
_YEAR_BOOKS: Final = ("payment", *(kind.value for kind in FormKind))


def seen_before(restored: Database, folder: Path, old: Database | None) -> Watermark | None:
    """Return what this machine knows of the store that `restored` is an older state of.

    From the high-water record in `folder` and from the store that is replaced, where it can be
    read; None where it knows nothing.
    """
    found = []
    record = HighWater(folder)
    try:
        with restored.read() as session:
            record.know(session)
        if record.path is not None and record.path.exists():
            found.append(record.seen())
    finally:
        record.close()
    if old is not None:
        with old.read() as session:
            found.append(whole(session))
    return merged(found) if found else None


def same_store(one: Database, other: Database) -> bool:
    """Say whether both began with the same log entry."""
    with one.read() as here, other.read() as there:
        return store_id(here) == store_id(there)


def merged(found: Iterable[Watermark]) -> Watermark:
    """Return the furthest of all that was seen."""
    entries: dict[int, ChainHead] = {}
    numbers: dict[Series, int] = {}
    for seen in found:
        for office, mark in seen.entries.items():
            if office not in entries or mark.seq > entries[office].seq:
                entries[office] = mark
        for series, last in seen.numbers.items():
            numbers[series] = max(last, numbers.get(series, 0))
    return Watermark(entries, numbers)


def guessed(session: Session, made_at: datetime, now: datetime) -> Watermark:
    """Return numbers that were surely not given out after a backup made at `made_at`.

    Every book of each day and year from then to `now` is raised by `PASSED_OVER`.
    """
    first, last = local_date(made_at), local_date(now)
    days = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    years = [str(year) for year in range(first.year, last.year + 1)]
    rows = session.execute(
        select(NumberSeries.unit_id, NumberSeries.book, NumberSeries.period, NumberSeries.last)
    )
    there = {(row.unit_id, row.book, row.period): row.last for row in rows}
    offices = session.execute(select(Unit.id).where(Unit.kind == UnitKind.ONE_STOP)).scalars().all()
    wanted = [
        *((office, book, day) for office in offices for book in _DAY_BOOKS for day in days),
        *((office, book, year) for office in offices for book in _YEAR_BOOKS for year in years),
    ]
    return Watermark({}, {series: there.get(series, 0) + PASSED_OVER for series in wanted})
