"""A key is changed by one rename: stopped anywhere, the store is the old or the new one."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest
from sqlalchemy import text

from app.errors import StoreError
from app.models import rekeying
from app.models.database import Database
from app.models.feeds import feed_of
from app.models.rekeying import RekeyStep, rekey, rekey_copies
from app.models.store import open_sqlite
from app.models.store_key import StoreKey, key_id_of
from app.paths import STORE_NAME
from tests.models.test_copying import everything
from tests.services.desk_builders import a_counter
from tests.services.store_builders import OFFICE, FakeTime, a_store

OLD = StoreKey("00112233445566aa", bytes(range(32)))
NEW = StoreKey("ff112233445566aa", bytes(range(1, 33)))
KEYS = {"": None, OLD.key_id: OLD, NEW.key_id: NEW}
CHANGES = {"encrypt": (None, NEW), "decrypt": (OLD, None), "renew": (OLD, NEW)}
_CANARY = OFFICE.name.encode()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain store in use, closed."""
    folder = tmp_path_factory.mktemp("plain")
    counter = a_counter(folder, FakeTime(), a_store(folder))
    counter.returned("Trần Văn Bình")
    counter.database.close()
    return folder / STORE_NAME


@pytest.fixture(scope="module")
def stores(plain: Path) -> dict[str, Path]:
    """The same store, not encrypted and encrypted, closed."""
    folder = plain.parent / "encrypted"
    folder.mkdir()
    shutil.copyfile(plain, folder / STORE_NAME)
    database = open_sqlite(folder / STORE_NAME)
    rekey(database, OLD, lambda _fresh: None)
    database.close()
    return {"": plain, OLD.key_id: folder / STORE_NAME}


@pytest.fixture(params=CHANGES)
def change(request: pytest.FixtureRequest, stores: dict[str, Path], tmp_path: Path) -> "Change":
    before, after = CHANGES[request.param]
    path = tmp_path / "data" / STORE_NAME
    path.parent.mkdir()
    shutil.copyfile(stores["" if before is None else before.key_id], path)
    return Change(path, before, after)


class Change:
    """One change of a store's key, and what is found of it afterwards."""

    def __init__(self, path: Path, before: StoreKey | None, after: StoreKey | None) -> None:
        self.path, self.before, self.after = path, before, after

    def run(self, told: Callable[[RekeyStep], None] = lambda _step: None) -> Database:
        """Open the store, change its key and leave a mark in the new file."""
        database = open_sqlite(self.path, self.before)
        rekey(database, self.after, _mark, told)
        return database

    def reopened(self) -> Database:
        """Open what is there after a stop, with the key it asks for."""
        return open_sqlite(self.path, KEYS[key_id_of(self.path)])

    def check(self, database: Database, *, is_done: bool) -> None:
        """Check that the store is whole, the old or the new one, and nothing lies beside it."""
        assert database.key == (self.after if is_done else self.before)
        assert _is_marked(database) is is_done
        with database.read() as session:
            assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert session.execute(text("SELECT count(*) FROM dossiers")).scalar_one() == 1
        database.close()
        assert [each.name for each in self.path.parent.iterdir()] == [STORE_NAME]
        assert (_CANARY in self.path.read_bytes()) is (database.key is None)


def _mark(fresh: Database) -> None:
    with fresh.write() as session:
        session.execute(text("UPDATE units SET hotline = 'đã đổi khóa'"))


def _is_marked(database: Database) -> bool:
    with database.read() as session:
        found = session.execute(text("SELECT hotline FROM units ORDER BY id")).scalars().first()
    return found == "đã đổi khóa"


def test_every_row_and_guard_goes_over(change: Change) -> None:
    database = open_sqlite(change.path, change.before)
    rows = everything(database)
    rekey(database, change.after, lambda _fresh: None)
    assert everything(database) == rows
    with database.read() as session:
        found = session.execute(
            text("SELECT count(*) FROM dossier_search WHERE dossier_search MATCH 'binh'")
        )
        assert found.scalar_one() == 1
    with (
        pytest.raises(StoreError, match="không cho sửa hoặc xóa"),
        database.write() as session,
    ):
        session.execute(text("DELETE FROM log_entries"))
    database.close()
    if os.name == "posix":
        assert change.path.stat().st_mode & 0o777 == 0o600


def test_the_open_store_goes_on_with_the_new_file(change: Change) -> None:
    change.check(change.run(), is_done=True)


def test_a_window_that_listens_for_other_programs_does_not_stand_in_the_way(
    change: Change,
) -> None:
    """It asks from a thread of its own, before, while and after the key is changed."""
    database = open_sqlite(change.path, change.before)
    feed, is_over, heard, failed = feed_of(database), Event(), [], []

    def listen() -> None:
        try:
            while not is_over.is_set():
                heard.append(feed.listen())
                database.look("SELECT count(*) FROM dossiers", {})
        except Exception as fault:  # noqa: BLE001 - a thread's failure is nobody's otherwise
            failed.append(fault)

    thread = Thread(target=listen)
    thread.start()
    try:
        while not heard:
            sleep(0.001)
        rekey(database, change.after, _mark)
        seen = len(heard)
        while len(heard) < seen + 2 and not failed:
            sleep(0.001)
    finally:
        is_over.set()
        thread.join()
    assert failed == []
    change.check(database, is_done=True)


@pytest.mark.skipif(os.name != "posix", reason="a program is killed by a signal")
@pytest.mark.parametrize("step", RekeyStep)
def test_killed_at_any_step_the_store_is_the_old_or_the_new_one(
    change: Change, step: RekeyStep
) -> None:
    child = os.fork()
    if child == 0:  # the program that is killed
        change.run(lambda here: os.kill(os.getpid(), signal.SIGKILL) if here is step else None)
        os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    is_done = step in {RekeyStep.TAKEN, RekeyStep.WIPED}
    change.check(change.reopened(), is_done=is_done)


