"""Upgrading every released store, failing once after each statement: undone whole, copied first.

The stores are those that the released programs left. A run fails after one statement of the
migration's transaction, or at its commit; the store must then say what it said before, a verified
copy must have been there before the first statement, and the next opening must go through.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from app.errors import UserError
from app.models import migrating
from app.models.database import sqlite_engine
from app.models.store import open_sqlite
from app.paths import STORE_NAME
from app.services.ledger.checking import StoreCheck
from tests.harness.dumps import Content, differences, dump_of
from tests.harness.telling import tell
from tests.released_stores import RELEASES, a_released_store

_BEGINS = "BEGIN IMMEDIATE"
_COPIES = "*-truoc-nang-cap-*.db"
_TENTH = 10


class PlannedError(Exception):
    """The failure of this run, after the statement that it was planned for."""


@dataclass(slots=True)
class Watched:
    """What was seen over all runs."""

    statements: dict[str, int] = field(default_factory=dict)
    runs: int = 0
    undone: int = 0
    copied: int = 0
    problems: list[str] = field(default_factory=list)


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing besides what every verb takes; --count is of each store."""


def run(args: argparse.Namespace) -> int:
    """Fail, look, open again, and tell."""
    begun = monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-migrate-") as folder:
        watched = fail_many(Path(folder), _step(args), args.seed, args.count)
    each = ", ".join(f"{name}: {count}" for name, count in watched.statements.items())
    figures = [
        ("statements of each upgrade", each),
        ("failed once", watched.runs),
        ("undone to an equal dump", watched.undone),
        ("copied and verified before the first statement", watched.copied),
        ("seconds", f"{monotonic() - begun:.0f}"),
    ]
    return tell("Upgrades that fail halfway", figures, watched.problems)


def _step(args: argparse.Namespace) -> int:
    return _TENTH if args.tenth else 1


def fail_many(folder: Path, step: int, seed: int, count: int | None = None) -> Watched:
    """Fail after every `step`-th statement of each upgrade (`count` of them where it is given)."""
    watched = Watched()
    for number, (name, store) in enumerate(_starts(folder)):
        upgrade = _Upgrade(name, store, folder / "run", watched)
        every = upgrade.statements()
        wide = step if count is None else max(1, every // count)
        for statement in range(1 + (seed + number) % wide, every + 1, wide)[:count]:
            upgrade.fail_after(statement)
    return watched


def _starts(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give the store of each release, and of each schema between two of them."""
    stores = {release: a_released_store(release, folder / release) for release in RELEASES}
    yield from stores.items()
    oldest = stores[RELEASES[0]]
    released = {_revision(store) for store in stores.values()}
    for revision in migrating.known_revisions()[:-1]:
        if revision not in released and revision > _revision(oldest):
            store = folder / revision / STORE_NAME
            store.parent.mkdir()
            shutil.copyfile(oldest, store)
            engine = sqlite_engine(store)
            migrating.upgrade(engine, revision)
            engine.dispose()
            yield f"schema {revision}", store


def _revision(store: Path) -> str:
    engine = sqlite_engine(store)
    try:
        return migrating.current_revision(engine) or ""
    finally:
        engine.dispose()


@dataclass(slots=True)
class _Statements:
    """Counts the statements of the migration's transaction; fails after number `fails_after`.

    `copies` are those that lay in the folder when the transaction began.
    """

    folder: Path
    fails_after: int = 0
    count: int = 0
    is_counting: bool = False
    copies: tuple[Path, ...] = ()

    def executed(
        self, _connection: Connection, _cursor: object, statement: str, *_rest: object
    ) -> None:
        if not self.is_counting and statement == _BEGINS:
            self.is_counting = True
            self.copies = tuple(self.folder.glob(_COPIES))
        if self.is_counting:
            self._next(statement)

    def commits(self, _connection: Connection) -> None:
        if self.is_counting:
            self._next("COMMIT")
            self.is_counting = False

    def _next(self, statement: str) -> None:
        self.count += 1
        if self.count == self.fails_after:
            self.is_counting = False
            raise PlannedError(statement)


@dataclass(slots=True)
class _Upgrade:
    """The upgrade of one store, from a fresh copy each time."""

    name: str
    store: Path
    folder: Path
    watched: Watched
    before: dict[str, Content] = field(default_factory=dict)

    def statements(self) -> int:
        """Upgrade without a failure and return how many statements that takes."""
        path = self._fresh()
        self.before = dump_of(path)
        with _listening(_Statements(self.folder)) as heard:
            self._open(path)
        self.watched.statements[self.name] = heard.count
        return heard.count

    def fail_after(self, statement: int) -> None:
        """Fail after `statement`, look at what is left, and open it again."""
        path = self._fresh()
        said = self._failing(path, statement)
        self.watched.runs += 1
        self.watched.problems += [f"{self.name}, statement {statement}: {one}" for one in said]

    def _failing(self, path: Path, statement: int) -> Iterator[str]:
        with _listening(_Statements(self.folder, statement)) as heard:
            try:
                open_sqlite(path).close()
                yield "the failure was not let through"
            except PlannedError:
                pass
        changed = differences(self.before, dump_of(path))
        yield from (f"half done: {one}" for one in changed)
        self.watched.undone += not changed
        missing = self._copy_problems(heard.copies)
        yield from missing
        self.watched.copied += not missing
        try:
            yield from self._open(path)
        except (UserError, DBAPIError) as error:
            yield f"cannot be opened again: {error}"

    def _copy_problems(self, copies: Sequence[Path]) -> list[str]:
        if not copies:
            return ["no copy was there before the first statement"]
        return [f"the copy differs: {one}" for one in differences(self.before, dump_of(copies[0]))]

    def _open(self, path: Path) -> list[str]:
        """Open the store as the program does and return what its check finds."""
        database = open_sqlite(path)
        try:
            problems = StoreCheck(database).problems()
            if migrating.current_revision(database.engine) != migrating.newest_revision():
                problems.append("not at the newest schema")
        finally:
            database.close()
        after = dump_of(path)
        return problems + [
            f"rows of {name} are lost: {content.rows}>{after[name].rows}"
            for name, content in self.before.items()
            if name in after and after[name].rows < content.rows
        ]

    def _fresh(self) -> Path:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        return Path(shutil.copyfile(self.store, self.folder / STORE_NAME))


@contextmanager
def _listening(statements: _Statements) -> Iterator[_Statements]:
    """Let `statements` hear every statement of every engine."""
    event.listen(Engine, "after_cursor_execute", statements.executed)
    event.listen(Engine, "commit", statements.commits)
    try:
        yield statements
    finally:
        event.remove(Engine, "after_cursor_execute", statements.executed)
        event.remove(Engine, "commit", statements.commits)
