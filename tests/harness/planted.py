"""Faults put into the program on purpose: the harness must find each of them."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.services.custody.finishing import SameDay
from app.services.intake.intake import Intake
from app.services.intake.refusing import Refusing
from tests.harness.town import copied


def _no_fault(folder: Path) -> Path:
    """Leave the program as it is."""
    return folder


def _saves_at_the_end(folder: Path) -> Path:
    """Work on a copy that would be saved when the program is closed."""
    working = folder.with_name(f"{folder.name}-working")
    shutil.rmtree(working, ignore_errors=True)
    return copied(folder, working)


def _ignores_draft_ids(folder: Path) -> Path:
    """Take every form that is sent for a new one."""
    for service, name in (
        (Intake, "register"),
        (Refusing, "refuse"),
        (SameDay, "receive_and_finish"),
    ):
        setattr(service, name, _as_new(getattr(service, name)))
    return folder


def _as_new(work: Callable[..., Any]) -> Callable[..., Any]:
    def run(service: Any, actor: Any, new: Any, *rest: Any, **more: Any) -> Any:
        return work(service, actor, replace(new, draft_id=str(uuid4())), *rest, **more)

    return run


PLANTS: Mapping[str, Callable[[Path], Path]] = {
    "": _no_fault,
    "saves-at-the-end": _saves_at_the_end,
    "ignores-draft-ids": _ignores_draft_ids,
}
"""By name: each is put into a process, and returns the folder that the program then uses."""
