"""A store moved into a new file under another key, or under none, by one rename.

The store is held so that nobody else has it open. The new file is made beside it under a draft's
name, worked in, and read back whole; then it takes the store's name, and the old file is
overwritten and removed. Where the program or the computer stops on the way, the store is the old
one or the new one, and the next opening clears away what is left (`clear_leftovers`).
"""

import logging
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from pathlib import Path
from typing import Any, BinaryIO, Final

import sqlcipher3.dbapi2
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from app.errors import StoreError
from app.models.database import APPLICATION_ID, Database, sqlite_engine
from app.models.store_key import StoreKey, key_id_of
from app.paths import overwrite, sync_folder

_LOG: Final = logging.getLogger(__name__)
_DRAFT: Final = ".khoa-moi"
_OLD: Final = ".khoa-cu"
_WAIT_S: Final = 3
_ALONE: Final = (
    "PRAGMA temp_store = MEMORY",
    "PRAGMA main.journal_mode = DELETE",
    # After the line above: what is held this way keeps its journal's file, and the file that
    # takes the store's name would be taken for what belongs to it.
    "PRAGMA main.locking_mode = EXCLUSIVE",
    "BEGIN EXCLUSIVE",
    "COMMIT",
)
_BUSY: Final = (
    "Kho dữ liệu còn đang mở ở một lệnh hoặc chương trình khác. Hãy đóng chương trình đó rồi làm "
    "lại; kho chưa bị thay đổi."
)
_NOT_WHOLE: Final = "Tệp mới của kho không đạt kiểm tra; kho chưa bị thay đổi. Hãy làm lại."
_NO_ROOM: Final = (
    "Không ghi được tệp mới của kho tại {}. Hãy kiểm tra quyền ghi và chỗ trống của đĩa (cần thêm "
    "bằng cỡ của kho) rồi làm lại; kho chưa bị thay đổi."
)


class RekeyStep(Enum):
    """How far a change of key has come."""

    HELD = auto()
    COPIED = auto()
    WORKED = auto()
    CHECKED = auto()
    NAMED = auto()
    TAKEN = auto()
    WIPED = auto()


def rekey(
    database: Database,
    key: StoreKey | None,
    work: Callable[[Database], None],
    told: Callable[[RekeyStep], None] = lambda _step: None,
) -> None:
    """Move the open SQLite store into a file under `key`; `database` goes on with that one.

    `work` logs the change in the new file: what it raises leaves the store as it was. Nobody else
    may use `database` meanwhile. Raises StoreError.
    """
    path = Path(str(database.engine.url.database))
    draft, old = _draft(path), _old(path)
    try:
        with database.let_go(), _held(path, database.key) as line:
            told(RekeyStep.HELD)
            _remove(draft)
            _copy(line, draft, key)
            told(RekeyStep.COPIED)
            _let_work(draft, key, work)
            told(RekeyStep.WORKED)
            _check(draft, key)
            told(RekeyStep.CHECKED)
            with _old_file(line, path, old) as old_file:
                told(RekeyStep.NAMED)
                draft.replace(path)
                database.go_on_with(sqlite_engine(path, key), key)
                sync_folder(path.parent)
                told(RekeyStep.TAKEN)
                overwrite(old_file or old)
        old.unlink(missing_ok=True)
    except (OSError, sqlcipher3.dbapi2.Error) as error:
        if database.key != key:
            raise StoreError(_NO_ROOM.format(path.parent)) from error
        _LOG.warning("the old file of the store could not be wiped yet: %s", error)
    finally:
        with suppress(OSError):
            _remove(draft)
    told(RekeyStep.WIPED)


def bring_back(path: Path) -> None:
    """Give the store its name again where a change of key was cut short just between two names.

    Only a system that renames no open file comes there. Raises OSError.
    """
    if not path.exists() and _old(path).exists():
        _old(path).replace(path)


def rekey_copies(path: Path, key: StoreKey) -> None:
    """Encrypt the copies that earlier upgrades left beside the store `path`. Raises StoreError."""
    for copy in sorted(path.parent.glob(f"{path.stem}-truoc-nang-cap-*.db")):
        if not key_id_of(copy):
            rekey(Database(sqlite_engine(copy)), key, lambda _copy: None)


def clear_leftovers(path: Path, engine: Engine) -> None:
    """Overwrite and remove what a change of key that was cut short left beside the open store."""
    drafts = sorted(path.parent.glob(f".{path.stem}*{_DRAFT}"))
    olds = sorted(path.parent.glob(f".{path.stem}*{_OLD}"))
    if not (drafts or olds):
        return
    # Whoever changes the key holds the store alone: while this reads, nobody does.
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM alembic_version").close()
        try:
            for draft in drafts:
                _remove(draft)
            for old in olds:
                store = path.with_name(old.name[1 : -len(_OLD)])
                if not store.exists():
                    old.replace(store)
                    continue
                if not old.samefile(store):
                    overwrite(old)
                old.unlink()
        except OSError as error:
            _LOG.warning("the leftovers of a change of key could not be removed yet: %s", error)


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}{_DRAFT}")


