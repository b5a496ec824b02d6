"""One ready-made reason: its sentence and its legal ground."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.services.office.records import ReasonLine
from app.ui.look.text_size import px
from app.ui.widgets.form_dialog import FormDialog
from app.vocabulary.office import ReasonKind
from app.wording.labels import label as word

_TEXT_HEIGHT = 88


class ReasonDialog(FormDialog):
    """A new sentence of `kind`, or `known` to be changed."""

    def __init__(
        self, kind: ReasonKind, known: ReasonLine | None = None, parent: QWidget | None = None
    ) -> None:
        act = "Sửa mẫu" if known else "Thêm mẫu"
        super().__init__(f"{act}: {word(kind)}", "Lưu mẫu", parent)
        self.text = QPlainTextEdit(known.text if known else "")
        self.text.setFixedHeight(px(_TEXT_HEIGHT))
        self.text.setPlaceholderText(
            "Một câu đầy đủ, in trên giấy gửi công dân; {giấy tờ} thành các mục cần bổ sung"
        )
        self.ground = QLineEdit(known.ground if known else "")
        self.ground.setPlaceholderText("Điều, khoản, văn bản; để trống nếu tùy hồ sơ")
        self.fields.addWidget(self.board.add("text", "&Nội dung", self.text), 0, 0)
        self.fields.addWidget(self.board.add("ground", "&Căn cứ", self.ground), 1, 0)
        self.text.setFocus()
