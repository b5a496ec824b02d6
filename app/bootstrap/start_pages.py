"""Pages that a start may need: restore, recovery, a server's password, the first start."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.services.backup.making import backup_places
from app.ui.first_start.first_start_page import FirstStartPage, FirstStartWork
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.file_dialogs import BACKUPS, FileDialogs
from app.ui.signing_in.recovery_page import RecoveryPage, RecoveryWork
from app.ui.signing_in.restore_page import RestorePage, RestoreWork
from app.ui.signing_in.server_password_page import ServerPasswordPage
from app.ui.widgets.printer_editor import PrinterWork
from app.wording import prompts

if TYPE_CHECKING:
    from app.bootstrap.opening import StoreOpening


def restoring_page(
    tasks: TaskRunner,
    opening: "Callable[[], StoreOpening]",
    restored: Callable[[str], None],
    left: Callable[[], None],
) -> RestorePage:
    """Return the page; `restored` hears what a person is told then, `left` that they go back."""

    def ask(parent: QWidget) -> Path | None:
        folder = str(backup_places(opening().data).main)
        return FileDialogs().open(parent, prompts.CHOOSE_BACKUP, BACKUPS, folder)

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


def recovering_page(
    tasks: TaskRunner,
    opening: "Callable[[], StoreOpening]",
    why: str,
    recovered: Callable[[], None],
) -> RecoveryPage:
    """Return the page, saying `why`; `recovered` hears that the store is open."""
    work = RecoveryWork(
        recover=lambda digits: opening().recover(digits), again=lambda: opening().open()
    )
    page = RecoveryPage(tasks, work, why)
    page.recovered.connect(recovered)
    return page


def server_password_page(
    tasks: TaskRunner, opening: "Callable[[], StoreOpening]", why: str, kept: Callable[[], None]
) -> ServerPasswordPage:
    """Return the page, saying `why`; `kept` hears that the store is open."""
    page = ServerPasswordPage(tasks, lambda password: opening().keep_password(password), why)
    page.kept.connect(kept)
    return page


def choose_folder(parent: QWidget, present: str, title: str = prompts.CHOOSE_PDF_FOLDER) -> str:
    """Return the chosen folder; empty when nothing was chosen."""
    return QFileDialog.getExistingDirectory(parent, title, present)


def founding_page(
    tasks: TaskRunner,
    opening: "Callable[[], StoreOpening]",
    founded: Callable[[str, str], None],
    restore: Callable[[], None],
) -> FirstStartPage:
    """Return the page; `founded` hears the login, and of a demo account the password.

    `restore` hears that a backup is wanted instead of a new store.
    """
    work = FirstStartWork(
        check_office=lambda office: opening().check_office(office),
        check_admin=lambda admin, office: opening().check_admin(admin, office),
        create=lambda typed: opening().create(typed),
        open_demo=lambda: opening().create_demo(),
        printing=PrinterWork(
            queues=lambda: opening().queues(),
            print_test=lambda setup, media: opening().print_test(setup, media),
            choose_folder=choose_folder,
        ),
    )
    page = FirstStartPage(tasks, work)
    page.finished.connect(founded)
    page.restore_wanted.connect(restore)
    return page
