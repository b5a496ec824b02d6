"""SQLite engines that share what they compiled: a statement is compiled once, not per store."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache


class EqualDialect(SQLiteDialect_pysqlite):
    """Equal to every other: what was compiled for one is found for all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


def sharing_engine() -> Callable[..., Engine]:
    """Return a `create_engine` whose engines share a cache of compiled statements.

    The program opens one store and compiles each of its statements once; a test process opens
    thousands.
    """
    registry.register("sqlite.pysqlite", __name__, EqualDialect.__name__)
    return partial(create_engine, execution_options={"compiled_cache": LRUCache(5000)})
