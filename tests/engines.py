"""One SQLite dialect for the whole process, so that a statement is compiled once, not per store."""

from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Engine, create_engine


def sharing_dialect() -> Callable[..., Engine]:
    """Return a `create_engine` whose SQLite engines share a dialect and what it has compiled.

    The program opens one store and compiles each of its statements once; a test process opens
    thousands.
    """
    first = create_engine("sqlite://", module=sqlcipher3.dbapi2, query_cache_size=5000)
    with first.connect():
        pass  # the dialect asks once what this SQLite can do
    first.dispose()
    compiled = first._compiled_cache

    def create(*args: Any, **options: Any) -> Engine:
        engine = create_engine(*args, **options)
        if engine.dialect.name == first.dialect.name:
            engine.dialect = first.dialect
            engine._compiled_cache = compiled
        return engine

    return create
