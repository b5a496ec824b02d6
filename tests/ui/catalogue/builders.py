"""The catalogue page over a real store, with tasks that run at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget  # noqa: TID251 - looks for the one asked

from app.services.catalogue.agencies import Agencies
from app.services.catalogue.counters import Counters
from app.services.catalogue.importing import CatalogueImport
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.routes import Routes
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.ui.catalogue.page import CataloguePage
from app.ui.catalogue.parts import CATALOGUE_ACTIONS, CatalogueParts, CatalogueServices
from app.ui.shell.actions import ACTIONS, ActionBook
from app.ui.shell.messages import Messages
from app.ui.shell.strip import NoticeKind, StripAction
from tests.ui.inline import InlineTasks


@dataclass
class Bench:
    """A page and everything around it that a test looks at."""

    page: CataloguePage
    parts: CatalogueParts
    services: CatalogueServices
    actor: Actor
    said: list[str]
    files: list[Path] = field(default_factory=list)

    def question(self) -> QMessageBox:
        """Return the question on the screen."""
        (box,) = self.page.findChildren(QMessageBox)
        return box


def a_bench(tx: Transactions, actor: Actor) -> Bench:
    """Return the page, shown and loaded; the caller gives `page` to qtbot."""
    services = CatalogueServices(
        procedures=Procedures(tx),
        imports=CatalogueImport(tx),
        agencies=Agencies(tx),
        counters=Counters(tx),
        routes=Routes(tx),
    )
    said: list[str] = []
    files: list[Path] = []
    owner = QWidget()
    tasks, book = InlineTasks(), ActionBook(ACTIONS + CATALOGUE_ACTIONS)

    def say(text: str, _kind: NoticeKind, _actions: Sequence[StripAction]) -> None:
        said.append(text)

    parts = CatalogueParts(
        tasks=tasks,
        actions=book,
        messages=Messages(owner, say, lambda: datetime(2026, 11, 23, tzinfo=UTC)),
        actor=lambda: actor,
        services=services,
        ask_file=lambda _parent: files.pop() if files else None,
    )
    page = CataloguePage(parts)
    for each in (tasks, book):
        each.setParent(page)
    owner.setParent(page)
    tasks.changed.connect(page.refresh)
    page.resize(1178, 660)
    page.show()
    page.activated()
    return Bench(page, parts, services, actor, said, files)
