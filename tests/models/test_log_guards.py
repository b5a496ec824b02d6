"""The log takes new entries and nothing else, whatever a statement tries."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.errors import StoreError
from app.models.database import Database
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.people import Officer
from app.vocabulary.office import Level, UnitKind

_AT = datetime(2026, 11, 23, 2, tzinfo=UTC)


def _entry(seq: int) -> LogEntry:
    return LogEntry(
        unit_id=1,
        seq=seq,
        entered_at=_AT,
        happened_at=_AT,
        officer_id=1,
        act="register",
        facts="{}",
        previous_hash="0" * 64,
        hash=f"{seq:064d}",
    )


@pytest.fixture
def logged(store: Database) -> Database:
    with store.write() as session:
        session.add(Unit(kind=UnitKind.ONE_STOP, level=Level.COMMUNE, code="38.98.H29", name="Thử"))
        session.flush()
        session.add(Officer(login="a", name="A", password_hash="", unit_id=1, office_id=1))
        session.flush()
        session.add_all([_entry(1), _entry(2)])
    return store


def _facts(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(LogEntry.facts).order_by(LogEntry.seq)))


_COPY = (
    "INTO log_entries (id, unit_id, seq, entered_at, happened_at, officer_id, act, facts, "
    "previous_hash, hash) SELECT {id}, unit_id, {seq}, entered_at, happened_at, officer_id, act, "
    "'forged', previous_hash, hash FROM log_entries WHERE seq = 1"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entries SET facts = 'forged' WHERE seq = 1",
        "UPDATE log_entries SET seq = seq + 10",
        "DELETE FROM log_entries WHERE seq = 2",
        "DELETE FROM log_entries",
    ],
)
def test_change_and_removal_are_refused(logged: Database, statement: str) -> None:
    with pytest.raises(StoreError), logged.write() as session:
        session.execute(text(statement))
    assert _facts(logged) == ["{}", "{}"]


@pytest.mark.parametrize(("row_id", "seq"), [("1", "9"), ("9", "1")])
def test_replacing_an_entry_is_refused(logged: Database, row_id: str, seq: str) -> None:
    copy = _COPY.format(id=row_id, seq=seq)
    verb = "INSERT"
    if logged.is_shared:
        target = "id" if row_id == "1" else "unit_id, seq"
        copy += f" ON CONFLICT ({target}) DO UPDATE SET facts = excluded.facts"
    else:
        verb = "INSERT OR REPLACE"
    with pytest.raises(StoreError), logged.write() as session:
        session.execute(text(f"{verb} {copy}"))
    assert _facts(logged) == ["{}", "{}"]


def test_emptying_the_log_is_refused(logged: Database) -> None:
    # SQLite has no TRUNCATE; there DELETE without a condition is the same thing.
    statement = "TRUNCATE log_entries CASCADE" if logged.is_shared else "DELETE FROM log_entries"
    with pytest.raises(StoreError), logged.write() as session:
        session.execute(text(statement))
    assert len(_facts(logged)) == 2


def test_the_next_entry_is_taken_and_a_second_of_its_number_is_not(logged: Database) -> None:
    with logged.write() as session:
        session.add(_entry(3))
    with pytest.raises((DBAPIError, StoreError)), logged.write() as session:
        session.add(_entry(3))
    assert len(_facts(logged)) == 3
