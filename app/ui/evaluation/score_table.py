"""The rows of an evaluation with their indices; every index opens to what is behind it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.evaluation.records import EvaluationRow
from app.ui.evaluation import words
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.labels import label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.wording import captions
from app.wording.citations import Rule, cite_in_full, in_brackets

_INDEX_WIDTH: Final = 83
_OFFICER_INDEX_WIDTH: Final = 116


class ScoreTable(QWidget):
    """One row a unit, agency, level or officer; `score_chosen` carries the row and the index."""

    score_chosen = Signal(object, object)

    def __init__(
        self,
        what: str,
        indices: Sequence[EvaluationIndex],
        empty_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._indices = tuple(indices)
        is_whole = len(self._indices) == len(words.INDICES)
        width = _INDEX_WIDTH if is_whole else _OFFICER_INDEX_WIDTH
        self.table: RowTable[EvaluationRow] = RowTable(
            (
                _name_column(what),
                *(_score_column(index, width) for index in self._indices),
                _total_column(),
                _scale_column(18 if is_whole else 10),
                _grade_column(captions.GRADE if is_whole else "Hoàn thành"),
            ),
            lambda row: (row.kind, row.key),
            empty_text=empty_text,
        )
        self.table.setAccessibleName(what)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        self.table.clicked.connect(self._on_clicked)
        self.table.row_activated.connect(self._on_row_activated)

    def set_rows(self, rows: Sequence[EvaluationRow]) -> None:
        self.table.set_rows(rows)

    def _on_clicked(self, at: QModelIndex) -> None:
        row = self.table.rows_model.row_at(at)
        if row is not None and 0 < at.column() <= len(self._indices):
            self.score_chosen.emit(row, self._indices[at.column() - 1])

    def _on_row_activated(self, row: EvaluationRow) -> None:
        column = self.table.currentIndex().column()
        at = column - 1 if 0 < column <= len(self._indices) else 0
        self.score_chosen.emit(row, self._indices[at])


def _name_column(what: str) -> Column[EvaluationRow]:
    return text_column(
        what,
        words.name_text,
        tip=lambda row: f"{row.name}\n{row.key}",
        tone=lambda row: Tone.STRONG if row.kind is EvaluatedKind.UNIT else Tone.NORMAL,
    )


def _score_column(index: EvaluationIndex, width: int) -> Column[EvaluationRow]:
    def tone(row: EvaluationRow) -> Tone:
        score = row.score(index)
        return Tone.QUIET if score is None or score.value is None else Tone.NORMAL

    def sort_key(row: EvaluationRow) -> tuple[int, int]:
        score = row.score(index)
        tenths = None if score is None else score.tenths
        return (0, 0) if tenths is None else (1, tenths)

    return number_column(
        f"{words.number_of(index)}. {words.SHORT[index]}",
        partial(words.score_text, index=index),
        width,
        tip=lambda row: words.score_tip(row.score(index)),
        sort_key=sort_key,
        tone=tone,
    )


def _total_column() -> Column[EvaluationRow]:
    return number_column(
        captions.TOTAL,
        lambda row: words.decimal_text(row.total),
        54,
        tip=words.basis_text,
        sort_key=lambda row: row.reached.tenths,
    )


def _scale_column(full: int) -> Column[EvaluationRow]:
    return number_column(
        f"Thang {full}",
        lambda row: words.decimal_text(row.on_full_scale, 2),
        70,
        tip=lambda row: f"Tổng điểm quy về thang {full}: {words.basis_text(row)}",
        sort_key=lambda row: row.on_full_scale or -1,
    )


def _grade_column(title: str) -> Column[EvaluationRow]:
    return text_column(
        title,
        words.grade_text,
        116,
        tip=words.standing_text,
        sort_key=lambda row: row.on_full_scale or -1,
        tone=words.grade_tone,
        is_right=True,
    )


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
        self.classes = label(captions.GRADE, "heading")
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
