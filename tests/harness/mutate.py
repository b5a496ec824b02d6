"""One value changed, one row deleted or added, in every column of every bound table: all found.

The store is a town in which every flow of the program has been done. Each change is made in the
file of a copy with another program's hand, and judged by the check, the audit and the verifier.
"""

import argparse
import itertools
import shutil
import sqlite3
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy import Column, insert, select
from sqlalchemy.orm import Session

from app.clock import Clock
from app.errors import StoreError
from app.models.base import Base, Code, UtcDateTime
from app.models.database import Database, sqlite_engine
from app.models.row_rules import RULES, Bound, Unbound
from app.models.watermark import whole
from app.paths import STORE_NAME
from app.services.audit.audit import Audit
from app.services.ledger.after_restore import continue_after
from app.services.ledger.checking import StoreCheck
from app.services.ledger.transactions import Transactions
from app.services.office.own_office import console_of
from tests.harness import flows
from tests.harness.hands import Hands
from tests.harness.telling import count_of, tell
from tests.harness.town import Town, data_of, draft_id, entered, found, running_clock, state_in
from tests.services.store_builders import MONDAY_MORNING, FakeTime
from verifier.chain import UnusableError
from verifier.whole import verify_store

_FREE: Final[Mapping[str, frozenset[str]]] = {
    # The database's own row number; the log is walked and chained by `seq`.
    "log_entries": frozenset({"id"}),
}
"""Columns of the log itself that say nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one row; `values` to try are another row's own, and one that no row has."""

    table: str
    what: str
    sentence: str
    values: Sequence[Sequence[Any]]

    def make(self, line: sqlite3.Connection) -> None:
        """Make the change, with the first value that no index refuses."""
        for values in self.values:
            with suppress(sqlite3.IntegrityError):
                line.execute(self.sentence, values)
                return
        message = f"{self.table}, {self.what}: refused"
        raise AssertionError(message)


@dataclass(slots=True)
class Judged:
    """How many changes each judge has found, and what one of them has not."""

    changes: int = 0
    by_check: int = 0
    by_audit: int = 0
    by_verifier: int = 0
    problems: list[str] = field(default_factory=list)


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no more than every verb."""


def run(args: argparse.Namespace) -> int:
    """Make the store, change it everywhere, tell; 0 where every change was found by all three."""
    with tempfile.TemporaryDirectory(prefix="motcua-mutate-") as name:
        folder = Path(name) / "town"
        keys = make_store(folder)
        store = data_of(folder) / STORE_NAME
        every = list(changes(store))
        some = Random(args.seed).sample(every, count_of(args, len(every)))
        judged = judge_all(store, keys, some)
        tables = {change.table for change in every}
    empty = sorted(bound_tables() - tables)
    judged.problems += [f"{table}: no row to change" for table in empty]
    return tell(
        "Single changes of what the log commits to",
        [
            ("tables, columns", f"{len(tables)}, {len({(c.table, c.what) for c in every})}"),
            ("changes", f"{judged.changes:,} of {len(every):,}"),
            ("found by check", f"{judged.by_check:,}"),
            ("found by audit", f"{judged.by_audit:,}"),
            ("found by the verifier", f"{judged.by_verifier:,}"),
        ],
        judged.problems,
    )


def bound_tables() -> set[str]:
    """Return the tables of which every change must be found: the bound ones and the log's."""
    return {
        name for name, rule in RULES.items() if isinstance(rule, Bound) or rule is Unbound.CHAINED
    }


def make_store(folder: Path) -> dict[int, bytes]:
    """Found a town in `folder`, do every flow in it twice, lose a number; return its keys."""
    found(folder)
    with state_in(folder):
        town = entered(folder, running_clock(time.monotonic()))
        numbers = itertools.count()
        hands = Hands(town, lambda: draft_id("mutate", next(numbers)), lambda _draft, _how: None)
        for flow in (*flows.ALL, *flows.ALL):
            for _done in flow(hands):
                pass
        lose_a_number(town)
        fill_empty_tables(town)
        keys = dict(town.desk.audit.kit(town.supervisor).keys)
        town.desk.close()
    alarms = judge(data_of(folder) / STORE_NAME, keys)
    assert not any(alarms), alarms
    return keys


def lose_a_number(town: Town) -> None:
    """Tell of a restoration that lost the next number of each book."""
    with town.desk.database.write() as session:
        seen = whole(session)
        numbers = {series: last + 1 for series, last in seen.numbers.items()}
        continue_after(session, town.admin, replace(seen, numbers=numbers), MONDAY_MORNING, {})


