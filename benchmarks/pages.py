"""P1 first page after sign-in, P2 each page first and again, P3 memory; M1 modules till sign-in."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from benchmarks.house_run import loaded_at_start
from benchmarks.measure import Spread, figure
from benchmarks.plan import Line, Plan, at_most
from benchmarks.show_pages import PageShown, Shown
from benchmarks.start import bare_start

_MIB = 2**20
_PATIENCE_S = 600
# Ready at 3 and the first page at 4 times a bare window leave one such time for the pages.
_FIRST_MS, _AGAIN_MS = 150, 50
_MODULES = 450
_OF_ALL_PAGES = 3.0


def lines(plan: Plan) -> list[Line]:
    found: list[Line] = []
    for count in (plan.small, plan.count):
        with plan.store(count) as store:
            folder = store.folder
        shown = msgspec.json.decode(_run("benchmarks.show_pages", folder), type=Shown)
        found += _pages(plan, shown, f"{count:,} stored")
        if count == plan.small:
            found.append(_modules(plan, folder))
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


def _modules(plan: Plan, folder: Path) -> Line:
    own, everything = loaded_at_start(folder).ready
    floor = int(_run("benchmarks.bare_store", folder / "bare.db"))
    what = ("M1", f"modules till sign-in is ready ({own} of the program)")
    return _line(plan, what, (everything, ""), ("Qt, SQLAlchemy, SQLCipher alone", floor), _MODULES)


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
