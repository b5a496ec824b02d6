"""Feed 100,000 odd inputs to each entry point: an answer or a sentence, in 2 s and 300 MB."""

import argparse
import os
import tempfile
from pathlib import Path

from tests.harness.fuzzing.children import Task, feed_each
from tests.harness.fuzzing.entries import ENTRIES
from tests.harness.fuzzing.entry import Outcome
from tests.harness.telling import count_of, tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask which entry points, from which input on, and how many at a time."""
    parser.add_argument("--at", action="append", choices=sorted(ENTRIES), help="this entry point")
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="so many at a time")


def run(args: argparse.Namespace) -> int:
    """Feed every entry point that was asked for; the status is 0 where all held."""
    tasks = [task_of(name, args) for name in args.at or ENTRIES]
    with tempfile.TemporaryDirectory(prefix="motcua-fuzz-") as folder:
        return report(feed_each(tasks, Path(folder), args.jobs))


def task_of(name: str, args: argparse.Namespace) -> Task:
    """Return what is fed to one entry point; a tenth is less where an input costs a file."""
    count = count_of(args, ENTRIES[name].most)
    if args.tenth:
        count = min(count, ENTRIES[name].tenth)
    return Task(name, ENTRIES[name], args.seed, range(args.first, args.first + count))


def report(outcomes: list[Outcome]) -> int:
    """Tell what came of it; return the exit status."""
    figures = [(one.target, figures_of(one)) for one in outcomes]
    problems = [f"{one.target}: {problem}" for one in outcomes for problem in one.problems]
    return tell("Odd inputs by entry point", figures, problems)


def figures_of(one: Outcome) -> str:
    """Return the outcome as a row of the table."""
    return (
        f"{one.inputs:>7} inputs, {one.refused:>7} refused, slowest {one.slowest_ms:>6.0f} ms, "
        f"+{one.growth_mb:.0f} MB, {one.cpu_s:.1f} s of CPU"
    )
