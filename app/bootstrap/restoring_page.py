"""The page that puts a backup back before anybody can sign in; loaded only when it is wanted."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.services.backup.making import backup_places
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.file_dialogs import BACKUPS, FileDialogs
from app.ui.signing_in.restore_page import RestorePage, RestoreWork

if TYPE_CHECKING:
    from app.bootstrap.opening import Opening


def restoring_page(
    tasks: TaskRunner,
    opening: "Callable[[], Opening]",
    restored: Callable[[str], None],
    left: Callable[[], None],
) -> RestorePage:
    """Return the page; `restored` hears what a person is told then, `left` that they go back."""

    def ask(parent: QWidget) -> Path | None:
        folder = str(backup_places(opening().data).main)
        return FileDialogs().open(parent, "Chọn bản sao lưu", BACKUPS, folder)

    page = RestorePage(
        tasks,
        RestoreWork(
            look=lambda path: opening().look(path),
            restore=lambda typed: opening().restore_typed(typed),
            ask_file=ask,
        ),
    )
    page.restored.connect(restored)
    page.left.connect(left)
    return page
