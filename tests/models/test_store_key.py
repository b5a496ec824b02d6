"""An encrypted store: nothing of it can be read without its key, and it says which key that is."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import text

from app.clock import Clock
from app.errors import StoreError, StoreKeyError
from app.models.copying import copy_file
from app.models.database import Database
from app.models.store import create_sqlite, open_sqlite
from app.models.store_key import StoreKey, key_id_of
from app.paths import STORE_NAME
from app.text import short_id
from tests.models.test_upgrading import Become
from tests.services.store_builders import OFFICE, an_office

KEY = StoreKey("00112233445566aa", bytes(range(32)))
OTHER = StoreKey("ff112233445566aa", bytes(32))
_CANARY = OFFICE.name.encode()


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an encrypted store with an office, closed, to copy."""
    path = tmp_path_factory.mktemp("encrypted") / "data" / STORE_NAME
    database = create_sqlite(path, KEY)
    an_office(database, Clock())
    database.close()
    return path.parent


@pytest.fixture
def path(tmp_path: Path, encrypted: Path) -> Path:
    """An encrypted store with an office, closed."""
    shutil.copytree(encrypted, tmp_path / "data")
    return tmp_path / "data" / STORE_NAME


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = open_sqlite(path, KEY)
    yield database
    database.close()


def test_an_encrypted_store_holds_its_office_and_shows_nothing_of_it(
    path: Path, tmp_path: Path
) -> None:
    database = open_sqlite(path, KEY)
    with database.write() as session:
        name = session.execute(text("SELECT name FROM units")).scalar_one()
        session.execute(text("UPDATE units SET address = :name"), {"name": name})
    assert name == OFFICE.name
    files = [each for each in path.parent.iterdir() if each.suffix != ".db-shm"]
    assert {each.name for each in files} == {STORE_NAME, f"{STORE_NAME}-wal"}
    assert not any(_CANARY in each.read_bytes() for each in files)
    database.close()

    plain = tmp_path / "plain" / STORE_NAME
    other = create_sqlite(plain)
    an_office(other, Clock())
    other.close()
    assert _CANARY in plain.read_bytes()


def test_the_file_says_which_key_opens_it(path: Path, tmp_path: Path) -> None:
    assert key_id_of(path) == KEY.key_id
    create_sqlite(tmp_path / "plain.db").close()
    assert key_id_of(tmp_path / "plain.db") == ""


@pytest.mark.parametrize("key", [None, OTHER])
def test_without_its_key_the_store_asks_for_the_sheet(path: Path, key: StoreKey | None) -> None:
    before = path.read_bytes()
    with pytest.raises(StoreKeyError, match="phiếu khôi phục") as caught:
        open_sqlite(path, key)
    assert caught.value.key_id == KEY.key_id
    assert short_id(KEY.key_id) in caught.value.message
    assert path.read_bytes() == before


def test_wrong_bytes_under_the_right_name_open_nothing(path: Path) -> None:
    with pytest.raises(StoreError, match="bị hỏng"):
        open_sqlite(path, StoreKey(KEY.key_id, bytes(32)))


def test_a_damaged_encrypted_store_is_told_from_a_foreign_one(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match="bị hỏng"):
        open_sqlite(path, KEY)


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.98])
def test_a_cut_encrypted_store(path: Path, kept: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(StoreError, match="bị hỏng"):
        open_sqlite(path, KEY)


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    """Open the store and let go of it, whatever is found of it."""
    database = open_sqlite(path, KEY)
    try:
        yield database
    finally:
        database.close()


def test_a_page_that_was_changed_is_found_when_it_is_read(path: Path) -> None:
    database = open_sqlite(path, KEY)
    with database.read() as session:
        root = session.execute(
            text("SELECT rootpage FROM sqlite_master WHERE name = 'officers'")
        ).scalar_one()
    database.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 + 200] ^= 1
    path.write_bytes(content)
    with (
        pytest.raises(StoreError, match="bị hỏng"),
        _opened(path) as database,
        database.read() as session,
    ):
        session.execute(text("SELECT name FROM officers")).all()


def test_a_key_given_for_a_plain_store_is_not_used(tmp_path: Path) -> None:
    create_sqlite(tmp_path / STORE_NAME).close()
    database = open_sqlite(tmp_path / STORE_NAME, KEY)
    assert database.key is None
    database.close()


def test_copies_are_under_the_same_key(database: Database, tmp_path: Path) -> None:
    copy_file(database, tmp_path / "copy.db")
    assert key_id_of(tmp_path / "copy.db") == KEY.key_id
    assert _CANARY not in (tmp_path / "copy.db").read_bytes()
    copy = open_sqlite(tmp_path / "copy.db", KEY)
    with copy.read() as session:
        assert session.execute(text("SELECT name FROM units")).scalar_one() == OFFICE.name
    copy.close()


def test_the_copy_before_a_migration_is_under_the_same_key(
    path: Path, later_program: Become
) -> None:
    later_program("    pass")
    open_sqlite(path, KEY).close()
    (backup,) = path.parent.glob("motcua-truoc-nang-cap-*.db")
    assert key_id_of(backup) == KEY.key_id
    assert _CANARY not in backup.read_bytes()


def test_an_unused_store_gives_way_to_one_that_is_encrypted(tmp_path: Path) -> None:
    """The first start was cut short, and the choice was another the second time."""
    path = tmp_path / STORE_NAME
    create_sqlite(path).close()
    create_sqlite(path, KEY).close()
    assert key_id_of(path) == KEY.key_id


def _seconds_to_open(path: Path, *pragmas: str) -> float:
    line = sqlcipher3.dbapi2.connect(str(path))
    began = perf_counter()
    for pragma in pragmas:
        line.execute(pragma)
    line.execute("CREATE TABLE IF NOT EXISTS opened (id)")
    took = perf_counter() - began
    line.close()
    return took


def test_no_key_is_derived_at_each_opening(path: Path, tmp_path: Path) -> None:
    """A passphrase costs 256,000 rounds for each connection; the raw key costs none."""
    derived = _seconds_to_open(tmp_path / "phrase.db", "PRAGMA key = 'a passphrase'")
    raw = min(_seconds_to_open(path, *KEY.pragmas) for _ in range(5))
    assert raw < derived / 4


def test_a_key_never_shows_itself(path: Path) -> None:
    assert KEY.raw.hex() not in repr(KEY)
    assert KEY.key_id in repr(KEY)
    assert KEY.raw not in path.read_bytes()
    with pytest.raises(ValueError, match="store key"):
        StoreKey(KEY.key_id, b"short")
