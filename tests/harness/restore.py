"""Restore drill: a backup while the counter works, back within a minute; bad ones refused.

And an older backup put back again and again, with dossiers registered after each: no number is
given out twice.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from unittest.mock import patch

from sqlalchemy import select

from app.bootstrap.safe_places import restorer_for
from app.clock import Clock
from app.errors import StoreError
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm
from app.services.backup.people import WhoRestores, approved_before
from app.services.backup.records import BackupMade, BackupRefusedError
from benchmarks.big_store import NOW, BigStore, build, open_store
from benchmarks.typing_in import intakes
from tests.harness.bad_backups import KINDS
from tests.harness.telling import count_of, tell

DOSSIERS = 200_000
RESTORES_PER = 4_000
"""One restore of the older backup for so many dossiers: 50 for the whole."""
BACKUP_WITHIN_S = 5.0
RESTORE_WITHIN_S = 60.0
_SMALL = 40
_COMING = 2_000
_PAUSE_S = 0.05


@dataclass(slots=True)
class Drill:
    """What a drill of one big store came to."""

    made: BackupMade
    registered: int
    longest_wait_s: float
    restore_s: float
    refused: int
    problems: list[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing beyond what every verb takes."""
    parser.set_defaults()


def run(args: argparse.Namespace) -> int:
    """Run both parts and tell; 0 where all of it held."""
    dossiers = count_of(args, DOSSIERS)
    with tempfile.TemporaryDirectory(prefix="motcua-restore-") as name, own_state(Path(name)):
        folder = Path(name)
        done = drill(folder, dossiers)
        given, twice = again_and_again(folder, max(1, dossiers // RESTORES_PER))
    problems = [*done.problems, *twice]
    made = done.made
    return tell(
        "Restore drill",
        [
            ("dossiers", f"{dossiers:,}"),
            ("backup: copied while the counter works", f"{made.copy_seconds:.1f} s"),
            ("  sealed", f"{made.seal_seconds:.1f} s, {made.size / 1e6:.0f} MB"),
            ("  proved by a restore", f"{made.check_seconds:.1f} s"),
            ("  registered meanwhile", f"{done.registered}, longest {done.longest_wait_s:.2f} s"),
            ("restored and checked", f"{done.restore_s:.1f} s"),
            ("bad backups refused", f"{done.refused} of {len(KINDS)} kinds"),
            ("restores of an older backup", max(1, dossiers // RESTORES_PER)),
            ("numbers given out", f"{given}, {len(twice)} twice"),
        ],
        problems,
    )


@contextmanager
def own_state(folder: Path) -> Iterator[None]:
    """Keep high-water records and keys of the drill away from the person's own."""
    own = {
        "XDG_STATE_HOME": str(folder / "state"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    with patch.dict(os.environ, own):
        yield


def drill(folder: Path, count: int) -> Drill:
    """Back up a store of `count` dossiers while dossiers come in, and put it back elsewhere."""
    store = build(folder / "big", count)
    try:
        made, waits, problems = _backed_up(store, folder / "big.motcua-backup")
    finally:
        store.desk.close()
    restore_s, more = _put_back(store, made, folder / "elsewhere")
    refused, let_through = _bad_ones(store, made, folder)
    problems += [*more, *let_through]
    if made.copy_seconds > BACKUP_WITHIN_S:
        problems.append(f"copying took {made.copy_seconds:.1f} s")
    if restore_s > RESTORE_WITHIN_S:
        problems.append(f"restoring and checking took {restore_s:.1f} s")
    return Drill(made, len(waits), max(waits, default=0.0), restore_s, refused, problems)


def _backed_up(store: BigStore, target: Path) -> tuple[BackupMade, list[float], list[str]]:
    """Make the backup on a thread of its own, as the window does, and register meanwhile."""
    made: list[BackupMade] = []
    is_over = Event()

    def back_up() -> None:
        try:
            made.append(store.desk.backups.make(target))
        finally:
            is_over.set()

    coming = iter(intakes(store, _COMING))
    waits = []
    thread = Thread(target=back_up)
    thread.start()
    while not is_over.is_set():
        begun = perf_counter()
        store.desk.intake.register(store.officer, next(coming))
        waits.append(perf_counter() - begun)
        is_over.wait(_PAUSE_S)
    thread.join()
    if not made:
        message = "no backup was made"
        raise RuntimeError(message)
    problems = [] if waits else ["nothing was registered while the backup was made"]
    if made[0].header.dossier_count < store.count:
        problems.append(f"the backup has {made[0].header.dossier_count} dossiers")
    return made[0], waits, problems


def _put_back(store: BigStore, made: BackupMade, to: Path) -> tuple[float, list[str]]:
    """Restore into an empty folder; return the seconds."""
    keys_of(store.folder, to)
    restored = restorer_for(to, "", Clock(lambda: NOW)).restore(made.path, who(store))
    is_whole = restored.header.dossier_count == made.header.dossier_count
    return restored.seconds, [] if is_whole else ["the restored store has other dossiers"]


def _bad_ones(store: BigStore, made: BackupMade, folder: Path) -> tuple[int, list[str]]:
    """Try each kind of bad backup; return how many were refused, and what was not."""
    restorer = restorer_for(store.folder, "", Clock(lambda: NOW))
    let_through = []
    for name, spoil in KINDS.items():
        bad = folder / "bad.motcua-backup"
        spoil(made.path, bad, store.folder)
        try:
            restorer.try_out(bad)
        except BackupRefusedError:
            continue
        finally:
            bad.unlink(missing_ok=True)
        let_through.append(f"a bad backup was let through: {name}")
    return len(KINDS) - len(let_through), let_through


def again_and_again(folder: Path, restores: int) -> tuple[int, list[str]]:
    """Put one older backup back `restores` times; return how many numbers were given, and twins.

    Each round registers dossiers whose paper went out: their numbers must never come again.
    """
    store = build(folder / "small", _SMALL)
    made = store.desk.backups.make(folder / "small.motcua-backup")
    base = _numbers(store)
    given: set[str] = set()
    problems: list[str] = []
    for number in range(restores):
        for new in intakes(store, 1 + number % 3):
            store.desk.intake.register(store.officer, new)
        fresh = _numbers(store) - base
        problems += [f"given twice: {one}" for one in sorted(fresh & given)]
        given |= fresh
        store.desk.close()
        restorer = restorer_for(store.folder, "", Clock(lambda: NOW))
        try:
            restorer.restore(made.path, who(store))
            store = open_store(store.folder)
        except StoreError as refusal:
            return len(given), [*problems, f"restore {number + 1} failed: {refusal.message}"]
    store.desk.close()
    return len(given), problems


def _numbers(store: BigStore) -> set[str]:
    with store.desk.database.read() as session:
        forms = session.execute(select(IssuedForm.kind, IssuedForm.year, IssuedForm.ordinal))
        return {
            *session.execute(select(Dossier.code)).scalars(),
            *(f"{kind} {year}/{ordinal}" for kind, year, ordinal in forms),
        }


def who(_store: BigStore) -> WhoRestores:
    """Return two people of the demo's office whose passwords were asked for before."""
    return approved_before("quantri", "phutrach", "bench")


def keys_of(source: Path, to: Path) -> None:
    """Bring the office's secret to another data folder, as the recovery sheet does."""
    (to / "keys").mkdir(parents=True)
    for path in (source / "keys").glob("office-*"):
        (to / "keys" / path.name).write_bytes(path.read_bytes())
