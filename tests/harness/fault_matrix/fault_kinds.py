"""The faults of the matrix: each is a block in which it holds, and which cures it at its end."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2

from app.paths import STORE_NAME
from app.services.container import Services
from app.settings import PrinterChoice, SettingsFile
from tests.harness.fault_matrix.disks import full

_PAGE = 4096
_NOISE = b"hello " * 5000


class When(Enum):
    """When a fault meets the program, and how it is cured."""

    AT_START = auto()
    """It is there when the program starts; the files are put back."""
    AT_WORK = auto()
    """It comes while the program runs, which then goes on without being started again."""
    UNDER_IT = auto()
    """The files are changed under the running program, and put back before its next start."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault is made: a copy of the office, the older data folder, the open desk."""

    data: Path
    older: Path
    disk: Path
    desk: Services | None = None

    @property
    def store(self) -> Path:
        return self.data / STORE_NAME

    @property
    def log(self) -> Path:
        return self.data / f"{STORE_NAME}-wal"

    @property
    def older_log(self) -> Path:
        return self.older / f"{STORE_NAME}-wal"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `needs_log`: it is about the log beside the store, so that one has to be there."""

    name: str
    when: When
    met: Callable[[Place], AbstractContextManager[None]]
    needs_log: bool = False


def _put_back(spoil: Callable[[Place], None]) -> Callable[[Place], AbstractContextManager[None]]:
    """Spoil files and write their content back at the end."""

    @contextmanager
    def met(place: Place) -> Iterator[None]:
        before = {path: path.read_bytes() for path in (place.store, place.log) if path.exists()}
        spoil(place)
        yield
        for path in (place.store, place.log):
            path.unlink(missing_ok=True)
        place.store.with_name(f"{STORE_NAME}-shm").unlink(missing_ok=True)
        for path, content in before.items():
            path.write_bytes(content)

    return met


def _under_it(spoil: Callable[[Place], None]) -> Callable[[Place], AbstractContextManager[None]]:
    """Spoil files in place; at the end the spoilt part is what it was, what came since stays."""

    @contextmanager
    def met(place: Place) -> Iterator[None]:
        before = {path: path.read_bytes() for path in (place.store, place.log)}
        spoil(place)
        yield
        for path, content in before.items():
            with path.open("r+b") as file:
                file.write(content)

    return met


def _replaced(spoil: Callable[[Place], None]) -> Callable[[Place], AbstractContextManager[None]]:
    """Take files away from under the program by their names; at the end the same ones are back."""

    @contextmanager
    def met(place: Place) -> Iterator[None]:
        names = (place.store.name, place.log.name)
        for name in names:
            (place.data / f"{name}.same").hardlink_to(place.data / name)
        spoil(place)
        yield
        for name in names:
            (place.data / f"{name}.same").replace(place.data / name)

    return met


def _write(path: Path, content: bytes, at: int = 0, *, cuts: bool = False) -> None:
    """Write into a file as it stands, without giving it a new identity."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)
        if cuts:
            file.truncate()


def _half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _middle_pages(place: Place) -> None:
    """Overwrite what lies between a quarter and three quarters of the file."""
    pages = place.store.stat().st_size // _PAGE
    first, count = pages // 4, pages // 2
    _write(place.store, b"\xff" * _PAGE * count, first * _PAGE)


def _older_log(place: Place) -> None:
    shutil.copyfile(place.older_log, place.log)


def _older_copy(place: Place) -> None:
    """Put the store of the day before back, as a file manager does: by its name."""
    place.log.unlink(missing_ok=True)
    for name in (place.store.name, place.log.name):
        copied = shutil.copyfile(place.older / name, place.data / f"{name}.copied")
        Path(copied).replace(place.data / name)


def _too_new(place: Place) -> None:
    line = sqlcipher3.dbapi2.connect(str(place.store), isolation_level=None)
    line.execute("UPDATE alembic_version SET version_num = '9999'").close()
    line.close()


@contextmanager
def _full(place: Place) -> Iterator[None]:
    with full(place.disk):
        yield


@contextmanager
def _read_only(place: Place, files: bool) -> Iterator[None]:
    """Take the right to write from the files, or from every folder; new lines are opened."""
    if place.desk is not None:
        place.desk.database.engine.dispose()
    changed = [path for path in (place.data, *place.data.rglob("*")) if path.is_dir() is not files]
    for path in changed:
        path.chmod(0o400 if files else 0o500)
    try:
        yield
    finally:
        for path in changed:
            path.chmod(0o600 if files else 0o700)


@contextmanager
def _busy(place: Place) -> Iterator[None]:
    """Let another program hold the store's write lock for longer than anybody waits."""
    line = sqlcipher3.dbapi2.connect(str(place.store), isolation_level=None)
    line.execute("BEGIN IMMEDIATE").close()
    try:
        yield
    finally:
        line.close()


@contextmanager
def _no_printer(place: Place) -> Iterator[None]:
    file = SettingsFile(place.data)
    before = file.load()
    gone = PrinterChoice("queue", "may-in-da-rut-day")
    file.save(replace(before, printers={"A5": gone, "A4": gone}))
    try:
        yield
    finally:
        file.save(before)


EVERY: tuple[Fault, ...] = (
    Fault("not a database", When.AT_START, _put_back(lambda p: _write(p.store, _NOISE, cuts=True))),
    Fault("empty file", When.AT_START, _put_back(lambda p: os.truncate(p.store, 0))),
    Fault("pages overwritten", When.AT_START, _put_back(_middle_pages)),
    Fault("file cut", When.AT_START, _put_back(lambda p: _half(p.store))),
    Fault("log cut", When.AT_START, _put_back(lambda p: _half(p.log)), needs_log=True),
    Fault("log deleted", When.AT_START, _put_back(lambda p: p.log.unlink()), needs_log=True),
    Fault("older log", When.AT_START, _put_back(_older_log), needs_log=True),
    Fault("older log, closed store", When.AT_START, _put_back(_older_log)),
    Fault("older copy", When.AT_START, _put_back(_older_copy)),
    Fault("too new", When.AT_START, _put_back(_too_new)),
    Fault("read-only file", When.AT_START, partial(_read_only, files=True)),
    Fault("read-only folder", When.AT_START, partial(_read_only, files=False)),
    Fault("disk full", When.AT_WORK, _full),
    Fault("read-only file", When.AT_WORK, partial(_read_only, files=True)),
    Fault("read-only folder", When.AT_WORK, partial(_read_only, files=False)),
    Fault("busy", When.AT_WORK, _busy),
    Fault("printer gone", When.AT_WORK, _no_printer),
    Fault("not a database", When.UNDER_IT, _under_it(lambda p: _write(p.store, _NOISE))),
    Fault("empty file", When.UNDER_IT, _under_it(lambda p: os.truncate(p.store, 0))),
    Fault("pages overwritten", When.UNDER_IT, _under_it(_middle_pages)),
    Fault("file cut", When.UNDER_IT, _under_it(lambda p: _half(p.store))),
    Fault("log cut", When.UNDER_IT, _under_it(lambda p: _half(p.log)), needs_log=True),
    Fault("log deleted", When.UNDER_IT, _replaced(lambda p: p.log.unlink()), needs_log=True),
    Fault("older copy", When.UNDER_IT, _replaced(_older_copy), needs_log=True),
)
