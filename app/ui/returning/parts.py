"""What the return page is given, and the keys it has."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.clock import Clock
from app.reports.cash_export import MoneySheet
from app.reports.formats import ExportFormat
from app.services.custody.returning import Returning
from app.services.custody.scanning import DeskScans
from app.services.dossiers.decisions import Decisions
from app.services.forms.records import FormData
from app.services.ledger.records import Actor
from app.services.money.cash import Cash
from app.services.money.cashier import Cashier
from app.services.post.postings import Postings
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.desk.saving import PathAsker
from app.ui.desk.serving import nobody_waits
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages
from app.ui.widgets.pdf_view import PageSource

RETURNING_ACTIONS = (
    ActionSpec("returning.collect", "Trả kết quả cho công dân", "", "returning", Icon.RETURN),
    ActionSpec("returning.results", "Nhập kết quả từ cơ quan", "", "returning", Icon.RECEIVE),
    ActionSpec("returning.papers", "Trả lại giấy tờ", "", "returning", Icon.PAPER),
    ActionSpec("returning.fees", "Thu phí, lệ phí", "", "returning", Icon.MONEY),
    ActionSpec("returning.exempt", "Miễn, giảm phí…", "Ctrl+G", "returning", Icon.EDIT),
    ActionSpec("returning.post_in", "Ghi bưu gửi đến…", "Ctrl+B", "returning", Icon.SEND),
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
    cashier: Cashier
    cash: Cash
    postings: Postings


class MoneyWriter(Protocol):
    """Writes a sheet of money to a file; raises UserError where it cannot."""

    def __call__(self, sheet: MoneySheet, fmt: ExportFormat, path: Path) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturningParts:
    """The page's connections; `actor` tells who works here now.

    `print_job` sends the outbox on its way; `open_dossier` shows a dossier's page, `show_form` an
    issued form. `approval` asks a second person. `typeset` makes the very pages that are printed,
    on the worker.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    services: ReturningServices
    approval: ApprovalParts
    print_job: Callable[[], None]
    open_dossier: Callable[[str], None]
    show_form: Callable[[int], None]
    typeset: Callable[[FormData], PageSource]
    write_money: MoneyWriter
    ask_path: PathAsker
    served: Callable[[str], None] = nobody_waits
