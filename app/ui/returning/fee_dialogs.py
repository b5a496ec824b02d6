"""Miễn giảm, hủy phiếu thu: a lower fee on its ground, a payment made void by two people."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import InvalidInputError
from app.services.container import Services
from app.services.money.fee_receipts import clean_void_reason, void_subject
from app.services.money.records import CashRow, FeeStanding, Voided
from app.ui.approving.approval_dialog import ask_approval
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import MoneyEdit
from app.ui.widgets.labels import label
from app.ui.widgets.reason_edit import ReasonEdit
from app.vocabulary.people import GuardedAct
from app.wording.texts import money_text


class ExemptDialog(FormDialog):
    """Asks for the lower fee of one dossier."""

    def __init__(self, standing: FeeStanding, parent: QWidget | None = None) -> None:
        super().__init__("Miễn, giảm phí, lệ phí", "Ghi miễn, giảm", parent)
        self.fee = MoneyEdit()
        self.fee.set_value(standing.paid_vnd)
        self.ground = QLineEdit()
        self.ground.setPlaceholderText("ví dụ hộ nghèo, kèm văn bản cho miễn, giảm")
        paid = f", đã thu {money_text(standing.paid_vnd)}" if standing.paid_vnd else ""
        now = f"{standing.code} · {standing.owner_name}: phí {money_text(standing.fee_vnd)}{paid}."
        self.fields.addWidget(label(now, "quiet", wrap=True), 0, 0)
        self.fields.addWidget(
            self.board.add("new_fee_vnd", "Mức thu sau miễn, giảm (₫)", self.fee), 1, 0
        )
        self.fields.addWidget(self.board.add("ground", "Căn cứ", self.ground), 2, 0)
        self.ground.setFocus()


_CHANGED = (Change.DOSSIERS, Change.PRINT_QUEUE)


class VoidDialog(FormDialog):
    """Asks why; `wanted` gets the reason once it says something."""

    def __init__(self, row: CashRow, wanted: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(f"Hủy phiếu thu {row.number}", "Hủy phiếu thu…", parent)
        self._wanted = wanted
        self.reason = ReasonEdit("Thu nhầm điều gì: số tiền, hồ sơ, người nộp")
        told = label(
            f"Hồ sơ {row.code}, {money_text(row.amount_vnd)}. Số phiếu giữ nguyên trong sổ và bị "
            "gạch, giấy đã in không còn giá trị, hồ sơ lại nợ số tiền này. Cần người thứ hai xác "
            "nhận.",
            "body",
            wrap=True,
        )
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 1, 0)
        self.submitted.connect(self._on_submitted)
        self.reason.setFocus()

    def _on_submitted(self) -> None:
        try:
            reason = clean_void_reason(self.reason.toPlainText())
        except InvalidInputError as error:
            self.fail(error)
            return
        self.accept()
        self._wanted(reason)


class PaymentVoiding:
    """Leads from the reason to the voided payment; turning back anywhere changes nothing."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        panel: QWidget,
        done: Callable[[str, Voided], None],
    ) -> None:
        self._context = context
        self._services = services
        self._panel = panel
        self._done = done

    def start(self, row: CashRow) -> None:
        """Ask why the payment is to be void."""
        VoidDialog(row, partial(self._ask_second, row), self._panel).open()

    def _ask_second(self, row: CashRow, reason: str) -> None:
        ask_approval(
            self._context,
            self._services,
            GuardedAct.VOID_FORM,
            void_subject(row.code, row.number),
            partial(self._void, row, reason),
            self._panel,
            what=f"Hủy phiếu thu {row.number}, trả lại {money_text(row.amount_vnd)} cho người nộp. "
            f"Lý do: {reason}",
        )

    def _void(self, row: CashRow, reason: str, approval_id: int) -> None:
        void = self._services.cashier.void
        self._context.write(void, row.code, row.number, reason, approval_id).then(
            partial(self._done, row.code), changed=_CHANGED
        )
