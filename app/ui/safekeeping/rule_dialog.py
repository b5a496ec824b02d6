"""After how many years people's data are erased, and which paper says so."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.retention.records import RetentionRule
from app.services.retention.retention import FEWEST_YEARS, MOST_YEARS
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import SpinBox
from app.ui.widgets.labels import label


class RuleDialog(FormDialog):
    """Asks for years and ground; `years` and `ground` have what was typed."""

    def __init__(self, rule: RetentionRule, parent: QWidget | None = None) -> None:
        super().__init__("Thời hạn lưu dữ liệu cá nhân", "Lưu thời hạn", parent)
        self.years = SpinBox()
        self.years.setRange(FEWEST_YEARS, MOST_YEARS)
        self.years.setValue(rule.years)
        self.years.setSuffix(" năm")
        self.ground = QLineEdit(rule.ground)
        self.ground.setPlaceholderText("Thông tư, quyết định của đơn vị, bảng thời hạn bảo quản…")
        told = label(
            "Tính từ ngày hồ sơ kết thúc. Hết thời hạn, dữ liệu cá nhân được xóa khi hai người "
            "cùng xác nhận; chương trình không tự xóa.",
            "quiet",
            wrap=True,
        )
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("years", "Số &năm lưu", self.years), 1, 0)
        self.fields.addWidget(self.board.add("ground", "&Căn cứ", self.ground), 2, 0)
        self.years.setFocus()
