"""What the return page does to the store, and how it tells of it."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.custody.records import Collection, Returned
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import DossierRow
from app.services.ledger.records import Actor
from app.services.post import Posted, Waybill
from app.ui.desk.dossier_columns import short_code
from app.ui.desk.scan_banner import ScanBanner
from app.ui.returning.check_card import CheckCard
from app.ui.returning.money_panel import PreviewDialog
from app.ui.returning.posting import PostingDialog
from app.ui.returning.results_panel import EnteredResult
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.pdf_view import PageSource
from app.vocabulary.dossiers import Action, PostDirection
from app.wording import buttons
from app.wording.texts import money_text

_CHANGED = (Change.DOSSIERS, Change.PRINT_QUEUE)


class ReturningActs(QObject):
    """`returned` follows a return, `stored` carries a result entered; refusals carry the error."""

    returned = Signal()
    return_refused = Signal(object)
    stored = Signal(object)
    store_refused = Signal(object)

    def __init__(
        self, context: PageContext, services: Services, banner: ScanBanner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._banner = banner

    def give_back(self, code: str, said: Collection) -> None:
        self._context.write(self._services.returning.give_back, code, said).then(
            self._on_returned, changed=_CHANGED, failed=self._on_return_refused
        )

    def preview(self, card: CheckCard) -> None:
        """Show the return receipt as it would be printed for what is typed."""
        if card.check is None:
            return
        code, said = card.check.code, card.input()
        dialog = PreviewDialog(self._context.tasks, "Xem trước phiếu trả kết quả", card)

        def failed(error: UserError) -> None:
            dialog.reject()
            card.take_refusal(error)

        dialog.open()
        self._context.work(_preview, self._services, self._context.printing, code, said).then(
            dialog.show_pages, failed
        )

    def ask_posting(self, parent: QWidget) -> None:
        """Ask for the waybill of papers that the post brought."""
        dialog = PostingDialog(parent=parent)
        dialog.submitted.connect(partial(self.post_in, dialog))
        dialog.open()

    def post_in(self, dialog: PostingDialog) -> None:
        """Record the item that the dialog describes, for the dossier that its text means."""
        text, item = dialog.code.text(), dialog.item()
        dialog.run(
            self._context.write(_record_posting, self._services, text, item),
            self._on_posted,
            (Change.DOSSIERS,),
        )

    def store(self, row: DossierRow, said: Decision) -> None:
        self._context.write(self._services.decisions.decide, row.code, Action.RESOLVE, said).then(
            partial(self._on_stored, row, said), changed=_CHANGED, failed=self._on_store_refused
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
        self._context.messages.done(
            f"Đã trả kết quả {done.code} cho {receipt.collector_name}.{money}{paper}",
            [(buttons.VIEW_DOSSIER, partial(self._context.navigate.open_dossier, done.code))],
        )
        if done.warning:
            self._context.messages.warn(done.warning)
        if done.has_prints:
            self._context.print_queued()
        self._context.served(done.code)

    def _on_posted(self, done: Posted) -> None:
        self._context.messages.done(
            f"Đã ghi bưu gửi đến {done.waybill} cho hồ sơ {done.code}.",
            [(buttons.VIEW_DOSSIER, partial(self._context.navigate.open_dossier, done.code))],
        )
        if done.warning:
            self._context.messages.warn(done.warning)

    def _on_stored(self, row: DossierRow, said: Decision, _done: None) -> None:
        if said.outcome is None:
            return
        self._banner.good(f"Đã ghi kết quả {short_code(row.code)}", "Quét hồ sơ kế tiếp.")
        self._context.messages.done(
            f"Đã ghi kết quả hồ sơ {row.code}; chờ công dân đến nhận.",
            [(buttons.VIEW_DOSSIER, partial(self._context.navigate.open_dossier, row.code))],
        )
        self.stored.emit(
            EnteredResult(
                code=row.code,
                owner_name=row.owner_name,
                outcome=said.outcome,
                document_number=said.document_number,
                at=self._context.clock.now(),
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


def _preview(
    actor: Actor, services: Services, printing: Printing, code: str, said: Collection
) -> PageSource:
    return printing.typeset(services.returning.preview(actor, code, said))


def _record_posting(actor: Actor, services: Services, text: str, item: Waybill) -> Posted:
    meant = services.scans.for_fees(actor, text)
    if meant.row is None:
        raise InvalidInputError("code", meant.refusal)
    return services.postings.record(actor, meant.code, PostDirection.IN, item)
