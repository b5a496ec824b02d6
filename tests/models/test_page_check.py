"""The full check of a store's pages: in steps, remembered, anew after an unclean end."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pytest
from sqlalchemy import text

from app.clock import Clock
from app.errors import StoreError
from app.models import page_check
from app.models.database import BUSY_TIMEOUT_S, Database
from app.models.page_check import EVERY, CheckRecord, PageCheck, read_record, write_record
from app.models.store import create_sqlite, make_store_folder, open_sqlite
from app.models.store_key import StoreKey
from app.paths import STORE_NAME
from tests.services.store_builders import an_office

NOW = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)
KEY = StoreKey("0123456789abcdef", bytes(range(32)))
_PAGE = 4096


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> StoreKey | None:
    found: StoreKey | None = request.param
    return found


@pytest.fixture
def path(tmp_path: Path, key: StoreKey | None) -> Path:
    """A good store with a table of many pages, closed."""
    path = tmp_path / "data" / STORE_NAME
    make_store_folder(path.parent)
    path.write_bytes(_many_pages(key))
    path.chmod(0o600)
    return path


@cache
def _many_pages(key: StoreKey | None) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / STORE_NAME
        _fill(create_sqlite(path, key))
        return path.read_bytes()


def _fill(database: Database) -> None:
    an_office(database, Clock())
    with database.write() as session:
        session.execute(text("CREATE TABLE filler (id INTEGER PRIMARY KEY, words TEXT)"))
        session.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) "
                "INSERT INTO filler SELECT i, hex(randomblob(200)) FROM n"
            )
        )
    database.close()


@pytest.fixture
def database(path: Path, key: StoreKey | None) -> Iterator[Database]:
    database = open_sqlite(path, key)
    yield database
    database.close()


def _check(database: Database) -> PageCheck:
    assert database.page_check is not None
    return database.page_check


def _checked(path: Path, key: StoreKey | None, now: datetime = NOW) -> None:
    database = open_sqlite(path, key)
    try:
        _check(database).finish(lambda: now, lambda _part: None)
    finally:
        database.close()


def _harm_a_middle_row(path: Path, key: StoreKey | None) -> None:
    """Spoil a leaf page that opening the store does not read."""
    database = open_sqlite(path, key)
    with database.read() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        root = session.execute(
            text("SELECT rootpage FROM sqlite_master WHERE name = 'filler'")
        ).scalar_one()
    database.close()
    leaf = root + (pages - root) // 2
    content = bytearray(path.read_bytes())
    content[(leaf - 1) * _PAGE : leaf * _PAGE] = b"\xff" * _PAGE
    path.write_bytes(content)


def test_a_whole_store_is_checked_once_a_day(database: Database, path: Path) -> None:
    check = _check(database)
    assert check.whole_at is None
    assert check.is_due(NOW)
    parts: list[float] = []
    check.finish(lambda: NOW, parts.append)
    assert parts[-1] == 1.0
    assert check.whole_at == NOW
    assert not check.is_due(NOW + EVERY - timedelta(seconds=1))
    assert check.is_due(NOW + EVERY)
    assert check.is_due(NOW - timedelta(minutes=1)), "a clock that was put back"
    assert read_record(path).whole_at == NOW
    assert database.stopped == ""


def test_it_goes_on_where_it_stopped_in_the_next_program(
    path: Path, key: StoreKey | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    known = page_check._problem_of

    def noted(connection: object, table: str) -> str:
        checked.append(table)
        return known(connection, table)  # type: ignore[arg-type]

    monkeypatch.setattr(page_check, "_problem_of", noted)
    database = open_sqlite(path, key)
    with database.read() as session:
        tables = session.execute(
            text("SELECT count(*) FROM sqlite_master WHERE type = 'table'")
        ).scalar_one()
    ticks = iter(float(number) for number in range(10_000))
    monkeypatch.setattr(page_check, "_STEP_S", 2.5)
    monkeypatch.setattr(page_check, "perf_counter", lambda: next(ticks))
    assert 0 < _check(database).step(NOW) < 1
    first = list(checked)
    database.close()
    _checked(path, key, NOW + timedelta(hours=1))
    assert first
    assert len(checked) == len(set(checked)) == tables + 1, "each table once, and the schema"
    assert read_record(path).whole_at == NOW, "the age is that of what was read first"


def test_damage_that_opening_does_not_read_is_found_by_the_check(
    path: Path, key: StoreKey | None
) -> None:
    _harm_a_middle_row(path, key)
    database = open_sqlite(path, key)
    with pytest.raises(StoreError, match=r"^Kho dữ liệu bị hỏng"):
        _check(database).finish(lambda: NOW, lambda _part: None)
    with pytest.raises(StoreError, match="Kho dữ liệu bị hỏng"), database.write():
        pass
    assert _check(database).is_damaged
    database.close()
    with pytest.raises(StoreError, match="Kho dữ liệu bị hỏng"):
        open_sqlite(path, key)


def test_damage_that_was_put_right_is_forgotten(path: Path, key: StoreKey | None) -> None:
    write_record(path, CheckRecord(file=path.stat().st_ino, is_damaged=True))
    database = open_sqlite(path, key)
    assert not _check(database).is_damaged
    assert _check(database).is_due(NOW)
    database.close()


def test_another_file_in_its_place_is_checked_anew(path: Path, key: StoreKey | None) -> None:
    _checked(path, key)
    copy = path.with_name("copy.db")
    shutil.copyfile(path, copy)
    copy.replace(path)
    assert read_record(path).whole_at is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"file": "x"}', b"[]"])
def test_a_record_of_another_hand_is_no_record(path: Path, content: bytes) -> None:
    path.with_name(f"{path.name}-check").write_bytes(content)
    assert read_record(path) == CheckRecord(file=path.stat().st_ino)


def test_a_record_that_cannot_be_kept_is_remembered(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(page_check, "write_whole", full)
    _check(database).finish(lambda: NOW, lambda _part: None)
    assert not _check(database).is_due(NOW)


_WRITES_AND_IS_CUT_SHORT = """
import os, sys
from pathlib import Path
from sqlalchemy import text
from app.models.store import open_sqlite
from app.models.store_key import StoreKey
raw = sys.argv[2]
key = StoreKey(raw[:16], bytes.fromhex(raw[16:])) if raw else None
database = open_sqlite(Path(sys.argv[1]), key)
with database.write() as session:
    session.execute(text("INSERT INTO filler (words) VALUES ('x')"))
