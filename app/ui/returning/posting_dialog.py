"""Ghi bưu gửi đến: papers of a dossier that the post brought."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.dossiers.waybills import is_s10
from app.services.intake.citizen_card import looks_like_card
from app.services.post.records import Waybill
from app.ui.returning.post_row import USUAL_CARRIER
from app.ui.widgets.form_dialog import FormDialog


class PostingDialog(FormDialog):
    """Asks which dossier, which number, who carried it."""

    def __init__(self, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Ghi bưu gửi đến", "Ghi bưu gửi", parent)
        self.code = QLineEdit(code)
        self.code.setPlaceholderText("quét giấy tiếp nhận hoặc gõ mã, số cuối")
        self.waybill = QLineEdit()
        self.waybill.setPlaceholderText("quét mã vạch trên bì thư")
        self.carrier = QLineEdit(USUAL_CARRIER)
        for place, (field, title, editor) in enumerate(
            (
                ("code", "Mã hồ sơ", self.code),
                ("waybill", "Số hiệu bưu gửi", self.waybill),
                ("carrier", "Đơn vị vận chuyển", self.carrier),
            )
        ):
            self.fields.addWidget(self.board.add(field, title, editor), place, 0)
        (self.waybill if code else self.code).setFocus()

    def handle_scan(self, text: str) -> bool:
        """Take a scan as if it were typed: the paper of a dossier, or the bar code of the item."""
        if looks_like_card(text):
            return False
        (self.waybill if is_s10(text) else self.code).setText(text)
        return True

    def item(self) -> Waybill:
        """Return what is typed."""
        return Waybill(number=self.waybill.text(), carrier=self.carrier.text())
