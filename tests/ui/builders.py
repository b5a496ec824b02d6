"""A shell with small pages, for tests of the window."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Change, NewestAnswers, Read
from app.ui.shell.actions import ActionBook
from app.ui.shell.main_window import MainWindow, WindowParts
from app.ui.shell.page import PageSpec
from app.ui.widgets.lookup_field import LookupRow
from tests.ui.inline import InlineTasks


class PlainPage(QWidget):
    """A page that answers none of the calls."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)


class BusyPage(PlainPage):
    """A page that answers all of them and keeps what it heard."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.takes_scans = True

    def activated(self) -> None:
        self.heard.append("activated")

    def handle_scan(self, text: str) -> bool:
        self.heard.append(text)
        return self.takes_scans

    def refresh(self, changes: frozenset[Change]) -> None:
        self.heard.append(changes)


def a_page(
    key: str, make: Callable[[], QWidget] = PlainPage, *, title: str = "Trang", shortcut: str = "F2"
) -> PageSpec:
    return PageSpec(
        key=key, title=title, icon=Icon.PAPER, shortcut=shortcut, make=lambda _parent: make()
    )


def nothing_found(_text: str) -> Sequence[LookupRow]:
    return ()


def a_window(
    pages: Sequence[PageSpec],
    *,
    tasks: InlineTasks | None = None,
    book: ActionBook | None = None,
    find: Callable[[str], Sequence[LookupRow]] = nothing_found,
) -> MainWindow:
    """Return a window at 09:42; its tasks and actions are made children so that they stay."""
    used_tasks = tasks or InlineTasks()
    used_book = book or ActionBook()
    parts = WindowParts(
        tasks=used_tasks,
        actions=used_book,
        find=lambda text: Read(used_tasks, partial(find, text), NewestAnswers()),
        local_now=lambda: datetime(2026, 11, 23, 9, 42),  # noqa: DTZ001 - a wall clock
    )
    window = MainWindow(pages, parts)
    used_tasks.setParent(window)
    used_book.setParent(window)
    return window
