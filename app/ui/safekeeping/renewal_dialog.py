"""Why the station's signing key is renewed; the second person is asked after it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label


class RenewalDialog(FormDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Thay khóa ký của máy này", "Tiếp tục", parent)
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText("ví dụ: máy từng cho mượn, nghi lộ khóa")
        self.fields.addWidget(
            label(
                "Khóa cũ bị hủy và không ký được nữa; giấy đã in vẫn kiểm tra được mãi. Đơn vị "
                "khác đang tin khóa cũ của máy này thì cần nhận thẻ khóa mới.",
                "quiet",
                wrap=True,
            ),
            0,
            0,
        )
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 1, 0)
        self.reason.setFocus()
