"""Copies of a store as files of their own: taken, opened, described, and proved to be whole."""

import secrets
import shutil
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.models import migrating
from app.models.copying import copy_file, copy_rows, opened_copy, row_counts
from app.models.database import APPLICATION_ID, Database
from app.models.dossiers import Attachment, Dossier
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.store import create_sqlite
from app.models.store_key import StoreKey
from app.services.backup.packing import Told, Unpacked, told_of
from app.services.backup.records import BackupRefusedError, FileMark
from app.services.ledger.chain import walk_chains

_FOLDER: Final = ".sao-luu-"
_STORE: Final = "store.db"
_TOLD_EACH: Final = 200


@dataclass(frozen=True, slots=True)
class Described:
    """What a copy holds: whose it is, how far its log goes, its rows and its attachments."""

    unit_code: str
    log_seq: int
    chain_head: str
    dossier_count: int
    revision: str
    tables: Mapping[str, int]
    files: tuple[FileMark, ...]


@contextmanager
def work_folder(data: Path) -> Generator[Path]:
    """Lend a private folder on the data folder's disk; nothing of it is left afterwards.

    Raises StoreError where there can be none.
    """
    with told_of(data):
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=data))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_work_folders(data: Path, before: float) -> None:
    """Take away what programs that were cut short left behind before `before` (a time stamp)."""
    for folder in data.glob(f"{_FOLDER}*"):
        try:
            is_old = folder.stat().st_mtime < before
        except OSError:
            continue
        if is_old:
            shutil.rmtree(folder, ignore_errors=True)


def take_copy(database: Database, folder: Path) -> Path:
    """Copy the whole store, as it is at this instant, into a file in `folder`; nobody waits.

    A local store is copied as it lies, encrypted where it is; a shared one row by row. Raises
    StoreError.
    """
    path = folder / _STORE
    if database.is_shared:
        copy = create_sqlite(path)
        try:
            copy_rows(database, copy)
        finally:
            copy.close()
    else:
        copy_file(database, path)
    with told_of(path):
        path.chmod(0o600)
    return path


def describe(copy: Database, office_id: int) -> Described:
    """Say what a copy holds. Raises StoreError."""
    with copy.read() as session:
        end = _end(session, office_id)
        code = session.execute(select(Unit.code).where(Unit.id == office_id)).scalar_one()
        dossiers = session.execute(select(func.count()).select_from(Dossier)).scalar_one()
        counts = row_counts(session.connection())
        kept = session.execute(
            select(Attachment.sha256, func.max(Attachment.size))
            .where(Attachment.erased_at.is_(None))
            .group_by(Attachment.sha256)
            .order_by(Attachment.sha256)
        )
        files = tuple(FileMark(sha256=sha256, size=size) for sha256, size in kept)
    revision = migrating.current_revision(copy.engine) or ""
    seq, head = end
    return Described(code, seq, head, dossiers, revision, counts, files)


def prove(unpacked: Unpacked, key: StoreKey, told: Told) -> None:
    """Find an unpacked backup whole.

    It is a store of this program that opens and is sound, it has every row that its manifest
    counts, and its log is unbroken and ends where its header says. An older one is brought up to
    date first. Raises BackupRefusedError with what is wrong.
    """
    try:
        with opened_copy(unpacked.store, key) as copy:
            _prove_structure(copy, unpacked)
            if migrating.current_revision(copy.engine) != migrating.newest_revision():
                migrating.upgrade(copy.engine)
            _prove_log(copy, unpacked, told)
    except DBAPIError as fault:
        raise _not_whole("kho trong bản sao lưu không mở được") from fault


def _prove_structure(copy: Database, unpacked: Unpacked) -> None:
    with copy.engine.connect() as connection:
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if mark != APPLICATION_ID:
            raise _not_whole("nội dung không phải kho dữ liệu Một Cửa")
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise _not_whole("cấu trúc kho bị hỏng")
        counted = _counted(connection, unpacked.manifest.tables)
    if counted != dict(unpacked.manifest.tables):
        raise _not_whole("số dòng không khớp với bảng kê")


def _prove_log(copy: Database, unpacked: Unpacked, told: Told) -> None:
    header = unpacked.header
    total = max(1, unpacked.manifest.tables.get(LogEntry.__tablename__, 1))
    passed = 0

    def on_passed(_unit: int, _seq: int, _head: bytes) -> None:
        nonlocal passed
        passed += 1
        if passed % _TOLD_EACH == 0:
            told(passed / total)

    with copy.read() as session:
        for walked in walk_chains(session, on_passed):
            if walked.broken_at:
                raise _not_whole(f"nhật ký bị sửa hoặc mất từ dòng số {walked.broken_at}")
        office_id = session.execute(
            select(Unit.id).where(Unit.code == header.unit_code).order_by(Unit.id).limit(1)
        ).scalar()
        if office_id is None or _end(session, office_id) != (header.log_seq, header.chain_head):
            raise _not_whole("nhật ký không kết thúc ở dòng đã ghi trong bảng kê")


def _counted(connection: Connection, tables: Mapping[str, int]) -> dict[str, int]:
    """Count the rows of the tables that the manifest names and the store has."""
    named = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    there = set(named.scalars()) & set(tables)
    quoted = connection.dialect.identifier_preparer.quote
    return {
        name: connection.exec_driver_sql(f"SELECT count(*) FROM {quoted(name)}").scalar_one()  # noqa: S608 - own names
        for name in there
    }


def _end(session: Session, office_id: int) -> tuple[int, str]:
    """Return the last entry of an office's log: its number and hash."""
    row = session.execute(
        select(LogEntry.seq, LogEntry.hash)
        .where(LogEntry.unit_id == office_id)
        .order_by(LogEntry.seq.desc())
        .limit(1)
    ).first()
    return (row.seq, row.hash) if row is not None else (0, "")


def _not_whole(why: str) -> BackupRefusedError:
    return BackupRefusedError(
        f"Bản sao lưu không đạt kiểm tra: {why}. Hãy dùng bản sao lưu khác và kiểm tra ổ đĩa."
    )


def new_salt(size: int) -> str:
    """Return fresh random bytes in hex."""
    return secrets.token_bytes(size).hex()
