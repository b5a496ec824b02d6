"""The closing of the day on the page: its button, its bar, its dialogs."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.closing.records import Closed, ClosingStanding, Reopened
from app.services.container import Services
from app.services.figures.records import DailySummary
from app.services.ledger.rights import Right
from app.ui.daylog.close_day_dialog import CloseDayDialog
from app.ui.daylog.closing_bar import ClosingBar
from app.ui.daylog.reopen_dialog import ReopenDialog
from app.ui.daylog.sheet_dialog import SheetDialog
from app.ui.desk.period_spans import Span, SpanKind
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import button
from app.wording.texts import day_text


class PageClosing(QObject):
    """`button` stands in the page's head and `bar` under it; both follow the period."""

    def __init__(self, context: PageContext, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._services = services
        self._page = page
        self._span: Span | None = None
        self._latest = Latest()
        self.button = button("Khóa ngày…", which=Icon.LOCK)
        self.bar = ClosingBar()
        self.button.clicked.connect(self._on_close_clicked)
        self.bar.sheet_wanted.connect(self._on_sheet_wanted)
        self.bar.reopening_wanted.connect(self._on_reopening_wanted)
        self.bar.digits_wanted.connect(self._on_digits_wanted)

    def show_span(self, span: Span) -> None:
        """Follow the page to a period of which nothing is known yet."""
        self._span = span
        self._latest.forget()
        self.bar.clear()
        is_day = span.kind is SpanKind.DAY
        self.button.setVisible(is_day and self._context.may(Right.CLOSE_DAY))
        self.button.setEnabled(span.first <= self._context.clock.today())

    def show_summary(self, summary: DailySummary) -> None:
        """Tell how the period of `summary` stands."""
        context, services, span = self._context, self._services, self._span
        if span is None:
            return
        if span.kind is not SpanKind.DAY:
            self.bar.show_period(summary.closing, None, may_close=False)
            return

        def show(standing: ClosingStanding) -> None:
            self.bar.show_period(summary.closing, standing, may_close=context.may(Right.CLOSE_DAY))
            self.button.setEnabled(
                span.first <= context.clock.today() and not standing.is_day_closed
            )

        context.read(services.closings.standing, span.first).then(self._latest.only(show))

    def start(self) -> None:
        """Show the day as it would be closed."""
        if self.button.isVisibleTo(self._page) and self.button.isEnabled():
            self._on_close_clicked()

    def _on_close_clicked(self) -> None:
        if self._span is not None:
            CloseDayDialog(
                self._context, self._services, self._span.first, self._on_closed, self._page
            ).open()

    def _on_closed(self, closed: Closed) -> None:
        context = self._context
        context.print_queued()
        context.messages.done(
            f"Đã khóa ngày {day_text(closed.day)}; phiếu {closed.sheet.number} đang được in. Phụ "
            "trách ký tên và giữ phiếu; sáng hôm sau quét lại khi mở cửa.",
            [("Xem phiếu", lambda: context.navigate.open_form(closed.form_id))],
        )

    def _on_sheet_wanted(self, form_id: int) -> None:
        self._context.navigate.open_form(form_id)

    def _on_reopening_wanted(self) -> None:
        if self._span is not None:
            ReopenDialog(
                self._context, self._services, self._span.first, self._on_reopened, self._page
            ).open()

    def _on_reopened(self, reopened: Reopened) -> None:
        days = ", ".join(day_text(day) for day in reopened.days)
        self._context.messages.warn(
            f"Đã mở lại ngày {days}; người thứ hai: {reopened.second_name}. Ghi xong hãy khóa lại."
        )

    def _on_digits_wanted(self) -> None:
        SheetDialog(self._context, self._services, self._page).open()
