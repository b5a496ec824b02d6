"""The rows of an evaluation with their indices; every index opens to what is behind it."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.evaluation.records import EvaluationRow
from app.ui.evaluation import words
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex

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
                _grade_column("Xếp loại" if is_whole else "Hoàn thành"),
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
        "Tổng",
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
