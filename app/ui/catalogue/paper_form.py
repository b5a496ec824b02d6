"""The form of one required document."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from app.services.catalogue.records import PaperDraft
from app.services.catalogue.validation import MOST_COPIES
from app.ui.catalogue.fields import field_row
from app.ui.look.text_size import px
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import SpinBox

COUNTS = {
    "original": "Bản chính",
    "certified": "Chứng thực",
    "plain": "Bản sao",
    "electronic": "Điện tử",
}
_COUNT_WIDTH = 88


class PaperForm(QWidget):
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = ProblemBoard(self)
        self.name = QPlainTextEdit()
        self.name.setFixedHeight(px(60))
        self.counts = {field: SpinBox() for field in COUNTS}
        self.is_required = QCheckBox("Bắt buộc")
        self.board.follow(self.is_required)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.board.add("name", "Tên giấy tờ", self.name))
        counts = (
            (self.board.add(field, COUNTS[field], box), _COUNT_WIDTH)
            for field, box in self.counts.items()
        )
        line = field_row(*counts)
        line.addWidget(self.is_required)
        line.addStretch(1)
        rows.addLayout(line)
        self.name.textChanged.connect(self.edited)
        self.is_required.clicked.connect(self.edited)
        for box in self.counts.values():
            box.setRange(0, MOST_COPIES)
            box.valueChanged.connect(self.edited)

    @property
    def widget(self) -> QWidget:
        return self

    def show_item(self, item: PaperDraft) -> None:
        """Show a paper without telling anybody."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        if item.name != self.name.toPlainText():
            self.name.setPlainText(item.name)
        for field, box in self.counts.items():
            box.setValue(getattr(item, field))
        self.is_required.setChecked(item.is_required)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def item(self) -> PaperDraft:
        """Return what is typed now."""
        return PaperDraft(
            name=self.name.toPlainText(),
            is_required=self.is_required.isChecked(),
            **{field: box.value() for field, box in self.counts.items()},
        )

    def start(self) -> None:
        self.name.setFocus()
        self.name.selectAll()
