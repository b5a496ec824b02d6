"""The QĐ 766/QĐ-TTg set: each ratio with its formula, and the processing table by agency."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.evaluation.records import ProcessingRow, QualityFigure
from app.ui.evaluation import words
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, number_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording.texts import number_text

_CELLS: Final = (
    ("received", "Tiếp nhận", 72),
    ("carried_over", "kỳ trước", 60),
    ("online", "trực tuyến", 70),
    ("counter", "trực tiếp", 62),
    ("post", "bưu chính", 68),
    ("done", "Đã xử lý", 66),
    ("done_carried", "kỳ trước", 60),
    ("done_new", "trong kỳ", 60),
    ("done_late", "quá hạn", 60),
    ("running", "Đang xử lý", 76),
    ("running_in_time", "trong hạn", 68),
    ("running_late", "quá hạn", 60),
    ("paused", "Tạm dừng", 74),
    ("paused_in_time", "trong hạn", 68),
    ("paused_late", "quá hạn", 60),
)
"""Each count of the table, its title, and how wide its column is."""
_SUMS: Final = frozenset({"received", "done", "running", "paused"})
_LATE: Final = frozenset({"done_late", "running_late", "paused_late"})


class QualityTable(QWidget):
    """The ratios; `figure_chosen` carries a title, a figure's key and "" (of all agencies)."""

    figure_chosen = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RowTable[QualityFigure] = RowTable(
            _figure_columns(), lambda one: one.key, empty_text=words.NO_DATA
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
            (_name_column(), *(_cell_column(*cell) for cell in _CELLS)),
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
        cell = _CELLS[at][0]
        self.figure_chosen.emit(f"{row.name} · {cell_title(at)}", cell, row.key)


def cell_title(at: int) -> str:
    """Return a number's whole title: "Đã xử lý, quá hạn"."""
    cell, title, _ = _CELLS[at]
    if cell in _SUMS:
        return title
    group = next(name for key, name, _ in reversed(_CELLS[:at]) if key in _SUMS)
    return f"{group}, {title}"


def _figure_columns() -> tuple[Column[QualityFigure], ...]:
    def tip(one: QualityFigure) -> str:
        return "\n".join(part for part in (one.title, one.formula, one.note) if part)

    return (
        digits_column("Số", "number", 44),
        text_column("Chỉ tiêu", "title", 330, tip=tip),
        text_column(
            "Cách tính",
            lambda one: one.note if one.percent is None and one.note else one.formula,
            tip=tip,
            tone=lambda one: Tone.QUIET if one.percent is None else Tone.NORMAL,
        ),
        number_column("Tử số / mẫu số", words.counts_text, 116, tip=tip),
        text_column(
            "Tỷ lệ",
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
        "Cơ quan",
        "name",
        tip=lambda row: f"{row.name}\n{row.key}" if row.key else row.name,
        tone=lambda row: Tone.NORMAL if row.key else Tone.STRONG,
    )


def _cell_column(cell: str, title: str, width: int) -> Column[ProcessingRow]:
    def count(row: ProcessingRow) -> int:
        found: int = getattr(row, cell)
        return found

    def tone(row: ProcessingRow) -> Tone:
        if not count(row):
            return Tone.QUIET
        if cell in _LATE:
            return Tone.LATE
        return Tone.STRONG if cell in _SUMS else Tone.NORMAL

    at = [key for key, *_ in _CELLS].index(cell)
    return number_column(
        title,
        lambda row: number_text(count(row)),
        width,
        tip=partial(_cell_tip, at),
        sort_key=count,
        tone=tone,
    )


def _cell_tip(at: int, _row: ProcessingRow) -> str:
    return f"{cell_title(at)}: bấm để xem hồ sơ"
