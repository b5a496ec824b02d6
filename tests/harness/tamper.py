"""Eleven attacks on the log, 200 of each: all found; 1,000 whole stores: no false alarm."""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time

from sqlalchemy import insert, select

from app.models.log import LogEntry, LogLaterRows
from app.services.ledger.chain import entry_hash, walk_chains
from app.services.ledger.transactions import NewEntry, entry_fields
from tests.harness.random_office import a_random_office, an_empty_store
from tests.harness.tampering import (
    ATTACKS,
    Scene,
    a_scene,
    copy_record,
    copy_store,
    judge,
)
from tests.harness.telling import count_of, tell

ATTACKS_EACH = 200
CLEAN_STORES = 1000
STATES_OF_AN_OFFICE = 25
ROWS, ROWS_MAX_S = 100_000, 2.0


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no more than every verb."""


def run(args: argparse.Namespace) -> int:
    """Attack, judge, and say what was found."""
    each = count_of(args, ATTACKS_EACH)
    clean = count_of(args, CLEAN_STORES)
    with tempfile.TemporaryDirectory() as name:
        ground = Ground(Path(name), an_empty_store(Path(name)), Random(args.seed))
        problems: list[str] = []
        scene = scene_of(ground)
        figures = [(name, _attack(ground, scene, name, each, problems)) for name in ATTACKS]
        figures.append(("whole stores", _clean(ground, clean, problems)))
        seconds = rows_s(ground)
        figures.append((f"{ROWS:,} rows", f"{seconds:.2f} s"))
        if seconds > ROWS_MAX_S:
            problems.append(f"{ROWS:,} rows took {seconds:.2f} s, at most {ROWS_MAX_S} s")
    return tell(f"Tampering, {each} of each attack", figures, problems)


@dataclass(frozen=True)
class Ground:
    """Where stores are made, from which empty one, by which chances."""

    folder: Path
    empty: Path
    chance: Random


def _attack(ground: Ground, scene: Scene, name: str, count: int, problems: list[str]) -> str:
    by_program = by_verifier = 0
    path = ground.folder / "attacked.db"
    for number in range(count):
        ATTACKS[name](scene, ground.chance, path)
        found = judge(path, scene.keys, scene.anchors)
        by_program += found.by_program
        by_verifier += found.by_verifier
        if not (found.by_program and found.by_verifier):
            problems.append(f"{name}, number {number}: {found}")
    return f"{by_program} of {count} found, {by_verifier} by the stand-alone verifier"


def scene_of(ground: Ground) -> Scene:
    """Return the store that the attacks are made on."""
    folder = ground.folder / "scene"
    office = a_random_office(ground.empty, folder, ground.chance)
    try:
        return a_scene(office, folder)
    finally:
        office.counter.database.close()


def _clean(ground: Ground, count: int, problems: list[str]) -> str:
    alarms = 0
    for number, (path, keys, anchors) in enumerate(_states(ground, count)):
        found = judge(path, keys, anchors)
        if found.by_program or found.by_verifier:
            alarms += 1
            problems.append(f"whole store {number}: {found}")
    return f"{count} judged, {alarms} false alarms"


def _states(ground: Ground, count: int) -> Iterator[tuple[Path, dict[int, bytes], list[str]]]:
    """Yield so many whole stores: offices at many moments of their lives."""
    made = 0
    while made < count:
        folder = ground.folder / f"office {made}"
        office = a_random_office(ground.empty, folder, ground.chance)
        try:
            for _ in range(min(STATES_OF_AN_OFFICE, count - made)):
                office.live(ground.chance.randint(1, 3))
                if ground.chance.random() < 0.2:
                    office.end_day()
                made += 1
                copy_store(office, ground.folder / "clean.db")
                copy_record(office, ground.folder / "clean-record.db")
                held = [
                    *office.sheets,
                    *office.receipts[-20:],
                    str(ground.folder / "clean-record.db"),
                ]
                yield ground.folder / "clean.db", office.keys, held
        finally:
            office.counter.database.close()


def rows_s(ground: Ground) -> float:
    """Return how many seconds of a processor the walk over a long log takes."""
    folder = ground.folder / "long"
    office = a_random_office(ground.empty, folder, ground.chance)
    database, actor = office.counter.database, office.boss
    try:
        with database.write() as session:
            (walked,) = walk_chains(session)
            later = session.scalars(
                select(LogLaterRows.hash)
                .where(LogLaterRows.seq == walked.count)
                .order_by(LogLaterRows.part.desc())
            ).first()
            head = bytes.fromhex(later) if later else walked.head
            rows = []
            now = office.counter.clock.now()
            for seq in range(walked.count + 1, ROWS + 1):
                entry = NewEntry(
                    unit_id=actor.office_id,
                    seq=seq,
                    entered_at=now,
                    happened_at=now,
                    officer_id=actor.officer_id,
                    act="reprint",
                    dossier_id=None,
                    facts=f'{{"copy":{seq}}}',
                )
                previous, head = head, entry_hash(head, entry_fields(entry), b"")
                said = {name: getattr(entry, name) for name in NewEntry.__slots__}
                chained = {"previous_hash": previous.hex(), "hash": head.hex(), "rows": b""}
                rows.append(said | chained)
            session.execute(insert(LogEntry), rows)
        began = process_time()
        with database.read() as session:
            (walked,) = walk_chains(session)
        took = process_time() - began
        assert (walked.count, walked.broken_at) == (ROWS, 0)
        return took
    finally:
        database.close()
