"""One byte of the store's file flipped, 2,000 times: no fault of the program, no lost fact unseen.

Whoever reads the file afterwards reads the same facts, or is told by check, audit and verifier.
"""

import argparse
import shutil
import sqlite3
import tempfile
import traceback
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from app.errors import StoreError
from app.models.store import open_sqlite
from app.paths import STORE_NAME
from tests.harness.mutate import bound_tables, judge, make_store
from tests.harness.telling import count_of, tell
from tests.harness.town import data_of
from verifier.chain import UnusableError
from verifier.whole import verify_store

FLIPS: Final = 2_000

Facts = Mapping[str, list[tuple[Any, ...]]]


@dataclass(slots=True)
class Flipped:
    """How many flips changed what the log commits to, and which of them a judge has not told."""

    flips: int = 0
    changed: int = 0
    problems: list[str] = field(default_factory=list)


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no more than every verb."""


def run(args: argparse.Namespace) -> int:
    """Make the store, flip bytes of copies, tell; 0 where every changed fact was told by all."""
    with tempfile.TemporaryDirectory(prefix="motcua-flips-") as name:
        folder = Path(name) / "town"
        keys = make_store(folder)
        store = data_of(folder) / STORE_NAME
        flipped = flip_many(store, keys, count_of(args, FLIPS), Random(args.seed))
    return tell(
        "One byte of the store's file flipped",
        [("flips", f"{flipped.flips:,}"), ("that changed a bound fact", f"{flipped.changed:,}")],
        flipped.problems,
    )


def flip_many(store: Path, keys: Mapping[int, bytes], count: int, chance: Random) -> Flipped:
    """Flip one bit of a copy at a time, and ask the three judges of each."""
    flipped, copy, before = Flipped(), store.with_name("flipped.db"), facts_of(store)
    size = store.stat().st_size
    for _ in range(count):
        at, bit = chance.randrange(size), 1 << chance.randrange(8)
        shutil.copyfile(store, copy)
        with copy.open("r+b") as file:
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ bit]))
        flipped.flips += 1
        is_changed = facts_of(copy) != before
        flipped.changed += is_changed
        try:
            found = _judged(copy, keys)
        except Exception as fault:  # noqa: BLE001 - whatever it is, a person would see a traceback
            where = traceback.extract_tb(fault.__traceback__)[-1]
            flipped.problems.append(
                f"byte {at}, bit {bit}: {fault!r} in {where.name}, {where.lineno}"
            )
            continue
        if is_changed and not all(found):
            flipped.problems.append(f"byte {at}, bit {bit}: {found}")
    return flipped


def _judged(copy: Path, keys: Mapping[int, bytes]) -> tuple[bool, bool, bool]:
    """Let the program open the file as it does, then let the three judge it."""
    try:
        open_sqlite(copy).close()
    except StoreError:  # neither check nor audit opens it: both say so
        by_verifier = True
        with suppress(UnusableError):
            by_verifier = bool(verify_store(copy, keys, ()).problems)
        return True, True, by_verifier
    return judge(copy, keys)


def facts_of(store: Path) -> Facts | None:
    """Return every row that the log commits to, and the log's own; None where not all is read."""
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as line:
            return {
                table: sorted(line.execute(f'SELECT * FROM "{table}"'), key=repr)  # noqa: S608
                for table in sorted(bound_tables())
            }
    except (sqlite3.Error, UnicodeDecodeError):
        return None
