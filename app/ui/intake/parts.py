"""What the intake page is given: services, the worker, and what prints and shows paper."""

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.services.dossiers.tracking import Tracking
from app.services.forms.printing_queue import PrintQueue
from app.services.forms.records import ReceiptData
from app.services.intake.applicants import Applicants
from app.services.intake.corrections import Corrections
from app.services.intake.drafts import Drafts
from app.services.intake.intake import Intake
from app.services.intake.intake_choices import IntakeChoices
from app.services.ledger.records import Actor
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages
from app.ui.widgets.pdf_view import PageSource

INTAKE_ACTIONS = (
    ActionSpec("intake.all_papers", "Đủ giấy tờ", "Ctrl+Shift+A", "intake", Icon.CHECK),
    ActionSpec("intake.add_paper", "Thêm giấy tờ khác", "Ctrl+Shift+G", "intake", Icon.ADD),
    ActionSpec("intake.why", "Vì sao hẹn ngày này", "Ctrl+Shift+D", "intake", Icon.CALENDAR),
)
"""Acts of this page beyond those every window has; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeServices:
    """The services the page calls, always on the worker."""

    choices: IntakeChoices
    intake: Intake
    corrections: Corrections
    applicants: Applicants
    drafts: Drafts
    tracking: Tracking
    queue: PrintQueue


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeParts:
    """The page's connections; `actor` tells who works here now.

    `typeset` makes the very pages that are printed, on the worker. `print_job` sends the outbox on
    its way; `open_dossier` shows a dossier's page.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    services: IntakeServices
    typeset: Callable[[ReceiptData], PageSource]
    print_job: Callable[[], None]
    open_dossier: Callable[[str], None]
