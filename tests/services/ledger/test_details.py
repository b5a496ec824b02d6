"""What the log says of people lies apart, pinned by its hash, and can go without a broken chain."""

import json

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from app.models.database import Database
from app.models.log import LogDetail, LogEntry
from app.services.custody.records import Collection
from app.services.ledger.checking import StoreCheck
from app.services.ledger.details import digest_of, joined, sealed
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from tests.services.desk_builders import Counter

SECRET = "Lò Thị Canh Gác"


def _entry(database: Database, act: str) -> tuple[LogEntry, LogDetail | None]:
    with database.read() as session:
        entry = session.scalars(
            select(LogEntry).where(LogEntry.act == act).order_by(LogEntry.seq.desc()).limit(1)
        ).one()
        detail = session.get(LogDetail, (entry.unit_id, entry.seq))
        session.expunge_all()
    return entry, detail


def test_what_names_a_person_lies_beside_the_entry_that_pins_it(
    database: Database, admin: Actor, tx: Transactions
) -> None:
    with tx.write(admin, Right.REGISTER) as work:
        work.log("stop", {"status": "stopped"}, personal={"note": SECRET, "ground": ""})
    entry, detail = _entry(database, "stop")
    assert detail is not None
    assert SECRET not in entry.facts
    assert json.loads(detail.facts) == {"note": SECRET}
    pinned = json.loads(entry.facts)
    assert pinned == {"status": "stopped", "personal": digest_of(detail.salt, detail.facts)}
    assert joined(entry.facts, detail.facts) == {"status": "stopped", "note": SECRET}
    assert StoreCheck(database).problems() == []


def test_nothing_said_of_anybody_costs_no_row(
    database: Database, admin: Actor, tx: Transactions
) -> None:
    with tx.write(admin, Right.REGISTER) as work:
        work.log("stop", {"status": "stopped"}, personal={"note": "", "items": []})
    entry, detail = _entry(database, "stop")
    assert (detail, json.loads(entry.facts)) == (None, {"status": "stopped"})


def test_the_same_words_are_never_pinned_by_the_same_hash() -> None:
    first, second = sealed({"note": SECRET}), sealed({"note": SECRET})
    assert first is not None
    assert second is not None
    assert (first.facts == second.facts, first.digest == second.digest) == (True, False)
    assert len(first.salt) == 32


@pytest.fixture
def noted(counter: Counter) -> Counter:
    """A counter with notes about a person in several entries."""
    code = counter.resolved(SECRET)
    counter.returning.give_back(
        counter.officer, code, Collection(SECRET, note=f"Người nhà {SECRET}")
    )
    assert StoreCheck(counter.database).problems() == []
    return counter


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ('UPDATE log_details SET facts = \'{"note":"khác"}\'', "phần riêng tư bị sửa"),
        ("UPDATE log_details SET salt = 'aa'", "phần riêng tư bị sửa"),
        ("DELETE FROM log_details", "phần riêng tư bị mất"),
        ("UPDATE log_details SET seq = seq + 1000", "phần riêng tư bị mất"),
    ],
)
def test_a_touched_part_is_found(noted: Counter, harm: str, said: str) -> None:
    with noted.database.write() as session:
        assert session.connection().execute(text(harm)).rowcount
    assert any(said in problem for problem in StoreCheck(noted.database).problems())


def test_a_part_that_no_entry_names_is_found(noted: Counter) -> None:
    with noted.database.write() as session:
        values = {"unit_id": noted.officer.office_id, "seq": 1, "salt": "aa", "facts": "{}"}
        session.execute(insert(LogDetail).values(values))
    assert any("không nhắc tới" in problem for problem in StoreCheck(noted.database).problems())


def test_setting_erased_at_by_hand_does_not_excuse_a_lost_part(noted: Counter) -> None:
    """Only the log's own word that it was erased does."""
    with noted.database.write() as session:
        session.execute(delete(LogDetail))
        session.execute(text("UPDATE dossiers SET erased_at = registered_at"))
    assert any("bị mất" in problem for problem in StoreCheck(noted.database).problems())


def test_the_timeline_tells_the_words_again_and_says_when_they_are_erased(noted: Counter) -> None:
    code = noted.tracking.newest(noted.officer)[0].code
    detail = noted.tracking.one(noted.officer, code).timeline[-1].detail
    assert f"Người nhà {SECRET}" in detail
    with noted.database.write() as session:
        session.execute(delete(LogDetail))
    detail = noted.tracking.one(noted.officer, code).timeline[-1].detail
    assert SECRET not in detail
    assert detail.endswith("(đã xóa)")


def test_entries_of_older_versions_keep_what_they_said(counter: Counter) -> None:
    """The store of an older version has its notes in the entry itself, and no part beside it."""
    code = counter.resolved()
    with counter.database.write() as session:
        connection = session.connection()
        if counter.database.is_shared:
            connection.exec_driver_sql("DROP TRIGGER log_entries_no_change ON log_entries")
        else:
            connection.exec_driver_sql("DROP TRIGGER log_entries_no_update")
        old = {"status": "resolved", "outcome": "granted", "due": "", "note": "ghi từ bản cũ"}
        session.execute(
            update(LogEntry).where(LogEntry.act == "resolve").values(facts=json.dumps(old))
        )
    detail = counter.tracking.one(counter.officer, code).timeline[-1].detail
    assert "ghi từ bản cũ" in detail


def test_no_name_and_no_free_text_of_a_citizen_is_left_in_the_entries(noted: Counter) -> None:
    with noted.database.read() as session:
        facts = " ".join(session.scalars(select(LogEntry.facts)))
        kept = session.scalar(select(func.count()).select_from(LogDetail))
    assert SECRET not in facts
    assert kept
