"""What the shell knows of a page: how to make it, and the few calls it may answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """One page of the rail; `make` makes it in its place when it is first shown."""

    key: str
    title: str
    icon: Icon
    shortcut: str
    make: Callable[[QWidget], QWidget]


@runtime_checkable
class Activated(Protocol):
    """A page that wants to know when it comes to the front."""

    def activated(self) -> None: ...


@runtime_checkable
class ScanTaker(Protocol):
    """A page that may use a scan; False passes it on to the box."""

    def handle_scan(self, text: str) -> bool: ...


@runtime_checkable
class ScanExpecting(Protocol):
    """A page that asks for a bar code whose shape does not tell it from typing."""

    def expects_scan(self, text: str) -> bool: ...


@runtime_checkable
class Refreshable(Protocol):
    """A page that reads again when something it shows has changed."""

    def refresh(self, changes: frozenset[Change]) -> None: ...


@runtime_checkable
class TabChooser(Protocol):
    """A page of tabs; `choose_tab` brings the one at a place (from 0) to the front."""

    def choose_tab(self, place: int) -> None: ...


@runtime_checkable
class DraftKeeping(Protocol):
    """A page that stores by itself what is half typed, and does so at once when asked."""

    def keep_draft(self) -> None: ...


@runtime_checkable
class Page(Activated, ScanTaker, Refreshable, Protocol):
    """A page that answers all three calls; each of them is optional."""


def bring_to_front(window: QWidget) -> None:
    """Show a window above others, as large as it was: a second start asks for this."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
