"""Miễn, giảm: what is asked instead of the fee, and on which ground."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.money.records import FeeStanding
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import MoneyEdit
from app.ui.widgets.labels import label
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
