"""A store that cannot be used is refused with a sentence, and left as it was."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from app.clock import Clock
from app.errors import StoreError
from app.models import migrating, wholeness
from app.models import store as opening
from app.models.base import Base
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.store import create_sqlite, open_postgresql, open_sqlite
from app.paths import STORE_NAME
from tests.services.ready_stores import a_ready_store
from tests.services.store_builders import an_office

_NOBODY = 65534


def _refusal(path: Path) -> str:
    """Return the sentence with which the store at `path` is refused."""
    with pytest.raises(StoreError) as caught:
        open_sqlite(path)
    return caught.value.message


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A good store, closed."""
    a_ready_store(tmp_path / "data").close()
    return tmp_path / "data" / STORE_NAME


def test_good_store_opens_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "data" / STORE_NAME
    create_sqlite(path).close()
    open_sqlite(path).close()
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_missing_store(tmp_path: Path) -> None:
    assert "Hãy tạo kho mới" in _refusal(tmp_path / STORE_NAME)
    assert list(tmp_path.iterdir()) == []


def test_empty_file(path: Path) -> None:
    path.write_bytes(b"")
    assert "0 byte" in _refusal(path)


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.98])
def test_cut_store(path: Path, kept: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert "Kho dữ liệu bị hỏng" in _refusal(path)


@pytest.mark.parametrize("content", [b"x", b"hello " * 5000, b"SQLite format 3\0", b"\0" * 8192])
def test_not_a_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "không phải kho dữ liệu Một Cửa" in _refusal(path)
    assert path.read_bytes() == content


def test_damaged_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as line:
        (page,) = line.execute("SELECT rootpage FROM sqlite_master WHERE name = 'units'").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    assert "Kho dữ liệu bị hỏng" in _refusal(path)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM alembic_version",
        "DROP TABLE alembic_version",
        "DROP TABLE dossiers",
        "PRAGMA writable_schema = ON; "
        "UPDATE sqlite_master SET sql = replace(sql, 'fts5', 'f4s5') WHERE sql LIKE '%fts5%'",
        "ALTER TABLE dossiers DROP COLUMN note",
        "DELETE FROM dossier_search_config",
        'CREATE TABLE "\xff" (a); PRAGMA writable_schema = ON; '
        "UPDATE sqlite_master SET rootpage = 3 WHERE name = '\xff'",
    ],
)
def test_store_without_a_part_of_it(path: Path, harm: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.executescript(harm)
    before = path.read_bytes()
    assert "Kho dữ liệu bị hỏng" in _refusal(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("table", "harm"),
    [
        (Unit, "UPDATE units SET kind = 'nonsense'"),
        (LogEntry, "UPDATE log_entries SET entered_at = 'yesterday'"),
    ],
)
def test_what_no_program_of_ours_has_written_is_no_crash(
    path: Path, table: type[Base], harm: str
) -> None:
    database = open_sqlite(path)
    an_office(database, Clock())
    database.close()
    with closing(sqlite3.connect(path)) as other:
        other.executescript(f"DROP TRIGGER IF EXISTS log_entries_no_update; {harm}")
    database = open_sqlite(path)
    with database.read() as session, pytest.raises(StoreError, match="bị hỏng"):
        session.scalars(select(table)).all()
    database.close()


def test_database_of_another_program_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE songs (title TEXT)")
    foreign.commit()
    foreign.close()
    before = path.read_bytes()
    assert "không phải kho dữ liệu Một Cửa" in _refusal(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [STORE_NAME]


def _with_an_office(path: Path) -> None:
    database = open_sqlite(path)
    an_office(database, Clock())
    database.close()


def test_creating_over_a_store_is_refused(path: Path) -> None:
    _with_an_office(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="Đã có kho dữ liệu"):
        create_sqlite(path)
    assert path.read_bytes() == before


def test_creating_over_what_is_no_store_of_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    for content in (b"", b"a diary"):
        path.write_bytes(content)
        with pytest.raises(StoreError, match="Đã có kho dữ liệu"):
            create_sqlite(path)
        assert path.read_bytes() == content


def test_creation_that_was_cut_short_goes_on(path: Path) -> None:
    """The power failed between the empty store and its office."""
    create_sqlite(path).close()
    _with_an_office(path)
    with pytest.raises(StoreError, match="Đã có kho dữ liệu"):
        create_sqlite(path)


def test_half_a_store_gets_no_store_s_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program was killed in the middle of the tables: nothing stands in the next one's way."""
    path = tmp_path / STORE_NAME

    def be_killed(_engine: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(migrating, "upgrade", be_killed)
    monkeypatch.setattr(opening, "_remove_unfinished", lambda _path: None)
    with pytest.raises(KeyboardInterrupt):
        create_sqlite(path)
    monkeypatch.undo()
    assert [each.name for each in tmp_path.iterdir()] == [f".{STORE_NAME}.dang-tao"]
    create_sqlite(path).close()
    assert [each.name for each in tmp_path.iterdir()] == [STORE_NAME]


def test_creating_where_a_file_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match="Hãy chọn thư mục khác"):
        create_sqlite(tmp_path / "data" / STORE_NAME)


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Drop root's rights for a moment: root may write anywhere."""
    if os.name != "posix":
        pytest.skip("modes are a thing of POSIX")
    if os.geteuid() != 0:
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, 0)
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
        os.setgroups(groups)


@pytest.fixture(scope="module")
def _imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Import what a store needs while the libraries can be read: nobody may not enter /root."""
    create_sqlite(tmp_path_factory.mktemp("imported") / STORE_NAME).close()


@pytest.fixture
def own_folder(_imported: None) -> Iterator[Path]:
    """A folder that nobody may reach: pytest's own is root's alone."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-modes-"))
    if os.name == "posix" and os.geteuid() == 0:
        shutil.chown(folder, _NOBODY)
    yield folder
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o700)
    shutil.rmtree(folder)


