"""The command line in a process of its own, as a person runs it at a terminal: line by line."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

from app.__main__ import main
from app.commands import (
    act,
    attach,
    check,
    import_catalogue,
    import_dossiers,
    import_online,
    init,
)
from app.commands.switches import PASSWORD_VARIABLE
from tests.harness.town import data_of, running_clock, state_in
from tests.services.store_builders import ADMIN

VERBS = (act, attach, check, import_catalogue, import_dossiers, import_online, init)
"""Imported before the processes part from each other, so that each begins at once."""


def run_verb(folder: Path, words: Sequence[str], since: float) -> None:
    """Run a verb over the town in `folder` and leave with its status; what it says goes to `out`.

    The time is the town's, and every password is the one that all accounts of the town have.
    """
    clock = partial(running_clock, since)
    os.environ[PASSWORD_VARIABLE] = ADMIN.password
    with (
        state_in(folder),
        (folder / "out").open("w", encoding="utf-8", buffering=1) as out,
        (folder / "err").open("w", encoding="utf-8", buffering=1) as err,
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
        patch("app.commands.frame.Clock", clock),
        patch("app.commands.init.Clock", clock),
    ):
        status = main([*words, "--data", str(data_of(folder))])
        out.flush()
        err.flush()
        os._exit(status)
