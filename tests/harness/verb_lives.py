"""The command line in a process of its own, as a person runs it at a terminal: line by line."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

from app.__main__ import main
from app.commands import (
    act,
    attach,
    check,
    close,
    import_catalogue,
    import_dossiers,
    import_online,
    init,
    key,
    period,
    restore,
    retention,
)
from app.commands.switches import PASSWORD_VARIABLE, SECOND_PASSWORD_VARIABLE
from tests.harness.town import data_of, running_clock, state_in
from tests.services.store_builders import ADMIN, GOOD_PASSWORD, MONDAY_MORNING

VERBS = (
    *(act, attach, check, close, import_catalogue, import_dossiers, import_online),
    *(init, key, period, restore, retention),
)
"""Imported before the processes part from each other, so that each begins at once."""
_PASSWORDS = {PASSWORD_VARIABLE: ADMIN.password, SECOND_PASSWORD_VARIABLE: GOOD_PASSWORD}
_WITH_A_CLOCK = ("frame", "init", "restore")


@contextmanager
def at_a_terminal(folder: Path, since: float, begins: datetime = MONDAY_MORNING) -> Iterator[None]:
    """Let commands run in the town of `folder`: at its time, with the password of its accounts."""
    clock = partial(running_clock, since, begins)
    with ExitStack() as stack:
        stack.enter_context(state_in(folder))
        stack.enter_context(patch.dict(os.environ, _PASSWORDS))
        for module in _WITH_A_CLOCK:
            stack.enter_context(patch(f"app.commands.{module}.Clock", clock))
        yield


def run_verb(folder: Path, words: Sequence[str], since: float) -> None:
    """Run a verb in the town of `folder` and leave with its status; what it says goes to `out`."""
    with (
        at_a_terminal(folder, since),
        (folder / "out").open("w", encoding="utf-8", buffering=1) as out,
        (folder / "err").open("w", encoding="utf-8", buffering=1) as err,
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
    ):
        status = main([*words, "--data", str(data_of(folder))])
        out.flush()
        err.flush()
        os._exit(status)
