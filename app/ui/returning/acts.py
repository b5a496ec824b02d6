"""What the return page does to the store, and how it tells of it."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import InvalidInputError, UserError
from app.services.custody.records import Collection, Returned
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import DossierRow
from app.services.post.records import Posted
from app.ui.desk.scan_banner import ScanBanner
from app.ui.desk.spans import short_code
from app.ui.returning.check_card import CheckCard
from app.ui.returning.parts import ReturningParts
from app.ui.returning.posting_dialog import PostingDialog
from app.ui.returning.preview import PreviewDialog
from app.ui.returning.results_panel import EnteredResult
from app.ui.runtime.tasks import Change
from app.vocabulary.dossiers import Action
from app.vocabulary.money_and_post import PostDirection
from app.wording.texts import money_text

_CHANGED = (Change.DOSSIERS, Change.PRINT_QUEUE)


class ReturningActs(QObject):
    """`returned` follows a return, `stored` carries a result entered; refusals carry the error."""

    returned = Signal()
    return_refused = Signal(object)
    stored = Signal(object)
    store_refused = Signal(object)

    def __init__(self, parts: ReturningParts, banner: ScanBanner, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._banner = banner

    def give_back(self, code: str, said: Collection) -> None:
        actor, returning = self._parts.actor(), self._parts.services.returning
        self._parts.tasks.write(
            lambda: returning.give_back(actor, code, said),
            self._on_returned,
            _CHANGED,
            self._on_return_refused,
        )

    def preview(self, card: CheckCard) -> None:
        """Show the return receipt as it would be printed for what is typed."""
        if card.check is None:
            return
        actor, returning = self._parts.actor(), self._parts.services.returning
        code, said, typeset = card.check.code, card.input(), self._parts.typeset
        dialog = PreviewDialog(self._parts.tasks, "Xem trước phiếu trả kết quả", card)

        def failed(error: UserError) -> None:
            dialog.reject()
            card.take_refusal(error)

        dialog.open()
        self._parts.tasks.read(
            lambda: typeset(returning.preview(actor, code, said)), dialog.show_pages, failed
        )

    def ask_posting(self, parent: QWidget) -> None:
        """Ask for the waybill of papers that the post brought."""
        dialog = PostingDialog(parent=parent)
        dialog.submitted.connect(partial(self.post_in, dialog))
        dialog.open()

    def post_in(self, dialog: PostingDialog) -> None:
        """Record the item that the dialog describes, for the dossier that its text means."""
        parts = self._parts
        actor, services, text, item = (
            parts.actor(),
            parts.services,
            dialog.code.text(),
            dialog.item(),
        )

        def work() -> Posted:
            meant = services.scans.for_fees(actor, text)
            if meant.row is None:
                raise InvalidInputError("code", meant.refusal)
            return services.postings.record(actor, meant.code, PostDirection.IN, item)

        dialog.run(parts.tasks, work, self._on_posted, (Change.DOSSIERS,))

    def store(self, row: DossierRow, said: Decision) -> None:
        actor, decisions = self._parts.actor(), self._parts.services.decisions
        self._parts.tasks.write(
            lambda: decisions.decide(actor, row.code, Action.RESOLVE, said),
            partial(self._on_stored, row, said),
            _CHANGED,
            self._on_store_refused,
        )

    def _on_returned(self, done: Returned) -> None:
        self.returned.emit()
        receipt = done.receipt
        money = (
            f" Đã thu {money_text(receipt.fee_vnd)}, phiếu thu {receipt.payment_number}."
            if receipt.fee_vnd
            else ""
        )
        paper = _papers(done)
        self._banner.good(f"Đã trả {short_code(done.code)}", receipt.collector_name)
        self._parts.messages.done(
            f"Đã trả kết quả {done.code} cho {receipt.collector_name}.{money}{paper}",
            [("Xem hồ sơ", partial(self._parts.open_dossier, done.code))],
        )
        if done.warning:
            self._parts.messages.warn(done.warning)
        if done.has_prints:
            self._parts.print_job()
        self._parts.served(done.code)

    def _on_posted(self, done: Posted) -> None:
        self._parts.messages.done(
            f"Đã ghi bưu gửi đến {done.waybill} cho hồ sơ {done.code}.",
            [("Xem hồ sơ", partial(self._parts.open_dossier, done.code))],
        )
        if done.warning:
            self._parts.messages.warn(done.warning)

    def _on_stored(self, row: DossierRow, said: Decision, _done: None) -> None:
        if said.outcome is None:
            return
        self._banner.good(f"Đã ghi kết quả {short_code(row.code)}", "Quét hồ sơ kế tiếp.")
        self._parts.messages.done(
            f"Đã ghi kết quả hồ sơ {row.code}; chờ công dân đến nhận.",
            [("Xem hồ sơ", partial(self._parts.open_dossier, row.code))],
        )
        self.stored.emit(
            EnteredResult(
                code=row.code,
                owner_name=row.owner_name,
                outcome=said.outcome,
                document_number=said.document_number,
                at=self._parts.clock.now(),
            )
        )

    def _on_return_refused(self, error: UserError) -> None:
        self.return_refused.emit(error)

    def _on_store_refused(self, error: UserError) -> None:
        self.store_refused.emit(error)


def _papers(done: Returned) -> str:
    """Return which papers are on their way to the printer."""
    numbers = [
        *([f"phiếu {done.receipt.number}"] if done.receipt.number else []),
        *([f"phiếu thu {done.fee_receipt.number}"] if done.fee_receipt else []),
        *([f"nhãn bưu gửi {done.label.number}"] if done.label else []),
    ]
    return f" Đang in {', '.join(numbers)}." if numbers else ""
