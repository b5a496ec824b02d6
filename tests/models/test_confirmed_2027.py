"""A store of an earlier release gets 2027 confirmed, unless its office decided otherwise."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from app.models.database import Database, postgresql_engine, sqlite_engine
from app.models.migrating import upgrade
from app.services.deadlines.calendar import shipped_exceptions

if TYPE_CHECKING:
    from tests.postgres import Server

BEFORE = "0017"
NOTICE = "10065/VPCP-KGVX"


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        yield from _older(Database(sqlite_engine(tmp_path / "old.db")))
        return
    server: Server = request.getfixturevalue("postgres")
    with server.empty() as url:
        yield from _older(Database(postgresql_engine(url)))


def _older(database: Database) -> Iterator[Database]:
    upgrade(database.engine, BEFORE)
    with database.write_copy() as session:
        for each in shipped_exceptions():
            session.execute(
                text("INSERT INTO calendar_days VALUES (:day, :kind, '', '')"),
                {"day": each.day.isoformat(), "kind": each.kind.value},
            )
    yield database
    database.close()


def _years(database: Database) -> list[tuple[int, bool, str]]:
    with database.read() as session:
        rows = session.execute(text("SELECT year, is_confirmed, decision FROM calendar_years"))
        return [(year, bool(confirmed), decision) for year, confirmed, decision in rows]


def test_year_left_as_shipped_is_confirmed_by_its_notice(older: Database) -> None:
    upgrade(older.engine)

    assert _years(older) == [(2027, True, NOTICE)]


@pytest.mark.parametrize(
    "edit",
    [
        "INSERT INTO calendar_years (year, is_confirmed, decision) VALUES (2027, false, '')",
        "DELETE FROM calendar_days WHERE day = '2027-02-10'",
        "UPDATE calendar_days SET kind = 'work' WHERE day = '2027-09-03'",
    ],
)
def test_what_the_office_said_or_changed_stands(older: Database, edit: str) -> None:
    with older.write_copy() as session:
        session.execute(text(edit))
    before = _years(older)

    upgrade(older.engine)

    assert _years(older) == before


def test_store_without_an_office_is_left_for_its_founding(older: Database) -> None:
    with older.write_copy() as session:
        session.execute(text("DELETE FROM calendar_days"))

    upgrade(older.engine)

    assert _years(older) == []
