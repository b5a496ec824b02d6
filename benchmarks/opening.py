"""O1 opening the store: many dossiers beside few, plain and encrypted."""

import shutil
from functools import partial
from pathlib import Path
from statistics import median

from app.bootstrap.keys import new_store_key
from app.bootstrap.stores import open_database
from app.models.rekeying import rekey
from benchmarks.measure import figure, spread, take_turns
from benchmarks.plan import Line, Plan, at_most

_TIMES = 10
_GROWTH = 1.1


def lines(plan: Plan) -> list[Line]:
    folders = {count: _plain(plan, count) for count in (plan.small, plan.count)}
    found = [_opening(plan, "a plain store", folders)]
    sealed = {count: _encrypted(folder) for count, folder in folders.items()}
    found.append(_opening(plan, "an encrypted store", sealed))
    return found


def _plain(plan: Plan, count: int) -> Path:
    with plan.store(count) as store:
        return store.folder


def _encrypted(plain: Path) -> Path:
    """Return an encrypted copy of a store, made at the first call."""
    folder = plain.with_name(f"{plain.name}-encrypted")
    if not folder.exists():
        draft = plain.with_name(f".{folder.name}")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(plain, draft)
        database = open_database(draft)
        rekey(database, new_store_key(draft), lambda _database: None)
        database.close()
        draft.rename(folder)
    return folder


def _opening(plan: Plan, what: str, folders: dict[int, Path]) -> Line:
    works = {str(count): partial(_open_and_close, folder) for count, folder in folders.items()}
    took = take_turns(works, plan.rounds, _TIMES)
    few, many = took[str(plan.small)], took[str(plan.count)]
    ratio = spread(
        median(one) / median(other) for one, other in zip(many.rounds, few.rounds, strict=True)
    )
    here, beside = figure(1000 * many.p50), figure(1000 * few.p50)
    return Line(
        "O1",
        f"open {what}, {plan.count:,} stored",
        f"{here} ms",
        f"the same at {plan.small:,}: {beside} ms",
        ratio,
        f"≤ {_GROWTH:.2f}×",
        at_most(ratio.median, _GROWTH, plan),
    )


def _open_and_close(folder: Path) -> None:
    open_database(folder).close()
