"""Show every page of a store's window twice, a bare page of the same widgets beside each.

Prints the seconds and the memory as JSON: python3 -m benchmarks.show_pages STORE.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableView,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap.bench_marks import resident_bytes
from app.bootstrap.counter_window import CounterWindow
from app.bootstrap.pages import PAGES
from app.bootstrap.window import make_application
from app.settings import SettingsFile
from app.ui.look.theme import apply_theme
from app.ui.runtime.tasks import Tasks
from benchmarks.big_store import BigStore, actor_of, open_store

_LOGINS: Final = ("tiepnhan1", "phutrach", "quantri")
_PLAIN: Final[tuple[type[QWidget], ...]] = (
    *(QTableView, QTreeView, QListView, QPlainTextEdit),
    *(QComboBox, QDateEdit, QSpinBox, QLineEdit, QCheckBox, QRadioButton),
    *(QPushButton, QToolButton, QLabel, QWidget),
)
"""What a bare page is made of: the first kind that a widget is of, QWidget for all others."""


@dataclass(frozen=True, slots=True)
class PageShown:
    """Seconds until a page is usable when it is shown first and again, and of a bare one."""

    key: str
    first_s: float
    again_s: float
    bare_first_s: float
    bare_again_s: float


@dataclass(frozen=True, slots=True)
class Shown:
    """Seconds from signing in to the first page being usable, every page, and bytes of memory."""

    signed_in_s: float
    pages: tuple[PageShown, ...]
    memory: int


def show_all(folder: Path) -> Shown:
    """Show the pages of an officer, a supervisor and the administrator of the store in `folder`."""
    app = make_application(["motcua"])
    apply_theme(app, "light")
    store = open_store(folder)
    errors: list[BaseException] = []
    tasks = Tasks(errors.append, errors.append)
    signed_in: list[float] = []
    found: dict[str, PageShown] = {}
    memory = 0
    for login in _LOGINS:
        begun = time.perf_counter()
        window = open_window(app, store, tasks, login)
        until_idle(tasks)
        signed_in.append(time.perf_counter() - begun)
        for page in PAGES:
            is_in_front = page.key == window.first_page
            if page.key not in found and not is_in_front and window.shell.has_page(page.key):
                found[page.key] = _page(window, tasks, page.key)
        memory = resident_bytes()
        window.take_down()
    tasks.drain()
    store.desk.close()
    if errors:
        raise errors[0]
    first = signed_in[0]
    return Shown(first, tuple(found.values()), memory)


def open_window(app: QApplication, store: BigStore, tasks: Tasks, login: str) -> CounterWindow:
    desk = store.desk
    actor = actor_of(desk.database, desk.office_id, login)
    actor = replace(actor, roles=desk.accounts.roles_now(actor))
    window = CounterWindow(app, desk, actor, file=SettingsFile(store.folder), tasks=tasks)
    window.shell.resize(1200, 740)
    window.show()
    return window


def _page(window: CounterWindow, tasks: Tasks, key: str) -> PageShown:
    other = next(page.key for page in PAGES if page.key != key and window.shell.has_page(page.key))

    def show() -> None:
        window.shell.show_page(key)
        until_idle(tasks)

    first = _timed(show)
    window.shell.show_page(other)
    until_idle(tasks)
    again = _timed(show)
    bare = QWidget()
    children = window.shell.page(key).findChildren(QWidget)
    kinds = [next(kind for kind in _PLAIN if isinstance(child, kind)) for child in children]

    def show_bare() -> None:
        if bare.layout() is None:
            rows = QVBoxLayout(bare)
            for kind in kinds:
                rows.addWidget(kind())
        bare.show()
        QApplication.processEvents()

    bare_first = _timed(show_bare)
    bare.hide()
    bare_again = _timed(show_bare)
    bare.deleteLater()
    return PageShown(key, first, again, bare_first, bare_again)


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def until_idle(tasks: Tasks) -> None:
    QApplication.processEvents()
    while not tasks.is_idle:
        QApplication.processEvents()
        time.sleep(0.0005)
    QApplication.processEvents()


if __name__ == "__main__":
    print(msgspec.json.encode(show_all(Path(sys.argv[1]))).decode())
