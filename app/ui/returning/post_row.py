"""The waybill and the carrier of a result that goes out by post."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.errors import InvalidInputError
from app.services.dossiers.waybills import clean_waybill
from app.ui.widgets.forms import ProblemBoard

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
        row.addWidget(board.add("waybill", "Số hiệu bưu gửi", self.waybill), 1)
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
