"""Copies of a store: whole, of one instant, and the same from one kind of database to another."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import select

from app.models.base import Base
from app.models.copying import copy_file, copy_rows, is_empty, row_counts
from app.models.database import Database, sqlite_engine
from app.models.office import Unit
from app.models.store_key import StoreKey
from app.services.dossiers.search import Search
from app.services.forms.keys import KeyFolder
from app.services.forms.verification import Verifier
from app.services.intake.intake import Intake
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import CalendarCache
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_store, an_agency

if TYPE_CHECKING:
    from tests.postgres import Server

KEY = StoreKey("00112233445566aa", bytes(range(32)))


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.connection().execute(
                    select(table).order_by(*table.primary_key.columns)
                )
            ]
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path / "source", FakeTime(), a_store(tmp_path / "source"))
    counter.returned("Trần Văn Đạt")
    counter.code("Lê Thị Huệ")
    successor = an_agency(counter.database, "PMOI", "Phòng Mới")
    with counter.database.write() as session:
        session.get_one(Unit, counter.culture).successor_id = successor
    yield counter
    counter.database.close()


@pytest.fixture
def server_store(postgres: "Server") -> Iterator[Database]:
    with postgres.migrated() as store:
        yield store


def test_a_file_is_copied_while_a_writer_writes(source: Counter, tmp_path: Path) -> None:
    before = everything(source.database)
    with source.database.write() as session:
        session.add(Unit(kind="agency", level="commune", code="X", name="Chưa ghi xong"))
        session.flush()
        copy_file(source.database, tmp_path / "copy.db")
    copy = Database(sqlite_engine(tmp_path / "copy.db"))
    assert everything(copy) == before
    copy.close()


def test_an_encrypted_file_stays_encrypted(tmp_path: Path) -> None:
    database = Database(sqlite_engine(tmp_path / "store.db", key=KEY))
    with database.write_copy() as session:
        session.connection().exec_driver_sql("CREATE TABLE t (words TEXT)")
    copy_file(database, tmp_path / "copy.db")
    database.close()
    plain = sqlcipher3.dbapi2.connect(str(tmp_path / "copy.db"))
    with pytest.raises(sqlcipher3.dbapi2.DatabaseError):
        plain.execute("SELECT * FROM t")
    plain.close()
    copy = Database(sqlite_engine(tmp_path / "copy.db", key=KEY))
    with copy.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    copy.close()


def test_rows_go_to_a_server_and_back(
    source: Counter, server_store: Database, tmp_path: Path
) -> None:
    assert is_empty(server_store)
    copy_rows(source.database, server_store)
    assert not is_empty(server_store)
    back = a_store(tmp_path / "back")
    copy_rows(server_store, back)
    assert everything(back) == everything(server_store) == everything(source.database)
    with back.read() as session:
        assert row_counts(session.connection())["dossiers"] == 2
    back.close()


def test_a_filled_server_finds_by_words_and_goes_on(
    source: Counter, server_store: Database, tmp_path: Path
) -> None:
    copy_rows(source.database, server_store)
    tx = Transactions(server_store, source.clock)
    key = KeyFolder(tmp_path / "source" / "keys").load_or_create(1)
    found = Search(tx, Verifier(tx)).find(source.officer, "tran dat", 5).rows
    assert [row.owner_name for row in found] == ["Trần Văn Đạt"]
    intake = Intake(tx, CalendarCache(), key)
    assert intake.register(source.officer, source.as_typed("Ngô Văn Mới")).code.endswith("-0003")
