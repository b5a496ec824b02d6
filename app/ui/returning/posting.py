"""Bưu gửi: the waybill of a result that goes out by post, and of papers that the post brought."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.errors import InvalidInputError
from app.services.dossiers.waybills import clean_waybill, is_s10
from app.services.intake.identity import looks_like_card
from app.services.post import Waybill
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.forms import ProblemBoard
from app.wording import captions

USUAL_CARRIER = "Bưu điện Việt Nam"


class PostRow(QWidget):
    """There only while the post collects; the carrier stays from one dossier to the next."""

    def __init__(self, board: ProblemBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waybill = QLineEdit()
        self.carrier = QLineEdit(USUAL_CARRIER)
        self.carrier.setCursorPosition(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(board.add("waybill", captions.WAYBILL, self.waybill), 1)
        row.addWidget(board.add("carrier", "Đơn vị vận chuyển", self.carrier), 1)
        self.hide()

    def start(self, waybill: str) -> None:
        """Begin with nothing typed; a number recorded before is named."""
        self.waybill.clear()
        hint = f"đã ghi {waybill}" if waybill else "quét mã vạch trên phiếu gửi"
        self.waybill.setPlaceholderText(hint)

    def expects(self, text: str) -> bool:
        """Say whether `text` would be taken as the bar code of the item now."""
        return bool(self._waybill_in(text))

    def take_scan(self, text: str) -> bool:
        """Fill in a scanned bar code; False for what is none."""
        found = self._waybill_in(text)
        if found:
            self.waybill.setText(found)
        return bool(found)

    def _waybill_in(self, text: str) -> str:
        if self.isHidden() or "-" in text:
            return ""
        try:
            return clean_waybill(text)
        except InvalidInputError:
            return ""


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
                ("code", captions.DOSSIER_CODE, self.code),
                ("waybill", captions.WAYBILL, self.waybill),
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
