"""Work that one program of a shared store does for all: whoever comes second leaves it alone."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.models.database import Database
from app.models.store_errors import explain


@contextmanager
def claimed(database: Database, number: int) -> Generator[bool]:
    """Say whether this program has the work `number` for itself until the block ends.

    It is free again when the program or its line to the server ends. A local store has one window:
    its work is always free. Raises StoreError.
    """
    if not database.is_shared:
        yield True
        return
    alone = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        line = alone.connect()
    except DBAPIError as error:
        raise explain(error) from error
    with line:
        wanted = {"number": number}
        is_free = line.execute(text("SELECT pg_try_advisory_lock(:number)"), wanted).scalar_one()
        try:
            yield bool(is_free)
        finally:
            if is_free:
                line.execute(text("SELECT pg_advisory_unlock(:number)"), wanted)
