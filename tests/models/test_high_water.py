"""The record outside the store: raised with every commit, and a store behind it is refused."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from app.clock import Clock
from app.errors import InvalidInputError, StoreError
from app.models.database import Database, sqlite_engine
from app.models.high_water import HighWater, read_record
from app.models.safekeeping import LostNumbers
from app.models.store_freshness import expect, watch
from app.models.watermark import LOG_BOOK, RESTORED, Watermark, whole
from app.paths import STORE_NAME
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, take_number
from tests.services.store_builders import FakeTime, a_store, an_office

BOOK = ("dossier", "2026-11-23")


class Watched:
    """A store, its record, and what happens in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.marks = folder / "marks"
        self.path = folder / STORE_NAME
        self.database = a_store(folder)
        watch(self.database, self.marks)
        self.admin = an_office(self.database, Clock(FakeTime()))
        self.tx = Transactions(self.database, Clock(FakeTime()))

    def act(self, times: int = 1) -> None:
        for _ in range(times):
            with self.tx.write(self.admin, Right.EDIT_OFFICE) as work:
                take_number(work.session, self.admin.office_id, *BOOK)
                work.log("tried", {})

    def open_again(self) -> Database:
        """Open what lies at the store's path now; the caller closes it."""
        self.database.close()
        database = Database(sqlite_engine(self.path))
        try:
            watch(database, self.marks)
        except BaseException:
            database.close()
            raise
        return database

    def copied(self, name: str = "copy.db") -> Path:
        self.database.checkpoint()
        return Path(shutil.copyfile(self.path, self.folder / name))

    def put_back(self, copy: Path) -> None:
        self.database.close()
        shutil.copyfile(copy, self.path)

    def record(self) -> Watermark:
        with self.database.read() as session:
            record = HighWater(self.marks)
            record.know(session)
        try:
            return record.seen()
        finally:
            record.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    yield watched
    watched.database.close()


def test_record_holds_every_commit_when_the_act_is_acknowledged(store: Watched) -> None:
    for count in (1, 2, 3):
        store.act()
        seen = store.record()
        assert seen.numbers[store.admin.office_id, *BOOK] == count
        with store.database.read() as session:
            assert seen.entries == whole(session).entries


def test_founding_is_in_the_record(store: Watched) -> None:
    assert store.record().entries[store.admin.office_id].seq == 1


def test_what_a_savepoint_undid_is_not_in_the_record(store: Watched) -> None:
    with store.tx.write(store.admin, Right.EDIT_OFFICE) as work:
        work.log("kept", {})
        trial = work.session.begin_nested()
        take_number(work.session, store.admin.office_id, *BOOK)
        work.log("undone", {})
        trial.rollback()
    seen = store.record()
    assert seen.numbers.get((store.admin.office_id, *BOOK)) is None
    assert seen.entries[store.admin.office_id].seq == 2
    store.open_again().close()


def test_an_act_that_is_undone_raises_nothing(store: Watched) -> None:
    before = store.record()
    with suppress(LookupError), store.tx.write(store.admin, Right.EDIT_OFFICE) as work:
        take_number(work.session, store.admin.office_id, *BOOK)
        work.log("undone", {})
        raise LookupError
    assert store.record() == before


def test_an_older_copy_is_refused_with_advice(store: Watched) -> None:
    store.act()
    copy = store.copied()
    store.act(3)
    store.put_back(copy)
    with pytest.raises(StoreError, match=r"thiếu 3 việc đã ghi \(từ dòng 3 .*motcua restore"):
        store.open_again()


def test_a_copy_that_went_on_by_itself_is_refused(store: Watched) -> None:
    store.act()
    copy = store.copied()
    store.act()
    store.put_back(copy)
    ahead = Database(sqlite_engine(store.path))
    with Transactions(ahead, Clock(FakeTime())).write(store.admin, Right.EDIT_OFFICE) as work:
        work.log("another", {})
        work.log("life", {})
    ahead.close()
    with pytest.raises(StoreError, match="Dòng 3 của nhật ký không còn như đã ghi"):
        store.open_again()


def test_a_series_set_back_is_refused(store: Watched) -> None:
    store.act(2)
    with store.database.write() as session:
        session.execute(text("UPDATE number_series SET last = 1 WHERE book = 'dossier'"))
    with pytest.raises(StoreError, match=r"cấp lại số đã cấp .*đã đến 2, trong kho chỉ còn 1"):
        store.open_again()


def test_a_copy_elsewhere_that_holds_all_is_welcome(store: Watched, tmp_path: Path) -> None:
    store.act(2)
    there = store.copied("elsewhere.db")
    database = Database(sqlite_engine(there))
    watch(database, store.marks)
    assert database.high_water is not None
    database.close()


def test_a_store_ahead_of_its_record_raises_it_when_opened(store: Watched) -> None:
    store.database.high_water = None
    store.act(2)
    assert store.record().entries[store.admin.office_id].seq == 1
    store.open_again().close()
    assert store.record().entries[store.admin.office_id].seq == 3
    assert store.record().numbers[store.admin.office_id, *BOOK] == 2


def test_the_record_is_never_lowered(store: Watched) -> None:
    store.act(2)
    before = store.record()
    assert store.database.high_water is not None
    lower = Watermark(
        {office: type(mark)(1, "00") for office, mark in before.entries.items()},
        dict.fromkeys(before.numbers, 1),
    )
    store.database.high_water.rise(lower)
    assert store.record() == before


