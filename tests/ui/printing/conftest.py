"""A counter whose papers go into a folder that can be blocked, as a printer jams."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.printing import DeskPrinting
from app.paths import STORE_NAME
from app.services.forms.records import QueuedCopy
from app.settings import Settings
from app.ui.runtime.tasks import Change, TaskRunner
from tests.seals import kept_papers
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_copied_store, a_store
from tests.ui.inline import InlineTasks


@dataclass(frozen=True, slots=True)
class Press:
    """The counter with its printing; `tray` is where its papers come out."""

    counter: Counter
    printing: DeskPrinting
    data: Path
    tray: Path

    def jam(self) -> None:
        self.tray.touch()

    def mend(self) -> None:
        self.tray.unlink()

    @property
    def papers(self) -> list[bytes]:
        """What came out: "name.pdf" before "name (2).pdf"."""
        files = sorted(self.tray.glob("*.pdf"), key=lambda path: (len(path.name), path.name))
        return [path.read_bytes() for path in files]

    @property
    def waiting(self) -> tuple[QueuedCopy, ...]:
        return self.counter.print_queue.waiting(self.counter.officer)

    def fail(self, *names: str) -> None:
        """Register a dossier for each of `names` while the printer is jammed."""
        for name in names:
            self.counter.code(name)
        self.jam()
        self.printing.send_all(self.counter.officer)

    def send_through(self, tasks: TaskRunner) -> None:
        """Do what the window does to send the outbox on its way."""
        officer = self.counter.officer
        tasks.write(
            lambda: self.printing.send_all(officer), lambda _run: None, (Change.PRINT_QUEUE,)
        )


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def tasks() -> InlineTasks:
    return InlineTasks()


@pytest.fixture(scope="session")
def store_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store to copy: creating one runs every migration."""
    folder = tmp_path_factory.mktemp("template")
    a_store(folder).close()
    return folder / STORE_NAME


@pytest.fixture
def press(tmp_path: Path, store_template: Path) -> Iterator[Press]:
    counter = a_counter(tmp_path, FakeTime(), a_copied_store(store_template, tmp_path))
    tray, data = tmp_path / "tray", tmp_path / "data"
    papers = kept_papers(data / "printed")
    printing = DeskPrinting(
        data, lambda: Settings(pdf_folder=str(tray)), counter.print_queue, papers
    )
    yield Press(counter, printing, data, tray)
    counter.database.close()
