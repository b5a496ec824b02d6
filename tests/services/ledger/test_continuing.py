"""A restored store goes on above the numbers of the lost one, and its log says so."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text

from app.clock import Clock
from app.errors import StoreError
from app.models.database import Database, sqlite_engine
from app.models.dossiers import Dossier
from app.models.safekeeping import LostNumbers
from app.models.store_freshness import expect, watch
from app.models.watermark import ChainHead, Watermark, whole
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.after_restore import continue_after, lost_ranges
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import LogMark
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_copied_store, a_stranger


class Desk:
    """A watched counter, a backup of it, and what happens when the backup is put back."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder, self.database = folder, database
        watch(database, folder / "marks")
        self.counter = a_counter(folder, FakeTime(), database)
        self.path = Path(str(database.engine.url.database))
        self.backup = folder / "backup.db"

    def back_up(self) -> None:
        self.database.checkpoint()
        shutil.copyfile(self.path, self.backup)

    def seen(self) -> Watermark:
        assert self.database.high_water is not None
        return self.database.high_water.seen()

    def restore(self, seen: Watermark) -> LogMark:
        """Put the backup back and let it go on after what was seen."""
        self.database.close()
        shutil.copyfile(self.backup, self.path)
        restored = Database(sqlite_engine(self.path))
        tx = Transactions(restored, Clock(self.counter.time))
        with tx.write(self.counter.admin, Right.EDIT_OFFICE) as work:
            mark = continue_after(
                work.session, self.counter.admin, seen, work.now, {"backup": self.backup.name}
            )
        with restored.read() as session:
            expect(session, self.folder / "marks", mark.head.hex())
        restored.close()
        return mark

    def open_again(self) -> Counter:
        """Open the store as the program does and return a desk over it."""
        self.database = Database(sqlite_engine(self.path))
        watch(self.database, self.folder / "marks")
        return self.counter


@pytest.fixture
def desk(tmp_path: Path, empty_store: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, a_copied_store(empty_store, tmp_path))
    yield made
    made.database.close()


def _codes(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Dossier.code).order_by(Dossier.id)))


def _problems(database: Database) -> list[str]:
    return StoreCheck(database, (signed_form_problems,)).problems()


def test_numbers_of_the_lost_store_are_never_given_again(desk: Desk) -> None:
    given = {desk.counter.code() for _ in range(2)}
    desk.back_up()
    given |= {desk.counter.code() for _ in range(3)}
    desk.restore(desk.seen())
    counter = desk.open_again()
    later = [_register(desk, counter) for _ in range(2)]
    assert given.isdisjoint(later)
    assert later[0].endswith("-0006")
    assert _problems(desk.database) == []


def _register(desk: Desk, counter: Counter) -> str:
    """Register in the store that is open now."""
    intake = type(counter.intake)(
        Transactions(desk.database, Clock(counter.time)),
        counter.intake._calendars,
        counter.intake._key,
    )
    return intake.register(counter.officer, counter.as_typed()).code


def test_restoring_twice_gives_no_number_again(desk: Desk) -> None:
    desk.counter.code()
    desk.back_up()
    given = {desk.counter.code() for _ in range(2)}
    desk.restore(desk.seen())
    counter = desk.open_again()
    given |= {_register(desk, counter) for _ in range(2)}
    desk.restore(desk.seen())
    counter = desk.open_again()
    assert _register(desk, counter) not in given
    assert _problems(desk.database) == []


def test_a_restoration_is_told_in_the_log_and_its_loss_kept(desk: Desk) -> None:
    desk.counter.code()
    desk.back_up()
    lost = desk.counter.code()
    seen = desk.seen()
    mark = desk.restore(seen)
    desk.open_again()
    office = desk.counter.admin.office_id
    with desk.database.read() as session:
        assert whole(session).entries[office].seq == mark.seq
        assert lost_ranges(session, "dossier") == {(office, "2026-11-23"): [(2, 2)]}
        said = session.execute(
            text("SELECT facts FROM log_entries WHERE act = 'store_restored'")
        ).scalar_one()
    assert lost not in _codes(desk.database)
    assert f'"lost_to":{seen.entries[office].seq}' in said
    assert '"backup":"backup.db"' in said


