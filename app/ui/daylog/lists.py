"""The lower half: register, overdue, due, splits, and the dossiers behind a chosen figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.services.counts import GroupFigures
from app.services.figures.catalogue import DossierFigure, figure_of
from app.services.figures.records import DailySummary, RegisterRow
from app.ui.daylog.digital_tab import DigitalTab
from app.ui.desk.register_table import ShownRow, register_table, shown_rows
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.labels import icon_button, tooltip
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.reports import GroupBy
from app.wording import headings, measures, sentences, states
from app.wording.labels import label
from app.wording.reports import SPLIT_TITLES
from app.wording.texts import number_text

# The figures of each group in a table; every figure opens to the dossiers it counts.

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
    "carried_over": measures.CARRIED_OVER,
    "received": headings.RECEPTION,
    "ended": measures.RESOLVED,
    "ended.early": measures.PART_EARLY,
    "ended.on_time": measures.PART_ON_TIME,
    "ended.late": measures.PART_LATE,
    "open": measures.IN_WORK,
    "open.in_time": measures.PART_IN_TIME,
    "open.overdue": measures.PART_LATE,
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


REGISTER, OVERDUE, DUE = range(3)
MONEY = 3 + len(SPLIT_TITLES)
DIGITAL = MONEY + 1
BEHIND = DIGITAL + 1
_BEHIND_WIDTH = 320


class Lists(QFrame):
    """Tabs over tables; `dossier_wanted` carries a code, `figure_chosen` a figure of one group."""

    dossier_wanted = Signal(str)
    figure_chosen = Signal(object, object)

    def __init__(self, money: QWidget, digital: DigitalTab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._money = money
        self._digital = digital
        self.setProperty("card", "true")
        self.tabs = QTabBar()
        self.register = register_table(
            "Chưa tiếp nhận hồ sơ nào trong kỳ.\nNhấn F2 để tiếp nhận hồ sơ đầu tiên."
        )
        self.overdue = register_table("Không có hồ sơ quá hạn.")
        self.due = register_table("Không có hồ sơ nào đến hạn vào ngày cuối kỳ.")
        self.behind = register_table(sentences.NO_DOSSIERS_IN_FIGURE)
        self.splits = {by: SplitTable(by) for by in SPLIT_TITLES}
        self._close = icon_button(Icon.CLOSE, "Bỏ số liệu đang xem")
        self._pages = QStackedWidget(self)
        self._before = REGISTER
        self._arrange()
        self._connect()

    def show_summary(self, summary: DailySummary, today: date) -> None:
        """Show the lists of `summary`; the tab stays."""
        for at, table, rows in (
            (REGISTER, self.register, summary.received_rows),
            (OVERDUE, self.overdue, summary.overdue_rows),
            (DUE, self.due, summary.due_today_rows),
        ):
            table.set_rows(shown_rows(rows, summary.as_of, today))
            self.tabs.setTabText(at, f"{self._titles[at]} · {number_text(len(rows))}")
        for by, split in self.splits.items():
            split.set_groups(summary.groups.get(by, ()))

    def clear(self, why: str) -> None:
        """Show no rows and say why: none are known."""
        for at, table in ((REGISTER, self.register), (OVERDUE, self.overdue), (DUE, self.due)):
            table.set_unknown(why)
            self.tabs.setTabText(at, self._titles[at])
        for split in self.splits.values():
            split.table.set_unknown(why)
        self.forget_behind()

    def fill_behind(
        self, title: str, rows: Sequence[RegisterRow], as_of: datetime, today: date
    ) -> None:
        """Fill the tab of the dossiers behind a figure; it stays where it is."""
        self.behind.set_rows(shown_rows(rows, as_of, today))
        whole = f"{title} · {number_text(len(rows))} hồ sơ"
        cut = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, px(_BEHIND_WIDTH))
        self.tabs.setTabText(BEHIND, cut.replace("&", "&&"))
        self.tabs.setTabToolTip(BEHIND, tooltip(whole))

    def bring_behind(self) -> None:
        """Bring the tab of the dossiers behind a figure to the front."""
        if self.tabs.currentIndex() != BEHIND:
            self._before = self.tabs.currentIndex()
        self.tabs.setTabVisible(BEHIND, True)  # noqa: FBT003 - Qt's own signature
        self._close.show()
        self.tabs.setCurrentIndex(BEHIND)
        self.behind.setFocus()

    @property
    def has_behind(self) -> bool:
        """Whether the dossiers behind a figure are shown."""
        return self.tabs.isTabVisible(BEHIND)

    def show_due(self) -> None:
        """Bring the dossiers due on the last day to the front."""
        self.tabs.setCurrentIndex(DUE)

    def forget_behind(self) -> None:
        """Take the tab of a chosen figure away."""
        if self.tabs.currentIndex() == BEHIND:
            self.tabs.setCurrentIndex(self._before)
        self.tabs.setTabVisible(BEHIND, False)  # noqa: FBT003 - Qt's own signature
        self._close.hide()

    def _arrange(self) -> None:
        self._titles = ("Sổ tiếp nhận", states.OVERDUE, states.DUE)
        pages: list[tuple[str, QWidget]] = list(
            zip(self._titles, (self.register, self.overdue, self.due), strict=True)
        )
        pages += [(SPLIT_TITLES[by], split) for by, split in self.splits.items()]
        pages += [(headings.FEES, self._money), ("Số hóa", self._digital), ("", self.behind)]
        for title, page in pages:
            self.tabs.addTab(title)
            self._pages.addWidget(page)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setTabVisible(BEHIND, False)  # noqa: FBT003 - Qt's own signature
        self._close.hide()
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.tabs)
        head.addWidget(self._close)
        head.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 4, 12, 8)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self._close.clicked.connect(self.forget_behind)
        for table in self._registers():
            table.row_activated.connect(self._on_row_activated)
        for split in self.splits.values():
            split.figure_chosen.connect(self.figure_chosen)

    def _registers(self) -> tuple[RowTable[ShownRow], ...]:
        return (self.register, self.overdue, self.due, self.behind)

    def _on_row_activated(self, shown: ShownRow) -> None:
        self.dossier_wanted.emit(shown.row.code)
