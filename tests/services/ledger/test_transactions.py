"""One act, one transaction: numbers without gaps and a chain in one order, whatever fails."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import func, select

from app.models.database import Database
from app.models.log import LogEntry
from app.services.ledger.chain import entry_hash, genesis
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, take_number
from tests.services.desk_builders import Counter
from tests.services.store_builders import FakeTime, an_actor, logged_acts


class _PowerCutError(Exception):
    """Ends a transaction halfway."""


def _take(tx: Transactions, actor: Actor, *, is_cut: bool) -> int:
    with tx.write(actor, Right.REGISTER) as work:
        number = take_number(work.session, actor.office_id, "sổ thử", "2026-11-23")
        work.log("register", {"number": number})
        if is_cut:
            raise _PowerCutError
    return number


def test_series_has_no_gap_after_rollbacks(
    tx: Transactions, database: Database, admin: Actor
) -> None:
    taken = []
    for turn in range(12):
        if turn % 3:
            with pytest.raises(_PowerCutError):
                _take(tx, admin, is_cut=True)
        else:
            taken.append(_take(tx, admin, is_cut=False))
    assert taken == [1, 2, 3, 4]
    assert logged_acts(database) == ["office_created", *["register"] * 4]
    assert StoreCheck(database).problems() == []


def test_books_and_periods_count_for_themselves(tx: Transactions, admin: Actor) -> None:
    with tx.write(admin, Right.REGISTER) as work:
        taken = [
            take_number(work.session, admin.office_id, book, period)
            for book, period in (("a", "2026"), ("a", "2026"), ("b", "2026"), ("a", "2027"))
        ]
    assert taken == [1, 2, 1, 1]


def test_entry_is_chained_to_the_one_before(
    tx: Transactions, database: Database, admin: Actor, time: FakeTime
) -> None:
    with tx.write(admin, Right.REGISTER) as work:
        first = work.log("register", {"b": 1, "a": "Đỗ"})
        second = work.log("stop", {}, happened_at=time.now - timedelta(hours=3))
    with database.read() as session:
        rows = session.scalars(select(LogEntry).order_by(LogEntry.seq)).all()
    assert [row.seq for row in rows] == [1, 2, 3]
    assert rows[0].previous_hash == genesis("000.00.15.H53").hex()
    assert rows[1].previous_hash == rows[0].hash
    assert rows[2].previous_hash == rows[1].hash == first.head.hex()
    assert (second.seq, second.head.hex()) == (3, rows[2].hash)
    assert rows[1].facts == '{"a":"Đỗ","b":1}'
    assert (rows[2].entered_at, rows[2].happened_at) == (time.now, time.now - timedelta(hours=3))


def test_no_two_rows_hash_alike() -> None:
    start = genesis("38.98.H29")
    assert genesis("38.98.H30") != start
    heads = {
        entry_hash(start, fields, None)
        for fields in (("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc"), ("abc",), ("c", "ab"))
    }
    assert len(heads) == 6
    assert all(len(head) == 32 for head in heads)


def test_acts_of_the_counter_keep_the_chain_whole(counter: Counter) -> None:
    counter.returned()
    with counter.database.read() as session:
        rows = session.scalars(select(LogEntry).order_by(LogEntry.seq)).all()
        count = session.scalar(select(func.count()).select_from(LogEntry))
    assert [row.seq for row in rows] == list(range(1, (count or 0) + 1))
    assert all(isinstance(msgspec.json.decode(row.facts), dict) for row in rows)


def test_log_holds_no_personal_data(counter: Counter) -> None:
    counter.returned("Nguyễn Thị Bí Mật")
    with counter.database.read() as session:
        facts = " ".join(session.scalars(select(LogEntry.facts)))
    for secret in ("Bí Mật", "072185001234", "0912345678"):
        assert secret not in facts


def test_reader_knows_who_sees_only_their_own_agency(
    tx: Transactions, database: Database, admin: Actor
) -> None:
    with tx.read(admin, Right.LOOK_UP) as reading:
        assert not reading.is_agency_only
    counter_officer = an_actor(database)
    with tx.read(counter_officer, Right.LOOK_UP) as reading:
        assert not reading.is_agency_only
