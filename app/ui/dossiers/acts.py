"""What the dossier page does to the store, and how it tells of it."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import ForeignDossierError, UserError
from app.services.container import Services
from app.services.custody.records import Collection, Returned, SentSlip
from app.services.dossiers.decision import Decided, Decision
from app.services.dossiers.records import DossierView, Registered
from app.services.forms.records import QueuedCopy
from app.ui.dossiers.act_panel import Collector
from app.ui.runtime.tasks import Change, Write
from app.ui.shell.messages import StripAction
from app.ui.shell.page_context import PageContext
from app.ui.widgets.record_form import RecordForm, reason_field
from app.vocabulary.dossiers import Action
from app.wording import buttons, headings, states
from app.wording.labels import label as word
from app.wording.texts import moment_text

T = TypeVar("T")
_CHANGED = (Change.DOSSIERS, Change.HANDOFFS, Change.PRINT_QUEUE)


class DossierActs(QObject):
    """`done` carries the code that was changed; `refused` the error, for the open question."""

    done = Signal(str)
    refused = Signal(object)

    def __init__(self, context: PageContext, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services

    def decide(self, code: str, action: Action, said: Decision) -> None:
        self._run(
            self._context.write(self._services.decisions.decide, code, action, said),
            partial(self._on_decided, word(action)),
        )

    def send(self, code: str, to_id: int) -> None:
        self._run(
            self._context.write(self._services.handoffs.send, to_id, [code]),
            partial(self._on_sent, code),
        )

    def accept(self, code: str, receiver_name: str) -> None:
        accept = self._services.handoffs.accept
        self._run(
            self._context.write(accept, [code], receiver_name=receiver_name),
            partial(self._on_done, code, word(Action.ACCEPT)),
        )

    def decline(self, code: str, reason: str) -> None:
        self._run(
            self._context.write(self._services.handoffs.decline, code, reason),
            partial(self._on_done, code, word(Action.DECLINE)),
        )

    def recall(self, code: str) -> None:
        self._run(
            self._context.write(self._services.handoffs.recall, code),
            partial(self._on_done, code, word(Action.RECALL)),
        )

    def reschedule(self, code: str, reason: str) -> None:
        self._run(
            self._context.write(self._services.rescheduling.reschedule, code, reason),
            self._on_rescheduled,
        )

    def finish(self, code: str, by: Collector) -> None:
        """Grant a same-day dossier and hand it over at once."""
        collection = Collection(by.name, by.id_number, paid_vnd=by.paid_vnd, prints_receipt=True)
        self._run(
            self._context.write(
                self._services.same_day.finish, code, collection, by.document_number
            ),
            self._on_finished,
        )

    def issue_control_slip(self, code: str) -> None:
        self._context.write(self._services.control_slips.issue, code).then(
            partial(self._on_decided, buttons.CONTROL_SLIP),
            changed=(Change.DOSSIERS, Change.PRINT_QUEUE),
            failed=self._context.messages.refused,
        )

    def reprint(self, form_id: int) -> None:
        self._context.write(self._services.print_queue.reprint, form_id).then(
            self._on_reprinted, changed=(Change.DOSSIERS, Change.PRINT_QUEUE)
        )

    def _on_decided(self, what: str, decided: Decided) -> None:
        if decided.form is None:
            self._on_done(decided.code, what, None)
            return
        self._tell_form(
            f"{what}: đã ghi vào hồ sơ {decided.code}, phiếu số {decided.form.number} đang in.",
            decided.form_id,
        )
        self.done.emit(decided.code)

    def _on_done(self, code: str, what: str, _done: None) -> None:
        self._context.messages.done(f"{what}: đã ghi vào hồ sơ {code}.")
        self.done.emit(code)

    def _on_rescheduled(self, registered: Registered) -> None:
        due_at = registered.due.due_at
        when = f"hẹn {moment_text(due_at)}" if due_at else states.NO_DUE
        self._tell_form(
            f"Hồ sơ {registered.code}: {when}, giấy tiếp nhận số {registered.receipt.number} "
            "đang in.",
            registered.form_id,
        )
        self.done.emit(registered.code)

    def _on_finished(self, returned: Returned) -> None:
        text = f"Hồ sơ {returned.code}: đã giải quyết và trả ngay."
        if returned.form_id:
            self._tell_form(text, returned.form_id)
        else:
            self._context.messages.done(text)
        self.done.emit(returned.code)

    def _on_sent(self, code: str, sent: SentSlip) -> None:
        self._context.messages.done(
            f"Đã giao hồ sơ {code} tới {sent.to_name}, phiếu {sent.number}.",
            [(buttons.RECALL, partial(self.recall, code)), *self._form_actions(sent.form_id)],
        )
        self._context.print_queued()
        self.done.emit(code)

    def _on_reprinted(self, job: QueuedCopy) -> None:
        self._context.messages.done(f"Đã gửi in lại {job.title}.")
        self._context.print_queued()

    def _tell_form(self, text: str, form_id: int) -> None:
        """Tell of an act that issued a form, and send the form to its printer."""
        self._context.messages.done(text, self._form_actions(form_id))
        self._context.print_queued()

    def _form_actions(self, form_id: int) -> list[StripAction]:
        return [
            ("Xem", partial(self._context.navigate.open_form, form_id)),
            (buttons.PRINT_AGAIN, partial(self.reprint, form_id)),
        ]

    def _run(self, act: Write[T], done: Callable[[T], None]) -> None:
        act.then(done, changed=_CHANGED, failed=self._on_refused)

    def _on_refused(self, error: UserError) -> None:
        self.refused.emit(error)


# Why a dossier that another unit works on is to be opened.


class ForeignOpening:
    """Asks why, opens the dossier masked and gives it to `show`; the log says who looked."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        page: QWidget,
        show: Callable[[DossierView], None],
    ) -> None:
        self._context = context
        self._services = services
        self._page = page
        self._show = show

    def take_refusal(self, code: str, error: UserError) -> None:
        """Ask why where a reason opens what was refused; tell the person otherwise."""
        if isinstance(error, ForeignDossierError):
            self.ask_why(code)
        else:
            self._context.messages.refused(error)

    def ask_why(self, code: str) -> None:
        """Ask for the reason in a dialog over the page."""
        form = RecordForm(
            (reason_field(),),
            headings.OPEN_FOREIGN_DOSSIER,
            "Mở và ghi nhật ký",
            self._context.clock.today,
            self._page,
            told=f"Hồ sơ {code} không thuộc đơn vị của bạn. Hồ sơ mở ra chỉ để xem, dữ liệu cá "
            "nhân được che; tên bạn, giờ mở và lý do được ghi nhật ký.",
        )
        open_foreign, write = self._services.tracking.open_foreign, self._context.write
        form.ask(lambda: write(open_foreign, code, form.text()), self._show)
