"""Decisions of an older store are known as they stand, from when they were entered."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Column, MetaData, select

from app.models.base import FOREVER
from app.models.database import Database, postgresql_engine, sqlite_engine
from app.models.migrating import upgrade
from app.models.publishing import PublicationVersion
from tests.services.store_builders import MONDAY_MORNING

if TYPE_CHECKING:
    from tests.postgres import Server

_BEFORE = "0013"
_PLAIN: dict[type, object] = {
    datetime: MONDAY_MORNING,
    date: MONDAY_MORNING.date(),
    time: time(15),
    bool: False,
    int: 0,
}


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        database = Database(sqlite_engine(tmp_path / "old.db"))
        upgrade(database.engine, _BEFORE)
        yield database
        database.close()
        return
    server: Server = request.getfixturevalue("postgres")
    with server.empty() as url:
        database = Database(postgresql_engine(url))
        upgrade(database.engine, _BEFORE)
        yield database
        database.close()


def test_each_decision_is_known_from_its_entry_and_an_ended_one_until_its_end(
    older: Database,
) -> None:
    ended_at = MONDAY_MORNING.replace(day=25)
    _insert(older, "units", id=7, kind="one_stop", level="commune", code="H53", name="Nơi cũ")
    _insert(older, "officers", id=3, unit_id=7, office_id=7, login="a", name="A")
    for key, end in ((1, None), (2, ended_at)):
        _insert(
            older,
            "publications",
            id=key,
            unit_id=7,
            number=f"{key}/QĐ",
            decided_on=MONDAY_MORNING.date(),
            effective_from=MONDAY_MORNING.date(),
            revision=2,
            entered_at=MONDAY_MORNING,
            entered_by=3,
            ended_at=end,
            stated_total=key,
        )
    upgrade(older.engine)
    with older.read() as session:
        rows = session.scalars(
            select(PublicationVersion).order_by(PublicationVersion.publication_id)
        ).all()
    told = [(row.publication_id, row.from_at, row.to_at, row.stated_total) for row in rows]
    assert told == [(1, MONDAY_MORNING, FOREVER, 1), (2, MONDAY_MORNING, ended_at, 2)]
    assert [(row.number, row.revision) for row in rows] == [("1/QĐ", 2), ("2/QĐ", 2)]


def _insert(store: Database, table_name: str, **values: Any) -> None:
    tables = MetaData()
    tables.reflect(store.engine, only=[table_name])
    table = tables.tables[table_name]
    with store.engine.begin() as connection:
        plain = {column.name: _without(column) for column in table.columns}
        connection.execute(table.insert().values(plain | values))


def _without(column: Column[Any]) -> object:
    if column.nullable:
        return None
    return _PLAIN.get(column.type.python_type, "")
