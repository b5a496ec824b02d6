"""Nothing is acknowledged that went into a file without a name; no line stays shut when cured."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.errors import StoreError
from app.models.log import LogEntry
from app.paths import STORE_NAME
from tests.harness.fault_matrix.people import bound_by_modes, modes_bind
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    made.code()
    yield made
    made.database.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "data" / STORE_NAME


def _log_of(store: Path) -> Path:
    return store.with_name(f"{STORE_NAME}-wal")


def _rows(counter: Counter) -> int:
    with counter.database.read() as session:
        return session.scalars(select(func.count()).select_from(LogEntry)).one()


def _replace(path: Path) -> None:
    copy = shutil.copyfile(path, path.with_suffix(".copy"))
    Path(copy).replace(path)


@pytest.mark.parametrize(
    "take_away",
    [
        lambda store: store.unlink(),
        lambda store: _log_of(store).unlink(),
        _replace,
        lambda store: _replace(_log_of(store)),
    ],
)
def test_a_store_taken_away_under_the_program_takes_nothing_more(
    counter: Counter, store: Path, take_away: Callable[[Path], None]
) -> None:
    before = _rows(counter)
    take_away(store)
    with pytest.raises(StoreError, match=r"xóa hoặc thay bằng tệp khác.*mở lại"):
        counter.code()
    assert _rows(counter) == before


def test_an_idle_moment_that_ends_the_log_changes_nothing(counter: Counter, store: Path) -> None:
    counter.database.checkpoint()
    counter.code()
    counter.database.engine.dispose()  # the last line takes the log with it
    assert not _log_of(store).exists()
    counter.code()


@pytest.mark.skipif(not modes_bind(), reason="modes are a thing of POSIX")
def test_a_line_opened_while_nothing_could_be_written_is_not_kept(
    counter: Counter, store: Path
) -> None:
    counter.database.engine.dispose()
    store.chmod(0o400)
    with bound_by_modes():
        with pytest.raises(StoreError, match="chỉ đọc"):
            counter.code()
        store.chmod(0o600)
        assert counter.code().endswith("-0002")


def test_an_old_sqlite_that_keeps_no_log_writes_into_the_store_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.models.database.journal_mode", lambda _version: "TRUNCATE")
    made = a_counter(tmp_path, FakeTime())
    try:
        made.code()
        assert not _log_of(tmp_path / "data" / STORE_NAME).exists()
        _replace(tmp_path / "data" / STORE_NAME)
        with pytest.raises(StoreError):  # SQLite sees it by itself then
            made.code()
    finally:
        made.database.close()
