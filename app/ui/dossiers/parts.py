"""What the dossier page is given, and the keys it has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.clock import Clock
from app.services.custody.control_slips import ControlSlips
from app.services.custody.finishing import SameDay
from app.services.custody.handoffs import Handoffs
from app.services.dossiers.decisions import Decisions
from app.services.dossiers.search import Search
from app.services.dossiers.tracking import Tracking
from app.services.forms.printing_queue import PrintQueue
from app.services.forms.records import FormData
from app.services.intake.rescheduling import Rescheduling
from app.services.ledger.records import Actor
from app.services.office.office import Office
from app.services.office.reasons import Reasons
from app.services.periods.late_reasons import LateReasons
from app.ui.dossiers.reason_picker import MOST_KEYS
from app.ui.files.parts import FilesParts
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages
from app.ui.widgets.pdf_view import PageSource
from app.vocabulary.dossiers import Action
from app.wording.labels import label

_KEYS: Mapping[Action, tuple[str, Icon]] = {
    Action.CORRECT: ("Ctrl+E", Icon.EDIT),
    Action.HANDOFF: ("Ctrl+G", Icon.SEND),
    Action.ACCEPT: ("Ctrl+N", Icon.CHECK),
    Action.DECLINE: ("Ctrl+Shift+N", Icon.REFUSED),
    Action.RECALL: ("Ctrl+R", Icon.UNDO),
    Action.ASK_SUPPLEMENT: ("Ctrl+B", Icon.PAUSE),
    Action.SUPPLEMENT_IN: ("Ctrl+Shift+B", Icon.RECEIVE),
    Action.ASK_PAYMENT: ("Ctrl+T", Icon.MONEY),
    Action.PAYMENT_IN: ("Ctrl+Shift+T", Icon.MONEY),
    Action.ASK_OPINION: ("Ctrl+Y", Icon.PAUSE),
    Action.OPINION_IN: ("Ctrl+Shift+Y", Icon.RECEIVE),
    Action.ASK_CHECK: ("Ctrl+J", Icon.PAUSE),
    Action.CHECK_IN: ("Ctrl+Shift+J", Icon.RECEIVE),
    Action.END_PHASE: ("Ctrl+Shift+E", Icon.CHECK),
    Action.EXTEND: ("Ctrl+H", Icon.CALENDAR),
    Action.RESCHEDULE: ("Ctrl+Shift+H", Icon.CALENDAR),
    Action.RESOLVE: ("Ctrl+D", Icon.DONE),
    Action.FINISH: ("Ctrl+Shift+F", Icon.DONE),
    Action.RETURN: ("Ctrl+Shift+R", Icon.RETURN),
    Action.WITHDRAW: ("Ctrl+Shift+W", Icon.LEAVE),
    Action.STOP: ("Ctrl+Shift+S", Icon.CLOSE),
    Action.GIVE_BACK: ("Ctrl+Shift+V", Icon.RETURN),
}


def action_key(action: Action) -> str:
    """Return the name of an act in the action table."""
    return f"dossiers.{action.value}"


def action_icon(action: Action) -> Icon:
    return _KEYS[action][1]


DOSSIER_ACTIONS = (
    ActionSpec("dossiers.newest", "Hồ sơ mới nhất", "", "dossiers", Icon.DOSSIER),
    ActionSpec("dossiers.overdue", "Hồ sơ quá hạn", "", "dossiers", Icon.LATE),
    ActionSpec("dossiers.found", "Kết quả tìm", "", "dossiers", Icon.SEARCH),
    ActionSpec("dossiers.more", "Xem thêm hồ sơ", "Ctrl+M", "dossiers", Icon.MORE),
    ActionSpec(
        "dossiers.control_slip", "In phiếu kiểm soát", "Ctrl+Shift+K", "dossiers", Icon.PRINT
    ),
    ActionSpec("dossiers.attach", "Thêm tệp đính kèm", "Ctrl+O", "dossiers", Icon.ADD),
    ActionSpec("dossiers.confirm", "Ghi nhận điều vừa nhập", "Ctrl+Return", "dossiers", Icon.SAVE),
    *(
        ActionSpec(action_key(action), f"Hồ sơ: {label(action)}", key, "dossiers", which)
        for action, (key, which) in _KEYS.items()
    ),
    *(
        ActionSpec(
            f"dossiers.reason_{number}",
            f"Chọn mẫu lý do số {number}",
            f"Alt+{number}",
            "dossiers",
            place="act",
            family="Chọn mẫu lý do theo số",
        )
        for number in range(1, MOST_KEYS + 1)
    ),
)
"""Acts of this page beyond those every window has; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierServices:
    """The services the page calls, always on the worker."""

    tracking: Tracking
    search: Search
    decisions: Decisions
    handoffs: Handoffs
    office: Office
    queue: PrintQueue
    reasons: Reasons
    same_day: SameDay
    rescheduling: Rescheduling
    control_slips: ControlSlips
    late_reasons: LateReasons


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierParts:
    """The page's connections; `actor` tells who works here now.

    `typeset` makes the very pages that are printed, on the worker. `print_job` sends the outbox on
    its way. `may_say_why`: whether the person here may record why a dossier is late.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    services: DossierServices
    may_say_why: Callable[[], bool]
    typeset: Callable[[FormData], PageSource]
    files: FilesParts
    print_job: Callable[[], None]
