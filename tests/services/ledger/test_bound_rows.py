"""The log commits to every row; what another program changes is named, by the verifier too."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Executable, delete, func, insert, select, update

from app.bootstrap.stores import open_services
from app.clock import Clock
from app.models.base import Base
from app.models.copying import copy_rows
from app.models.database import Database
from app.models.dossiers import Dossier
from app.models.forms import NumberSeries
from app.models.log import LogEntry, LogLaterRows
from app.models.office import CalendarDay, ReasonText
from app.models.people import Officer
from app.models.row_digests import (
    DIGEST_BYTES,
    TABLES,
    BoundTable,
    Commitment,
    framed,
    packed,
    unpacked,
)
from app.models.row_rules import BOUND, RULES, Bound
from app.models.store import open_sqlite
from app.services.ledger.bound_rows import found_notes, row_problems
from app.services.ledger.checking import StoreCheck, chain_problems, problems_of
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.settings import Settings, SettingsFile
from app.vocabulary.office import ReasonKind
from app.wording.stored_rows import ROW_NOUNS
from tests.released_stores import RELEASES, a_released_store
from tests.services.desk_builders import Counter
from tests.services.store_builders import a_store, the_actor
from tests.services.touching import plant_unseen, sql
from verifier import rows as verifier_rows
from verifier.whole import verify_store

if TYPE_CHECKING:
    from tests.postgres import Server


@pytest.fixture
def server_store(postgres: "Server") -> Iterator[Database]:
    with postgres.migrated() as store:
        yield store


def _problems(database: Database) -> list[str]:
    with database.read() as session:
        return list(problems_of(session, (chain_problems, row_problems)))


def test_every_table_has_a_rule_and_every_bound_one_a_code_of_its_own() -> None:
    assert set(RULES) == set(Base.metadata.tables)
    codes = [rule.code for rule in RULES.values() if isinstance(rule, Bound)]
    assert len(set(codes)) == len(codes)
    assert max(codes) < 256
    for name, rule in BOUND.items():
        assert rule.but <= set(Base.metadata.tables[name].c.keys())
    assert set(ROW_NOUNS) == set(BOUND)


def test_the_verifier_knows_the_same_rules() -> None:
    assert {
        name: (rule.code, ROW_NOUNS[name]) for name, rule in BOUND.items()
    } == verifier_rows.TABLES
    assert {
        name: set(rule.but) for name, rule in BOUND.items() if rule.but
    } == verifier_rows.LEFT_OUT
    assert verifier_rows.DIGEST_BYTES == DIGEST_BYTES


_AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("of_a_server", "of_a_file"),
    [
        (True, 1),
        (_AT, "2026-11-23 02:30:00.000000"),
        (_AT.replace(microsecond=5), "2026-11-23 02:30:00.000005"),
        (date(2026, 11, 23), "2026-11-23"),
        (time(16, 30), "16:30:00.000000"),
        (Decimal("15.0"), 15),
        (Decimal("2.5"), 2.5),
        (memoryview(b"ab"), b"ab"),
    ],
)
def test_a_value_is_told_alike_on_both_databases(of_a_server: object, of_a_file: object) -> None:
    assert framed(of_a_server) == framed(of_a_file)


_STORED = st.none() | st.integers() | st.text() | st.binary() | st.floats(allow_nan=False)


@given(_STORED, _STORED)
def test_two_values_are_told_apart_by_program_and_verifier(one: object, other: object) -> None:
    is_same = type(one) is type(other) and one == other
    is_whole = isinstance(one, int | float) and isinstance(other, int | float) and one == other
    assert (framed(one) == framed(other)) == (is_same or is_whole)
    assert verifier_rows.framed(one) == framed(one)


@given(st.lists(st.tuples(st.sampled_from(sorted(BOUND)), st.text(max_size=60))))
def test_what_is_packed_comes_out_again(keys: list[tuple[str, str]]) -> None:
    rows = [
        Commitment(BOUND[table].code, framed(key), bytes([number % 256]) * DIGEST_BYTES)
        for number, (table, key) in enumerate(keys)
    ]
    assert list(unpacked(packed(rows))) == rows
    assert list(verifier_rows.unpacked(packed(rows))) == rows


def test_a_store_in_use_is_whole(counter: Counter) -> None:
    counter.returned()
    assert _problems(counter.database) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE dossiers SET owner_name = 'Người Khác' WHERE id = 1",
            "thông tin tiếp nhận (mã 1) bị sửa",
        ),
        ("UPDATE results SET collector_name = 'Ai đó'", "kết quả (mã 1) bị sửa"),
        ("UPDATE officers SET password_hash = 'x' WHERE id = 1", "Tài khoản (mã 1) bị sửa"),
        ("DELETE FROM officer_roles WHERE id = 1", "Vai trò của tài khoản (mã 1) bị xóa"),
        (
            "INSERT INTO calendar_days VALUES ('2027-03-03', 'off', 'x', 'y')",
            "Ngày nghỉ, ngày làm bù (mã s10:2027-03-03) không do việc nào trong nhật ký ghi vào",
        ),
    ],
)
def test_what_another_program_changes_is_named(counter: Counter, statement: str, said: str) -> None:
    counter.returned()
    plant_unseen(counter.database, sql(statement))
    (problem,) = _problems(counter.database)
    assert said in problem
    assert problem in StoreCheck(counter.database).problems()


def test_the_dossier_and_the_entry_are_named(counter: Counter) -> None:
    code = counter.code()
    plant_unseen(counter.database, sql("UPDATE dossiers SET fee_vnd = 5"))
    (problem,) = _problems(counter.database)
    assert problem.startswith(f"Hồ sơ {code}: ")
    with counter.database.read() as session:
        seq = session.scalar(select(LogEntry.seq).where(LogEntry.dossier_id == 1))
    assert f"dòng số {seq} của nhật ký" in problem


def test_attempts_at_signing_in_are_of_the_moment(counter: Counter) -> None:
    plant_unseen(counter.database, sql("UPDATE officers SET failed_count = 7"))
    assert _problems(counter.database) == []


def test_a_column_left_out_of_the_rule_is_changed_unseen(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = BoundTable("results", Bound(31, but=frozenset({"collector_name"})))
    monkeypatch.setitem(TABLES, "results", blind)
    counter.database.engine.dispose()
    counter.returned()
    plant_unseen(counter.database, sql("UPDATE results SET collector_name = 'Ai đó'"))
    assert _problems(counter.database) == []
    plant_unseen(counter.database, sql("UPDATE results SET document_number = 'x'"))
    assert len(_problems(counter.database)) == 1


def test_rows_changed_after_the_entry_and_without_one_are_committed_to(counter: Counter) -> None:
    counter.code()
    with counter.database.write() as session:
        session.execute(update(Officer).where(Officer.id == 1).values(phone="0123"))
    with counter.database.write() as session:
        session.execute(update(Officer).where(Officer.id == 1).values(phone="0124"))
    assert _problems(counter.database) == []
    with counter.database.read() as session:
        newest = session.scalar(select(LogEntry.seq).order_by(LogEntry.seq.desc()).limit(1))
        parts = session.scalars(select(LogLaterRows.part).where(LogLaterRows.seq == newest)).all()
    assert sorted(parts) == list(range(1, len(parts) + 1))
    assert len(parts) >= 2
    counter.code()
    assert _problems(counter.database) == []


_LATER = LogLaterRows.seq.in_(select(func.min(LogLaterRows.seq)))
_NEWEST = LogEntry.seq.in_(select(func.max(LogEntry.seq)))


@pytest.mark.parametrize(
    "change",
    [
        update(LogLaterRows).where(_LATER).values(rows=b"x"),
        update(LogLaterRows).where(_LATER).values(part=LogLaterRows.part + 1000),
        update(LogLaterRows).where(_LATER).values(hash="00" * 32),
        update(LogLaterRows).where(_LATER).values(seq=LogLaterRows.seq + 1000),
        delete(LogLaterRows).where(_LATER),
        update(LogEntry).where(LogEntry.seq == 1).values(id=1000),
        update(LogEntry).where(_NEWEST).values(rows=b"x"),
        update(LogEntry).where(_NEWEST).values(rows=None),
    ],
)
def test_what_the_log_commits_to_is_chained(counter: Counter, change: Executable) -> None:
    counter.code()

    def run(connection: Connection) -> None:
        connection.execute(change)

    plant_unseen(counter.database, run)
    assert any("bị sửa hoặc mất từ dòng số" in said for said in _problems(counter.database))


def test_what_a_savepoint_undid_is_not_committed_to(counter: Counter) -> None:
    with counter.database.write() as session:
        session.execute(update(Officer).where(Officer.id == 1).values(phone="kept"))
        inner = session.begin_nested()
        session.execute(update(Officer).where(Officer.id == 1).values(phone="undone"))
        session.execute(insert(NumberSeries).values(unit_id=1, book="x", period="y", last=1))
        inner.rollback()
        with session.begin_nested():
            session.execute(update(Officer).where(Officer.id == 2).values(phone="kept"))
    assert _problems(counter.database) == []


def test_a_moved_key_and_a_row_put_back_are_committed_to(counter: Counter) -> None:
    with counter.database.write() as session:
        session.execute(
            update(CalendarDay)
            .where(CalendarDay.day == date(2027, 1, 1))
            .values(day=date(2027, 1, 2))
        )
        session.execute(delete(CalendarDay).where(CalendarDay.day == date(2026, 1, 1)))
    assert _problems(counter.database) == []


def test_two_that_write_at_once_lose_no_commitment(counter: Counter) -> None:
    """The program's line and one of its own beside it."""
    other = Database(counter.database.engine)
    for number in range(3):
        with other.write() as session:
            session.execute(update(Officer).where(Officer.id == 1).values(phone=f"{number}"))
        counter.code()
    assert _problems(counter.database) == []


