"""An older store is backed up, verified and migrated whole; a newer one is not touched."""

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, text

from app.errors import StoreError
from app.models import migrating
from app.models.base import Base
from app.models.database import Database
from app.models.store import open_postgresql, open_sqlite
from app.paths import STORE_NAME
from tests.models.conftest import Home
from tests.postgres import Server
from tests.services.desk_builders import a_counter
from tests.services.store_builders import FakeTime

Become = Callable[[str], None]

_ADD = '    op.add_column("counters", sa.Column("colour", sa.String(10)))'
_BREAK = f"{_ADD}\n    raise ZeroDivisionError"
# Rebuilding is what SQLite needs for most changes; "auto" does the same in place on PostgreSQL.
_REBUILD = """\
    for table in ("officers", "dossiers", "log_entries", "handoffs", "issued_forms"):
        how = "always" if op.get_bind().dialect.name == "sqlite" else "auto"
        with op.batch_alter_table(table, recreate=how) as batch:
            batch.add_column(sa.Column("added", sa.Integer(), nullable=True))
"""


def _counts(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def _has_colour(database: Database) -> bool:
    columns = inspect(database.engine).get_columns("counters")
    return "colour" in {column["name"] for column in columns}


def _use(home: Home, tmp_path: Path) -> Home:
    """Work in the store and close it."""
    database = home.create()
    counter = a_counter(tmp_path, FakeTime(), database)
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.returned("Trần Văn Bình")
    database.close()
    return home


@pytest.fixture
def filled(home: Home, tmp_path: Path) -> Home:
    """A store in use, closed, of each kind in turn."""
    return _use(home, tmp_path)


@pytest.fixture
def used_file(file_home: Home, tmp_path: Path) -> Home:
    """A store in use, closed; the backups of a server are its administrator's."""
    return _use(file_home, tmp_path)


def _names(home: Home) -> list[str]:
    """Return what lies in the data folder."""
    assert home.path is not None
    return sorted(each.name for each in home.path.parent.iterdir())


def test_older_store_is_migrated_with_every_row(filled: Home, later_program: Become) -> None:
    before = filled.open()
    counts = _counts(before)
    before.close()
    later_program(_ADD)
    database = filled.open()
    assert migrating.current_revision(database.engine) == "9001"
    assert _has_colour(database)
    assert _counts(database) == counts
    assert counts["dossiers"] == 2
    database.close()


def test_backup_before_the_migration_is_the_old_store(
    used_file: Home, later_program: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = used_file.open()
    counts = _counts(database)
    revision = migrating.current_revision(database.engine)
    database.close()
    later_program(_ADD)
    used_file.open().close()
    monkeypatch.undo()
    name = f"motcua-truoc-nang-cap-{revision}.db"
    assert _names(used_file) == [name, STORE_NAME]
    assert used_file.path is not None
    backup = used_file.path.with_name(name)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    old = open_sqlite(backup)
    assert _counts(old) == counts
    assert not _has_colour(old)
    old.close()


def test_opening_at_the_newest_version_makes_no_backup(used_file: Home) -> None:
    used_file.open().close()
    assert _names(used_file) == [STORE_NAME]


def test_backup_that_does_not_verify_stops_the_migration(
    used_file: Home, later_program: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_program(_ADD)
    copy = migrating._copy_into
    monkeypatch.setattr(
        migrating, "_copy_into", lambda engine, draft: {**copy(engine, draft), "dossiers": 3}
    )
    with pytest.raises(StoreError, match="kho chưa bị thay đổi"):
        used_file.open()
    assert _names(used_file) == [STORE_NAME]
    monkeypatch.undo()
    database = used_file.open()
    assert not _has_colour(database)
    database.close()


def test_damaged_backup_stops_the_migration(
    used_file: Home, later_program: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_program(_ADD)
    copy = migrating._copy_into

    def damage(engine: object, draft: Path) -> dict[str, int]:
        counts = copy(engine, draft)  # type: ignore[arg-type]
        draft.write_bytes(draft.read_bytes()[:20_000])
        return counts

    monkeypatch.setattr(migrating, "_copy_into", damage)
    with pytest.raises(StoreError, match="kho chưa bị thay đổi"):
        used_file.open()
    assert _names(used_file) == [STORE_NAME]


def test_migration_that_fails_halfway_is_undone(
    filled: Home, later_program: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_program(_BREAK)
    with pytest.raises(ZeroDivisionError):
        filled.open()
    monkeypatch.undo()
    database = filled.open()
    assert not _has_colour(database)
    assert _counts(database)["dossiers"] == 2
    database.close()


def test_rebuilt_parents_keep_their_children_and_guards(
    filled: Home, later_program: Become
) -> None:
    """Rebuilding a parent with foreign keys on deletes its children without a word."""
    before = filled.open()
    counts = _counts(before)
    before.close()
    assert counts["officer_roles"] > 0
    later_program(_REBUILD)
    database = filled.open()
    assert _counts(database) == counts
    with database.read() as session:
        assert session.execute(text("SELECT max(added) FROM officers")).scalar() is None
        assert session.execute(text("SELECT max(added) FROM log_entries")).scalar() is None
    for statement in ("UPDATE log_entries SET act = 'x'", "DELETE FROM log_entries"):
        with pytest.raises(StoreError), database.write() as session:
            session.execute(text(statement))
    with pytest.raises(Exception, match=r"(?i)foreign key"), database.write() as session:
        session.execute(text("DELETE FROM dossiers"))
    assert _counts(database) == counts
    database.close()


def test_migration_that_breaks_a_reference_is_undone(
    filled: Home, later_program: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_program('    op.execute("UPDATE dossiers SET unit_id = 777")')
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        filled.open()
    monkeypatch.undo()
    database = filled.open()
    with database.read() as session:
        assert session.execute(text("SELECT max(unit_id) FROM dossiers")).scalar() != 777
    database.close()


def test_newer_store_is_refused_and_not_touched(home: Home) -> None:
    database = home.create()
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    before = home.path.read_bytes() if home.path else b""
    with pytest.raises(StoreError, match=r"phiên bản mới hơn.*Hãy cập nhật chương trình"):
        home.open()
    if home.path:
        assert home.path.read_bytes() == before


def test_creation_that_was_cut_short_is_finished(file_home: Home) -> None:
    """The mark is there, the tables are not: the power failed between the two."""
    database = file_home.create()
    with database.write() as session:
        session.execute(text("DROP TABLE dossier_search"))
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(text(f"DROP TABLE {table.name}"))
        session.execute(text("DROP TABLE alembic_version"))
    database.close()
    finished = file_home.open()
    assert set(_counts(finished).values()) == {0}
    finished.close()


def test_opening_a_shared_store_waits_for_nobody(postgres: Server) -> None:
    """A desk that starts must not need a lock that another desk's open transaction holds."""
    with postgres.copied() as url:
        first = open_postgresql(url)
        with first.write() as session:
            session.execute(text("LOCK TABLE log_entries IN ROW EXCLUSIVE MODE"))
            with ThreadPoolExecutor(1) as second:
                second.submit(open_postgresql, url).result(timeout=10).close()
        first.close()
