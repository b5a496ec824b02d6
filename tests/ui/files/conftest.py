"""The card of files of one dossier, over a real counter and a real folder."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.paths import STORE_NAME
from app.printing.scans import scan_pages
from app.services.files.attachments import Attachments
from app.services.files.kinds import media_type_of
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.ui.files.files_card import FilesCard
from app.ui.files.parts import FilesParts
from tests.seals import a_file_folder
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_copied_store, a_store
from tests.ui.desk_pages import Ground

MakeCard = Callable[[Actor], FilesCard]


@dataclass
class Picker:
    """Answers the question for files; `asked` keeps its titles."""

    paths: Sequence[Path] = ()
    asked: list[str] = field(default_factory=list)

    def __call__(self, _parent: QWidget, title: str) -> Sequence[Path]:
        self.asked.append(title)
        return self.paths


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store to copy: creating one runs every migration."""
    folder = tmp_path_factory.mktemp("empty")
    a_store(folder).close()
    return folder / STORE_NAME


@pytest.fixture
def counter(tmp_path: Path, empty_store: Path) -> Iterator[Counter]:
    store = a_copied_store(empty_store, tmp_path)
    yield a_counter(tmp_path, FakeTime(), store)
    store.close()


@pytest.fixture
def attachments(counter: Counter, tmp_path: Path) -> Attachments:
    tx = Transactions(counter.database, counter.clock)
    return Attachments(tx, a_file_folder(tmp_path / "files"), media_type_of)


@pytest.fixture
def ground(counter: Counter, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(counter, window)


@pytest.fixture
def picker() -> Picker:
    return Picker()


@pytest.fixture
def make_card(ground: Ground, attachments: Attachments, picker: Picker, qtbot: QtBot) -> MakeCard:
    def make(actor: Actor) -> FilesCard:
        parts = FilesParts(
            tasks=ground.tasks,
            messages=ground.messages,
            actor=lambda: actor,
            attachments=attachments,
            pages=scan_pages,
            ask_paths=picker,
        )
        card = FilesCard(parts, "Ctrl+O")
        card.resize(420, 260)
        qtbot.addWidget(card)
        return card

    return make


@pytest.fixture
def card(counter: Counter, make_card: MakeCard) -> FilesCard:
    return make_card(counter.officer)
