"""Opening a store (is it ours, whole, local, of our version?), creating and updating one."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError, DBAPIError

from app.errors import StoreError
from app.models import migrating, page_check, rekeying, wholeness
from app.models.database import APPLICATION_ID, Database, postgresql_engine, sqlite_engine
from app.models.store_errors import damaged, explain, out_of_memory
from app.models.store_key import StoreKey, matching
from app.paths import make_private_folder, sync_folder

_NETWORK_FILESYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "webdav"}
_DRIVE_REMOTE = 4


def create_sqlite(path: Path, key: StoreKey | None = None) -> Database:
    """Create a new store at the newest schema, encrypted where `key` is given.

    Raises StoreError where one exists already. It is made under a draft's name and gets its own
    once it is whole. One that has no office yet, as a creation that was cut short leaves it, holds
    nothing and is taken for the new one.
    """
    _refuse_network_folder(path.parent)
    make_store_folder(path.parent)
    if path.exists():
        unused = _unused(path, key)
        if unused.key == key:
            return unused
        unused.close()
        _remove_unfinished(path)
    draft = path.with_name(f".{path.name}.dang-tao")
    _remove_unfinished(draft)
    try:
        _make(draft, key)
        draft.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"Không ghi được kho dữ liệu vào {path.parent}. Hãy kiểm tra quyền ghi và chỗ trống "
            "của đĩa rồi tạo lại."
        ) from error
    finally:
        _remove_unfinished(draft)
    database = Database(sqlite_engine(path, key), key)
    database.page_check = page_check.PageCheck(database, path)
    return database


def _make(draft: Path, key: StoreKey | None) -> None:
    """Write the whole of an empty store to `draft`, all of it in the one file."""
    engine = sqlite_engine(draft, key)
    with _let_go_on_failure(engine):
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.commit()
        if os.name == "posix":
            draft.chmod(0o600)
        migrating.upgrade(engine)
    made = Database(engine)
    try:
        made.checkpoint()
    finally:
        made.close()


def _unused(path: Path, key: StoreKey | None) -> Database:
    """Return the store at `path` where nothing was ever entered. Raises StoreError for another."""
    taken = f"Đã có kho dữ liệu tại {path.parent}. Hãy chọn thư mục khác."
    try:
        database = open_sqlite(path, key)
    except StoreError as error:
        raise StoreError(taken) from error
    with database.read() as session:
        entered = session.execute(
            text("SELECT 1 FROM units UNION ALL SELECT 1 FROM log_entries LIMIT 1")
        ).first()
    if entered is not None:
        database.close()
        raise StoreError(taken)
    return database


@contextmanager
def _let_go_on_failure(engine: Engine) -> Generator[None]:
    """Close every connection where the block fails; a database's trouble becomes a StoreError."""
    try:
        yield
    except DBAPIError as error:
        engine.dispose()
        raise explain(error) from error
    except MemoryError as error:
        engine.dispose()
        raise out_of_memory() from error
    except BaseException:
        engine.dispose()
        raise


def make_store_folder(folder: Path) -> None:
    """Create the data folder. Raises StoreError where the system refuses."""
    try:
        make_private_folder(folder)
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục dữ liệu {folder}. Hãy chọn thư mục khác hoặc cấp quyền ghi."
        ) from error


