"""The card of files of one dossier, over a real counter and a real folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.paths import STORE_NAME
from app.services.container import Services
from app.services.files.attachments import Attachments
from app.services.ledger.records import Actor
from app.ui.files.files_card import FilesCard
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_copied_store, a_store
from tests.ui.contexts import services_of
from tests.ui.desk_pages import Ground

MakeCard = Callable[[Actor], FilesCard]


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
def services(counter: Counter, tmp_path: Path) -> Services:
    return services_of(counter)


@pytest.fixture
def attachments(services: Services) -> Attachments:
    return services.attachments


@pytest.fixture
def ground(counter: Counter, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(counter, window)


@pytest.fixture
def make_card(ground: Ground, services: Services, qtbot: QtBot) -> MakeCard:
    def make(actor: Actor) -> FilesCard:
        card = FilesCard(ground.context(actor), services, "Ctrl+O")
        card.resize(420, 260)
        qtbot.addWidget(card)
        return card

    return make


@pytest.fixture
def card(counter: Counter, make_card: MakeCard) -> FilesCard:
    return make_card(counter.officer)
