"""A pytest plugin that runs the chosen tests alone: `-p tests.selection.picking`."""

import json
import os
from pathlib import Path
from typing import Final

import pytest

from tests.selection.choosing import Chosen

VARIABLE: Final = "MOTCUA_CHOSEN"
"""Names the file with the choice."""


def write(chosen: Chosen, file: Path) -> None:
    """Write a choice for the processes that run it."""
    file.write_text(json.dumps([sorted(chosen.known), sorted(chosen.fresh)]), "utf-8")


def read(file: Path) -> Chosen:
    """Read what `write` wrote."""
    known, fresh = json.loads(file.read_text("utf-8"))
    return Chosen(frozenset(known), frozenset(fresh), ())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the chosen tests."""
    chosen = read(Path(os.environ[VARIABLE]))
    left = [item for item in items if not chosen.has(item.nodeid)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if chosen.has(item.nodeid)]