def test_read_only_file(own_folder: Path) -> None:
    path = own_folder / "data" / STORE_NAME
    with _as_nobody():
        create_sqlite(path).close()
        path.chmod(0o400)
        assert "Không có quyền ghi" in _refusal(path)


@pytest.mark.parametrize(
    ("mode", "said"), [(0o500, "Không có quyền ghi"), (0o000, "Không có quyền")]
)
def test_folder_without_the_right_is_told(own_folder: Path, mode: int, said: str) -> None:
    path = own_folder / "data" / STORE_NAME
    with _as_nobody():
        create_sqlite(path).close()
        path.parent.chmod(mode)
        assert said in _refusal(path)


def test_creating_where_nothing_may_be_written(own_folder: Path) -> None:
    with _as_nobody():
        own_folder.chmod(0o500)
        with pytest.raises(StoreError, match="cấp quyền ghi"):
            create_sqlite(own_folder / "data" / STORE_NAME)


_MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//office/kho /mnt/kho\\040chung cifs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
sshfs /home/a/remote fuse.sshfs rw 0 0
systemd-1 /auto autofs rw 0 0
server:/auto /auto nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "is_refused"),
    [
        ("/var/lib/motcua", False),
        ("/mnt/share", True),
        ("/mnt/share/motcua/data", True),
        ("/mnt/shared-not", False),
        ("/mnt/share/local/motcua", False),
        ("/mnt/kho chung/motcua", True),
        ("/home/a/remote/x", True),
        ("/home/a/local", False),
        ("/auto/x", True),
    ],
)
def test_network_file_systems_are_told_by_their_mounts(
    tmp_path: Path, folder: str, is_refused: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(_MOUNTS, encoding="utf-8")
    kind = opening._linux_filesystem(Path(folder), mounts)
    assert (kind in opening._NETWORK_FILESYSTEMS) is is_refused


def test_store_on_a_network_drive_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_linux_filesystem", lambda _folder: "cifs")
    assert "PostgreSQL" in _refusal(path)
    with pytest.raises(StoreError, match="ổ mạng"):
        create_sqlite(path.with_name("other.db"))


@pytest.mark.parametrize(
    "url", ["", "motcua.db", "sqlite:///motcua.db", "mysql://a@b/c", "postgresql:/x", "://"]
)
def test_url_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="postgresql://"):
        open_postgresql(url)


def test_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Mất kết nối"):
        open_postgresql(f"postgresql://motcua@/motcua?host={tmp_path}")


def test_damage_that_asks_for_endless_memory_is_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite takes the length of a row from the row, and the driver says MemoryError."""

    def ask_for_all(_connection: object) -> None:
        raise MemoryError

    database = open_sqlite(path)
    with pytest.raises(StoreError, match="bộ nhớ"), database.read():
        ask_for_all(None)
    database.close()
    monkeypatch.setattr(wholeness, "refuse_unreadable", ask_for_all)
    assert "bộ nhớ" in _refusal(path)