def test_a_told_loss_is_taken_once_only(store: Watched) -> None:
    """A restoration excuses what was seen before it, never what was seen after it."""
    store.act()
    old = store.copied()
    store.act(4)
    store.put_back(old)
    _tell_loss(store, lost_to=6)
    told = store.copied("told.db")
    database = store.open_again()
    store.database = database
    store.tx = Transactions(database, Clock(FakeTime()))
    store.act(2)
    store.put_back(told)
    with pytest.raises(StoreError, match="thiếu 2 việc"):
        store.open_again()


def _tell_loss(store: Watched, lost_to: int, *, is_ours: bool = True) -> None:
    database = Database(sqlite_engine(store.path))
    with Transactions(database, Clock(FakeTime())).write(store.admin, Right.EDIT_OFFICE) as work:
        for _ in range(4):
            take_number(work.session, store.admin.office_id, *BOOK)
        mark = work.log(RESTORED, {"lost_from": 3, "lost_to": lost_to})
        work.session.execute(
            insert(LostNumbers).values(
                unit_id=store.admin.office_id,
                book=LOG_BOOK,
                period="",
                first=3,
                last=lost_to,
                log_seq=mark.seq,
            )
        )
    if is_ours:
        with database.read() as session:
            expect(session, store.marks, mark.head.hex())
    database.close()


def test_a_loss_that_tells_of_less_does_not_excuse(store: Watched) -> None:
    store.act()
    old = store.copied()
    store.act(4)
    store.put_back(old)
    _tell_loss(store, lost_to=5)
    with pytest.raises(StoreError):
        store.open_again()


def test_a_restoration_that_this_machine_did_not_make_is_refused(store: Watched) -> None:
    """Whether it tells of a loss that the record saw, or of one that nobody saw."""
    store.act()
    old = store.copied()
    store.act(4)
    newest = store.copied("newest.db")
    for copy, lost_to, found in (
        (old, 6, "Dòng 6 của nhật ký không còn|thiếu 3 việc"),
        (newest, 9, "sổ mốc của máy này không"),
    ):
        store.put_back(copy)
        _tell_loss(store, lost_to=lost_to, is_ours=False)
        with pytest.raises(StoreError, match=found):
            store.open_again()


def test_how_far_an_audit_went_is_forgotten_by_a_restored_store(store: Watched) -> None:
    record = store.database.high_water
    assert record is not None
    office = store.admin.office_id
    mark = record.seen().entries[office]
    record.note_audited({office: mark})
    store.act()
    assert record.audited() == {office: mark}
    record.note_audited({})
    assert record.audited() == {}
    record.note_audited({office: mark})
    record.rise(Watermark({office: mark}, replaces=True))
    assert record.audited() == {}


def test_a_copy_from_before_later_tables_is_read(store: Watched, tmp_path: Path) -> None:
    store.act()
    assert store.database.high_water is not None
    assert store.database.high_water.path is not None
    seen = store.record()
    copy = tmp_path / "mốc-cũ.db"
    with closing(sqlite3.connect(store.database.high_water.path)) as line:
        line.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as line:
        line.executescript("DROP TABLE restorations; DROP TABLE audited")
    assert read_record(copy) == seen


def test_a_folder_that_cannot_be_warns_and_the_counter_goes_on(store: Watched) -> None:
    store.database.close()
    shutil.rmtree(store.marks)
    store.marks.write_text("in the way")
    store.act()
    record = store.database.high_water
    assert record is not None
    assert record.trouble.startswith("Không ghi được sổ mốc của kho")
    store.marks.unlink()
    store.act()
    assert record.trouble == ""
    assert store.record().entries[store.admin.office_id].seq == 3


def test_a_broken_record_is_kept_aside_and_begun_anew(store: Watched) -> None:
    store.act()
    assert store.database.high_water is not None
    path = store.database.high_water.path
    assert path is not None
    store.database.close()
    path.write_bytes(b"not a database at all" * 500)
    store.open_again().close()
    assert path.with_suffix(".hong").exists()
    assert store.record().entries[store.admin.office_id].seq == 2


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE entries SET seq = 'nhiều'",
        "UPDATE entries SET head = x'ff'",
        "UPDATE numbers SET last = 'nhiều'",
        "INSERT INTO audited VALUES (1, 'nhiều', '')",
        "DROP TABLE numbers; CREATE TABLE numbers (x)",
        "UPDATE entries SET head = CAST(x'c3ff' AS TEXT)",
        "UPDATE numbers SET book = CAST(x'ff' AS TEXT)",
        "PRAGMA writable_schema = ON; "
        "UPDATE sqlite_master SET sql = CAST(x'435245415445ff' AS TEXT) WHERE name = 'numbers'",
    ],
)
def test_a_record_of_another_hand_is_begun_anew_too(store: Watched, harm: str) -> None:
    store.act()
    assert store.database.high_water is not None
    path = store.database.high_water.path
    assert path is not None
    store.database.close()
    with closing(sqlite3.connect(path)) as other:
        other.executescript(harm)
    with pytest.raises(InvalidInputError, match="sổ mốc"):
        read_record(path)
    store.open_again().close()
    assert path.with_suffix(".hong").exists()
    assert store.record().entries[store.admin.office_id].seq == 2


def test_the_record_syncs_what_it_says(store: Watched) -> None:
    record = store.database.high_water
    assert record is not None
    assert record.path is not None
    store.act()
    assert record._line.execute("PRAGMA synchronous").fetchone() == (2,)
    assert record.path.parent.stat().st_mode & 0o777 == 0o700
    store.database.close()
    with sqlite3.connect(record.path) as plain:
        assert plain.execute("SELECT seq FROM entries").fetchall() == [(2,)]
    plain.close()


def test_the_record_holds_nothing_personal(store: Watched) -> None:
    store.act()
    record = store.database.high_water
    assert record is not None
    assert record.path is not None
    store.database.close()
    assert store.admin.login.encode() not in record.path.read_bytes()
