"""What the handoff page is given, and the keys it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.errors import UserError
from app.services.custody.control_slips import ControlSlips
from app.services.custody.desk import HandoffDesk
from app.services.custody.handoffs import Handoffs
from app.services.custody.records import AgencyQueue, SentSlip, SlipItem, SlipView
from app.services.custody.scanning import DeskScans
from app.services.files.attachments import Attachments
from app.services.forms.printing_queue import PrintQueue
from app.services.ledger.records import Actor
from app.services.office.office import Office
from app.services.office.records import AgencyLine
from app.ui.files.parts import ask_scans
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages

HANDOFF_ACTIONS = (
    ActionSpec("handoff.scan", "Tới ô gõ mã bàn giao", "Ctrl+L", "handoff", Icon.SCAN),
    ActionSpec(
        "handoff.accept_all", "Nhận tất cả của phiếu", "Ctrl+Shift+A", "handoff", Icon.CHECK
    ),
    ActionSpec("handoff.decline", "Không nhận hồ sơ", "Ctrl+Shift+D", "handoff", Icon.REFUSED),
    ActionSpec("handoff.received", "Ghi cơ quan đã nhận", "Ctrl+Shift+G", "handoff", Icon.RECEIVE),
    ActionSpec("handoff.signed_slip", "Đính kèm phiếu đã ký", "Ctrl+Shift+S", "handoff", Icon.ADD),
    ActionSpec("handoff.recall", "Thu hồi hồ sơ đang đi", "Ctrl+Shift+R", "handoff", Icon.UNDO),
    ActionSpec(
        "handoff.control_slip",
        "In phiếu kiểm soát của hồ sơ vừa giao",
        "Ctrl+Shift+K",
        "handoff",
        Icon.PRINT,
    ),
    ActionSpec("handoff.confirm", "Ghi nhận điều vừa nhập", "Ctrl+Return", "handoff", Icon.SAVE),
)
"""Acts of this page beyond those every window has; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffServices:
    """The services the page calls, always on the worker."""

    desk: HandoffDesk
    handoffs: Handoffs
    scans: DeskScans
    office: Office
    queue: PrintQueue
    control_slips: ControlSlips
    attachments: Attachments


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffParts:
    """The page's connections; `actor` tells who works here now.

    `print_job` sends the outbox on its way; `open_dossier` shows a dossier's page; `ask_scans`
    asks for files under a title.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    services: HandoffServices
    print_job: Callable[[], None]
    open_dossier: Callable[[str], None]
    ask_scans: Callable[[QWidget, str], Sequence[Path]] = ask_scans


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All the page shows, read in one go."""

    queues: Sequence[AgencyQueue]
    moving: Sequence[SlipView]
    arriving: Sequence[SlipView]
    refused: Sequence[SlipItem]
    agencies: Sequence[AgencyLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipDraft:
    """Dossiers put together for one receiver, not sent yet."""

    to_id: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The slips that went, and why the next one did not."""

    sent: tuple[SentSlip, ...]
    problem: UserError | None = None


def read_board(services: HandoffServices, actor: Actor) -> Board:
    """Read everything on the page; for the worker."""
    return Board(
        queues=services.desk.waiting(actor),
        moving=services.desk.on_the_way(actor),
        arriving=services.desk.incoming(actor),
        refused=services.desk.refused_back(actor),
        agencies=services.office.agencies(actor),
    )


def send_drafts(handoffs: Handoffs, actor: Actor, drafts: Sequence[SlipDraft]) -> Sending:
    """Send one slip after another; what went stays sent when the next one cannot go."""
    sent: list[SentSlip] = []
    for draft in drafts:
        try:
            sent.append(handoffs.send(actor, draft.to_id, draft.codes))
        except UserError as problem:
            return Sending(sent=tuple(sent), problem=problem)
    return Sending(sent=tuple(sent))
