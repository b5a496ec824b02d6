"""Hủy phiếu thu: a payment taken by mistake today, made void by a reason and two people."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.errors import InvalidInputError
from app.services.money.cashier import Cashier
from app.services.money.records import CashRow, Voided
from app.services.money.voiding import clean_void_reason, void_subject
from app.ui.approving.approval_dialog import ApprovalParts, ask_approval
from app.ui.runtime.tasks import Change
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label
from app.ui.widgets.reason_edit import ReasonEdit
from app.vocabulary.people import GuardedAct
from app.wording.texts import money_text

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
        approval: ApprovalParts,
        cashier: Cashier,
        panel: QWidget,
        done: Callable[[str, Voided], None],
    ) -> None:
        self._approval = approval
        self._cashier = cashier
        self._panel = panel
        self._done = done

    def start(self, row: CashRow) -> None:
        """Ask why the payment is to be void."""
        VoidDialog(row, partial(self._ask_second, row), self._panel).open()

    def _ask_second(self, row: CashRow, reason: str) -> None:
        ask_approval(
            self._approval,
            GuardedAct.VOID_FORM,
            void_subject(row.code, row.number),
            partial(self._void, row, reason),
            self._panel,
            what=f"Hủy phiếu thu {row.number}, trả lại {money_text(row.amount_vnd)} cho người nộp. "
            f"Lý do: {reason}",
        )

    def _void(self, row: CashRow, reason: str, approval_id: int) -> None:
        given = (self._approval.actor(), row.code, row.number, reason, approval_id)
        self._approval.tasks.write(
            partial(self._cashier.void, *given), partial(self._done, row.code), _CHANGED
        )
