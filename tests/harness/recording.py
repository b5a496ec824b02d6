"""A life of the program whose system calls are written down: `python -m tests.harness.recording`.

It works through every flow, closes the store, opens it again and goes on; each act that was
acknowledged is a mark among the system calls. Some lives have a fault in what they sync.
"""

import itertools
import os
import random
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Final
from unittest.mock import patch

import msgspec

from app.__main__ import main
from app.commands.switches import PASSWORD_VARIABLE
from app.models.database import _PRAGMAS, sqlite_engine
from tests.harness import flows
from tests.harness.acknowledged import Head, head_of
from tests.harness.hands import Done, Flow, Hands
from tests.harness.system_calls import watched
from tests.harness.town import data_of, draft_id, entered, running_clock, state_in
from tests.services.store_builders import ADMIN, OFFICE

_ROOT: Final = Path(__file__).resolve().parents[2]


class Said(msgspec.Struct, omit_defaults=True):
    """What a mark says: a form is on its way, an act was acknowledged, the office was founded."""

    draft: str = ""
    how: str = ""
    done: Done | None = None
    head: Head | None = None
    is_founded: bool = False


class Life(msgspec.Struct, frozen=True):
    """A life to be recorded: the town it lives in, and the fault that is planted in it.

    One that `founds` makes a store where there is none. It works through `only` those flows and
    `more` registrations after them. Its clock began when the machine's monotonic one was `since`.
    """

    folder: str
    seed: int
    since: float
    plant: str = ""
    founds: bool = False
    only: tuple[str, ...] = ()
    more: int = 12

    @property
    def marks(self) -> Path:
        """Where its marks are written to, beside the town."""
        return Path(f"{self.folder}.marks")


def record(lives: list[Life], trace: Path) -> None:
    """Live them one after another in one process, and write its system calls down."""
    given = trace.with_suffix(".json")
    given.write_bytes(msgspec.json.encode(lives))
    watched((sys.executable, "-m", "tests.harness.recording", str(given)), trace, _ROOT)


def _live(life: Life) -> None:
    with life.marks.open("wb", buffering=0) as marks, PLANTED[life.plant]():

        def say(said: Said) -> None:
            os.write(marks.fileno(), msgspec.json.encode(said))

        with state_in(Path(life.folder)):
            if not life.founds:
                _work(life, say)
            elif found_by_command(Path(life.folder)) == 0:
                say(Said(is_founded=True))


def found_by_command(folder: Path) -> int:
    """Make a store as `motcua init` does, and return its status."""
    os.environ[PASSWORD_VARIABLE] = ADMIN.password
    words = ("--unit-code", OFFICE.code, "--unit-name", OFFICE.name, "--admin", ADMIN.login)
    return main(("init", *words, "--json", "--data", str(data_of(folder))))


def _work(life: Life, say: Callable[[Said], None]) -> None:
    numbers = itertools.count()
    chance = random.Random(life.seed)
    every: list[Flow] = [*flows.PRINTERS, *flows.ALL]
    every = [flow for flow in every if not life.only or flow.__name__ in life.only]
    chance.shuffle(every)
    again = [chance.choice(flows.SUBMITTERS) for _one in range(life.more)]
    for part in (every, again):
        town = entered(Path(life.folder), running_clock(life.since))
        hands = Hands(
            town,
            lambda: draft_id("power", life.seed, next(numbers)),
            lambda draft, how: say(Said(draft=draft, how=how)),
        )
        for flow in part:
            for done in flow(hands):
                say(Said(done=done, head=head_of(town)))
        town.desk.close()


def _with_pragmas(**changed: str) -> AbstractContextManager[object]:
    """Open stores with other pragmas than the program's."""
    kept = [one for one in _PRAGMAS if one.split()[1] not in changed]
    more = [f"PRAGMA {name} = {value}" for name, value in changed.items()]
    return patch.object(sqlite_engine, "__defaults__", (None, (*more, *kept)))


PLANTED: Final[Mapping[str, Callable[[], AbstractContextManager[object]]]] = {
    "": nullcontext,
    "synchronous-normal": partial(_with_pragmas, synchronous="NORMAL"),
    "synchronous-off": partial(_with_pragmas, synchronous="OFF"),
    "journal-delete": lambda: patch("app.models.database.journal_mode", lambda _version: "DELETE"),
    "files-unsynced": lambda: patch("app.paths.os.fsync", lambda _number: None),
}
"""Faults in what is synced, by name: power loss must show each of them."""


if __name__ == "__main__":
    for one in msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=list[Life]):
        _live(one)
