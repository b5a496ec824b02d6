"""Tổng quan: a supervisor's glance over a period, each picture with the table behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import Clock
from app.errors import UserError
from app.reports.formats import ExportFormat
from app.services.dashboard.records import DashboardView
from app.services.ledger.records import Actor
from app.ui.desk.period_bar import PeriodBar
from app.ui.desk.period_spans import Span, SpanKind, span_around
from app.ui.desk.saving import PathAsker, open_file
from app.ui.desk.tabbed_page import PageTab
from app.ui.look.icons import Icon
from app.ui.reporting import overview_pictures as pictures
from app.ui.reporting import overview_words as words
from app.ui.reporting.picture_card import AnyCard
from app.ui.runtime.tasks import Latest, TaskRunner
from app.ui.shell.messages import Messages
from app.ui.widgets.labels import button, label
from app.wording.texts import moment_text

_ACROSS: Final = 3
_COUNTING: Final = "Đang tính số liệu…"


class DashboardSource(Protocol):
    """The figures service as this tab needs it."""

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> DashboardView: ...


class DashboardWriter(Protocol):
    """Writes the pictures and their tables to a file; raises UserError where it cannot."""

    def __call__(self, view: DashboardView, path: Path) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewParts:
    """The tab's connections."""

    tasks: TaskRunner
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    source: DashboardSource
    write: DashboardWriter
    ask_path: PathAsker


class OverviewTab(PageTab):
    """Reads the pictures of the period chosen in its bar; the quarter at first."""

    def __init__(self, parts: OverviewParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._latest = Latest()
        self._view: DashboardView | None = None
        self.period = PeriodBar(parts.clock.today)
        self.period.go(span_around(SpanKind.QUARTER, parts.clock.today()))
        self.export = button("Xuất PDF", which=Icon.EXPORT)
        self.turn = button("Xem mọi bảng")
        self.problem = label("", "problem", wrap=True)
        self._as_of = label("", "caption", wrap=True)
        self.trend = pictures.trend_card()
        self.agencies = pictures.groups_card("Đúng hạn theo cơ quan", "Cơ quan")
        self.fields = pictures.groups_card("Đúng hạn theo lĩnh vực", "Lĩnh vực")
        self.steps = pictures.steps_card()
        self.faces = pictures.faces_card()
        self.load_card = pictures.load_card()
        self._arrange()
        self.period.span_chosen.connect(self._on_span_chosen)
        self.period.problem_found.connect(parts.messages.warn)
        self.export.clicked.connect(self.start_export)
        self.turn.clicked.connect(self._turn_all)

    @property
    def view(self) -> DashboardView | None:
        """What is on the screen."""
        return self._view

    def load(self) -> None:
        """Read the pictures of the period in the bar."""
        span, actor = self.period.span, self._parts.actor()
        work = partial(self._parts.source.of_period, actor, span.first, span.last)
        self._as_of.setText(_COUNTING)
        if self._view is None:
            for each in self.cards:
                each.show_unknown(_COUNTING)
        self._parts.tasks.read(work, self._latest.only(self._show), self._on_failed)

    def start_export(self) -> None:
        """Ask where to, and write what is on the screen there."""
        view = self._view
        if view is None:
            return
        name = f"tong-quan-{view.first_day.isoformat()}-den-{view.last_day.isoformat()}.pdf"
        path = self._parts.ask_path(self, name, ExportFormat.PDF)
        if path is not None:
            write = partial(self._parts.write, view, path)
            self._parts.tasks.read(write, partial(self._on_written, path))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.period, 1)
        head.addWidget(self.turn)
        head.addWidget(self.export)
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, each in enumerate(self.cards):
            grid.addWidget(each, at // _ACROSS, at % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.problem)
        rows.addLayout(grid, 1)
        rows.addWidget(self._as_of)
        self.problem.hide()
        self.export.setEnabled(False)

    @property
    def cards(self) -> tuple[AnyCard, ...]:
        """Every card, in the order of reading."""
        return (self.trend, self.agencies, self.fields, self.steps, self.faces, self.load_card)

    def _turn_all(self) -> None:
        is_shown = not all(each.is_table for each in self.cards)
        for each in self.cards:
            each.show_table(is_shown=is_shown)
        self.turn.setText("Xem mọi hình" if is_shown else "Xem mọi bảng")

    def _on_span_chosen(self, _span: Span) -> None:
        self.load()

    def _show(self, view: DashboardView) -> None:
        self._view = view
        self.problem.hide()
        self.export.setEnabled(True)
        self._as_of.setText(f"{view.unit_name}. Số liệu tính đến {moment_text(view.as_of)}.")
        pictures.show_trend(self.trend, view)
        pictures.show_groups(self.agencies, view.agencies, words.timeliness_answer(view.total))
        pictures.show_groups(self.fields, view.fields, words.worst_answer(view.fields))
        pictures.show_steps(self.steps, view)
        pictures.show_faces(self.faces, view)
        pictures.show_load(self.load_card, view)

    def _on_failed(self, error: UserError) -> None:
        self._view = None
        self.export.setEnabled(False)
        self._as_of.setText("")
        for each in self.cards:
            each.show_unknown("Chưa có số liệu.")
        self.problem.setText(error.message)
        self.problem.show()

    def _on_written(self, path: Path, _nothing: None) -> None:
        text = f"Đã xuất {path.name} vào {path.parent}."
        self._parts.messages.done(text, [("Mở tệp", partial(open_file, path))])
