"""Cách chấm: the scale of each index, the classes, and how the circular is read here."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.evaluation import words
from app.ui.widgets.labels import label
from app.vocabulary.evaluation import EvaluationIndex
from app.wording.citations import Rule, cite_in_full, in_brackets

SCALES: Final = {
    EvaluationIndex.TOTAL_TIME: "2 điểm: ngắn hơn quy định; 1: bằng; 0: dài hơn",
    EvaluationIndex.OWN_TIME: "2 điểm: ngắn hơn thời hạn của cơ quan; 1: bằng; 0: dài hơn",
    EvaluationIndex.CONTACTS: (
        "2 điểm: không phải quay lại; 1: một lần; 0: nhiều hơn (lỗi của người nộp không tính)"
    ),
    EvaluationIndex.OTHER_AGENCIES: "2 điểm: không phải liên hệ; 1: chỉ Một cửa; 0: nhiều nơi",
    EvaluationIndex.AT_ONE_STOP: (
        "2 điểm: từ 20 % thủ tục được thẩm định, phê duyệt tại Một cửa; 1: 100 % thủ tục tiếp nhận "
        "và trả kết quả tại đó; 0: còn lại"
    ),
    EvaluationIndex.PUBLICITY: (
        "2 điểm: niêm yết và công khai điện tử; 1: một trong hai; 0: không hoặc sai"
    ),
    EvaluationIndex.ATTITUDE: (
        "2 điểm: sớm hạn, không bị phản ánh; 1: đúng hạn, không bị phản ánh; 0: còn lại"
    ),
    EvaluationIndex.COMPLAINTS: (
        "2 điểm: không có phản ánh hoặc trả lời đúng hạn 100 %; 1: từ 90 %; 0: dưới 90 % hoặc để "
        "kéo dài"
    ),
    EvaluationIndex.ONLINE: (
        "2 điểm: từ 20 % thủ tục trực tuyến, từ 30 % hồ sơ trực tuyến và không hồ sơ nào trễ; 1: "
        "từ 15 % hồ sơ; 0: còn lại"
    ),
}
_CLASSES: Final = (
    "Cơ quan, thang 18: từ 15 xuất sắc; từ 12 tốt; từ 9 khá; từ 6 trung bình; dưới 6 yếu. Cán bộ, "
    "thang 10: từ 5 hoàn thành 100 %; từ 3,5 hoàn thành từ 70 %; dưới 3,5 dưới 70 %."
)

_STANDS_ON: Final = (
    "“Tốt · 2/9” nghĩa là xếp loại Tốt chỉ dựa trên 2 trong 9 chỉ số, vì 7 chỉ số kia chưa có dữ "
    "liệu; không ghi gì thì đủ cả 9 (cán bộ: 5). Dựa trên càng ít chỉ số thì xếp loại càng kém "
    "chắc: hãy nhập phiếu đánh giá và ghi nhận thủ tục rồi hãy so các nơi với nhau."
)


class RulesView(QScrollArea):
    """Reads from top to bottom: scales, classes, readings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.scale = label("Thang điểm", "heading")
        self.classes = label("Xếp loại", "heading")
        self.readings = label("", wrap=True)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(4, 8, 16, 8)
        rows.setSpacing(10)
        rows.addWidget(self.scale)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, (index, scale) in enumerate(SCALES.items()):
            grid.addWidget(label(words.title_of(index)), at, 0)
            grid.addWidget(label(scale, "quiet", wrap=True), at, 1)
        rows.addLayout(grid)
        rows.addWidget(self.classes)
        rows.addWidget(label(_CLASSES, wrap=True))
        rows.addWidget(label(_STANDS_ON, wrap=True))
        rows.addWidget(label("Cách hiểu ở phần mềm này", "heading"))
        rows.addWidget(self.readings)
        rows.addStretch(1)
        self.setWidget(inside)

    def show_rules(self, rules: Sequence[str], on: date) -> None:
        """Show by what a period that ends `on` this day is scored, and how it is read."""
        scale = cite_in_full(Rule.EVALUATION_SCALE, on)
        classes = cite_in_full(Rule.EVALUATION_CLASSES, on)
        self.scale.setText(f"Thang điểm{in_brackets(scale)}")
        self.classes.setText(f"Xếp loại{in_brackets(classes)}")
        self.readings.setText("\n".join(f"• {rule}" for rule in rules))
