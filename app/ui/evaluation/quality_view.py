"""The QĐ 766/QĐ-TTg set: each ratio with its formula, and the processing table by agency."""

from collections.abc import Sequence
from functools import partial
from itertools import starmap
from operator import itemgetter
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.services.container import Services
from app.services.evaluation.records import (
    PROCESSING_FIGURES,
    ProcessingFigure,
    ProcessingRow,
    QualityFigure,
)
from app.services.ledger.rights import Right
from app.services.periods.manual_figures import ToldDraft
from app.services.periods.sections import Evaluated
from app.ui.evaluation import words
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, number_column, text_column
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import DigitsEdit
from app.ui.widgets.labels import button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.evaluation import ToldKind
from app.wording import captions, states
from app.wording.texts import number_text

_WIDTHS: Final = (72, 60, 70, 62, 68, 66, 60, 60, 60, 76, 68, 60, 74, 68, 60)
"""How wide the columns of the processing table are."""


class QualityTable(QWidget):
    """The ratios; `figure_chosen` carries a title, a figure's key and "" (of all agencies)."""

    figure_chosen = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RowTable[QualityFigure] = RowTable(
            _figure_columns(), lambda one: one.key, empty_text=states.NO_DATA
        )
        self.table.setAccessibleName("Các tỷ lệ của bộ chỉ số quốc gia")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        self.table.clicked.connect(self._on_clicked)
        self.table.row_activated.connect(self._choose)

    def set_rows(self, figures: Sequence[QualityFigure]) -> None:
        self.table.set_rows(figures)

    def _on_clicked(self, at: QModelIndex) -> None:
        figure = self.table.rows_model.row_at(at)
        if figure is not None:
            self._choose(figure)

    def _choose(self, figure: QualityFigure) -> None:
        self.figure_chosen.emit(f"{figure.number}. {figure.title}", figure.key, "")


class ProcessingTable(QWidget):
    """One line an agency; `figure_chosen` carries a title, a count's name and the agency's code."""

    figure_chosen = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RowTable[ProcessingRow] = RowTable(
            (_name_column(), *starmap(_cell_column, zip(PROCESSING_FIGURES, _WIDTHS, strict=True))),
            lambda row: (row.key, row.name),
            empty_text="Trong kỳ không có hồ sơ nào.",
        )
        self.table.setAccessibleName("Xử lý hồ sơ theo cách đo quốc gia")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        self.table.clicked.connect(self._on_clicked)
        self.table.row_activated.connect(self._on_row_activated)

    def set_rows(self, rows: Sequence[ProcessingRow]) -> None:
        self.table.set_rows(rows)

    def _on_clicked(self, at: QModelIndex) -> None:
        row = self.table.rows_model.row_at(at)
        if row is not None and at.column() > 0:
            self._choose(row, at.column() - 1)

    def _on_row_activated(self, row: ProcessingRow) -> None:
        self._choose(row, max(0, self.table.currentIndex().column() - 1))

    def _choose(self, row: ProcessingRow, at: int) -> None:
        figure = PROCESSING_FIGURES[at]
        self.figure_chosen.emit(f"{row.name} · {cell_title(figure)}", figure.code, row.key)


def cell_title(figure: ProcessingFigure) -> str:
    """Return a number's whole title: "Đã xử lý, quá hạn"."""
    return figure.group if figure.is_sum else f"{figure.group}, {figure.title.lower()}"


def _figure_columns() -> tuple[Column[QualityFigure], ...]:
    def tip(one: QualityFigure) -> str:
        return "\n".join(part for part in (one.title, one.formula, one.note) if part)

    return (
        digits_column(captions.NUMBER, "number", 44),
        text_column(captions.FIGURE, "title", 330, tip=tip),
        text_column(
            captions.METHOD,
            lambda one: one.note if one.percent is None and one.note else one.formula,
            tip=tip,
            tone=lambda one: Tone.QUIET if one.percent is None else Tone.NORMAL,
        ),
        number_column("Tử số / mẫu số", words.counts_text, 116, tip=tip),
        text_column(
            captions.SHARE,
            words.ratio_text,
            124,
            tip=tip,
            sort_key=lambda one: -1 if one.percent is None else one.percent,
            tone=lambda one: Tone.QUIET if one.percent is None else Tone.STRONG,
            is_right=True,
        ),
    )


def _name_column() -> Column[ProcessingRow]:
    return text_column(
        captions.AGENCY,
        "name",
        tip=lambda row: f"{row.name}\n{row.key}" if row.key else row.name,
        tone=lambda row: Tone.NORMAL if row.key else Tone.STRONG,
    )


def _cell_column(figure: ProcessingFigure, width: int) -> Column[ProcessingRow]:
    def tone(row: ProcessingRow) -> Tone:
        if not row[figure.code]:
            return Tone.QUIET
        if figure.title == states.OVERDUE:
            return Tone.LATE
        return Tone.STRONG if figure.is_sum else Tone.NORMAL

    tip = f"{cell_title(figure)}: bấm để xem hồ sơ"
    return number_column(
        figure.group if figure.is_sum else figure.title.lower(),
        lambda row: number_text(row[figure.code]),
        width,
        tip=lambda _row: tip,
        sort_key=itemgetter(figure.code),
        tone=tone,
    )


# Under the ratios of QĐ 766: which of them somebody has to tell, and the way to tell it.

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
