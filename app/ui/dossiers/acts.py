"""What the dossier page does to the store, and how it tells of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.services.custody.records import Collection, Returned, SentSlip
from app.services.dossiers.decision import Decided, Decision
from app.services.dossiers.records import Registered
from app.ui.dossiers.act_panel import Collector
from app.ui.dossiers.parts import DossierParts
from app.ui.runtime.tasks import Change
from app.ui.shell.strip import StripAction
from app.vocabulary.dossiers import Action
from app.wording.labels import label
from app.wording.texts import moment_text

_CHANGED = (Change.DOSSIERS, Change.HANDOFFS, Change.PRINT_QUEUE)


class DossierActs(QObject):
    """`done` carries the code that was changed; `refused` the error, for the open question.

    `look_wanted` carries the id of a form that was just issued, to be looked at.
    """

    done = Signal(str)
    refused = Signal(object)
    look_wanted = Signal(int)

    def __init__(self, parts: DossierParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts

    def decide(self, code: str, action: Action, said: Decision) -> None:
        actor, decisions = self._parts.actor(), self._parts.services.decisions
        self._write(
            lambda: decisions.decide(actor, code, action, said),
            partial(self._on_decided, label(action)),
        )

    def send(self, code: str, to_id: int) -> None:
        actor, handoffs = self._parts.actor(), self._parts.services.handoffs
        self._write(lambda: handoffs.send(actor, to_id, [code]), partial(self._on_sent, code))

    def accept(self, code: str, receiver_name: str) -> None:
        actor, handoffs = self._parts.actor(), self._parts.services.handoffs
        self._write(
            lambda: handoffs.accept(actor, [code], receiver_name=receiver_name),
            partial(self._on_done, code, label(Action.ACCEPT)),
        )

    def decline(self, code: str, reason: str) -> None:
        actor, handoffs = self._parts.actor(), self._parts.services.handoffs
        self._write(
            lambda: handoffs.decline(actor, code, reason),
            partial(self._on_done, code, label(Action.DECLINE)),
        )

    def recall(self, code: str) -> None:
        actor, handoffs = self._parts.actor(), self._parts.services.handoffs
        self._write(
            lambda: handoffs.recall(actor, code),
            partial(self._on_done, code, label(Action.RECALL)),
        )

    def reschedule(self, code: str, reason: str) -> None:
        actor, rescheduling = self._parts.actor(), self._parts.services.rescheduling
        self._write(
            lambda: rescheduling.reschedule(actor, code, reason),
            self._on_rescheduled,
        )

    def finish(self, code: str, by: Collector) -> None:
        """Grant a same-day dossier and hand it over at once."""
        actor, same_day = self._parts.actor(), self._parts.services.same_day
        collection = Collection(by.name, by.id_number, paid_vnd=by.paid_vnd, prints_receipt=True)
        self._write(
            lambda: same_day.finish(actor, code, collection, by.document_number),
            self._on_finished,
        )

    def issue_control_slip(self, code: str) -> None:
        actor, slips = self._parts.actor(), self._parts.services.control_slips
        self._parts.tasks.write(
            lambda: slips.issue(actor, code),
            partial(self._on_decided, "Phiếu kiểm soát"),
            (Change.DOSSIERS, Change.PRINT_QUEUE),
            self._parts.messages.refused,
        )

    def reprint(self, form_id: int) -> None:
        actor, queue = self._parts.actor(), self._parts.services.queue
        self._parts.tasks.write(
            lambda: queue.reprint(actor, form_id).title,
            self._on_reprinted,
            (Change.DOSSIERS, Change.PRINT_QUEUE),
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
        self._parts.messages.done(f"{what}: đã ghi vào hồ sơ {code}.")
        self.done.emit(code)

    def _on_rescheduled(self, registered: Registered) -> None:
        due_at = registered.due.due_at
        when = f"hẹn {moment_text(due_at)}" if due_at else "không có ngày hẹn"
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
            self._parts.messages.done(text)
        self.done.emit(returned.code)

    def _on_sent(self, code: str, sent: SentSlip) -> None:
        self._parts.messages.done(
            f"Đã giao hồ sơ {code} tới {sent.to_name}, phiếu {sent.number}.",
            [("Thu hồi", partial(self.recall, code)), *self._form_actions(sent.form_id)],
        )
        self._parts.print_job()
        self.done.emit(code)

    def _on_reprinted(self, title: str) -> None:
        self._parts.messages.done(f"Đã gửi in lại {title}.")
        self._parts.print_job()

    def _tell_form(self, text: str, form_id: int) -> None:
        """Tell of an act that issued a form, and send the form to its printer."""
        self._parts.messages.done(text, self._form_actions(form_id))
        self._parts.print_job()

    def _form_actions(self, form_id: int) -> list[StripAction]:
        return [
            ("Xem", partial(self.look_wanted.emit, form_id)),
            ("In lại", partial(self.reprint, form_id)),
        ]

    def _write(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._parts.tasks.write(work, done, _CHANGED, self._on_refused)

    def _on_refused(self, error: UserError) -> None:
        self.refused.emit(error)
