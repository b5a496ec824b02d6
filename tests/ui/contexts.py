"""What pages are given, for tests: a context that remembers, and services over a real store."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.models.database import Database
from app.outputs import GuardedPlaces, Outputs
from app.services.access.accounts import Accounts
from app.services.access.approvals import Approvals
from app.services.container import Services
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.ledger.records import Actor
from app.services.office.calendar import CalendarCache
from app.settings import SettingsFile
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ACTIONS, ActionBook, ActionSpec
from app.ui.shell.file_dialogs import FileDialogs
from app.ui.shell.messages import Messages
from app.ui.shell.page_context import PageContext
from tests.services.desk_builders import Counter, store_of
from tests.services.store_builders import cheap_passwords


class AnsweringDialogs(FileDialogs):
    """Answers each question for a file with the next of `paths`; None once there are no more."""

    def __init__(self, *paths: Path | None) -> None:
        self.paths = list(paths)
        self.names: list[str] = []

    def _next(self, name: str) -> Path | None:
        self.names.append(name)
        return self.paths.pop(0) if self.paths else None

    def save(self, _parent: QWidget, _title: str, name: str, _kinds: str) -> Path | None:
        path = self._next(name)
        return path / name if path is not None and path.is_dir() else path

    def open(self, _parent: QWidget, title: str, _kinds: str, _folder: str = "") -> Path | None:
        return self._next(title)

    def open_many(self, _parent: QWidget, title: str, *_more: object) -> Sequence[Path]:
        found = [self._next(title)]
        while self.paths:
            found.append(self.paths.pop(0))
        return [path for path in found if path is not None]

    def folder(self, _parent: QWidget, title: str, _present: str = "") -> Path | None:
        return self._next(title)


@dataclass
class RecordingNavigator:
    """A navigator that goes nowhere; `calls` are what it was asked for, `pages` those there are.

    `hears` are told of calls by their name.
    """

    calls: list[tuple[object, ...]] = field(default_factory=list)
    hears: dict[str, Callable[..., object]] = field(default_factory=dict)
    pages: tuple[str, ...] = ("petitions", "registers", "reporting")

    def __getattr__(self, name: str) -> Callable[..., None]:
        if not name.startswith("open_"):
            raise AttributeError(name)

        def call(*args: object) -> None:
            self.calls.append((name, *args))
            if name in self.hears:
                self.hears[name](*args)

        return call

    def has_page(self, key: str) -> bool:
        return key in self.pages

    def all(self, name: str) -> list[object]:
        """Return the first argument of each call of one name."""
        return [call[1] for call in self.calls if call[0] == name]


def a_context(
    tasks: TaskRunner,
    actor: Callable[[], Actor],
    clock: Clock,
    *,
    messages: Messages | None = None,
    actions: ActionBook | Sequence[ActionSpec] = (),
    folder: Path | None = None,
    **others: Any,
) -> PageContext:
    """Return a context whose navigator, printers and dialogs remember what they were asked.

    `others` are fields of PageContext; without `folder` nothing is read from settings.
    """
    book = actions if isinstance(actions, ActionBook) else ActionBook((*ACTIONS, *actions))
    fields: dict[str, Any] = {
        "navigate": RecordingNavigator(),
        "printing": SimpleNamespace(),
        "print_queued": lambda: None,
        "outputs": Outputs(lambda: GuardedPlaces(())),
        "settings": SettingsFile(folder or Path("/nonexistent")),
        "backups": SimpleNamespace(),
        "apply_theme": lambda _mode: None,
        "take_text_size": lambda _percent: None,
        "restore": lambda _source, _who: None,
        "files": AnsweringDialogs(),
    }
    if messages is None:
        messages = Messages(QWidget(), lambda *_said: None, clock.now)
    return PageContext(
        actor=actor,
        clock=clock,
        tasks=tasks,
        actions=book,
        messages=messages,
        **(fields | others),
    )


def services_on(
    database: Database,
    clock: Clock,
    folder: Path,
    *,
    key: SigningKey | None = None,
    calendars: CalendarCache | None = None,
) -> Services:
    """Return the services over an open store that has its office; files lie in `folder`."""
    made = Services(store_of(folder, database, clock))
    made.signing_key = key or KeyFolder(folder / "keys").load_or_create(1)
    made.accounts = Accounts(made.store.transactions, cheap_passwords())
    made.approvals = Approvals(made.store.transactions, cheap_passwords())
    if calendars is not None:
        made.calendars = calendars
    return made


def stub_services(**services: object) -> Services:
    """Return an object with these services alone, for a page that must meet their answers."""
    return cast("Services", SimpleNamespace(**services))


def services_of(counter: Counter, **others: object) -> Services:
    """Return the counter's own services; `others` take a service's place."""
    made = copy(counter)
    vars(made).update(others)
    return made
