"""Under the ratios of QĐ 766: which of them somebody has to tell, and the way to tell it."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.services.container import Services
from app.services.evaluation.records import QualityFigure
from app.services.ledger.rights import Right
from app.services.periods.manual_figures import ToldDraft
from app.services.periods.sections import Evaluated
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import DigitsEdit
from app.ui.widgets.labels import button, label
from app.vocabulary.evaluation import ToldKind

_OPEN: Final = (
    "3.6 và 4.3 do Cổng Dịch vụ công đếm: phụ trách nhập số và nguồn. Kỳ dài lấy tổng của các kỳ "
    "ngắn đã nhập."
)
_LOCKED: Final = "Kỳ đã khóa: muốn nhập hay sửa 3.6, 4.3 phải mở khóa kỳ (hai người)."
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


class ToldBar(QWidget):
    """One button a figure; `told` says that something was told."""

    told = Signal()

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._shown: Evaluated | None = None
        self.words = label(_OPEN, "quiet", wrap=True)
        self.buttons = {kind: button("", which=Icon.EDIT) for kind in ToldKind}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for kind, made in self.buttons.items():
            made.clicked.connect(partial(self.start_telling, kind))
            row.addWidget(made)
        self.show_period(None)

    def show_period(self, shown: Evaluated | None) -> None:
        """Offer the figures of a period; None while there is none on the screen."""
        self._shown = shown
        is_open = shown is not None and not shown.is_locked
        self.words.setText(_LOCKED if shown is not None and shown.is_locked else _OPEN)
        for kind, made in self.buttons.items():
            figure = self._figure(kind)
            made.setText(f" Nhập {figure.number}…" if figure else " Nhập…")
            made.setVisible(figure is not None)
            made.setEnabled(is_open and self._context.may(Right.KEEP_REGISTERS))

    def start_telling(self, kind: ToldKind) -> ToldDialog | None:
        """Ask for the numbers of a figure."""
        shown, figure = self._shown, self._figure(kind)
        if (
            shown is None
            or figure is None
            or shown.is_locked
            or not self._context.may(Right.KEEP_REGISTERS)
        ):
            return None
        dialog = ToldDialog(figure, shown.period.name, self.window())
        dialog.submitted.connect(partial(self._tell, dialog, shown.period.key, kind))
        dialog.open()
        return dialog

    def _figure(self, kind: ToldKind) -> QualityFigure | None:
        return None if self._shown is None else self._shown.quality.figure(kind.value)

    def _tell(self, dialog: ToldDialog, key: str, kind: ToldKind) -> None:
        tell = self._services.told_figures.tell
        dialog.run(self._context.write(tell, key, kind, dialog.draft()), self._on_told)

    def _on_told(self, is_news: bool) -> None:  # noqa: FBT001 - what the service answers
        said = "Đã ghi số." if is_news else "Số này đã ghi từ trước, không có gì mới."
        self._context.messages.done(said)
        self.told.emit()
