"""Instants by the hour, as SQLite and PostgreSQL tell them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import literal, select

from app.models.base import UtcDateTime
from app.models.database import Database
from app.services.dashboard import hour_of, minute_of, start_of, within_hour
from tests.services.store_builders import a_copied_store

if TYPE_CHECKING:
    from tests.postgres import Server

INSTANTS = (
    datetime(2026, 11, 23, 0, 0, tzinfo=UTC),
    datetime(2026, 11, 23, 4, 30, 0, 1, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
)


@pytest.fixture(params=["file", "server"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, empty_store: Path
) -> Iterator[Database]:
    """A store of each kind: this says what only one of them could get wrong."""
    if request.param == "server":
        server: Server = request.getfixturevalue("postgres")
        with server.migrated() as store:
            yield store
        return
    store = a_copied_store(empty_store, tmp_path)
    yield store
    store.close()


@pytest.mark.parametrize("instant", INSTANTS)
def test_an_instant_is_its_hour_and_what_of_it_has_passed(
    database: Database, instant: datetime
) -> None:
    column = literal(instant, UtcDateTime())
    with database.read() as session:
        hour, minute, within = session.execute(
            select(
                hour_of(session, column), minute_of(session, column), within_hour(session, column)
            )
        ).one()
    assert start_of(hour) + timedelta(microseconds=within) == instant
    assert minute == instant.minute
