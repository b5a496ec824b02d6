"""What the tab of published procedures is connected to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.services.ledger.records import Actor
from app.services.publishing.counts import PublishedFigures
from app.services.publishing.publishing import Publishing
from app.ui.desk.saving import PathAsker
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages


class PublishedWriter(Protocol):
    """Writes the figures to a workbook; raises UserError where it cannot."""

    def __call__(self, figures: PublishedFigures, path: Path) -> None: ...


PUBLISHING_ACTIONS = tuple(
    ActionSpec(f"publishing.{name}", text, shortcut, "registers", which, "publishing")
    for name, text, shortcut, which in (
        ("enter", "Nhập quyết định công bố", "Ins", Icon.ADD),
        ("end", "Bỏ quyết định khỏi sổ", "Del", Icon.REMOVE),
        ("find", "Tìm quyết định công bố", "Ctrl+F", Icon.SEARCH),
        ("export", "Xuất số thủ tục theo cơ quan", "Ctrl+E", Icon.EXPORT),
    )
)
"""Acts of this tab of the registers; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingParts:
    """The tab's connections; `ask_file` gives a file of procedures, None on turning back."""

    tasks: TaskRunner
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    publishing: Publishing
    write: PublishedWriter
    ask_path: PathAsker
    ask_file: Callable[[QWidget], Path | None]
    actions: ActionBook
