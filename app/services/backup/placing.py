"""Putting a restored store in the place of another, which is kept aside and never deleted."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2

from app.clock import to_local
from app.errors import StoreError
from app.models.store_key import StoreKey
from app.paths import STORE_NAME, make_private_folder, sync_folder
from app.services.backup.packing import told_of

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