def fill_empty_tables(town: Town) -> None:
    """Write a row into each table that no flow fills, through the program's own transaction."""
    with town.desk.database.write() as session:
        for table in Base.metadata.sorted_tables:
            is_empty = session.execute(select(table).limit(1)).first() is None
            if is_empty and table.name in bound_tables():
                values = {column.name: _value(session, column) for column in table.columns}
                session.execute(insert(table).values(values))


def _value(session: Session, column: Column[Any]) -> object:
    if column.foreign_keys:
        return session.scalar(select(next(iter(column.foreign_keys)).column).limit(1))
    if isinstance(column.type, Code):
        members: Any = column.type.kind
        return next(iter(members))
    if isinstance(column.type, UtcDateTime):
        return MONDAY_MORNING
    return _VALUES[column.type.python_type]


_VALUES: Final[Mapping[type, object]] = {
    int: 1,
    bool: False,
    str: "x",
    date: MONDAY_MORNING.date(),
    Decimal: Decimal(1),
}


def changes(store: Path) -> Iterator[Change]:
    """Yield every change: each column of the oldest and newest row, both gone, one row more."""
    with closing(sqlite3.connect(store)) as line:
        line.row_factory = sqlite3.Row
        for table in sorted(bound_tables()):
            rows = line.execute(
                f'SELECT rowid AS "_at", * FROM "{table}" ORDER BY rowid'  # noqa: S608 - own names
            ).fetchall()
            free = _FREE.get(table, frozenset()) | _but(table)
            for row in {row["_at"]: row for row in (*rows[:1], *rows[-1:])}.values():
                yield from _of_row(table, row, rows, free)


def _but(table: str) -> frozenset[str]:
    rule = RULES[table]
    return rule.but if isinstance(rule, Bound) else frozenset()


def _of_row(
    table: str, row: sqlite3.Row, rows: Sequence[sqlite3.Row], free: frozenset[str]
) -> Iterator[Change]:
    at = row["_at"]
    gone = f'DELETE FROM "{table}" WHERE rowid = ?'  # noqa: S608 - own names
    yield Change(table, "a row less", gone, [(at,)])
    for name in row.keys():  # noqa: SIM118 - a row has no `in`
        if name != "_at" and name not in free:
            others = [other[name] for other in rows if other[name] != row[name]]
            sentence = f'UPDATE "{table}" SET "{name}" = ? WHERE rowid = ?'  # noqa: S608 - own names
            values = [(said, at) for said in (*others[:1], _other(row[name]))]
            yield Change(table, name, sentence, values)


def _other(value: object) -> object:
    if isinstance(value, int | float):
        return value + 1_000_003
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
    return f"{value or ''}1"


def judge_all(store: Path, keys: Mapping[int, bytes], some: Sequence[Change]) -> Judged:
    """Make each change in a copy, and let the three judge it."""
    judged, copy = Judged(), store.with_name("changed.db")
    for change in some:
        shutil.copyfile(store, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as line:
            line.executescript("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;")
            guards = line.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for (name,) in guards:
                line.execute(f'DROP TRIGGER "{name}"')
            change.make(line)
        judged.changes += 1
        try:
            found = judge(copy, keys)
        except Exception as fault:  # noqa: BLE001 - whatever it is, a person would see a traceback
            where = traceback.extract_tb(fault.__traceback__)[-1]
            named = f"{fault!r} in {where.name}, {where.lineno}"
            judged.problems.append(f"{change.table}, {change.what}: {named}")
            continue
        judged.by_check += found[0]
        judged.by_audit += found[1]
        judged.by_verifier += found[2]
        if not all(found):
            judged.problems.append(f"{change.table}, {change.what}: {found}")
    return judged


def judge(store: Path, keys: Mapping[int, bytes]) -> tuple[bool, bool, bool]:
    """Say whether check, audit and verifier each find something wrong in a store.

    One that refuses the file in a sentence has found it too.
    """
    return (
        _finds(lambda: _with(store, lambda database: bool(StoreCheck(database).problems()))),
        _finds(lambda: _with(store, lambda database: not _audited(database, keys))),
        _finds(lambda: bool(verify_store(store, keys, ()).problems)),
    )


def _finds(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except (StoreError, UnusableError):
        return True


def _with(store: Path, look: Callable[[Database], bool]) -> bool:
    database = Database(sqlite_engine(store))
    try:
        return look(database)
    finally:
        database.close()


def _audited(database: Database, keys: Mapping[int, bytes]) -> bool:
    audit = Audit(Transactions(database, Clock(FakeTime())), database, lambda: keys)
    return audit.run(console_of(1)).is_whole