def test_a_store_copied_to_a_server_and_back_keeps_its_commitments(
    counter: Counter, tmp_path: Path, server_store: Database
) -> None:
    if counter.database.is_shared:
        pytest.skip("one way is enough")
    counter.returned()
    copy_rows(counter.database, server_store)
    assert _problems(server_store) == []
    with server_store.write() as session:
        session.execute(update(Dossier).values(note="ghi trên máy chủ"))
    assert _problems(server_store) == []
    back = a_store(tmp_path / "back")
    copy_rows(server_store, back)
    assert _problems(back) == []
    back.close()


@pytest.mark.parametrize("release", RELEASES)
def test_an_older_store_is_committed_to_by_its_first_entry(release: str, tmp_path: Path) -> None:
    path = a_released_store(release, tmp_path / "store")
    database = open_sqlite(path)
    with database.read() as session:
        assert list(row_problems(session)) == []
        login = session.scalars(select(Officer.login).where(Officer.is_active)).first()
    assert login is not None
    tx = Transactions(database, Clock())
    for _again in range(2):
        with tx.write(the_actor(database, login), Right.OWN_ACCOUNT) as work:
            work.log("sign_out", {})
    with database.read() as session:
        acts = session.scalars(select(LogEntry.act).order_by(LogEntry.id.desc()).limit(3)).all()
        (note,) = found_notes(session)
    assert acts == ["sign_out", "sign_out", "rows_found"]
    assert "ghi nhận nguyên trạng" in note
    assert _problems(database) == []
    plant_unseen(database, sql("UPDATE dossiers SET owner_name = 'x' WHERE id = 1"))
    (problem,) = _problems(database)
    assert "thông tin tiếp nhận (mã 1) bị sửa" in problem
    database.close()
    assert [said for said, _office, _seq in verify_store(path, {}, ()).problems if said == problem]


