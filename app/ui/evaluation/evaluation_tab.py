"""Đánh giá: the nine indices of TT 01/2018, the set of QĐ 766, and what is noted for them."""

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.errors import UserError
from app.reports.evaluation_xlsx import write_evaluation
from app.reports.formats import ExportFormat
from app.services.container import Services
from app.services.evaluation.records import (
    EvaluationRow,
    EvaluationTable,
    ScoredLine,
    ScoreOf,
)
from app.services.evaluation.scales import OFFICER_INDICES
from app.services.periods.calendar import ReportCalendar, ReportPeriod
from app.services.periods.sections import Evaluated
from app.ui.desk.period_bar import ReportPeriodBar
from app.ui.desk.tabbed_page import PageTab
from app.ui.evaluation import words
from app.ui.evaluation.facts_panel import FactsPanel
from app.ui.evaluation.lines_panel import LinesPanel, TimesView
from app.ui.evaluation.quality_view import ProcessingTable, QualityTable, ToldBar
from app.ui.evaluation.score_table import RulesView, ScoreTable
from app.ui.evaluation.words import lines_of_figure, lines_of_score
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Latest, Read
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import button, label
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.wording import buttons, captions, headings, states
from app.wording.citations import measure_name
from app.wording.texts import moment_text

AGENCIES, OFFICERS, QUALITY, PROCESSING, TIMES, FACTS, RULES = range(7)
_TITLES: Final = (
    *("Đơn vị, cơ quan", captions.OFFICER, headings.NATIONAL_MEASURE, "Xử lý hồ sơ (quốc gia)"),
    *("Đối chiếu thời gian", captions.PROCEDURE, "Cách chấm"),
)
_LEAD: Final = (
    "Chỉ số chưa có dữ liệu (–) không tính; tổng được quy về thang đầy đủ theo các chỉ số có dữ "
    "liệu rồi mới xếp loại. “· 2/9” sau xếp loại: chỉ dựa trên 2 trong 9 chỉ số."
)
_LOCKED: Final = "Kỳ đã khóa: điểm là số đã chốt; danh sách mở ra được tính theo dữ liệu hiện nay."
_COUNTING: Final = "Đang chấm điểm…"
_EMPTY: Final = "Trong kỳ chưa có gì để chấm."


