"""What the custody page is put together from."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.bootstrap.desk import Desk
from app.bootstrap.writing import custody_writer
from app.services.ledger.records import Actor
from app.ui.custody.parts import CustodyParts, CustodyServices
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook
from app.ui.shell.messages import Messages

AskPath = Callable[[QWidget, str], Path | None]


def custody_services(desk: Desk) -> CustodyServices:
    """Return the services of the page over the open store."""
    return CustodyServices(board=desk.custody_board, keepers=desk.keepers, scans=desk.scans)


def custody_parts(
    desk: Desk,
    *,
    tasks: TaskRunner,
    actions: ActionBook,
    messages: Messages,
    actor: Callable[[], Actor],
    open_dossier: Callable[[str], None],
    ask_path: AskPath,
) -> CustodyParts:
    """Return the page's connections."""
    return CustodyParts(
        tasks=tasks,
        actions=actions,
        messages=messages,
        clock=desk.clock,
        actor=actor,
        services=custody_services(desk),
        open_dossier=open_dossier,
        ask_path=ask_path,
        write=custody_writer(desk, actor),
    )
