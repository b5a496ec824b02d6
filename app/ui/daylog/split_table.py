"""The figures of each group in a table; every figure opens to the dossiers it counts."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.counts import GroupFigures
from app.services.figures.catalogue import DossierFigure, figure_of
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.reports import GroupBy
from app.wording.labels import label
from app.wording.texts import number_text

_NAMES = (
    "carried_over",
    "received",
    "ended",
    "ended.early",
    "ended.on_time",
    "ended.late",
    "open",
    "open.in_time",
    "open.overdue",
)
_TITLES = {
    "carried_over": "Tồn đầu",
    "received": "Tiếp nhận",
    "ended": "Đã giải quyết",
    "ended.early": "trước hạn",
    "ended.on_time": "đúng hạn",
    "ended.late": "quá hạn",
    "open": "Đang giải quyết",
    "open.in_time": "trong hạn",
    "open.overdue": "quá hạn",
}


@dataclass(frozen=True, slots=True)
class ChosenGroup:
    """One row of a split, and which split it is."""

    by: GroupBy
    key: str
    name: str


class SplitTable(QWidget):
    """One row a group; `figure_chosen` carries the measure and the group of what was pressed."""

    figure_chosen = Signal(object, object)

    def __init__(self, by: GroupBy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by = by
        self._measures = tuple(figure_of(name) for name in _NAMES)
        self.table: RowTable[GroupFigures] = RowTable(
            (_name_column(label(by)), *(_column(measure) for measure in self._measures)),
            lambda group: group.key,
            empty_text="Kỳ này chưa có hồ sơ nào để chia theo nhóm.",
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        self.table.clicked.connect(self._on_clicked)
        self.table.row_activated.connect(self._on_row_activated)

    def set_groups(self, groups: tuple[GroupFigures, ...]) -> None:
        self.table.set_rows(groups)

    def _on_clicked(self, index: QModelIndex) -> None:
        group = self.table.rows_model.row_at(index)
        if index.column() > 0 and group is not None:
            self._choose(self._measures[index.column() - 1], group)

    def _on_row_activated(self, group: GroupFigures) -> None:
        column = self.table.currentIndex().column()
        chosen = self._measures[column - 1] if column > 0 else figure_of("received")
        self._choose(chosen, group)

    def _choose(self, measure: DossierFigure, group: GroupFigures) -> None:
        self.figure_chosen.emit(measure, ChosenGroup(self._by, group.key, group.name))


def _name_column(what: str) -> Column[GroupFigures]:
    return text_column(what, "name", tip=lambda group: f"{group.name}\n{group.key}")


def _column(measure: DossierFigure) -> Column[GroupFigures]:
    def value(group: GroupFigures) -> str:
        return number_text(group.figures[measure.code])

    def tone(group: GroupFigures) -> Tone:
        count = group.figures[measure.code]
        if not count:
            return Tone.QUIET
        if measure.is_late:
            return Tone.LATE
        return Tone.STRONG if measure.is_sum else Tone.NORMAL

    return number_column(
        _TITLES[measure.code],
        value,
        112 if measure.code in {"ended", "open"} else 88,
        tip=lambda _group: f"{measure.title}: bấm để xem hồ sơ",
        sort_key=lambda group: group.figures[measure.code],
        tone=tone,
    )
