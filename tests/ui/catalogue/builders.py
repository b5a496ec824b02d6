"""The catalogue page over a real store, with tasks that run at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget  # noqa: TID251 - looks for the one asked

from app.clock import Clock
from app.models.database import Database
from app.services.container import Services
from app.services.ledger.records import Actor
from app.ui.catalogue.page import CataloguePage
from app.ui.shell.actions import ACTIONS, ActionBook
from app.ui.shell.messages import Messages, NoticeKind, StripAction
from app.ui.shell.page_actions import CATALOGUE_ACTIONS
from app.ui.shell.page_context import PageContext
from tests.services.store_builders import FakeTime
from tests.ui.contexts import AnsweringDialogs, a_context, services_on
from tests.ui.inline import InlineTasks


@dataclass
class Bench:
    """A page and everything around it that a test looks at."""

    page: CataloguePage
    context: PageContext
    services: Services
    actor: Actor
    said: list[str]
    files: list[Path] = field(default_factory=list)

    def question(self) -> QMessageBox:
        """Return the question on the screen."""
        (box,) = self.page.findChildren(QMessageBox)
        return box


def a_bench(database: Database, folder: Path, actor: Actor) -> Bench:
    """Return the page, shown and loaded; the caller gives `page` to qtbot."""
    said: list[str] = []
    files: list[Path] = []
    owner = QWidget()
    tasks, book = InlineTasks(), ActionBook(ACTIONS + CATALOGUE_ACTIONS)

    def say(text: str, _kind: NoticeKind, _actions: Sequence[StripAction]) -> None:
        said.append(text)

    dialogs = AnsweringDialogs()
    dialogs.paths = files  # type: ignore[assignment]
    clock = Clock(FakeTime())
    context = a_context(
        tasks,
        lambda: actor,
        clock,
        messages=Messages(owner, say, clock.now),
        actions=book,
        files=dialogs,
    )
    services = services_on(database, clock, folder)
    page = CataloguePage(context, services)
    for each in (tasks, book):
        each.setParent(page)
    owner.setParent(page)
    tasks.changed.connect(page.refresh)
    page.resize(1178, 660)
    page.show()
    page.activated()
    return Bench(page, context, services, actor, said, files)