def test_a_newest_backup_loses_nothing_and_is_told_all_the_same(desk: Desk) -> None:
    desk.counter.code()
    desk.back_up()
    desk.restore(desk.seen())
    desk.open_again()
    with desk.database.read() as session:
        assert session.scalar(select(func.count()).select_from(LostNumbers)) == 1
    assert _problems(desk.database) == []


@pytest.mark.parametrize(
    ("seen_to", "lost"),
    [(None, (1, 0)), (1, (1, 1)), (4, (1, 4))],
    ids=["nothing seen", "one entry", "four entries"],
)
def test_a_restored_store_without_an_entry_of_the_office_has_lost_all_from_the_first(
    desk: Desk, seen_to: int | None, lost: tuple[int, int]
) -> None:
    """The backup was made before the office had an entry; a book without a number lost none."""
    stranger = a_stranger(desk.database, Role.ADMINISTRATOR)
    head = "a" * 64
    entries = {stranger.office_id: ChainHead(seen_to, head)} if seen_to else {}
    seen = Watermark(entries, {(stranger.office_id, "dossier", "2026-11-20"): 0})
    tx = Transactions(desk.database, Clock(desk.counter.time))
    with tx.write(stranger, Right.EDIT_OFFICE) as work:
        assert whole(work.session).entries.get(stranger.office_id) is None
        mark = continue_after(work.session, stranger, seen, work.now, {"backup": "a.db"})
    with desk.database.read() as session:
        said = session.execute(
            text("SELECT facts FROM log_entries WHERE act = 'store_restored'")
        ).scalar_one()
    assert mark.seq == 1
    assert json.loads(said) == {
        "backup": "a.db",
        "lost_from": lost[0],
        "lost_to": lost[1],
        "held": seen_to or 0,
        "numbers": [],
    }


@pytest.mark.parametrize("given", [1, 2])
def test_a_series_that_the_restored_store_never_began_is_lost_from_one(
    desk: Desk, given: int
) -> None:
    desk.back_up()
    lost = [desk.counter.code() for _ in range(given)]
    desk.restore(desk.seen())
    counter = desk.open_again()
    with desk.database.read() as session:
        office = desk.counter.admin.office_id
        assert lost_ranges(session, "dossier") == {(office, "2026-11-23"): [(1, len(lost))]}
    assert _problems(desk.database) == []
    assert _register(desk, counter).endswith(f"-000{given + 1}")
    assert _problems(desk.database) == []


def test_without_going_on_the_backup_is_refused(desk: Desk) -> None:
    desk.counter.code()
    desk.back_up()
    desk.counter.code()
    desk.database.close()
    shutil.copyfile(desk.backup, desk.path)
    with pytest.raises(StoreError, match="motcua restore"):
        desk.open_again()


def test_a_number_taken_out_of_the_lost_ones_is_a_hole(desk: Desk) -> None:
    desk.counter.code()
    desk.back_up()
    desk.counter.code()
    desk.restore(desk.seen())
    desk.open_again()
    with desk.database.write() as session:
        session.execute(text("DELETE FROM lost_numbers WHERE book = 'dossier'"))
    assert _problems(desk.database) == [
        "Số hồ sơ ngày 2026-11-23 bị hở, trùng hoặc mất.",
        "Nhật ký kể các số 2 đến 2 của sổ dossier 2026-11-23 bị mất nhưng kho không ghi như vậy.",
    ]


def test_a_hole_cannot_be_called_lost_without_the_log(desk: Desk) -> None:
    desk.counter.code()
    office = desk.counter.admin.office_id
    with desk.database.write() as session:
        session.execute(text("UPDATE number_series SET last = 3 WHERE book = 'dossier'"))
        session.execute(
            insert(LostNumbers).values(
                unit_id=office, book="dossier", period="2026-11-23", first=2, last=3, log_seq=1
            )
        )
    assert _problems(desk.database) == [
        "Các số 2 đến 3 của sổ dossier 2026-11-23 bị ghi là mất nhưng nhật ký không kể lần khôi "
        "phục nào như vậy."
    ]
