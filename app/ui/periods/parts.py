"""What the tab of report periods is given."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.services.ledger.records import Actor
from app.services.periods.late_reasons import LateReasons
from app.services.periods.periods import Periods
from app.services.province.province import Province
from app.services.province.records import MadeReport
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.messages import Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsParts:
    """The tab's connections; `ask_path` asks where a signed file goes, by a proposed name."""

    tasks: TaskRunner
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    periods: Periods
    reasons: LateReasons
    province: Province
    approval: ApprovalParts
    may_lock: Callable[[], bool]
    may_set_cutoff: Callable[[], bool]
    may_give_reason: Callable[[], bool]
    ask_path: Callable[[QWidget, str], Path | None]
    save: Callable[[MadeReport, Path], None]
    open_dossier: Callable[[str], None]
