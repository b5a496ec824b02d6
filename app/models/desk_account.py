"""What a desk's account of a shared server may do: work with rows, never change what holds them.

The tables belong to another account, which makes and upgrades them. A desk's account reads and
writes rows, adds to the log and never changes it; it makes no table and drops no trigger.
"""

from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.errors import RuleBrokenError
from app.models.base import Base
from app.models.database import Database
from app.models.store_errors import explain

_ADDED_TO_ALONE: Final = ("log_entries", "log_later_rows")
_READ_ALONE: Final = ("alembic_version",)


def allow_desk(database: Database, account: str) -> None:
    """Give `account` of the server what a desk needs and take the rest, new tables included.

    Run as the owner of the tables. Raises RuleBrokenError for a local store, an account that is
    not there or owns the tables, StoreError from the server.
    """
    if not database.is_shared:
        raise RuleBrokenError("Kho này là tệp trên máy, không có tài khoản của máy chủ dữ liệu.")
    try:
        with database.engine.begin() as connection:
            _require_other(connection, account)
            name = connection.dialect.identifier_preparer.quote_identifier(account)
            for statement in _statements(connection, name):
                connection.exec_driver_sql(statement)
    except DBAPIError as error:
        raise explain(error) from error


def _require_other(connection: Connection, account: str) -> None:
    known = connection.execute(
        text(
            "SELECT rolsuper, rolname = current_user AS is_owner FROM pg_roles"
            " WHERE rolname = :name"
        ),
        {"name": account},
    ).first()
    if known is None:
        raise RuleBrokenError(
            f"Máy chủ dữ liệu chưa có tài khoản “{account}”. Hãy nhờ người quản trị máy chủ tạo "
            "(createuser), rồi chạy lại."
        )
    if known.rolsuper or known.is_owner:
        raise RuleBrokenError(
            f"Tài khoản “{account}” làm chủ các bảng hoặc có mọi quyền nên không dùng cho quầy "
            "được. Hãy tạo một tài khoản thường cho quầy."
        )


def _statements(connection: Connection, account: str) -> list[str]:
    quote = connection.dialect.identifier_preparer.quote_identifier
    database = quote(connection.execute(text("SELECT current_database()")).scalar_one())
    ours = [table.name for table in Base.metadata.sorted_tables]
    changed = ", ".join(quote(name) for name in (*ours, "dossier_search") if name not in _FIXED)
    added = ", ".join(quote(name) for name in _ADDED_TO_ALONE)
    read = ", ".join(quote(name) for name in _READ_ALONE)
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {account}",
        f"REVOKE ALL ON SCHEMA public FROM {account}",
        f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {account}",
        f"GRANT USAGE ON SCHEMA public TO {account}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {changed} TO {account}",
        f"GRANT SELECT, INSERT ON {added} TO {account}",
        f"GRANT SELECT ON {read} TO {account}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {account}",
    ]


_FIXED: Final = frozenset({*_ADDED_TO_ALONE, *_READ_ALONE})
