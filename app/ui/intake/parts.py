"""What the intake page is given: services, the worker, and what prints and shows paper."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.services.custody.finishing import SameDay
from app.services.dossiers.tracking import Tracking
from app.services.forms.printing_queue import PrintQueue
from app.services.forms.records import FormData
from app.services.intake.applicants import Applicants
from app.services.intake.corrections import Corrections
from app.services.intake.drafts import Drafts
from app.services.intake.guiding import Guiding
from app.services.intake.intake import Intake
from app.services.intake.intake_choices import IntakeChoices
from app.services.intake.refusing import Refusing
from app.services.ledger.records import Actor
from app.services.office.reasons import Reasons
from app.services.portal.taking_in import PortalIntake
from app.ui.desk.serving import nobody_waits
from app.ui.intake.online_panel import ask_portal_file
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages
from app.ui.widgets.pdf_view import PageSource

PAGE: Final = "intake"
INTAKE_ACTIONS = (
    ActionSpec("intake.all_papers", "Đủ giấy tờ", "Ctrl+Shift+A", "intake", Icon.CHECK),
    ActionSpec("intake.add_paper", "Thêm giấy tờ khác", "Ctrl+Shift+G", "intake", Icon.ADD),
    ActionSpec("intake.refuse", "Từ chối tiếp nhận", "Ctrl+Shift+X", "intake", Icon.REFUSED),
    ActionSpec("intake.guide", "Phiếu hướng dẫn", "Ctrl+Shift+M", "intake", Icon.INFO),
    ActionSpec(
        "intake.finish", "Tiếp nhận và trả ngay", "Ctrl+Shift+Return", "intake", Icon.RETURN
    ),
    ActionSpec(
        "intake.for_unit", "Tiếp nhận cho đơn vị khác", "Ctrl+Shift+O", "intake", Icon.OFFICE
    ),
    ActionSpec(
        "intake.late_entry", "Nhập bù hồ sơ đã nhận trên giấy", "Ctrl+Shift+I", "intake", Icon.LATE
    ),
    ActionSpec("intake.online", "Nhận từ tệp Cổng DVC…", "Ctrl+Shift+C", "intake", Icon.IMPORT),
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
    refusing: Refusing
    guiding: Guiding
    same_day: SameDay
    reasons: Reasons
    portal: PortalIntake


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting of this desk that is on or off."""

    is_on: Callable[[], bool]
    set_on: Callable[[bool], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeParts:
    """The page's connections; `actor` tells who works here now.

    `typeset` makes the very pages that are printed, on the worker. `print_job` sends the outbox on
    its way; `open_dossier` shows a dossier's page. `same_day_receipt` says whether what is returned
    at once gets its receipt printed too (NĐ 61/2018 Đ17.4 asks for none). `ask_portal_file` asks
    for a file of online dossiers.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    services: IntakeServices
    typeset: Callable[[FormData], PageSource]
    print_job: Callable[[], None]
    open_dossier: Callable[[str], None]
    same_day_receipt: Switch
    ask_portal_file: Callable[[QWidget], Path | None] = ask_portal_file
    served: Callable[[str], None] = nobody_waits
