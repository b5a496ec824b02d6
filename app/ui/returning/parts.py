"""What the return page is given, and the keys it has."""

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.services.custody.returning import Returning
from app.services.custody.scanning import DeskScans
from app.services.dossiers.decisions import Decisions
from app.services.ledger.records import Actor
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages

RETURNING_ACTIONS = (
    ActionSpec("returning.collect", "Trả kết quả cho công dân", "Ctrl+1", "returning", Icon.RETURN),
    ActionSpec("returning.results", "Nhập kết quả từ cơ quan", "Ctrl+2", "returning", Icon.RECEIVE),
    ActionSpec("returning.scan", "Tới ô gõ mã", "Ctrl+L", "returning", Icon.SCAN),
    ActionSpec("returning.filter", "Lọc danh sách chờ trả", "Ctrl+F", "returning", Icon.SEARCH),
)
"""Acts of this page beyond those every window has; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturningServices:
    """The services the page calls, always on the worker."""

    returning: Returning
    decisions: Decisions
    scans: DeskScans


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturningParts:
    """The page's connections; `actor` tells who works here now.

    `print_job` sends the outbox on its way; `open_dossier` shows a dossier's page.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    services: ReturningServices
    print_job: Callable[[], None]
    open_dossier: Callable[[str], None]
