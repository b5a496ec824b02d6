"""What the dossier page does to the store, and how it tells of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.services.custody.records import SentSlip
from app.services.dossiers.decision import Decision
from app.ui.dossiers.parts import DossierParts
from app.ui.runtime.tasks import Change
from app.vocabulary import Action
from app.wording import label

_CHANGED = (Change.DOSSIERS, Change.HANDOFFS, Change.PRINT_QUEUE)


class DossierActs(QObject):
    """`done` carries the code that was changed; `refused` the error, for the open question."""

    done = Signal(str)
    refused = Signal(object)

    def __init__(self, parts: DossierParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts

    def decide(self, code: str, action: Action, said: Decision) -> None:
        actor, decisions = self._parts.actor(), self._parts.services.decisions
        self._write(
            lambda: decisions.decide(actor, code, action, said),
            partial(self._on_done, code, label(action)),
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

    def reprint(self, form_id: int) -> None:
        actor, queue = self._parts.actor(), self._parts.services.queue
        self._parts.tasks.write(
            lambda: queue.reprint(actor, form_id).title,
            self._on_reprinted,
            (Change.DOSSIERS, Change.PRINT_QUEUE),
        )

    def _on_done(self, code: str, what: str, _done: None) -> None:
        self._parts.messages.done(f"{what}: đã ghi vào hồ sơ {code}.")
        self.done.emit(code)

    def _on_sent(self, code: str, sent: SentSlip) -> None:
        self._parts.messages.done(
            f"Đã giao hồ sơ {code} tới {sent.to_name}, phiếu {sent.number}.",
            [("Thu hồi", partial(self.recall, code))],
        )
        self._parts.print_job()
        self.done.emit(code)

    def _on_reprinted(self, title: str) -> None:
        self._parts.messages.done(f"Đã gửi in lại {title}.")
        self._parts.print_job()

    def _write(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._parts.tasks.write(work, done, _CHANGED, self._on_refused)

    def _on_refused(self, error: UserError) -> None:
        self.refused.emit(error)
