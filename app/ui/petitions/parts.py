"""What the page of petitions is given, and the keys it has."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.services.dossiers.search import Search
from app.services.ledger.records import Actor
from app.services.petitions.drafts import PetitionDrafts
from app.services.petitions.petitions import Petitions
from app.services.petitions.records import PetitionFilter
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages

PAGE: Final = "petitions"
PETITION_ACTIONS = (
    ActionSpec(
        "petitions.new", "Tiếp nhận phản ánh, kiến nghị mới", "Ctrl+N", "petitions", Icon.ADD
    ),
    ActionSpec(
        "petitions.receive", "Ghi phản ánh, kiến nghị vào sổ", "Ctrl+Return", "petitions", Icon.SAVE
    ),
    ActionSpec("petitions.find", "Tìm phản ánh, kiến nghị", "Ctrl+L", "petitions", Icon.SEARCH),
    ActionSpec("petitions.overdue", "Chỉ phản ánh quá hạn", "Ctrl+Shift+D", "petitions", Icon.LATE),
    ActionSpec(
        "petitions.export", "Xuất sổ phản ánh, kiến nghị", "Ctrl+E", "petitions", Icon.EXPORT
    ),
)
"""Acts of this page; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionParts:
    """The page's connections; `actor` tells who works here now.

    `ask_path` offers a name for the export, `write` makes the file on the worker; `print_job`
    sends what waits for this station's printer.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    petitions: Petitions
    drafts: PetitionDrafts
    search: Search
    open_dossier: Callable[[str], None]
    show_form: Callable[[int], None]
    print_job: Callable[[], None]
    ask_path: Callable[[QWidget, str], Path | None]
    write: Callable[[PetitionFilter, Path], None]
