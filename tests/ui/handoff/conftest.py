"""The handoff page at a counter, and at an agency."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.files.attachments import Attachments
from app.services.files.kinds import media_type_of
from app.services.ledger.records import Actor
from app.ui.handoff.handoff_page import AGAIN_MS, HandoffPage
from app.ui.shell.page_actions import HANDOFF_ACTIONS
from tests.seals import a_file_folder
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.contexts import services_of
from tests.ui.desk_pages import Ground

MakePage = Callable[..., tuple[HandoffPage, Ground]]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    yield made
    made.database.close()


@pytest.fixture
def scans() -> list[Path | None]:
    """What the person chooses when asked for files."""
    return []


@pytest.fixture
def attachments(counter: Counter, tmp_path: Path) -> Attachments:
    tx = counter.tx
    return Attachments(tx, a_file_folder(tmp_path / "files"), media_type_of)


@pytest.fixture
def make_page(
    counter: Counter,
    qtbot: QtBot,
    attachments: Attachments,
    scans: list[Path | None],
    tmp_path: Path,
) -> MakePage:
    def make(actor: Actor, *, again_ms: int = AGAIN_MS) -> tuple[HandoffPage, Ground]:
        window = QWidget()
        qtbot.addWidget(window)
        ground = Ground(counter, window, *HANDOFF_ACTIONS)
        services = services_of(counter, attachments=attachments)
        ground.files.paths = scans
        context = ground.context(actor)
        page = HandoffPage(context, services, again_ms=again_ms)
        qtbot.addWidget(page)
        ground.tasks.changed.connect(page.refresh)
        page.activated()
        return page, ground

    return make
