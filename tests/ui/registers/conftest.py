"""The registers' tabs over a real store, with what they asked for and what they said."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.tabbed_pages import registers_page
from app.clock import Clock
from app.models.database import Database
from app.paths import STORE_NAME
from app.reports.formats import ExportFormat
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.publishing.publishing import Publishing
from app.services.registers.registers import Registers
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.shell.file_dialogs import FileDialogs
from app.ui.shell.messages import Messages, NoticeKind
from app.ui.shell.page_actions import PUBLISHING_ACTIONS, REGISTER_ACTIONS
from tests.services.store_builders import FakeTime, a_copied_store, a_store, an_office, the_actor
from tests.ui.contexts import a_context, services_on
from tests.ui.inline import InlineTasks


@dataclass
class Shelf:
    """What a test of the page holds in its hands; `files` are the answers of the file dialogs."""

    database: Database
    actor: Actor
    registers: Registers
    tasks: InlineTasks
    files: list[Path | None] = field(default_factory=list)
    said: list[tuple[NoticeKind, str]] = field(default_factory=list)

    def file(self, *_asked: object) -> Path | None:
        return self.files.pop(0)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with its office, to copy."""
    folder = tmp_path_factory.mktemp("founded")
    store = a_store(folder)
    an_office(store, Clock(FakeTime()))
    store.engine.dispose()
    store.close()
    return folder / STORE_NAME


@pytest.fixture
def shelf(founded: Path, tmp_path: Path) -> Iterator[Shelf]:
    database = a_copied_store(founded, tmp_path)
    tx = Transactions(database, Clock(FakeTime()))
    yield Shelf(database, the_actor(database, "quanly"), Registers(tx), InlineTasks())
    database.close()


@pytest.fixture
def page(shelf: Shelf, tmp_path: Path, qtbot: QtBot) -> TabbedPage:
    """The page with the tabs that the window makes."""
    window = QWidget()
    qtbot.addWidget(window)
    clock = Clock(FakeTime())
    tx = Transactions(shelf.database, clock)
    messages = Messages(
        window, lambda text, kind, _acts: shelf.said.append((kind, text)), clock.now
    )
    context = a_context(
        shelf.tasks,
        lambda: shelf.actor,
        clock,
        messages=messages,
        actions=(*REGISTER_ACTIONS, *PUBLISHING_ACTIONS),
        files=_Files(shelf),
    )
    services = services_on(shelf.database, clock, tmp_path)
    services.registers = shelf.registers
    services.publishing = Publishing(tx)
    made = registers_page(context, services)
    made.tabs.setCurrentIndex(1)
    qtbot.addWidget(made)
    return made


class _Files(FileDialogs):
    """Answers with the file or the folder that the test has chosen."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def save_export(self, _parent: QWidget, name: str, fmt: ExportFormat) -> Path | None:
        assert fmt is ExportFormat.XLSX
        folder = self._shelf.file()
        return None if folder is None else folder / name

    def open(self, *_asked: object) -> Path | None:
        return self._shelf.file()
