"""A closing sheet scanned at the next opening: it confirms the store, or stops an old one."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import StoreError
from app.models.database import Database, sqlite_engine
from app.models.store_freshness import watch
from app.paths import STORE_NAME
from app.services.closing.confirming import (
    Anchor,
    ClosingSheets,
    anchor_digits,
    in_groups,
    is_sheet,
)
from app.services.closing.records import Closed, SheetVerdict
from app.services.forms import receipt_qr
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor, logged_acts

MONDAY = date(2026, 11, 23)


@pytest.fixture
def boss(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.SUPERVISOR, login="phutrach")


@pytest.fixture
def closed(counter: Counter, boss: Actor) -> Closed:
    counter.code()
    made = counter.closings.close(boss, MONDAY)
    counter.time.advance(timedelta(days=1))
    return made


def whole_head(closed: Closed) -> str:
    sheet = closed.sheet
    return anchor_digits(Anchor(sheet.log_seq, bytes.fromhex(sheet.chain_head)))


def test_a_scan_confirms_the_store_once(counter: Counter, closed: Closed) -> None:
    assert counter.closings.standing(counter.officer, MONDAY).to_confirm is not None
    scan = counter.closing_sheets.scan(counter.officer, closed.sheet.qr_payload)
    assert (scan.verdict, scan.day) == (SheetVerdict.CONFIRMED, MONDAY)
    assert counter.closings.standing(counter.officer, MONDAY).to_confirm is None
    assert logged_acts(counter.database)[-1] == "closing_confirmed"
    again = counter.closing_sheets.scan(counter.officer, closed.sheet.qr_payload)
    assert again.verdict is SheetVerdict.KNOWN
    assert logged_acts(counter.database).count("closing_confirmed") == 1


def test_the_whole_head_confirms_it_too(counter: Counter, closed: Closed) -> None:
    scan = counter.closing_sheets.scan(counter.officer, in_groups(whole_head(closed)))
    assert scan.verdict is SheetVerdict.CONFIRMED


def test_a_copy_of_the_sheet_is_the_same_sheet(counter: Counter, closed: Closed) -> None:
    copy = counter.print_queue.reprint(counter.officer, closed.form_id)
    scan = counter.closing_sheets.scan(counter.officer, copy.data.qr_payload)
    assert scan.verdict is SheetVerdict.CONFIRMED


def test_forged_sheets_prove_nothing_and_stop_nothing(counter: Counter, closed: Closed) -> None:
    fields, _signed, signature = receipt_qr.decode(closed.sheet.qr_payload)
    forged = receipt_qr.encode(fields, lambda _raw: bytes([signature[0] ^ 1]) + signature[1:])
    receipt = counter.dossier().receipt.qr_payload
    other = anchor_digits(Anchor(closed.sheet.log_seq, bytes(32)))
    for text in (forged, receipt, other, whole_head(closed)[:-1] + "x", "", "1" * 201):
        assert counter.closing_sheets.scan(counter.officer, text).verdict is SheetVerdict.FORGED
    assert counter.code()


def test_sheets_are_told_from_other_scans(counter: Counter, closed: Closed) -> None:
    assert is_sheet(closed.sheet.qr_payload)
    assert is_sheet(whole_head(closed))
    assert not is_sheet(counter.dossier().receipt.qr_payload)
    assert not is_sheet("000.00.15.H53-261123-0001")
    assert not is_sheet("079185001234")


def test_an_old_store_is_stopped_and_refused_at_its_next_opening(
    counter: Counter, boss: Actor, tmp_path: Path
) -> None:
    if counter.database.is_shared:
        pytest.skip("a server's store is not a file to put back")
    counter.code()
    counter.database.checkpoint()
    path = Path(str(counter.database.engine.url.database))
    old_folder = tmp_path / "old"
    old_folder.mkdir()
    shutil.copyfile(path, old_folder / STORE_NAME)
    payload = counter.closings.close(boss, MONDAY).sheet.qr_payload

    old = Database(sqlite_engine(old_folder / STORE_NAME))
    watch(old, tmp_path / "marks")
    sheets = ClosingSheets(Transactions(old, counter.clock), old)
    scan = sheets.scan(counter.officer, payload)
    assert scan.verdict is SheetVerdict.MISSING
    with pytest.raises(StoreError, match="ngừng ghi"), old.write():
        pass
    old.close()

    again = Database(sqlite_engine(old_folder / STORE_NAME))
    with pytest.raises(StoreError, match="thiếu"):
        watch(again, tmp_path / "marks")
    again.close()
    # The store that made the sheet is the one to go on with.
    watch(counter.database, tmp_path / "marks")
    assert counter.database.high_water is not None


def test_an_old_store_that_went_on_is_refused_too(
    counter: Counter, boss: Actor, tmp_path: Path
) -> None:
    if counter.database.is_shared:
        pytest.skip("a server's store is not a file to put back")
    counter.database.checkpoint()
    path = Path(str(counter.database.engine.url.database))
    old_folder = tmp_path / "old"
    old_folder.mkdir()
    shutil.copyfile(path, old_folder / STORE_NAME)
    payload = counter.closings.close(boss, MONDAY).sheet.qr_payload
    old = Database(sqlite_engine(old_folder / STORE_NAME))
    watch(old, tmp_path / "marks")
    tx = Transactions(old, counter.clock)
    for number in range(5):
        with tx.write(counter.admin, Right.EDIT_OFFICE) as work:
            work.log("office_edited", {"number": number})
    assert ClosingSheets(tx, old).scan(counter.officer, payload).verdict is SheetVerdict.MISSING
    old.close()
    again = Database(sqlite_engine(old_folder / STORE_NAME))
    with pytest.raises(StoreError, match="không còn như đã ghi"):
        watch(again, tmp_path / "marks")
    again.close()
