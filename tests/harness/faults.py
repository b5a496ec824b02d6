"""Every fault x every command that a desk offers: no bare error, nothing half done, nothing lost.

A full disk, files that may not be written, another program's lock, a damaged, cut, old or foreign
store and a printer that is gone meet each command of each service, at the start, at work and under
the running program. Each refusal says what to do, and once the fault is cured the command goes on.
"""

import argparse
import logging
from collections.abc import Sequence
from time import monotonic

from tests.harness.command_recipes.commands import commands
from tests.harness.command_recipes.preparing import prepared
from tests.harness.command_recipes.recipes import RECIPES
from tests.harness.fault_matrix.cells import Cells, Seen
from tests.harness.fault_matrix.disks import a_small_disk
from tests.harness.fault_matrix.fault_kinds import EVERY, Fault, When
from tests.harness.fault_matrix.people import bound_by_modes
from tests.harness.telling import tell

_TENTH = 10
REWRITE = frozenset({"store_keys.change"})
"""Commands that put a new file in the store's place: there is none to damage under them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take a part of the matrix's names, to look at one command or fault."""
    parser.add_argument("--only", default="", help="commands and faults with this in their name")


def run(args: argparse.Namespace) -> int:
    """Run the cells and tell."""
    begun = monotonic()
    logging.disable(logging.WARNING)  # what the program logs of the faults is not the answer here
    seen = Seen()
    cells = chosen(args.seed, tenth=args.tenth, count=args.count, only=args.only)
    meet(cells, seen)
    figures = [
        ("commands of a desk", len(commands())),
        ("faults", len(EVERY)),
        ("cells", seen.cells),
        ("refused at the start", seen.refused_at_start),
        ("answered", seen.answered),
        ("refused", seen.refused),
        ("sentences", len(seen.sentences)),
        ("whole checks of a store", seen.checked),
        ("seconds", f"{monotonic() - begun:.0f}"),
    ]
    return tell("Faults x commands", figures, [*uncalled(), *seen.problems])


def uncalled() -> list[str]:
    """Return what is wrong where a command has no recipe, or a recipe no command."""
    offered, called = set(commands()), set(RECIPES)
    return [
        *(f"no recipe calls {name}" for name in sorted(offered - called)),
        *(f"no desk offers {name}" for name in sorted(called - offered)),
    ]


def chosen(
    seed: int, *, tenth: bool = False, count: int | None = None, only: str = ""
) -> Sequence[tuple[str, Fault]]:
    """Return the cells to run: all, so many, or those of a tenth of the commands, by the seed."""
    called = sorted(RECIPES)
    if tenth:
        called = called[seed % _TENTH :: _TENTH]
    every = [
        (command, fault)
        for command in called
        for fault in EVERY
        if not (command in REWRITE and fault.when is When.UNDER_IT)
        if only in f"{command} {fault.name} {fault.when.name.lower()}"
    ]
    if count is None:
        return every
    step = max(1, len(every) // count)
    return every[seed % step :: step][:count]


def meet(cells: Sequence[tuple[str, Fault]], seen: Seen) -> None:
    """Run the cells on a disk of their own, as one whom file modes bind."""
    with a_small_disk() as disk, bound_by_modes():
        runner = Cells(prepared(disk / "office"), disk, RECIPES, seen)
        for command, fault in cells:
            runner.run(command, fault)
