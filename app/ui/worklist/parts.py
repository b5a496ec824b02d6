"""What the work list page is given, and the keys it has."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.services.ledger.records import Actor
from app.services.worklist.records import OfEntry
from app.services.worklist.worklist import WorkList
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages
from app.vocabulary.dossiers import Action

WORK_ACTIONS = (
    ActionSpec("worklist.filter", "Lọc việc cần làm", "Ctrl+F", "worklist", Icon.SEARCH),
    ActionSpec("worklist.more", "Xem thêm việc cần làm", "Ctrl+M", "worklist", Icon.MORE),
    ActionSpec("worklist.export", "Xuất việc cần làm", "Ctrl+E", "worklist", Icon.EXPORT),
)
"""Acts of this page; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkExport:
    """How the list leaves the house: `ask_path` offers a name, `write` runs on the worker."""

    ask_path: Callable[[QWidget, str], Path | None]
    write: Callable[[Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkListParts:
    """The page's connections; `actor` tells who works here now.

    `open_for` opens a dossier with the question of an act, `open_petition` a petition by its id and
    `open_entry` an entry of a register; `export` is None for those who only work from the list.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    work: WorkList
    open_dossier: Callable[[str], None]
    open_for: Callable[[str, Action], None]
    open_petition: Callable[[int], None]
    open_entry: Callable[[OfEntry], None]
    export: WorkExport | None = None
