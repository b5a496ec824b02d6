"""Connections and transactions: what is switched on, what is undone, what a reader sees."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app.errors import InvalidInputError, StoreError
from app.models.database import APPLICATION_ID, Database
from app.models.log import LogEntry
from app.models.office import CalendarYear
from app.models.store import create_sqlite
from app.models.watermark import store_id
from app.paths import STORE_NAME


def _pragma(session: Session, name: str) -> object:
    return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()


def test_pragmas_are_on_in_every_transaction(tmp_path: Path) -> None:
    database = create_sqlite(tmp_path / STORE_NAME)
    for _turn in range(2):
        for transaction in (database.read, database.write):
            with transaction() as session:
                assert _pragma(session, "journal_mode") == "wal"
                assert _pragma(session, "synchronous") == 2
                assert _pragma(session, "foreign_keys") == 1
                assert _pragma(session, "trusted_schema") == 0
                assert _pragma(session, "secure_delete") == 1
                assert _pragma(session, "application_id") == APPLICATION_ID
    database.close()


def test_sqlite_is_free_of_the_wal_reset_fault() -> None:
    """Versions before 3.51.3 can corrupt a store in WAL mode when two programs write."""
    assert sqlcipher3.dbapi2.sqlite_version_info >= (3, 51, 3)


def test_foreign_keys_hold(store: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), store.write() as session:
        session.execute(
            text("INSERT INTO counters (unit_id, name, is_active) VALUES (77, 'x', true)")
        )


def test_failure_undoes_the_whole_transaction(store: Database) -> None:
    def halfway() -> None:
        with store.write() as session:
            session.add(CalendarYear(year=2027))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        halfway()
    with store.read() as session:
        assert session.scalars(select(CalendarYear)).all() == []


def test_a_reading_transaction_sees_one_picture(store: Database) -> None:
    """The parts of a summary are several queries; what others commit between stays out."""
    with store.write() as session:
        session.add(CalendarYear(year=2027, decision="cũ"))
    decision = select(CalendarYear.decision)
    with store.read() as reader:
        assert reader.scalar(decision) == "cũ"
        with store.write() as writer:
            writer.execute(update(CalendarYear).values(decision="mới"))
        assert reader.scalar(decision) == "cũ"
    with store.read() as reader:
        assert reader.scalar(decision) == "mới"


def test_a_transaction_that_will_write_locks_before_it_reads(tmp_path: Path) -> None:
    """By SQLite's own default two could both read the last number before either writes."""
    database = create_sqlite(tmp_path / STORE_NAME)
    other = sqlcipher3.dbapi2.connect(str(tmp_path / STORE_NAME), timeout=0, isolation_level=None)
    with database.write() as session:
        session.execute(select(CalendarYear))
        with pytest.raises(sqlcipher3.dbapi2.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    with database.read() as session:
        session.execute(select(CalendarYear))
        other.execute("BEGIN IMMEDIATE")
    other.close()
    database.close()


def test_checkpoint_moves_the_log_into_the_store(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    database = create_sqlite(path)
    with database.write() as session:
        session.add(CalendarYear(year=2027))
    wal = path.with_name(f"{STORE_NAME}-wal")
    assert wal.stat().st_size > 0
    database.checkpoint()
    assert wal.stat().st_size == 0
    with database.read() as session:
        assert session.scalar(select(CalendarYear.year)) == 2027
    database.close()


def test_checkpoint_of_a_lost_store_says_so_and_closing_goes_on(tmp_path: Path) -> None:
    database = create_sqlite(tmp_path / STORE_NAME)
    database.engine.dispose()
    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / STORE_NAME).write_bytes(b"not a database at all, but long enough" * 40)
    with pytest.raises(StoreError):
        database.checkpoint()
    database.close()


def test_text_that_another_hand_damaged_is_told_in_words(store: Database) -> None:
    if store.is_shared:
        pytest.skip("a server refuses such text when it is written")
    with pytest.raises(StoreError, match="hỏng"), store.read() as session:
        session.scalar(text("SELECT CAST(x'4e67ff80' AS TEXT)"))


def test_text_too_long_to_be_looked_for_is_the_typist_s_to_shorten(store: Database) -> None:
    if store.is_shared:
        pytest.skip("a server looks for text of any length")
    with pytest.raises(InvalidInputError, match="quá dài"), store.read() as session:
        session.scalar(text("SELECT 'a' LIKE :pattern"), {"pattern": "a" * 60_000})


def test_a_moment_before_the_calendar_begins_is_told_in_words(store: Database) -> None:
    edge = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    with pytest.raises(InvalidInputError, match="ngoài lịch"), store.read() as session:
        session.scalar(select(LogEntry.id).where(LogEntry.entered_at == edge))


@pytest.mark.parametrize("first", ["ab\x00cd", "../../x", "F" * 64])
def test_a_store_whose_first_hash_is_none_names_no_file(tmp_path: Path, first: str) -> None:
    database = create_sqlite(tmp_path / STORE_NAME)
    line = sqlcipher3.dbapi2.connect(str(tmp_path / STORE_NAME))
    line.execute(
        "INSERT INTO log_entries (unit_id, seq, entered_at, happened_at, officer_id, act, facts, "
        "previous_hash, hash) VALUES (1, 1, '2026-11-23 02:00:00', '2026-11-23 02:00:00', 1, "
        "'x', '{}', '', ?)",
        (first,),
    )
    line.commit()
    line.close()
    with pytest.raises(StoreError, match="hỏng"), database.read() as session:
        store_id(session)
    database.close()
