"""Whether a store's file is whole: its pages, and the tables and columns that are needed."""

from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.errors import StoreError
from app.models import tables
from app.models.base import Base
from app.models.store_errors import damaged, explain

_LOADED: Final = tables.LOADED
"""Importing the tables is what fills the metadata."""
_COLUMNS: Final = (
    "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c "
    "WHERE m.type = 'table'"
)
_SHARED_ROOTS: Final = (
    "SELECT count(*) - count(DISTINCT rootpage) FROM sqlite_master WHERE rootpage > 0"
)
_HAS_TABLE: Final = "SELECT name FROM sqlite_master WHERE type = 'table'"


def refuse_unreadable(connection: Connection) -> None:
    """Raise StoreError where the schema or the newest row of any table cannot be read.

    It costs the same for any number of rows: `page_check` reads the rest in idle moments. A file
    shorter than its header says is refused by SQLite with the first page.
    """
    try:
        if connection.exec_driver_sql(_SHARED_ROOTS).scalar_one():
            raise damaged()
        there = set(connection.exec_driver_sql(_HAS_TABLE).scalars())
        for table in Base.metadata.sorted_tables:
            if table.name in there:
                order = ", ".join(f'"{column.name}" DESC' for column in table.primary_key)
                newest = f'SELECT * FROM "{table.name}" ORDER BY {order} LIMIT 1'  # noqa: S608
                connection.exec_driver_sql(newest).all()
        if "dossier_search" in there:
            connection.exec_driver_sql("SELECT rowid FROM dossier_search LIMIT 1").close()
    except UnicodeDecodeError as error:
        raise damaged() from error
    except DBAPIError as error:
        explained = explain(error)
        raise (explained if isinstance(explained, StoreError) else damaged()) from error


def first_problem(connection: Connection) -> str:
    """Return what is wrong with the file's pages, "" for nothing.

    Raises StoreError where it cannot be read at all now.
    """
    try:
        found: str = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    except UnicodeDecodeError:  # the name of a table, as the check repeats it
        return "names"
    except DBAPIError as error:  # a search index that is harmed raises; other harm is returned
        explained = explain(error)
        if isinstance(explained, StoreError):
            raise explained from error
        return str(error.orig)
    return "" if found == "ok" else found


def refuse_incomplete(engine: Engine) -> None:
    """Raise StoreError where a table or a column of the newest schema is missing."""
    try:
        with engine.connect() as connection:
            there = {(table, column) for table, column in connection.exec_driver_sql(_COLUMNS)}
    except DBAPIError as error:
        explained = explain(error)
        # The question is right: what else it stumbles over are harmed words of the file's schema.
        raise (explained if isinstance(explained, StoreError) else damaged()) from error
    needed = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }
    if not needed <= there:
        raise damaged()
