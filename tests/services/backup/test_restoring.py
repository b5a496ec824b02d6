"""A backup put back: whole, by two people, above every number seen; what is bad is refused."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, select

from app.errors import InvalidInputError, StoreError
from app.models import migrating
from app.models.database import Database, sqlite_engine
from app.models.log import LogEntry
from app.models.store import create_sqlite, open_sqlite
from app.models.store_key import key_id_of
from app.models.watermark import RESTORED, Watermark
from app.paths import STORE_NAME
from app.services.backup import restoring, store_replacing
from app.services.backup.backups import Backups
from app.services.backup.packing import pack, unpack
from app.services.backup.records import BackupHeader, BackupRefusedError
from app.services.backup.sealed import MAGIC, header_bytes, read_header
from app.services.backup.store_replacing import PASSED_OVER
from app.services.closing.checking import closing_problems
from app.services.forms.issuing import signed_form_problems
from app.services.ledger import after_restore
from app.services.ledger.checking import StoreCheck
from app.services.ledger.transactions import Transactions
from app.services.money.fee_receipts import receipt_problems
from app.services.safekeeping.secret import OfficeSecret
from app.text import short_id
from app.vocabulary.people import Role
from tests.services.backup.builders import (
    BOSS,
    Machine,
    a_machine,
    attach,
    numbers,
    on_machine,
    spoiled,
    two_people,
)
from tests.services.desk_builders import Counter
from tests.services.store_builders import MONDAY_MORNING, FakeTime, an_actor
from tests.services.touching import as_before_rows_were_bound, plant_unseen


def problems(database: Database) -> list[str]:
    checks = (signed_form_problems, receipt_problems, closing_problems)
    return StoreCheck(database, checks).problems()


def register_again(counter: Counter, database: Database) -> str:
    """Register one more dossier over the restored store."""
    tx = Transactions(database, counter.clock)
    intake = type(counter.intake)(tx, counter.intake._calendars, counter.intake._key)
    return intake.register(counter.officer, counter.as_typed("Sau Khôi Phục")).code


def test_the_counter_goes_on_above_what_was_lost(
    machine: Machine, counter: Counter, backup: Path
) -> None:
    given = numbers(counter.database)
    counter.database.close()
    restored = machine.restorer().restore(backup, two_people())
    assert restored.lost_numbers > 0
    assert not restored.is_guessed
    assert restored.kept_aside is not None
    assert (restored.kept_aside / STORE_NAME).exists()
    database = machine.open()
    try:
        before = numbers(database)
        assert len(before) < len(given)
        register_again(counter, database)
        assert not (numbers(database) - before) & given
        assert problems(database) == []
        with database.read() as session:
            (entry,) = session.scalars(select(LogEntry).where(LogEntry.act == RESTORED))
        assert BOSS in entry.facts
        assert (restored.log_seq, entry.officer_id) == (entry.seq, counter.admin.officer_id)
    finally:
        database.close()


def test_without_going_on_above_the_mark_the_store_is_refused(
    machine: Machine, counter: Counter, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault of the harness: the series are not raised."""
    honest = after_restore.continue_after

    def forgetful(session: object, actor: object, _seen: Watermark, *rest: object) -> object:
        return honest(session, actor, Watermark(), *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(restoring, "continue_after", forgetful)
    counter.database.close()
    store = (machine.data / STORE_NAME).read_bytes()
    with pytest.raises(StoreError):
        machine.restorer().restore(backup, two_people())
    assert (machine.data / STORE_NAME).read_bytes() == store


def test_on_a_new_machine_numbers_are_passed_over_unless_it_is_the_newest(
    machine: Machine, counter: Counter, backup: Path, tmp_path: Path
) -> None:
    given = numbers(counter.database)
    secret = machine.secrets.current()
    assert secret is not None
    for name, is_newest in (("new", False), ("moved", True)):
        other = Machine(tmp_path / name, counter.time)
        restored = other.restorer(secret).restore(backup, two_people(), is_newest=is_newest)
        assert (restored.is_guessed, restored.kept_aside) == (not is_newest, None)
        assert other.secrets.current() == secret
        assert other.keystore.names() == machine.keystore.names()
        assert (other.data / "settings.toml").read_text() == 'station = "Máy 1"\n'
        database = other.open()
        code = register_again(counter, database)
        if is_newest:
            assert code.endswith("-0003")
        else:
            assert code.endswith(f"-{2 + PASSED_OVER + 1}")
            assert not (numbers(database) & given) - numbers_before(given)
        assert problems(database) == []
        database.close()


def numbers_before(given: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the numbers that were in the backup already: all but the last of each book."""
    return {one for one in given if not one[1].endswith(("-0003", "/3"))}


def test_attachments_come_back_from_beside_the_backup(
    machine: Machine, counter: Counter, backups: Backups, tmp_path: Path
) -> None:
    kept = attach(machine, counter, b"%PDF ket qua")
    made = backups.make()
    attach(machine, counter, b"%PDF sau")
    other = Machine(tmp_path / "new", counter.time)
    restored = other.restorer(machine.secrets.current()).restore(made.path, two_people())
    assert (restored.files_back, restored.files_missing) == (1, 0)
    database = other.open()
    assert other.files(database).read(kept) == b"%PDF ket qua"
    database.close()
    for path in (machine.shelf / "motcua-backup-files").glob("*/*"):
        path.write_bytes(path.read_bytes()[:-1])
    third = Machine(tmp_path / "third", counter.time)
    restored = third.restorer(machine.secrets.current()).restore(made.path, two_people())
    assert (restored.files_back, restored.files_missing) == (0, 1)


def _flip(content: bytearray) -> None:
    content[len(content) // 2] ^= 1


def _newer(content: bytearray) -> bytes:
    return _with_header(content, revision="9999", program_version="9.9")


def _younger(content: bytearray) -> bytes:
    return _with_header(content, log_seq=999)


def _with_header(content: bytearray, **facts: object) -> bytes:
    header, head = read_header(io.BytesIO(bytes(content)))
    changed: BackupHeader = replace(header, **facts)  # type: ignore[arg-type]
    return header_bytes(changed) + bytes(content[len(head) :])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_flip, "bị cắt, hỏng hoặc bị sửa"),
        (lambda content: bytes(content[:-1]), "bị cắt"),
        (lambda content: bytes(content[: len(content) // 3]), "bị cắt"),
        (lambda content: bytes(content[: len(MAGIC) + 2]), "bị cắt"),
        (lambda _content: b"", "rỗng"),
        (lambda _content: b"SQLite format 3\0" * 99, "không phải bản sao lưu"),
        (_newer, "phiên bản mới hơn"),
        (_younger, "bị cắt"),
    ],
    ids=["flipped", "one byte cut", "cut", "head cut", "empty", "a store", "too new", "head"],
)
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(
    at_rest: tuple[Machine, Path],
    tmp_path: Path,
    spoil: Callable[[bytearray], object],
    said: str,
) -> None:
    machine, backup = at_rest
    bad = spoiled(backup, tmp_path / "bad.motcua-backup", spoil)
    store = (machine.data / STORE_NAME).read_bytes()
    for act in (
        lambda: machine.restorer().try_out(bad),
        lambda: machine.restorer().restore(bad, two_people()),
    ):
        with pytest.raises(BackupRefusedError, match=said):
            act()
    assert (machine.data / STORE_NAME).read_bytes() == store
    assert list(machine.data.glob("kho-cu-*")) == []
    assert list(machine.data.glob(".sao-luu-*")) == []


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    machine: Machine, counter: Counter, backup: Path, tmp_path: Path
) -> None:
    secret = machine.secrets.current()
    assert secret is not None
    key = secret.for_backup()
    opened = unpack(backup, tmp_path / "old.db", lambda _header: key, lambda _part: None)
    engine = sqlite_engine(opened.store)
    for database in (Database(engine), counter.database):
        plant_unseen(database, as_before_rows_were_bound)
    with engine.connect() as line:
        newest = "SELECT hash FROM log_entries ORDER BY id DESC LIMIT 1"
        head = line.exec_driver_sql(newest).scalar_one()
    engine.dispose()
    older = migrating.known_revisions()[-2]
    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    config.attributes["engine"] = engine
    command.downgrade(config, older)
    with engine.connect() as line:
        names = inspect(line).get_table_names()
        there = set(names) & set(opened.manifest.tables)
        counts = {
            name: line.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608
            for name in there
        }
    engine.dispose()
    manifest = replace(opened.manifest, tables=counts, store_size=opened.store.stat().st_size)
    header = replace(opened.header, revision=older, chain_head=head, salt="5a" * 32)
    old = tmp_path / "old.motcua-backup"
    pack(old, key, (header, manifest, opened.store), lambda _part: None, deflates=True)
    counter.database.close()
    restored = machine.restorer().restore(old, two_people())
    assert restored.lost_numbers > 0
    database = machine.open()
    assert problems(database) == []
    database.close()


def test_a_key_that_is_not_here_is_named_and_the_sheet_brings_it(
    machine: Machine, counter: Counter, backup: Path, tmp_path: Path
) -> None:
    secret = machine.secrets.current()
    assert secret is not None
    stranger = Machine(tmp_path / "stranger", counter.time)
    assert not stranger.restorer().look(backup).has_secret
    with pytest.raises(BackupRefusedError, match=short_id(secret.secret_id)):
        stranger.restorer().try_out(backup)
    with pytest.raises(InvalidInputError, match="Hãy lấy đúng phiếu"):
        stranger.restorer(OfficeSecret.new()).try_out(backup)
    assert stranger.restorer(secret).try_out(backup).header.dossier_count == 2


def test_another_offices_store_is_never_replaced(
    machine: Machine, counter: Counter, backup: Path, tmp_path: Path, empty_store: Path
) -> None:
    later = FakeTime(MONDAY_MORNING + timedelta(minutes=1))
    other, stranger = a_machine(tmp_path / "other", empty_store, later)
    stranger.database.close()
    store = (other.data / STORE_NAME).read_bytes()
    with pytest.raises(BackupRefusedError, match="kho khác"):
        other.restorer(machine.secrets.current()).restore(backup, two_people())
    assert (other.data / STORE_NAME).read_bytes() == store


def test_a_store_that_is_open_elsewhere_is_not_replaced(
    machine: Machine, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_replacing, "_WAIT_S", 0.05)
    with pytest.raises(StoreError, match="đang mở"):
        machine.restorer().restore(backup, two_people())


def test_a_broken_store_is_replaced_and_kept_aside(
    machine: Machine, counter: Counter, backup: Path
) -> None:
    given = numbers(counter.database)
    counter.database.close()
    (machine.data / STORE_NAME).write_bytes(b"broken" * 1000)
    restored = machine.restorer().restore(backup, two_people())
    assert restored.kept_aside is not None
    assert (restored.kept_aside / STORE_NAME).read_bytes() == b"broken" * 1000
    database = machine.open()
    before = numbers(database)
    register_again(counter, database)
    assert not (numbers(database) - before) & given
    database.close()


def test_an_older_backup_put_back_again_and_again_gives_no_number_twice(
    machine: Machine, counter: Counter, backup: Path
) -> None:
    given = numbers(counter.database)
    counter.database.close()
    for _ in range(3):
        machine.restorer().restore(backup, two_people())
        database = machine.open()
        before = numbers(database)
        register_again(counter, database)
        new = numbers(database) - before
        assert not new & given
        given |= new
        assert problems(database) == []
        database.close()
        counter.time.advance(timedelta(minutes=1))


def test_an_encrypted_store_stays_encrypted_in_its_backup_and_after_it(
    tmp_path: Path, time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(tmp_path / "data", time)
    key = machine.secrets.load_or_create().for_store()
    counter = on_machine(machine, create_sqlite(machine.data / STORE_NAME, key))
    an_actor(counter.database, Role.SUPERVISOR, login=BOSS)
    counter.code("Nguyễn Thị Bí Mật")
    made = machine.backups(counter).make()
    given = numbers(counter.database)
    counter.code("Sau Sao Lưu")
    monkeypatch.setattr(store_replacing, "_WAIT_S", 0.05)
    with pytest.raises(StoreError, match="đang mở"):
        machine.restorer().restore(made.path, two_people())
    counter.database.close()
    restored = machine.restorer().restore(made.path, two_people())
    assert restored.lost_numbers > 0
    assert key_id_of(machine.data / STORE_NAME) == key.key_id
    database = open_sqlite(machine.data / STORE_NAME, key)
    assert numbers(database) == given
    database.close()