class EvaluationTab(PageTab):
    """Reads the evaluation of the report period in its bar; the last quarter that is over first.

    A locked period shows what was frozen with it.
    """

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._latest = Latest()
        self._latest_lines = Latest()
        self._shown: Evaluated | None = None
        self._wanted: EvaluationIndex | None = None
        self.period = ReportPeriodBar()
        self.export = button(buttons.EXPORT_XLSX, which=Icon.EXPORT)
        self.kinds = QTabBar()
        self.problem = label("", "problem", wrap=True)
        self.as_of = label("", "caption", wrap=True)
        self.agencies = ScoreTable(captions.UNIT_AGENCY_OR_LEVEL, tuple(EvaluationIndex), _EMPTY)
        self.officers = ScoreTable(captions.OFFICER, OFFICER_INDICES, _EMPTY)
        self.quality = QualityTable()
        self.told = ToldBar(context, services)
        self.processing = ProcessingTable()
        self.times = TimesView()
        self.facts = FactsPanel(context, services)
        self.rules = RulesView()
        self.lines = LinesPanel()
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()

    @property
    def table(self) -> EvaluationTable | None:
        """The nine indices on the screen."""
        return None if self._shown is None else self._shown.table

    def load(self) -> None:
        """Read the office's report periods, then the one in the bar."""
        self._context.read(self._services.evaluated_periods.calendar).then(
            self._latest.only(self._on_calendar), self._on_failed
        )
        if self.kinds.currentIndex() == FACTS:
            self.facts.load()

    def start_export(self) -> None:
        """Ask where to, and write what is on the screen there."""
        if self._shown is None:
            return
        table, quality = self._shown.table, self._shown.quality
        name = f"danh-gia-{table.first_day.isoformat()}-den-{table.last_day.isoformat()}.xlsx"
        write = partial(write_evaluation, self._services, table, quality)
        self._context.export(self, name, ExportFormat.XLSX, write)

    def show_period(self, period: ReportPeriod, index: EvaluationIndex | None = None) -> None:
        """Show a period, and what is behind an index of the whole unit where one is named."""
        self._wanted = index
        self.show_kind(AGENCIES)
        self.period.go(period)

    def show_kind(self, kind: int) -> None:
        """Bring one of the views to the front."""
        self.kinds.setCurrentIndex(kind)

    def _on_calendar(self, calendar: ReportCalendar) -> None:
        self._read(self.period.use(calendar, self._context.clock.today()))

    def _read(self, period: ReportPeriod) -> None:
        self.as_of.setText(_COUNTING)
        if self._shown is None:
            self._show_unknown(_COUNTING)
        self._context.read(self._services.evaluated_periods.of_period, period.key).then(
            self._latest.only(self._show), self._on_failed
        )

    def _show(self, shown: Evaluated) -> None:
        self._shown = shown
        table, quality = shown.table, shown.quality
        self.period.show_standing(is_locked=shown.is_locked)
        self.problem.hide()
        self.export.setEnabled(True)
        lead = _LOCKED if shown.is_locked else _LEAD
        self.as_of.setText(
            f"{table.unit_name}. Số liệu tính đến {moment_text(table.as_of)}. {lead}"
        )
        self.agencies.set_rows([row for row in table.rows if row.kind is not EvaluatedKind.OFFICER])
        self.officers.set_rows(table.of(EvaluatedKind.OFFICER))
        self.quality.set_rows(quality.figures)
        self.processing.set_rows(quality.processing)
        self._open_wanted()
        self.told.show_period(shown)
        self.times.show_times(table.said_times, is_locked=shown.is_locked)
        self.rules.show_rules(table.rules, table.last_day)
        self._name_measure(table.last_day)
        self._load_times()

    def _name_measure(self, on: date) -> None:
        name = measure_name(on)
        self.kinds.setTabText(QUALITY, f"Chỉ số {name}")
        self.kinds.setTabText(PROCESSING, f"Xử lý hồ sơ ({name})")

    def _show_unknown(self, why: str) -> None:
        for view in (self.agencies, self.officers, self.quality, self.processing):
            view.table.set_unknown(why)

    def _on_failed(self, error: UserError) -> None:
        self._shown = None
        self.told.show_period(None)
        self.times.clear()
        self.export.setEnabled(False)
        self.as_of.setText("")
        self._show_unknown(states.NO_FIGURES)
        self._close_lines()
        self.problem.setText(error.message)
        self.problem.show()

    def _open_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        rows = self._shown.table.of(EvaluatedKind.UNIT) if self._shown is not None else ()
        if wanted is not None and rows:
            self._on_score_chosen(rows[0], wanted)

    def _on_score_chosen(self, row: EvaluationRow, index: EvaluationIndex) -> None:
        if self._shown is None:
            return
        table, score = self._shown.table, row.score(index)
        why = "" if score is None else f" = {words.decimal_text(score.value)} ({score.why})"
        lines = self._context.read(
            self._services.evaluation.lines,
            table.first_day,
            table.last_day,
            ScoreOf(row.kind, row.key, index),
        )
        self._open(f"{words.title_of(index)} · {row.name}{why}", lines, lines_of_score(row, index))

    def _on_figure_chosen(self, title: str, figure: str, agency: str) -> None:
        if self._shown is None:
            return
        table = self._shown.table
        lines = self._context.read(
            self._services.evaluation.quality_lines,
            table.first_day,
            table.last_day,
            figure,
            agency,
        )
        self._open(title, lines, lines_of_figure(self._shown.quality, figure, agency))

    def _open(self, title: str, lines: Read[tuple[ScoredLine, ...]], counted: int | None) -> None:
        """List what is behind a figure; `counted` is what it says itself, where it counts lines."""
        frozen = counted if self._shown is not None and self._shown.is_locked else None
        show = partial(self._show_lines, title, frozen)
        lines.then(self._latest_lines.only(show), self._on_lines_failed)

    def _show_lines(self, title: str, frozen: int | None, lines: tuple[ScoredLine, ...]) -> None:
        self.lines.show_lines(title, lines, frozen)
        self.lines.show()

    def _on_lines_failed(self, error: UserError) -> None:
        self._close_lines()
        self._context.messages.refused(error)

    def _close_lines(self) -> None:
        self._latest_lines.forget()
        self.lines.hide()

    def _on_kind_changed(self, kind: int) -> None:
        commit_input_method()
        self._close_lines()
        self._pages.setCurrentIndex(kind)
        if kind == FACTS:
            self.facts.load()
        self._load_times()

    def _load_times(self) -> None:
        """Read the answers about the time where they are in front."""
        if self.kinds.currentIndex() == TIMES and self._shown is not None:
            table, disputes = self._shown.table, self._services.evaluation.time_disputes
            self._context.read(disputes, table.first_day, table.last_day).then(
                self.times.show_disputes
            )

    def _on_period_chosen(self, period: ReportPeriod) -> None:
        self._close_lines()
        self._read(period)

    def _arrange(self) -> None:
        for title, page in zip(
            _TITLES,
            (
                *(self.agencies, self.officers, _above(self.quality, self.told)),
                *(self.processing, self.times, self.facts, self.rules),
            ),
            strict=True,
        ):
            self.kinds.addTab(title)
            self._pages.addWidget(page)
        self.kinds.setDrawBase(False)
        self.kinds.setExpanding(False)
        self.kinds.setAccessibleName("Phần đánh giá")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.period, 1)
        head.addWidget(self.export)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.kinds)
        rows.addWidget(self.problem)
        rows.addWidget(self._pages, 5)
        rows.addWidget(self.lines, 4)
        rows.addWidget(self.as_of)
        self.problem.hide()
        self.lines.hide()
        self.export.setEnabled(False)

    def _connect(self) -> None:
        self.period.period_chosen.connect(self._on_period_chosen)
        self.export.clicked.connect(self.start_export)
        self.kinds.currentChanged.connect(self._on_kind_changed)
        for table in (self.agencies, self.officers):
            table.score_chosen.connect(self._on_score_chosen)
        for figures in (self.quality, self.processing):
            figures.figure_chosen.connect(self._on_figure_chosen)
        for listed in (self.lines, self.times):
            listed.dossier_wanted.connect(self._context.navigate.open_dossier)
        self.lines.petition_wanted.connect(self._context.navigate.open_petition)
        self.told.told.connect(self.load)
        self.lines.closed.connect(self._close_lines)


def _above(upper: QWidget, lower: QWidget) -> QWidget:
    """Return a page of two parts; the upper one has all the room that is left."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(8)
    rows.addWidget(upper, 1)
    rows.addWidget(lower)
    return page
