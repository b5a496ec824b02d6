"""The first start's page, joined to the store it makes; only a machine without a store loads it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.bootstrap.folders import choose_folder
from app.ui.first_start.first_start_page import FirstStartPage, FirstStartWork
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.printer_editor import PrinterWork

if TYPE_CHECKING:
    from app.bootstrap.opening import Opening


def founding_page(
    tasks: TaskRunner,
    opening: "Callable[[], Opening]",
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
