"""Which period is shown: its name, back and forth, a date to type, and how it is cut."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QWidget

from app.ui.desk.period_spans import Span, SpanKind, after, before, span_around
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.widgets.flow_row import FlowRow
from app.ui.widgets.inputs import DateEdit
from app.ui.widgets.labels import button, icon_button, label, set_property, tooltip

_DATE_WIDTH = 116


class PeriodBar(QWidget):
    """Holds one span; `span_chosen` follows every change, `problem_found` an unreadable date."""

    span_chosen = Signal(object)
    problem_found = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._span = span_around(SpanKind.DAY, today())
        self.title = label("", "title")
        self.back = icon_button(Icon.LEFT, "Kỳ trước", "plain")
        self.forth = icon_button(Icon.RIGHT, "Kỳ sau", "plain")
        self.now = button("Hôm nay")
        self.first = DateEdit(today)
        self.last = DateEdit(today)
        self._to = label("đến", "quiet")
        self.kinds = QTabBar()
        self._arrange()
        self._connect()
        self._show()

    @property
    def span(self) -> Span:
        return self._span

    def go(self, span: Span) -> None:
        """Show `span` and tell."""
        self._span = span
        self._show()
        self.span_chosen.emit(span)

    def go_back(self) -> None:
        self.go(before(self._span))

    def go_forth(self) -> None:
        if self.forth.isEnabled():
            self.go(after(self._span))

    def go_today(self) -> None:
        self.go(span_around(self._span.kind, self._today()))

    def _arrange(self) -> None:
        for kind in SpanKind:
            self.kinds.addTab(kind.value)
        self.kinds.setDrawBase(False)
        self.kinds.setExpanding(False)
        self.kinds.setAccessibleName("Kỳ tổng hợp")
        for edit, name in ((self.first, "Ngày xem"), (self.last, "Đến ngày")):
            edit.setFixedWidth(px(_DATE_WIDTH))
            edit.setAccessibleName(name)
        self.kinds.setUsesScrollButtons(False)
        row = FlowRow(self)
        row.addWidget(self.title)
        for widget in (self.back, self.first, self._to, self.last, self.forth, self.now):
            row.addWidget(widget)
        row.addWidget(self.kinds)

    def _connect(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.forth.clicked.connect(self.go_forth)
        self.now.clicked.connect(self.go_today)
        self.first.returnPressed.connect(self._on_date_entered)
        self.last.returnPressed.connect(self._on_date_entered)
        self.kinds.currentChanged.connect(self._on_kind_changed)

    def _show(self) -> None:
        span, today = self._span, self._today()
        self.title.setText(span.title())
        is_custom = span.kind is SpanKind.CUSTOM
        self._to.setVisible(is_custom)
        self.last.setVisible(is_custom)
        self.first.setAccessibleName("Từ ngày" if is_custom else "Ngày xem")
        self.first.set_value(span.first)
        self.last.set_value(span.last)
        for edit in (self.first, self.last):
            set_property(edit, "problem", "false")
            edit.setToolTip("")
        self.forth.setEnabled(span.last < today)
        self.now.setEnabled(not span.holds(today))
        self.kinds.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.kinds.setCurrentIndex(list(SpanKind).index(span.kind))
        self.kinds.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def _on_kind_changed(self, index: int) -> None:
        kind = list(SpanKind)[index]
        if kind is SpanKind.CUSTOM:
            self.go(Span(kind, self._span.first, self._span.last))
            self.first.setFocus()
            self.first.selectAll()
            return
        today = self._today()
        self.go(span_around(kind, today if self._span.holds(today) else self._span.first))

    def _on_date_entered(self) -> None:
        first = self._read(self.first)
        if first is None:
            return
        if self._span.kind is not SpanKind.CUSTOM:
            self.go(span_around(self._span.kind, first))
            return
        last = self._read(self.last)
        if last is None:
            return
        if last < first:
            self._refuse(self.last, "Ngày cuối kỳ đứng trước ngày đầu kỳ; hãy sửa lại.")
            return
        self.go(Span(SpanKind.CUSTOM, first, last))

    def _read(self, edit: DateEdit) -> date | None:
        try:
            day = edit.value()
        except ValueError as error:
            self._refuse(edit, str(error))
            return None
        if day is None:
            self._refuse(edit, "Hãy gõ ngày tháng năm, ví dụ 23/11/2026.")
        return day

    def _refuse(self, edit: DateEdit, text: str) -> None:
        set_property(edit, "problem", "true")
        edit.setToolTip(tooltip(text))
        edit.setFocus()
        self.problem_found.emit(text)