def _remove_unfinished(path: Path) -> None:
    """Take away what a failed creation left: it would stand in the next one's way."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def open_sqlite(path: Path, key: StoreKey | None = None) -> Database:
    """Open a store; an older one is backed up, verified and migrated first.

    `key` opens an encrypted one and is not used for another. Raises StoreError, saying what to do,
    for a missing, empty, foreign, damaged, read-only, newer or network-mounted store, StoreKeyError
    for one that is encrypted under another key.
    """
    _bring_back(path)
    _refuse_unusable_file(path)
    _refuse_network_folder(path.parent)
    own_key = matching(path, key)
    has_unfinished_writes = page_check.has_unfinished_writes(path)
    engine = sqlite_engine(path, own_key)
    with _let_go_on_failure(engine):
        _refuse_foreign(path, own_key)
        # Every program empties the log as it closes: what is in it was left by one that was cut
        # short, unless another has the store open now.
        if has_unfinished_writes and not page_check.is_in_use(path, own_key):
            page_check.begin_anew(path)
        migrating.bring_up_to_date(engine, path, own_key)
        wholeness.refuse_incomplete(engine)
        rekeying.clear_leftovers(path, engine)
    database = Database(engine, own_key)
    database.page_check = page_check.PageCheck(database, path)
    return database


def open_postgresql(url: str) -> Database:
    """Open a shared store, creating its tables when the database is empty.

    Raises StoreError for a URL, a server or a store that cannot be used.
    """
    engine = postgresql_engine(url)
    with _let_go_on_failure(engine):
        migrating.refuse_newer(engine)
        if migrating.current_revision(engine) != migrating.newest_revision():
            migrating.upgrade(engine)
    return Database(engine)


def try_server(url: str) -> None:
    """Open one line to the server at `url` and close it. Raises StoreError."""
    engine = postgresql_engine(url)
    try:
        with _let_go_on_failure(engine), engine.connect():
            pass
    finally:
        engine.dispose()


def _bring_back(path: Path) -> None:
    # What the system does not allow here is said of the file itself, next.
    with suppress(OSError):
        rekeying.bring_back(path)


def _refuse_unusable_file(path: Path) -> None:
    if not _exists(path):
        raise StoreError(f"Chưa có kho dữ liệu tại {path.parent}. Hãy tạo kho mới trước.")
    if path.stat().st_size == 0:
        raise StoreError(
            "Tệp kho dữ liệu rỗng (0 byte). Đừng dùng tệp này; hãy khôi phục từ bản sao lưu."
        )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise StoreError(
            f"Không có quyền ghi vào {path.parent}. Hãy cấp quyền ghi cho thư mục này rồi mở lại."
        )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except PermissionError as error:
        raise StoreError(
            f"Không có quyền mở {path.parent}. Hãy cấp quyền cho thư mục này rồi mở lại."
        ) from error


def _refuse_foreign(path: Path, key: StoreKey | None) -> None:
    """Look at the file without changing it: another program's database stays as it was.

    The look costs the same for any size of store.
    """
    looking = sqlite_engine(path, key, pragmas=())
    problem = ""
    try:
        with looking.connect() as connection:
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            if mark != APPLICATION_ID:
                raise StoreError("Tệp này không phải kho dữ liệu Một Cửa. Hãy chọn đúng thư mục.")
            wholeness.refuse_unreadable(connection)
            # All pages are read here only where an earlier check found damage: to be sure of it.
            if page_check.read_record(path).is_damaged:
                problem = wholeness.first_problem(connection)
                if not problem:
                    page_check.write_record(path, page_check.CheckRecord())
    except DatabaseError as error:
        # The file names this key: what it does not open has been changed or lost since.
        if key is None or getattr(error.orig, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
        problem = "not a database"
    finally:
        looking.dispose()
    if problem:
        raise damaged()


def _refuse_network_folder(folder: Path) -> None:
    """Refuse SMB, NFS and mapped drives: SQLite's locks do not hold there."""
    if _is_on_network(folder):
        raise StoreError(
            "Thư mục dữ liệu nằm trên ổ mạng, dễ hỏng kho. Hãy đặt kho trên ổ của máy này; "
            "muốn dùng chung nhiều quầy thì dùng máy chủ PostgreSQL."
        )


def _is_on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        anchor = str(folder.resolve().anchor)
        import ctypes

        remote: bool = ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE
        return remote or anchor.startswith("\\\\")
    return _linux_filesystem(folder.resolve()) in _NETWORK_FILESYSTEMS


def _linux_filesystem(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Return the file system type that `folder` (or its nearest existing parent) lies on."""
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, mount, filesystem, *_rest = line.split()
        point = mount.replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, filesystem
    return kind
