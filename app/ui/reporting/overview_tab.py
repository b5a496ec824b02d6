"""Tổng quan: a supervisor's glance over a period, each picture with the table behind it."""

from typing import Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.reports.dashboard_pdf import export_dashboard
from app.reports.formats import ExportFormat
from app.services.container import Services
from app.services.dashboard import DashboardView
from app.ui.desk.period_bar import PeriodBar, PeriodDays, SpanKind, span_around
from app.ui.desk.tabbed_page import PageTab
from app.ui.look.icons import Icon
from app.ui.reporting import overview_pictures as pictures
from app.ui.reporting import overview_words as words
from app.ui.reporting.overview_pictures import AnyCard
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import button, label
from app.wording import buttons, captions, states
from app.wording.texts import moment_text

_ACROSS: Final = 3


class OverviewTab(PageTab):
    """Reads the pictures of the period chosen in its bar; the quarter at first."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._view: DashboardView | None = None
        self.period = PeriodBar(context.clock.today)
        self.period.go(span_around(SpanKind.QUARTER, context.clock.today()))
        self.export = button(buttons.EXPORT_PDF, which=Icon.EXPORT)
        self.turn = button("Xem mọi bảng")
        self.problem = label("", "problem", wrap=True)
        self._as_of = label("", "caption", wrap=True)
        self.trend = pictures.trend_card()
        self.agencies = pictures.groups_card("Đúng hạn theo cơ quan", captions.AGENCY)
        self.fields = pictures.groups_card("Đúng hạn theo lĩnh vực", captions.FIELD)
        self.steps = pictures.steps_card()
        self.faces = pictures.faces_card()
        self.load_card = pictures.load_card()
        self._arrange()
        self.period.span_chosen.connect(self._on_span_chosen)
        self.period.problem_found.connect(context.messages.warn)
        self.export.clicked.connect(self.start_export)
        self.turn.clicked.connect(self._turn_all)

    @property
    def view(self) -> DashboardView | None:
        """What is on the screen."""
        return self._view

    def load(self) -> None:
        """Read the pictures of the period in the bar."""
        span = self.period.span
        self._as_of.setText(states.COUNTING)
        if self._view is None:
            for each in self.cards:
                each.show_unknown(states.COUNTING)
        self._context.read(self._services.dashboard.of_period, span.first, span.last).then(
            self._show, self._on_failed
        )

    def start_export(self) -> None:
        """Ask where to, and write what is on the screen there."""
        view = self._view
        if view is None:
            return
        name = f"tong-quan-{view.first_day.isoformat()}-den-{view.last_day.isoformat()}.pdf"
        self._context.export(
            self, name, ExportFormat.PDF, lambda _actor, place: export_dashboard(view, place)
        )

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
            grid.setRowStretch(at // _ACROSS, 1)
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

    def _on_span_chosen(self, _span: PeriodDays) -> None:
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
            each.show_unknown(states.NO_FIGURES)
        self.problem.setText(error.message)
        self.problem.show()