def test_a_store_of_before_is_told_as_committed_to_nothing(tmp_path: Path) -> None:
    path = a_released_store(RELEASES[-1], tmp_path / "store")
    verdict = verify_store(path, {}, ())
    assert "chưa ghi nhận các dòng dữ liệu" in verdict.notes[0]
    open_sqlite(path).close()
    assert "chưa ghi nhận các dòng dữ liệu" in verify_store(path, {}, ()).notes[0]


def test_an_upgraded_store_is_committed_to_before_anybody_signs_in(tmp_path: Path) -> None:
    path = a_released_store(RELEASES[-1], tmp_path / "store")
    SettingsFile(path.parent).save(Settings(keystore="file"))
    open_services(path.parent, clock=Clock()).close()
    database = open_sqlite(path)
    assert _problems(database) == []
    with database.read() as session:
        newest = session.scalars(select(LogEntry).order_by(LogEntry.id.desc()).limit(2)).all()
        assert newest[0].act == "rows_found"
        assert newest[0].entered_at == newest[1].entered_at
        assert len(list(found_notes(session))) == 1
    database.close()
    open_services(path.parent, clock=Clock()).close()
    database = open_sqlite(path)
    with database.read() as session:
        assert len(list(found_notes(session))) == 1
    database.close()


def test_a_row_far_beyond_the_others_stays_known_when_they_reach_it(counter: Counter) -> None:
    """Its number once lay beyond what is kept by number."""
    reason = {
        "unit_id": 1,
        "kind": ReasonKind.APOLOGY,
        "text": "x",
        "ground": "",
        "is_active": True,
    }
    for number in (400_000, 90_000, 270_000, 400_001):
        with counter.database.write() as session:
            session.execute(insert(ReasonText).values(id=number, ordinal=number, **reason))
    assert _problems(counter.database) == []
    with counter.database.write() as session:
        session.execute(delete(ReasonText).where(ReasonText.id == 400_000))
    assert _problems(counter.database) == []
    plant_unseen(counter.database, sql("UPDATE reason_texts SET text = 'y' WHERE id = 90000"))
    plant_unseen(counter.database, sql("DELETE FROM reason_texts WHERE id = 400001"))
    assert [said.partition(")")[0] for said in _problems(counter.database)] == [
        "Lý do soạn sẵn (mã 90000",
        "Lý do soạn sẵn (mã 400001",
    ]
