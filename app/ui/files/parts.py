"""What the card of files is given, and its one key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.services.files.attachments import Attachments
from app.services.ledger.records import Actor
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.messages import Messages
from app.ui.widgets.pdf_view import PageSource

_SCANS = "Tệp quét (*.pdf *.jpg *.jpeg *.png)"


def ask_scans(parent: QWidget, title: str) -> Sequence[Path]:
    """Ask for files in the system's own dialog; empty on turning back."""
    place = QStandardPaths.StandardLocation.PicturesLocation
    folder = QStandardPaths.writableLocation(place)
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, folder, _SCANS)
    return [Path(one) for one in chosen]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesParts:
    """The card's connections; `actor` tells who works here now.

    `pages` opens a content of a media type to be looked at, on the worker; `ask_paths` asks for
    files under a title.
    """

    tasks: TaskRunner
    messages: Messages
    actor: Callable[[], Actor]
    attachments: Attachments
    pages: Callable[[bytes, str], PageSource]
    ask_paths: Callable[[QWidget, str], Sequence[Path]] = ask_scans
