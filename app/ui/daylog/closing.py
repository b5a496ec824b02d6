"""The closing of the day on the page: its button, its bar, its dialogs."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.closing.records import Closed, ClosingStanding, Reopened
from app.services.figures.records import DailySummary
from app.ui.daylog.close_day_dialog import CloseDayDialog
from app.ui.daylog.closing_bar import ClosingBar
from app.ui.daylog.closing_parts import ClosingParts
from app.ui.daylog.reopen_dialog import ReopenDialog
from app.ui.daylog.sheet_dialog import SheetDialog
from app.ui.desk.period_spans import Span, SpanKind
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Latest
from app.ui.shell.messages import Messages
from app.ui.widgets.labels import button
from app.wording.texts import day_text


class PageClosing(QObject):
    """`button` stands in the page's head and `bar` under it; both say nothing without `parts`."""

    def __init__(
        self,
        parts: ClosingParts | None,
        messages: Messages,
        today: Callable[[], date],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._parts = parts
        self._messages = messages
        self._today = today
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
        parts = self._parts
        is_day = span.kind is SpanKind.DAY
        self.button.setVisible(parts is not None and is_day and parts.may_close())
        self.button.setEnabled(span.first <= self._today())

    def show_summary(self, summary: DailySummary) -> None:
        """Tell how the period of `summary` stands."""
        parts, span = self._parts, self._span
        if parts is None or span is None:
            return
        if span.kind is not SpanKind.DAY:
            self.bar.show_period(summary.closing, None, may_close=False)
            return

        def show(standing: ClosingStanding) -> None:
            self.bar.show_period(summary.closing, standing, may_close=parts.may_close())
            self.button.setEnabled(span.first <= self._today() and not standing.is_day_closed)

        actor, day = parts.actor(), span.first
        parts.tasks.read(lambda: parts.closings.standing(actor, day), self._latest.only(show))

    def start(self) -> None:
        """Show the day as it would be closed."""
        if self.button.isVisibleTo(self._page) and self.button.isEnabled():
            self._on_close_clicked()

    def _on_close_clicked(self) -> None:
        if self._parts is not None and self._span is not None:
            CloseDayDialog(self._parts, self._span.first, self._on_closed, self._page).open()

    def _on_closed(self, closed: Closed) -> None:
        parts = self._parts
        if parts is None:
            return
        parts.print_job()
        self._messages.done(
            f"Đã khóa ngày {day_text(closed.day)}; phiếu {closed.sheet.number} đang được in. Phụ "
            "trách ký tên và giữ phiếu; sáng hôm sau quét lại khi mở cửa.",
            [("Xem phiếu", lambda: parts.show_form(closed.form_id))],
        )

    def _on_sheet_wanted(self, form_id: int) -> None:
        if self._parts is not None:
            self._parts.show_form(form_id)

    def _on_reopening_wanted(self) -> None:
        if self._parts is not None and self._span is not None:
            ReopenDialog(self._parts, self._span.first, self._on_reopened, self._page).open()

    def _on_reopened(self, reopened: Reopened) -> None:
        days = ", ".join(day_text(day) for day in reopened.days)
        self._messages.warn(
            f"Đã mở lại ngày {days}; người thứ hai: {reopened.second_name}. Ghi xong hãy khóa lại."
        )

    def _on_digits_wanted(self) -> None:
        if self._parts is not None:
            SheetDialog(self._parts, self._parts.tell, self._page).open()
