"""A ratio that another system counted: its two numbers, and where they are written."""

from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.evaluation.records import QualityFigure
from app.services.periods.told_figures import ToldDraft
from app.ui.look.text_size import px
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import DigitsEdit
from app.ui.widgets.labels import label

_MOST_DIGITS: Final = 9


class ToldDialog(FormDialog):
    """Begins with what was told before; both numbers left empty take it back."""

    def __init__(
        self, figure: QualityFigure, period_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Chỉ tiêu {figure.number} · {period_name}", "Ghi số", parent)
        self.setMinimumWidth(px(640))
        self.part, self.whole = (_digits(count) for count in (figure.part, figure.whole))
        self.source = QLineEdit()
        self.source.setPlaceholderText("Cổng Dịch vụ công quốc gia, xem ngày 05/10/2026…")
        over, under = figure.formula.partition(" × 100")[0].split(" ÷ ")
        self.fields.addWidget(label(f"{figure.title} = {figure.formula}", wrap=True), 0, 0, 1, 2)
        self.fields.addWidget(self.board.add("part", f"&Tử số: {_small(over)}", self.part), 1, 0)
        self.fields.addWidget(
            self.board.add("whole", f"&Mẫu số: {_small(under)}", self.whole), 1, 1
        )
        self.fields.addWidget(
            self.board.add("source", "&Nguồn của số này", self.source), 2, 0, 1, 2
        )
        self.fields.addWidget(
            label(
                "Số cũ, nếu có, vẫn được lưu cùng người nhập và lúc nhập. Để trống cả tử số và mẫu "
                "số là bỏ số đã nhập: khi đó ghi lý do vào ô nguồn.",
                "caption",
                wrap=True,
            ),
            *(3, 0, 1, 2),
        )
        self.part.setFocus()
        self.part.selectAll()

    def draft(self) -> ToldDraft:
        """Return what was typed."""
        return ToldDraft(
            part=_number(self.part), whole=_number(self.whole), source=self.source.text()
        )


def _digits(count: int | None) -> DigitsEdit:
    made = DigitsEdit(_MOST_DIGITS)
    made.setText("" if count is None else str(count))
    return made


def _number(field: DigitsEdit) -> int | None:
    return int(field.value()) if field.value() else None


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
