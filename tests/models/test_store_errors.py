"""Each trouble of a database has its sentence; what nobody can cure stays an error of ours."""

import psycopg
import pytest
import sqlcipher3.dbapi2
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from app.errors import ConflictError, StoreError
from app.models.store_errors import explain


class _SqliteError(sqlcipher3.dbapi2.OperationalError):  # type: ignore[misc]
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SQLITE_FULL", "đã đầy"),
        ("SQLITE_IOERR_WRITE", "báo lỗi khi ghi"),
        ("SQLITE_READONLY_DIRECTORY", "chỉ đọc"),
        ("SQLITE_CANTOPEN", "Không mở được"),
        ("SQLITE_BUSY_SNAPSHOT", "bận quá 15 giây"),
        ("SQLITE_LOCKED", "đang bận"),
        ("SQLITE_NOTADB", "Hãy ngừng nhập"),
        ("SQLITE_PROTOCOL", "chương trình khác giữ"),
        ("SQLITE_PERM", "cấp quyền"),
        ("SQLITE_CORRUPT_INDEX", "bị hỏng"),
    ],
)
def test_sqlite_troubles(name: str, said: str) -> None:
    explained = explain(OperationalError("INSERT", {}, _SqliteError(name)))
    assert isinstance(explained, StoreError)
    assert said in explained.message


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (psycopg.errors.DiskFull(), "máy chủ dữ liệu đã đầy"),
        (psycopg.errors.TooManyConnections(), "quá nhiều máy"),
        (psycopg.errors.DeadlockDetected(), "cùng lúc"),
        (psycopg.errors.SerializationFailure(), "cùng lúc"),
        (psycopg.errors.ReadOnlySqlTransaction(), "chỉ đọc"),
        (psycopg.errors.InsufficientPrivilege(), "không đủ quyền"),
        (psycopg.OperationalError("server closed the connection unexpectedly"), "Mất kết nối"),
        (psycopg.OperationalError("connection failed"), "Mất kết nối"),
    ],
)
def test_postgresql_troubles(error: psycopg.Error, said: str) -> None:
    explained = explain(OperationalError("INSERT", {}, error))
    assert isinstance(explained, StoreError)
    assert said in explained.message


def test_a_dossier_on_two_slips_is_a_conflict() -> None:
    for raw in (
        sqlcipher3.dbapi2.IntegrityError("UNIQUE constraint failed: handoff_items.dossier_id"),
        psycopg.errors.UniqueViolation(
            'duplicate key value violates unique constraint "uq_handoff_items_open"\n'
            "DETAIL:  Key (dossier_id)=(1) already exists."
        ),
    ):
        assert isinstance(explain(IntegrityError("INSERT", {}, raw)), ConflictError)


@pytest.mark.parametrize(
    "said",
    [
        "no such table: log_entries",
        "no such module: f4s5",
        "no such tokenizer: unicod",
        'foreign key mismatch - "period_locks" referencing "officers"',
    ],
)
def test_a_schema_that_the_program_never_wrote_is_damage(said: str) -> None:
    class GoneError(_SqliteError):
        def __str__(self) -> str:
            return said

    explained = explain(OperationalError("SELECT", {}, GoneError("SQLITE_ERROR")))
    assert isinstance(explained, StoreError)
    assert "khôi phục từ bản sao lưu" in explained.message


def test_what_is_a_fault_of_the_program_stays_one() -> None:
    faults: tuple[DBAPIError, ...] = (
        OperationalError("SELEC", {}, _SqliteError("SQLITE_ERROR")),
        IntegrityError("INSERT", {}, sqlcipher3.dbapi2.IntegrityError("UNIQUE: units.code")),
        ProgrammingError("SELEC", {}, psycopg.errors.SyntaxError()),
    )
    for fault in faults:
        assert explain(fault) is fault
