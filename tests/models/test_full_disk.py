"""A disk that is full: the act is refused whole, and goes on once there is room."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from app.errors import StoreError
from app.models import disk_reserve
from app.models.base import Base
from app.models.database import Database, sqlite_engine
from app.models.disk_reserve import DiskReserve
from app.models.store import create_sqlite
from app.paths import STORE_NAME
from app.services.ledger.checking import StoreCheck
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime

_ROOM_PAGES = 12
_ROOM_BYTES = 500_000


def _counts(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def _fill(counter: Counter) -> tuple[int, str]:
    """Register until the disk is full; return how many went in and the sentence then."""
    for number in range(500):
        before = _counts(counter.database)
        try:
            counter.dossier()
        except StoreError as error:
            assert _counts(counter.database) == before
            return number, error.message
    pytest.fail("the disk never filled up")


def _expect_whole(counter: Counter, registered: int) -> None:
    """Registration goes on with the very next number, and the store is whole."""
    assert counter.code().endswith(f"-{registered + 1:04d}")
    assert StoreCheck(counter.database).problems() == []


@contextmanager
def _few_pages(counter: Counter) -> Iterator[None]:
    """Let the store's file grow by a few pages and no more."""
    with counter.database.read() as session:
        used = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {used + _ROOM_PAGES}")

    event.listen(counter.database.engine, "connect", limit)
    counter.database.engine.dispose()
    yield
    event.remove(counter.database.engine, "connect", limit)
    counter.database.engine.dispose()


@contextmanager
def _small_files(counter: Counter) -> Iterator[None]:
    """Let no file of this process grow past where the store's log is now, and a little."""
    resource = pytest.importorskip("resource", reason="file limits are a thing of POSIX")
    database = counter.database.engine.url.database
    wal = Path(f"{database}-wal").stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal + _ROOM_BYTES, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("limited", [_few_pages, _small_files])
def test_registration_on_a_full_disk_is_undone_and_goes_on_when_cured(
    tmp_path: Path, limited: Callable[[Counter], Any]
) -> None:
    counter = a_counter(tmp_path, FakeTime())
    with limited(counter):
        registered, sentence = _fill(counter)
    assert registered > 0
    assert "Ổ đĩa" in sentence
    _expect_whole(counter, registered)
    counter.database.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if (
        sys.platform != "linux"
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill_up(filler: Path) -> None:
    with filler.open("wb", buffering=0) as out, suppress(OSError):
        while out.write(b"\0" * 4096):
            pass


def test_registration_on_a_real_full_disk(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"\0" * 1_000_000)
    counter = a_counter(small_disk, FakeTime())
    registered, sentence = _fill(counter)
    assert registered > 0
    assert "Ổ đĩa" in sentence
    assert counter.tracking.newest(counter.officer, 1)
    filler.unlink()
    _expect_whole(counter, registered)
    counter.database.close()


def test_creating_on_a_full_disk_leaves_nothing_in_the_way(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"\0" * 3_050_000)
    with pytest.raises(StoreError, match="Ổ đĩa"):
        create_sqlite(small_disk / "data" / STORE_NAME)
    assert list((small_disk / "data").iterdir()) == []
    filler.unlink()
    create_sqlite(small_disk / "data" / STORE_NAME).close()


def test_the_reserve_lets_the_act_go_on_while_the_disk_is_full(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_reserve, "LOW_BYTES", 0)
    monkeypatch.setattr(disk_reserve, "_NEEDED_BYTES", 100_000)
    monkeypatch.setattr(disk_reserve, "RESERVE_BYTES", 800_000)
    counter = a_counter(small_disk, FakeTime())
    kept = DiskReserve(small_disk / "data")
    kept.keep()
    _fill_up(small_disk / "filler")
    with pytest.raises(StoreError, match="Ổ đĩa"):
        counter.code()
    assert kept.has_reserve
    counter.database.room = kept
    assert counter.code().endswith("-0001")
    assert not kept.has_reserve
    (small_disk / "filler").unlink()
    _expect_whole(counter, 1)
    counter.database.close()


def test_closing_on_a_full_disk_keeps_everything(small_disk: Path) -> None:
    counter = a_counter(small_disk, FakeTime())
    counter.code()
    _fill_up(small_disk / "filler")
    counter.database.close()
    (small_disk / "filler").unlink()
    again = Database(sqlite_engine(small_disk / "data" / STORE_NAME))
    assert _counts(again)["dossiers"] == 1
    assert StoreCheck(again).problems() == []
    again.close()
