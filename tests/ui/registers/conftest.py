"""The registers' tabs over a real store, with what they asked for and what they said."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.registers import plain_register_tabs
from app.clock import Clock
from app.models.database import Database
from app.paths import STORE_NAME
from app.reports.formats import ExportFormat
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.office import Office
from app.services.registers.counting import RegisterCounts
from app.services.registers.registers import Registers
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.registers.parts import REGISTER_ACTIONS
from app.ui.shell.actions import ACTIONS, ActionBook
from app.ui.shell.messages import Messages
from app.ui.shell.strip import NoticeKind
from tests.services.store_builders import FakeTime, a_copied_store, a_store, an_office, the_actor
from tests.ui.inline import InlineTasks
from tests.unguarded import UNGUARDED


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
def page(shelf: Shelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> TabbedPage:
    """The page with the tabs that the window makes."""
    window = QWidget()
    qtbot.addWidget(window)
    clock = Clock(FakeTime())
    tx = Transactions(shelf.database, clock)
    messages = Messages(
        window, lambda text, kind, _acts: shelf.said.append((kind, text)), clock.now
    )
    desk = SimpleNamespace(
        outputs=UNGUARDED,
        registers=shelf.registers,
        register_counts=RegisterCounts(tx),
        office=Office(tx),
        clock=clock,
    )
    monkeypatch.setattr("app.bootstrap.registers.ask_rows_file", shelf.file)
    board: Any = SimpleNamespace(
        tasks=shelf.tasks,
        said=messages,
        clock=clock,
        actor=lambda: shelf.actor,
        desk=desk,
        ask_path=partial(_asked, shelf),
        actions=ActionBook((*ACTIONS, *REGISTER_ACTIONS)),
    )
    made = TabbedPage("Sổ quản lý", plain_register_tabs(board))
    qtbot.addWidget(made)
    return made


def _asked(shelf: Shelf, _parent: QWidget, name: str, fmt: ExportFormat) -> Path | None:
    assert fmt is ExportFormat.XLSX
    folder = shelf.file()
    return None if folder is None else folder / name