@pytest.mark.parametrize("change", ["renew"], indirect=True)
@pytest.mark.parametrize("step", RekeyStep)
def test_a_failure_at_any_step_leaves_the_open_store_working(
    change: Change, step: RekeyStep
) -> None:
    database = open_sqlite(change.path, change.before)

    def fail(here: RekeyStep) -> None:
        if here is step:
            raise OSError(28, "no room")

    is_done = step in {RekeyStep.TAKEN, RekeyStep.WIPED}
    if step is RekeyStep.WIPED:
        with pytest.raises(OSError, match="no room"):
            rekey(database, change.after, _mark, fail)
    elif is_done:
        rekey(database, change.after, _mark, fail)
    else:
        with pytest.raises(StoreError, match="chưa bị thay đổi"):
            rekey(database, change.after, _mark, fail)
    assert _is_marked(database) is is_done
    database.close()
    change.check(change.reopened(), is_done=is_done)


def test_a_refused_act_changes_nothing(change: Change) -> None:
    database = open_sqlite(change.path, change.before)

    def refuse(_fresh: Database) -> None:
        raise StoreError("không được")

    with pytest.raises(StoreError, match="không được"):
        rekey(database, change.after, refuse)
    change.check(database, is_done=False)


@pytest.fixture
def other_program(change: Change) -> Iterator[Database]:
    """Another program that has the store open."""
    other = open_sqlite(change.path, change.before)
    yield other
    other.close()


def test_a_store_open_elsewhere_is_left_alone(
    change: Change, other_program: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_WAIT_S", 0)
    with other_program.read() as session:
        session.execute(text("SELECT count(*) FROM units"))
        with pytest.raises(StoreError, match="đang mở ở một lệnh hoặc chương trình khác"):
            change.run()
    with other_program.write() as session:
        session.execute(text("UPDATE units SET address = 'vẫn ghi được'"))
    other_program.close()
    change.check(change.reopened(), is_done=False)


def test_who_waited_for_the_store_writes_into_no_file_that_has_gone(change: Change) -> None:
    """A line opened on the old file finds no store there once the key was changed."""
    late = open_sqlite(change.path, change.before)
    late.engine.dispose()
    held: list[int] = []

    def hold(step: RekeyStep) -> None:
        if step is RekeyStep.NAMED:
            held.append(os.open(change.path, os.O_RDONLY))

    database = change.run(hold)
    (handle,) = held
    content = os.pread(handle, 1 << 24, 0)
    os.close(handle)
    assert content
    assert not any(content)
    late.close()
    change.check(database, is_done=True)


_LATE = """\
import sys
from app.errors import StoreError
from app.models.database import Database, sqlite_engine
from pathlib import Path
from sqlalchemy import text
late = Database(sqlite_engine(Path(sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
try:
    with late.write() as session:
        session.execute(text("UPDATE units SET address = 'của chương trình kia'"))
except StoreError:
    print("refused")
else:
    print("written")
"""


@pytest.mark.parametrize("change", ["encrypt"], indirect=True)
@pytest.mark.parametrize("step", [RekeyStep.NAMED])
def test_what_a_waiting_program_writes_is_refused_and_never_lost(
    change: Change, step: RekeyStep
) -> None:
    """Another program opens the store meanwhile: it must not write into the file that goes."""
    words = [sys.executable, "-c", _LATE, str(change.path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as late:
        assert late.stdin is not None
        assert late.stdout is not None
        assert late.stdout.readline() == "ready\n"
        go = late.stdin

        def start(here: RekeyStep) -> None:
            if here is step:
                go.write("go\n")
                go.flush()
                sleep(0.3)  # it waits for the lock now

        database = change.run(start)
        said = late.stdout.read()
    with database.read() as session:
        found = session.execute(
            text("SELECT count(*) FROM units WHERE address = 'của chương trình kia'")
        ).scalar_one()
    assert (said, found) == ("refused\n", 0)
    change.check(database, is_done=True)


def test_a_file_that_lost_a_row_does_not_take_the_store_s_place(
    change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rekeying._contents

    def lossy(line: object, schema: str) -> tuple[object, ...]:
        found = real(line, schema)
        return found[:-1] if schema == "fresh" else found

    monkeypatch.setattr(rekeying, "_contents", lossy)
    with pytest.raises(StoreError, match="không đạt kiểm tra"):
        change.run()
    change.check(change.reopened(), is_done=False)


def test_a_damaged_new_file_does_not_take_the_store_s_place(
    change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damage(step: RekeyStep) -> None:
        if step is RekeyStep.WORKED:
            draft = change.path.with_name(f".{STORE_NAME}.khoa-moi")
            content = bytearray(draft.read_bytes())
            content[20 * 4096 : 21 * 4096] = b"\xff" * 4096
            draft.write_bytes(content)

    with pytest.raises(StoreError, match="không đạt kiểm tra"):
        change.run(damage)
    change.check(change.reopened(), is_done=False)


def test_copies_of_earlier_upgrades_are_encrypted_too(
    stores: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / STORE_NAME
    copy = path.with_name("motcua-truoc-nang-cap-0003.db")
    shutil.copyfile(stores[""], copy)
    assert _CANARY in copy.read_bytes()
    rekey_copies(path, NEW)
    rekey_copies(path, NEW)
    assert key_id_of(copy) == NEW.key_id
    assert _CANARY not in copy.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == [copy.name]
    open_sqlite(copy, NEW).close()
