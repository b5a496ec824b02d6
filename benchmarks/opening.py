"""O1 opening the store and O2 starting over it: many dossiers beside few, plain and encrypted."""

import shutil
from functools import partial
from pathlib import Path
from statistics import median

from app.bootstrap.keys import new_store_key
from app.bootstrap.stores import open_database
from app.models.rekeying import rekey
from benchmarks.measure import Spread, Timings, figure, spread, take_turns
from benchmarks.plan import Line, Plan, at_most
from benchmarks.start import app_command, started

_TIMES = 10
_GROWTH = 1.1


def lines(plan: Plan) -> list[Line]:
    folders = {count: _plain(plan, count) for count in (plan.small, plan.count)}
    found = [_opening(plan, "a plain store", folders)]
    sealed = {count: _encrypted(folder) for count, folder in folders.items()}
    found.append(_opening(plan, "an encrypted store", sealed))
    return [*found, _starting(plan, folders)]


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
    ratio = spread(median(one) / median(other) for one, other in _beside(many, few))
    return _line(plan, "O1", f"open {what}", (many.p50, few.p50), ratio)


def _beside(many: Timings, few: Timings) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    return list(zip(many.rounds, few.rounds, strict=True))


def _open_and_close(folder: Path) -> None:
    open_database(folder).close()


def _starting(plan: Plan, folders: dict[int, Path]) -> Line:
    took: dict[int, list[float]] = {count: [] for count in folders}
    for number in range(plan.rounds + 1):
        for count, folder in folders.items():
            ready_s = started(app_command(folder)).ready_s
            if number:
                took[count].append(ready_s)
    few, many = took[plan.small], took[plan.count]
    ratio = spread(one / other for one, other in zip(many, few, strict=True))
    what = "start to the sign-in being ready"
    return _line(plan, "O2", what, (median(many), median(few)), ratio)


def _line(plan: Plan, goal: str, what: str, seconds: tuple[float, float], ratio: Spread) -> Line:
    here, beside = (figure(1000 * one) for one in seconds)
    return Line(
        goal,
        f"{what}, {plan.count:,} stored",
        f"{here} ms",
        f"the same at {plan.small:,}: {beside} ms",
        ratio,
        f"≤ {_GROWTH:.2f}×",
        at_most(ratio.median, _GROWTH, plan),
    )
