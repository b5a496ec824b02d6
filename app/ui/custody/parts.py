"""What the custody page is given, and the keys it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.services.custody.scanning import DeskScans
from app.services.keeping.board import CustodyBoard
from app.services.keeping.keepers import Keepers
from app.services.keeping.records import Colleague, CustodyView, StandIn
from app.services.ledger.records import Actor
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages

CUSTODY_ACTIONS = (
    ActionSpec("custody.scan", "Tới ô gõ mã tìm giấy tờ", "Ctrl+L", "custody", Icon.SCAN),
    ActionSpec("custody.move", "Chuyển trong đơn vị", "Ctrl+M", "custody", Icon.PEOPLE),
    ActionSpec("custody.place", "Ghi nơi để giấy tờ", "Ctrl+Shift+M", "custody", Icon.PAPER),
    ActionSpec("custody.mine", "Chỉ giấy tờ của tôi", "Ctrl+T", "custody", Icon.PERSON),
    ActionSpec(
        "custody.untouched", "Chỉ giấy tờ chưa ai động tới", "Ctrl+Shift+T", "custody", Icon.LATE
    ),
    ActionSpec("custody.stand_in", "Ủy quyền khi vắng", "Ctrl+D", "custody", Icon.PERSON),
    ActionSpec("custody.end_stand_in", "Kết thúc ủy quyền", "Ctrl+Shift+D", "custody", Icon.CLOSE),
    ActionSpec("custody.export", "Xuất bảng giấy tờ ở đâu", "Ctrl+E", "custody", Icon.EXPORT),
)
"""Acts of this page; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyServices:
    """The services the page calls, always on the worker."""

    board: CustodyBoard
    keepers: Keepers
    scans: DeskScans


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyParts:
    """The page's connections; `actor` tells who works here now.

    `ask_path` offers a name for the export, `write` makes the file on the worker.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    services: CustodyServices
    open_dossier: Callable[[str], None]
    ask_path: Callable[[QWidget, str], Path | None]
    write: Callable[[CustodyView, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """All the page shows, read in one go."""

    view: CustodyView
    colleagues: Sequence[Colleague]
    stand_ins: Sequence[StandIn]


def read_page(services: CustodyServices, actor: Actor, untouched_days: int) -> PageData:
    """Read everything on the page; for the worker."""
    return PageData(
        view=services.board.view(actor, untouched_days),
        colleagues=services.keepers.colleagues(actor),
        stand_ins=services.keepers.stand_ins(actor),
    )
