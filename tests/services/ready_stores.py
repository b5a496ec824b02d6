"""Stores and offices that are made once in this process and copied from then on.

Making a store runs every migration, and founding an office writes two hundred rows one by one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from sqlalchemy import Dialect, Integer, Table, func, insert, select

from app.models.base import Base
from app.models.database import Database, sqlite_engine
from app.models.store import create_sqlite, make_store_folder
from app.paths import STORE_NAME

T = TypeVar("T")


def a_ready_store(folder: Path) -> Database:
    """Open an empty store in `folder`; the caller closes it."""
    make_store_folder(folder)
    path = folder / STORE_NAME
    path.write_bytes(_empty_store())
    path.chmod(0o600)
    return Database(sqlite_engine(path))


@cache
def _empty_store() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / STORE_NAME
        create_sqlite(path).close()
        return path.read_bytes()


def furnish(database: Database, found: Callable[[Database], T]) -> T:
    """Fill an empty store as `found` does, and return what that gave.

    `found` is called once for all stores, so it must do the same each time. Two stores that are
    furnished alike are one office: where they must be strangers, let another time pass in one.
    """
    made = _furniture(found)
    with database.write_copy() as session:
        connection = session.connection()
        if database.is_shared:
            connection.exec_driver_sql(_script(found, connection.dialect))
        else:
            for table, rows in made.rows:
                connection.execute(insert(table), rows)
    given: T = made.given
    return given


@dataclass(frozen=True, slots=True)
class _Furniture(Generic[T]):
    given: T
    rows: Sequence[tuple[Table, Sequence[Mapping[str, Any]]]]


@cache
def _furniture(found: Callable[[Database], T]) -> _Furniture[T]:
    with TemporaryDirectory() as folder:
        database = a_ready_store(Path(folder))
        given = found(database)
        rows = []
        with database.read() as session:
            for table in Base.metadata.sorted_tables:
                stored = session.execute(select(table).order_by(*table.primary_key)).mappings()
                rows.append((table, [dict(row) for row in stored]))
        database.close()
    return _Furniture(given, [(table, there) for table, there in rows if there])


@cache
def _script(found: Callable[[Database], object], dialect: Dialect) -> str:
    """Return what a server is told in one go, each row's number and the next ones' too."""
    statements: list[str] = []
    for table, rows in _furniture(found).rows:
        said = (
            insert(table)
            .values([_literal(row) for row in rows])
            .compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        )
        statements.append(str(said))
        keys = list(table.primary_key)
        if len(keys) == 1 and isinstance(keys[0].type, Integer):
            key = keys[0].name
            statements.append(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key}'), max({key}))"  # noqa: S608
                f" FROM {table.name}"
            )
    return ";\n".join(statements)


def _literal(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row that can be told in words alone: bytes by their hex."""
    return {
        name: func.decode(value.hex(), "hex") if isinstance(value, bytes) else value
        for name, value in row.items()
    }
