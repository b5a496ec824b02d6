"""Opening a store (is it ours, whole, local, of our version?), creating and updating one."""

import ctypes
import os
import sys
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from app.errors import StoreError
from app.models import migrating
from app.models.database import APPLICATION_ID, Database, postgresql_engine, sqlite_engine
from app.models.store_errors import explain
from app.paths import make_private_folder

STORE_NAME = "motcua.db"
_NETWORK_FILESYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "webdav"}
_DRIVE_REMOTE = 4


def create_sqlite(path: Path) -> Database:
    """Create a new store at the newest schema. Raises StoreError where one exists already."""
    if path.exists():
        raise StoreError(f"Đã có kho dữ liệu tại {path.parent}. Hãy chọn thư mục khác.")
    _refuse_network_folder(path.parent)
    make_private_folder(path.parent)
    engine = sqlite_engine(path)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.commit()
        if os.name == "posix":
            path.chmod(0o600)
        migrating.upgrade(engine)
    except DBAPIError as error:
        engine.dispose()
        raise explain(error) from error
    return Database(engine)


def open_sqlite(path: Path) -> Database:
    """Open a store; an older one is backed up, verified and migrated first.

    Raises StoreError, saying what to do, for a missing, empty, foreign, damaged, read-only, newer
    or network-mounted store.
    """
    _refuse_unusable_file(path)
    _refuse_network_folder(path.parent)
    engine = sqlite_engine(path)
    try:
        _refuse_foreign(engine)
        migrating.bring_up_to_date(engine, path)
    except DBAPIError as error:
        engine.dispose()
        raise explain(error) from error
    except StoreError:
        engine.dispose()
        raise
    return Database(engine)


def open_postgresql(url: str) -> Database:
    """Open a shared store, creating its tables when the database is empty."""
    engine = postgresql_engine(url)
    try:
        if migrating.current_revision(engine) is None:
            migrating.upgrade(engine)
        else:
            migrating.refuse_newer(engine)
            migrating.upgrade(engine)
    except DBAPIError as error:
        engine.dispose()
        raise explain(error) from error
    return Database(engine)


def _refuse_unusable_file(path: Path) -> None:
    if not path.exists():
        raise StoreError(f"Chưa có kho dữ liệu tại {path.parent}. Hãy tạo kho mới trước.")
    if path.stat().st_size == 0:
        raise StoreError(
            "Tệp kho dữ liệu rỗng (0 byte). Đừng dùng tệp này; hãy khôi phục từ bản sao lưu."
        )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise StoreError(
            f"Không có quyền ghi vào {path.parent}. Hãy cấp quyền ghi cho thư mục này rồi mở lại."
        )


def _refuse_foreign(engine: Engine) -> None:
    with engine.connect() as connection:
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if mark != APPLICATION_ID:
            raise StoreError("Tệp này không phải kho dữ liệu Một Cửa. Hãy chọn đúng thư mục.")
        problem = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if problem != "ok":
        raise StoreError(
            "Kho dữ liệu bị hỏng. Hãy ngừng nhập và khôi phục từ bản sao lưu gần nhất."
        )


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
