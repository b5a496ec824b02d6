"""A process of its own for each entry point, from one that has everything imported already."""

import faulthandler
import json
import logging
import os
import resource
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from multiprocessing import connection, get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Final
from unittest.mock import patch

from app.models import database
from tests.engines import sharing_engine
from tests.harness.fuzzing.entry import MakesEntry, Outcome
from tests.harness.fuzzing.running import LIMITS, run_entry
from tests.harness.fuzzing.watching import left_in
from tests.harness.fuzzing.world import make_template

_FORK: Final = get_context("fork")
_ROOM: Final = 2 << 30
"""Beyond this an input would take the machine's memory rather than the process's."""
_PLACES: Final = ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")


@dataclass(frozen=True, slots=True)
class Task:
    """One entry point to feed: the inputs of `numbers`, which follow from `seed`."""

    name: str
    makes: MakesEntry
    seed: int
    numbers: range


def feed_each(tasks: Sequence[Task], folder: Path, jobs: int) -> list[Outcome]:
    """Feed all entry points, `jobs` at a time; a process that dies is a finding."""
    make_template(folder)
    waiting, running, ended = list(tasks), dict[int, tuple[Task, ForkProcess]](), list[Outcome]()
    while waiting or running:
        while waiting and len(running) < jobs:
            task = waiting.pop(0)
            child = _FORK.Process(target=_feed, args=(task, folder))
            child.start()
            running[child.sentinel] = task, child
        for sentinel in connection.wait(running):
            assert isinstance(sentinel, int)
            task, child = running.pop(sentinel)
            child.join()
            ended.append(_outcome(task, folder, child.exitcode))
    order = [task.name for task in tasks]
    return sorted(ended, key=lambda one: order.index(one.target))


def _outcome(task: Task, folder: Path, status: int | None) -> Outcome:
    told = folder / f"{task.name}.json"
    if status == 0 and told.exists():
        return Outcome(**json.loads(told.read_text()))
    said = "\n".join((folder / f"{task.name}.err").read_text().strip().splitlines()[-12:])
    return Outcome(task.name, problems=[f"the process died ({status}): {said}"])


def _feed(task: Task, folder: Path) -> None:
    """Feed one entry point in this process, which holds nothing else, and write what came of it."""
    with (folder / f"{task.name}.err").open("w") as said:
        os.dup2(said.fileno(), 2)
    faulthandler.enable()
    warnings.simplefilter("ignore")
    logging.disable()
    place, elsewhere = folder / task.name, folder / f"{task.name}.elsewhere"
    place.mkdir()
    _live_in(elsewhere)
    _limit_memory()
    outcome = Outcome(task.name)
    # A store is opened for each input: what its statements compile to is the same each time.
    with patch.object(database, "create_engine", sharing_engine()):
        run_entry(task.makes, outcome, place, task.seed, task.numbers, LIMITS)
    outcome.problems += left_in(elsewhere)
    (folder / f"{task.name}.json").write_text(json.dumps(asdict(outcome)))


def _live_in(elsewhere: Path) -> None:
    """Make `elsewhere` every place in which a program may think it can leave something."""
    elsewhere.mkdir()
    os.environ.update(dict.fromkeys(_PLACES, str(elsewhere)), QT_QPA_PLATFORM="offscreen")
    os.chdir(elsewhere)
    tempfile.tempdir = None


def _limit_memory() -> None:
    """Let this process take `_ROOM` more than it has: an input's bomb ends here."""
    has = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (has + _ROOM, has + _ROOM))
