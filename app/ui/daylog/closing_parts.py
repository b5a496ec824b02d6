"""What the closing of days is given: its services, the worker, the second person, the papers."""

from collections.abc import Callable
from dataclasses import dataclass

from app.services.closing.closings import Closings
from app.services.closing.confirming import ClosingSheets
from app.services.closing.records import SheetScan
from app.services.forms.records import FormData
from app.services.ledger.records import Actor
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.pdf_view import PageSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingParts:
    """The connections; `may_close` tells whether who works here may close and reopen days.

    `typeset` sets a form's pages, on the worker; `print_job` asks for the outbox to be sent;
    `show_form` shows an issued form; `tell` says what a scanned sheet has proved.
    """

    tasks: TaskRunner
    actor: Callable[[], Actor]
    closings: Closings
    sheets: ClosingSheets
    approval: ApprovalParts
    may_close: Callable[[], bool]
    typeset: Callable[[FormData], PageSource]
    print_job: Callable[[], None]
    show_form: Callable[[int], None]
    tell: Callable[[SheetScan], None]
