"""What the catalogue page is given: services, the worker, who works here, where files come from."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.services.catalogue.agencies import Agencies
from app.services.catalogue.counters import Counters
from app.services.catalogue.importing import CatalogueImport
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.routes import Routes
from app.services.ledger.records import Actor
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages

CATALOGUE_ACTIONS = (
    ActionSpec("catalogue.save", "Lưu thủ tục", "Ctrl+Return", "catalogue", Icon.SAVE),
    ActionSpec("catalogue.add", "Thêm thủ tục", "Ctrl+N", "catalogue", Icon.ADD),
    ActionSpec("catalogue.import", "Nhập danh mục từ tệp", "Ctrl+O", "catalogue", Icon.IMPORT),
    ActionSpec("catalogue.search", "Tìm trong danh mục", "Ctrl+F", "catalogue", Icon.SEARCH),
    ActionSpec("catalogue.up", "Chuyển dòng lên", "Alt+Up", "catalogue", Icon.UP, "lists"),
    ActionSpec("catalogue.down", "Chuyển dòng xuống", "Alt+Down", "catalogue", Icon.DOWN, "lists"),
)
"""Acts of this page beyond those every window has; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueServices:
    """The services the page calls, always on the worker."""

    procedures: Procedures
    imports: CatalogueImport
    agencies: Agencies
    counters: Counters
    routes: Routes


def ask_file(parent: QWidget) -> Path | None:
    """Ask for the file to import, in the person's documents at first; None on turning back."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    chosen, _ = QFileDialog.getOpenFileName(
        parent,
        "Chọn tệp danh mục",
        QStandardPaths.writableLocation(place),
        "Tệp danh mục (*.xlsx *.csv *.tsv *.txt *.json)",
    )
    return Path(chosen) if chosen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueParts:
    """The page's connections; `actor` tells who works here now."""

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    actor: Callable[[], Actor]
    services: CatalogueServices
    ask_file: Callable[[QWidget], Path | None] = ask_file
