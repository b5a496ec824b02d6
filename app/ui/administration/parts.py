"""What the Quản trị page is given."""

from collections.abc import Callable
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
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Say
from app.ui.widgets.printer_editor import PrinterWork
from app.window_state import TextPercent

ADMINISTRATION_ACTIONS = tuple(
    ActionSpec(f"administration.{name}", text, shortcut, "administration", which, place)
    for place, name, text, shortcut, which in (
        ("accounts", "add_account", "Thêm tài khoản", "Ins", Icon.ADD),
        ("calendar", "add_day", "Thêm ngày nghỉ, ngày làm bù", "Ins", Icon.ADD),
        ("calendar", "remove_day", "Bỏ ngày đang chọn", "Del", Icon.REMOVE),
        ("calendar", "promise_anew", "Hẹn lại hồ sơ lệch lịch", "Ctrl+Return", Icon.CALENDAR),
        ("reasons", "add_reason", "Thêm mẫu lý do", "Ins", Icon.ADD),
        ("reasons", "end_reason", "Bỏ mẫu lý do", "Del", Icon.REMOVE),
        ("reasons", "reason_up", "Đưa mẫu lý do lên", "Alt+Up", Icon.UP),
        ("reasons", "reason_down", "Đưa mẫu lý do xuống", "Alt+Down", Icon.DOWN),
    )
)
"""Acts of this page's tabs; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """This desk's settings: `load` and `change` run on the worker, the others in the window.

    `change` reads the file, lets the given function alter the settings, and writes them;
    `take_text_size` makes the pages of this account again with text of that percent.
    """

    load: Callable[[], Settings]
    change: Callable[[Callable[[Settings], Settings]], None]
    apply_theme: Callable[[ThemeMode], object]
    take_text_size: Callable[[TextPercent], object]


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
    book: ActionBook

    @property
    def approving(self) -> ApprovalParts:
        """What asks for a second person's password."""
        return ApprovalParts(tasks=self.tasks, approvals=self.approvals, actor=self.actor)


def touched_text(change: CalendarChange) -> str:
    """Return what a change of calendar or hours means for dossiers on the way."""
    if not change.open_count:
        return "Không có hồ sơ đang mở nào có hạn từ ngày đó."
    return f"{change.open_count} hồ sơ đang mở có hạn từ ngày đó trở đi; ngày hẹn đã in giữ nguyên."
