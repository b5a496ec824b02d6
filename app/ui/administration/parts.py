"""What the Quản trị page is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.services.access.accounts import Accounts
from app.services.access.approvals import Approvals
from app.services.intake.calendar_moves import CalendarMoves
from app.services.intake.rescheduling import Rescheduling
from app.services.ledger.records import Actor
from app.services.office.calendar import OfficeCalendar
from app.services.office.office import Office
from app.services.office.reasons import Reasons
from app.services.office.records import CalendarChange
from app.settings import Settings, ThemeMode
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionSpec
from app.ui.shell.messages import Say
from app.ui.widgets.printer_editor import PrinterWork


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """This desk's settings: `load` and `change` run on the worker, `apply_theme` in the window.

    `change` reads the file, lets the given function alter the settings, and writes them.
    """

    load: Callable[[], Settings]
    change: Callable[[Callable[[Settings], Settings]], None]
    apply_theme: Callable[[ThemeMode], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrationParts:
    """Services, the worker, the strip, and who acts now.

    `print_queued` asks the worker to print all that is queued and returns at once.
    """

    tasks: TaskRunner
    say: Say
    actor: Callable[[], Actor]
    today: Callable[[], date]
    office: Office
    calendar: OfficeCalendar
    moves: CalendarMoves
    rescheduling: Rescheduling
    print_queued: Callable[[], None]
    accounts: Accounts
    approvals: Approvals
    reasons: Reasons
    printing: PrinterWork
    desk: DeskSettings
    actions: Sequence[ActionSpec]

    @property
    def approving(self) -> ApprovalParts:
        """What asks for a second person's password."""
        return ApprovalParts(tasks=self.tasks, approvals=self.approvals, actor=self.actor)


def touched_text(change: CalendarChange) -> str:
    """Return what a change of calendar or hours means for dossiers on the way."""
    if not change.open_count:
        return "Không có hồ sơ đang mở nào có hạn từ ngày đó."
    return f"{change.open_count} hồ sơ đang mở có hạn từ ngày đó trở đi; ngày hẹn đã in giữ nguyên."