def _old(path: Path) -> Path:
    return path.with_name(f".{path.name}{_OLD}")


@contextmanager
def _held(path: Path, key: StoreKey | None) -> Generator[Any]:
    """Hold the store alone, all of it in its one file. Raises StoreError while others have it."""
    line = sqlcipher3.dbapi2.connect(
        str(path), timeout=_WAIT_S, isolation_level=None, check_same_thread=False
    )
    try:
        try:
            for pragma in (*(() if key is None else key.pragmas), *_ALONE):
                line.execute(pragma).close()
            mode = line.execute("PRAGMA main.journal_mode").fetchone()[0]
        except sqlcipher3.dbapi2.OperationalError as error:
            raise StoreError(_BUSY) from error
        if mode != "delete" or any(_beside(path)):
            raise StoreError(_BUSY)
        sync_folder(path.parent)  # a log that has gone does not come back beside the new file
        yield line
    finally:
        line.close()


def _copy(line: Any, draft: Path, key: StoreKey | None) -> None:  # noqa: ANN401 - the driver's
    """Write every row into `draft` under `key`, and count them again there. Raises StoreError."""
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    line.execute(
        "ATTACH DATABASE ? AS fresh KEY ?", (str(draft), "" if key is None else key.spec)
    ).close()
    for statement in (
        f"PRAGMA fresh.application_id = {APPLICATION_ID}",
        "SELECT sqlcipher_export('fresh')",
    ):
        line.execute(statement).fetchall()
    same = _contents(line, "main") == _contents(line, "fresh")
    line.execute("DETACH DATABASE fresh").close()
    if not same:
        raise StoreError(_NOT_WHOLE)


def _contents(line: Any, schema: str) -> tuple[object, ...]:  # noqa: ANN401 - the driver's
    """Return the definitions of a file's tables, indexes and triggers, and each table's rows."""
    made = line.execute(
        f"SELECT type, name, tbl_name, sql FROM {schema}.sqlite_master "  # noqa: S608 - own names
        "WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    ).fetchall()
    counted = [
        (name, line.execute(f'SELECT count(*) FROM {schema}."{name}"').fetchone()[0])  # noqa: S608
        for kind, name, _table, sql in made
        if kind == "table" and not sql.startswith("CREATE VIRTUAL")
    ]
    return (*made, *counted)


def _let_work(draft: Path, key: StoreKey | None, work: Callable[[Database], None]) -> None:
    fresh = Database(sqlite_engine(draft, key), key)
    try:
        work(fresh)
        fresh.checkpoint()
    finally:
        fresh.close()


def _check(draft: Path, key: StoreKey | None) -> None:
    """Read the new file back and make it durable. Raises StoreError, OSError."""
    looking = sqlite_engine(draft, key, pragmas=())
    try:
        with looking.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    except DBAPIError as error:
        raise StoreError(_NOT_WHOLE) from error
    finally:
        looking.dispose()
    is_under = key_id_of(draft) == ("" if key is None else key.key_id)
    if found != "ok" or not is_under or any(_beside(draft)):
        raise StoreError(_NOT_WHOLE)
    with draft.open("r+b") as file:
        os.fsync(file.fileno())


@contextmanager
def _old_file(line: Any, path: Path, old: Path) -> Generator[BinaryIO | None]:  # noqa: ANN401
    """Keep hold of the old file under another name while the new one takes its own.

    It stays open, and locked by `line`, until it is overwritten: a program that waits for the lock
    then finds no store, and never writes into one that has gone. A system that renames no open file
    lets go of it here, and yields None.
    """
    if os.name != "posix":
        line.close()
        path.replace(old)
        try:
            yield None
        finally:
            bring_back(path)
        return
    with path.open("r+b") as file:
        old.unlink(missing_ok=True)
        with suppress(OSError):  # without a second name a power cut leaves it unwiped
            old.hardlink_to(path)
        yield file


def _remove(draft: Path) -> None:
    """Overwrite and remove a draft and what lies beside it. Raises OSError."""
    for file in (draft, *_beside(draft)):
        if file.exists():
            overwrite(file)
            file.unlink()


def _beside(path: Path) -> list[Path]:
    """Return the files of SQLite that belong to `path`."""
    names = (path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))
    return [file for file in names if file.exists()]