os._exit(0)
"""


def test_after_an_unclean_end_all_of_it_is_checked_anew(path: Path, key: StoreKey | None) -> None:
    _checked(path, key)
    raw = "" if key is None else key.key_id + key.raw.hex()
    subprocess.run([sys.executable, "-c", _WRITES_AND_IS_CUT_SHORT, str(path), raw], check=True)
    database = open_sqlite(path, key)
    assert _check(database).whole_at is None
    database.close()


def test_a_clean_end_keeps_what_was_checked(path: Path, key: StoreKey | None) -> None:
    _checked(path, key)
    database = open_sqlite(path, key)
    with database.write() as session:
        session.execute(text("INSERT INTO filler (words) VALUES ('x')"))
    database.close()
    assert read_record(path).whole_at == NOW


def test_a_program_beside_an_open_one_is_no_unclean_end(
    database: Database, path: Path, key: StoreKey | None
) -> None:
    _check(database).finish(lambda: NOW, lambda _part: None)
    with database.write() as session:
        session.execute(text("INSERT INTO filler (words) VALUES ('x')"))
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0
    beside = open_sqlite(path, key)
    assert _check(beside).whole_at == NOW
    beside.close()


def test_a_check_that_is_paused_ends_its_step_and_goes_on_later(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = _check(database)

    def pause_comes(_line: object, _table: str) -> str:
        check._is_paused.set()
        return ""

    monkeypatch.setattr(page_check, "_problem_of", pause_comes)
    assert check.step(NOW) < 1
    monkeypatch.undo()
    with database.without_page_check():
        assert check._at_work.locked()
    check.finish(lambda: NOW, lambda _part: None)
    assert check.whole_at == NOW


def test_a_long_read_does_not_hold_up_a_checkpoint(database: Database) -> None:
    """Whoever writes would wait as long as the checkpoint does."""
    with database.read() as reading:
        reading.execute(text("SELECT count(*) FROM filler")).scalar_one()
        with database.write() as session:
            session.execute(text("INSERT INTO filler (words) VALUES ('x')"))
        began = perf_counter()
        database.checkpoint()
        assert perf_counter() - began < BUSY_TIMEOUT_S / 2


def test_unused_pages_are_checked(path: Path, key: StoreKey | None) -> None:
    """A page listed as free twice would be given out twice."""
    if key is not None:
        pytest.skip("another hand cannot write under the key")
    with closing(sqlite3.connect(path)) as other:
        other.executescript("DELETE FROM filler WHERE id > 300; PRAGMA journal_mode = DELETE")
    content = bytearray(path.read_bytes())
    trunk = int.from_bytes(content[32:36], "big")
    at = (trunk - 1) * _PAGE
    content[at + 8 : at + 12] = content[at + 12 : at + 16]
    path.write_bytes(content)
    database = open_sqlite(path)
    with pytest.raises(StoreError, match="bị hỏng"):
        _check(database).finish(lambda: NOW, lambda _part: None)
    database.close()
