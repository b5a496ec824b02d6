"""The closing of the day on the page: its button, its bar, its dialogs."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.reports.formats import closing_texts
from app.services.closing.records import Closed, ClosedDay, ClosingStanding, Reopened
from app.services.container import Services
from app.services.figures.period import ClosingMark
from app.services.figures.records import DailySummary
from app.services.ledger.rights import Right
from app.ui.daylog.closing_dialogs import CloseDayDialog, ClosingSheetDialog, ReopenDialog
from app.ui.desk.period_bar import PeriodDays, SpanKind
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import button, label, set_tone
from app.wording.texts import day_text, moment_text

_NAMED_DAYS = 3


class ClosingBar(QFrame):
    """Hidden where there is nothing to say; its buttons are for the day that it tells of."""

    sheet_wanted = Signal(int)
    reopening_wanted = Signal()
    digits_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._shown: ClosedDay | None = None
        self.state = label("", "body", wrap=True)
        self.undone = label("", "body", wrap=True)
        self.to_do = label("", "body", wrap=True)
        self.sheet = button("Xem phiếu", which=Icon.PRINT)
        self.reopen = button("Mở lại ngày…")
        self.digits = button("Nhập dãy số trên phiếu…")
        set_tone(self.state, Tone.OK)
        for each in (self.undone, self.to_do):
            set_tone(each, Tone.WARN)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for each in (self.state, self.undone, self.to_do):
            texts.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        for act in (self.digits, self.sheet, self.reopen):
            row.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
        self.sheet.clicked.connect(self._on_sheet_clicked)
        self.reopen.clicked.connect(self.reopening_wanted)
        self.digits.clicked.connect(self.digits_wanted)
        self.clear()

    def clear(self) -> None:
        """Tell nothing."""
        self._shown = None
        self.hide()

    def show_period(
        self, mark: ClosingMark, standing: ClosingStanding | None, *, may_close: bool
    ) -> None:
        """Tell of a period; `standing` is of its day where it is one day."""
        closed = None if standing is None else standing.of_day or _later(standing)
        self._shown = closed
        said = closing_texts(mark)
        undone = said[1:] if mark.is_closed else said
        _fill(self.state, [_closed_text(said[0], standing)] if mark.is_closed else [])
        _fill(self.undone, undone)
        to_do = [] if standing is None or closed is not None else _to_do(standing)
        _fill(self.to_do, to_do)
        self.sheet.setVisible(closed is not None and closed.form_id > 0)
        self.reopen.setVisible(closed is not None and may_close)
        self.digits.setVisible(_waits_for_sheet(standing, closed))
        lines = (self.state, self.undone, self.to_do)
        self.setVisible(any(line.text() for line in lines))

    def _on_sheet_clicked(self) -> None:
        if self._shown is not None:
            self.sheet_wanted.emit(self._shown.form_id)


def _fill(line: QLabel, said: Sequence[str]) -> None:
    line.setText("\n".join(said))
    line.setVisible(bool(said))


def _waits_for_sheet(standing: ClosingStanding | None, closed: ClosedDay | None) -> bool:
    """Say whether the sheet to be scanned is asked for here: on an open day, or on its own."""
    if standing is None or standing.to_confirm is None:
        return False
    return closed is None or closed == standing.to_confirm


def _later(standing: ClosingStanding) -> ClosedDay | None:
    """Return the closing that closed the day although it is another day's."""
    return standing.last if standing.is_day_closed else None


def _closed_text(said: str, standing: ClosingStanding | None) -> str:
    if standing is None:
        return said
    its = standing.of_day
    if its is None:
        last = standing.last
        return said if last is None else f"{said} Khóa cùng các ngày đến {day_text(last.day)}."
    scanned = " Phiếu chưa quét đối chiếu." if its == standing.to_confirm else ""
    if its.confirmed_at is not None:
        scanned = f" Phiếu đã quét đối chiếu lúc {moment_text(its.confirmed_at)}."
    return f"{said} Phiếu khóa ngày số {its.number}.{scanned}"


def _to_do(standing: ClosingStanding) -> list[str]:
    said = []
    if standing.to_confirm is not None:
        said.append(
            f"Chưa quét phiếu khóa ngày {day_text(standing.to_confirm.day)}: hãy quét mã trên "
            "phiếu đã in để biết kho đang mở đúng là kho hôm đó."
        )
    days = standing.open_days
    if days:
        named = ", ".join(day_text(day) for day in days[-_NAMED_DAYS:])
        more = f" và {len(days) - _NAMED_DAYS} ngày trước" if len(days) > _NAMED_DAYS else ""
        said.append(f"Ngày làm việc chưa khóa: {named}{more}.")
    return said


class PageClosing(QObject):
    """`button` stands in the page's head and `bar` under it; both follow the period."""

    def __init__(self, context: PageContext, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._services = services
        self._page = page
        self._span: PeriodDays | None = None
        self._latest = Latest()
        self.button = button("Khóa ngày…", which=Icon.LOCK)
        self.bar = ClosingBar()
        self.button.clicked.connect(self._on_close_clicked)
        self.bar.sheet_wanted.connect(self._on_sheet_wanted)
        self.bar.reopening_wanted.connect(self._on_reopening_wanted)
        self.bar.digits_wanted.connect(self._on_digits_wanted)

    def show_span(self, span: PeriodDays) -> None:
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
        ClosingSheetDialog(self._context, self._services, self._page).open()
