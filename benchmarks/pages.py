"""P1 first page after sign-in, P2 each page, P3 memory, P4 an answer; M1 modules, M2 files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec

from benchmarks.big_store import copy_store
from benchmarks.house_run import loaded_at_start
from benchmarks.measure import Spread, figure
from benchmarks.plan import Line, Plan, at_most
from benchmarks.register_page import Answered
from benchmarks.show_pages import PageShown, Shown
from benchmarks.start import bare_start

_MIB = 2**20
_PATIENCE_S = 600
# Ready at 3 and the first page at 4 times a bare window leave one such time for the pages.
_FIRST_MS, _AGAIN_MS = 150, 50
_ANSWER_MS = 100
_MODULES, _FILES = 450, 500
_OF_ALL_PAGES = 3.0


def lines(plan: Plan) -> list[Line]:
    found: list[Line] = []
    for count in (plan.small, plan.count):
        with plan.store(count) as store:
            folder = store.folder
        shown = msgspec.json.decode(_run("benchmarks.show_pages", folder), type=Shown)
        found += _pages(plan, shown, f"{count:,} stored")
        found.append(_answer(plan, count))
        if count == plan.small:
            found += _loaded(plan, folder)
    return found


def _pages(plan: Plan, shown: Shown, where: str) -> list[Line]:
    bare = bare_start()
    memory = shown.memory / _MIB
    return [
        _line(
            plan,
            ("P1", f"window of an officer made till its first page is usable, {where}"),
            (1000 * shown.signed_in_s, "ms"),
            ("a bare window, from its start", 1000 * bare.painted_s),
            1000 * bare.painted_s,
        ),
        *(line for page in shown.pages for line in _page(plan, page, where)),
        _line(
            plan,
            ("P3", f"memory after every page, {where}"),
            (memory, "MiB"),
            ("a bare window", bare.painted_mib),
            _OF_ALL_PAGES * bare.painted_mib,
        ),
    ]


def _page(plan: Plan, page: PageShown, where: str) -> list[Line]:
    return [
        _line(
            plan,
            ("P2", f"page {page.key} shown {when}, {where}"),
            (1000 * here, "ms"),
            ("a bare page of its widgets", 1000 * bare),
            limit,
        )
        for when, here, bare, limit in (
            ("first", page.first_s, page.bare_first_s, _FIRST_MS),
            ("again", page.again_s, page.bare_again_s, _AGAIN_MS),
        )
    ]


def _answer(plan: Plan, count: int) -> Line:
    """Register in a copy of the store: what is written must not stay."""
    copy = plan.folder / f".answer-{count}"
    shutil.rmtree(copy, ignore_errors=True)
    with plan.store(count) as store:
        copy_store(store, copy).desk.close()
    try:
        told = msgspec.json.decode(_run("benchmarks.register_page", copy), type=Answered)
    finally:
        shutil.rmtree(copy)
    paper = figure(1000 * told.paper_s)
    return _line(
        plan,
        (
            "P4",
            f"from Ctrl+Enter to the number shown (its receipt: {paper} ms), {count:,} stored",
        ),
        (1000 * told.answer_s, "ms"),
        ("the service alone", 1000 * told.service_s),
        _ANSWER_MS,
    )


def _loaded(plan: Plan, folder: Path) -> list[Line]:
    start = loaded_at_start(folder)
    own, everything = start.ready
    modules, files = map(int, _run("benchmarks.bare_store", folder / "bare.db").split())
    beside = "Qt, SQLAlchemy, SQLCipher alone"
    loaded = ("M1", f"modules till sign-in is ready ({own} of the program)")
    opened = ("M2", "files opened by Python till sign-in is ready")
    return [
        _line(plan, loaded, (everything, ""), (beside, modules), _MODULES),
        _line(plan, opened, (start.files, ""), (beside, files), _FILES),
    ]


def _line(
    plan: Plan,
    what: tuple[str, str],
    here: tuple[float, str],
    floor: tuple[str, float],
    limit: float,
) -> Line:
    value, unit = here
    ratio = value / floor[1]
    return Line(
        *what,
        f"{figure(value)} {unit}".strip(),
        f"{floor[0]}: {figure(floor[1])} {unit}".strip(),
        Spread(ratio, ratio, ratio),
        f"≤ {figure(limit)} {unit}".strip(),
        at_most(value, limit, plan),
    )


def _run(module: str, given: Path) -> str:
    """Run a module of ours in a process of its own; return its last line."""
    done = subprocess.run(
        [sys.executable, "-m", module, str(given)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=_PATIENCE_S,
    )
    return done.stdout.splitlines()[-1]
