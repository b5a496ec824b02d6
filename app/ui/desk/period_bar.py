"""Which period is shown: its name, back and forth, a date to type, and how it is cut."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from app.errors import InvalidInputError
from app.services.periods.calendar import ReportCalendar, ReportPeriod, following
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.ui.widgets.labels import button, chip, icon_button, label, set_property, set_tone, tooltip
from app.ui.widgets.layouts import FlowRow
from app.vocabulary.reports import PeriodKind
from app.wording import captions, prompts, states
from app.wording.labels import label as words_of
from app.wording.texts import day_text, weekday_text

# The periods a supervisor looks at: a day, week, month, quarter, or any two days.

_QUARTERS = ("I", "II", "III", "IV")


class SpanKind(Enum):
    """How a period is cut; the value is the word on its tab."""

    DAY = captions.DAY
    WEEK = "Tuần"
    MONTH = "Tháng"
    QUARTER = words_of(PeriodKind.QUARTER)
    CUSTOM = "Tự chọn"


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """The days from `first` to `last`, both counted."""

    kind: SpanKind
    first: date
    last: date

    @property
    def day_count(self) -> int:
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def title(self) -> str:
        """Return "Thứ Hai 23/11/2026", "Tuần 48 · …", "Tháng 11/2026", "Quý IV/2026", "Kỳ …"."""
        match self.kind:
            case SpanKind.DAY:
                return weekday_text(self.first)
            case SpanKind.WEEK:
                week = self.first.isocalendar().week
                return f"Tuần {week} · {self.first:%d/%m} – {day_text(self.last)}"
            case SpanKind.MONTH:
                return f"Tháng {self.first.month}/{self.first.year}"
            case SpanKind.QUARTER:
                return f"Quý {_QUARTERS[(self.first.month - 1) // 3]}/{self.first.year}"
            case SpanKind.CUSTOM:
                is_day = self.day_count == 1
                return weekday_text(self.first) if is_day else f"Kỳ {self.day_count} ngày"
            case _:
                assert_never(self.kind)


def span_around(kind: SpanKind, day: date) -> PeriodDays:
    """Return the period of `kind` that holds `day`; a custom one begins as the day alone."""
    match kind:
        case SpanKind.DAY | SpanKind.CUSTOM:
            return PeriodDays(kind, day, day)
        case SpanKind.WEEK:
            monday = day - timedelta(days=day.weekday())
            return PeriodDays(kind, monday, monday + timedelta(days=6))
        case SpanKind.MONTH:
            return PeriodDays(kind, day.replace(day=1), _month_end(day))
        case SpanKind.QUARTER:
            first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
            return PeriodDays(kind, first, _month_end(first.replace(month=first.month + 2)))
        case _:
            assert_never(kind)


def before(span: PeriodDays) -> PeriodDays:
    """Return the period of the same kind that ends the day before."""
    if span.kind is SpanKind.CUSTOM:
        length = timedelta(days=span.day_count)
        return PeriodDays(span.kind, span.first - length, span.last - length)
    return span_around(span.kind, span.first - timedelta(days=1))


def after(span: PeriodDays) -> PeriodDays:
    """Return the period of the same kind that begins the day after."""
    if span.kind is SpanKind.CUSTOM:
        length = timedelta(days=span.day_count)
        return PeriodDays(span.kind, span.first + length, span.last + length)
    return span_around(span.kind, span.last + timedelta(days=1))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


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
        self.back = icon_button(Icon.LEFT, captions.PREVIOUS_PERIOD, "plain")
        self.forth = icon_button(Icon.RIGHT, "Kỳ sau", "plain")
        self.now = button(states.TODAY)
        self.first = DateEdit(today)
        self.last = DateEdit(today)
        self._to = label(prompts.TO, "quiet")
        self.kinds = QTabBar()
        self._arrange()
        self._connect()
        self._show()

    @property
    def span(self) -> PeriodDays:
        return self._span

    def go(self, span: PeriodDays) -> None:
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
        for edit, name in ((self.first, "Ngày xem"), (self.last, captions.TO_DAY)):
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
        self.first.setAccessibleName(captions.FROM_DAY if is_custom else "Ngày xem")
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
            self.go(PeriodDays(kind, self._span.first, self._span.last))
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
        self.go(PeriodDays(SpanKind.CUSTOM, first, last))

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


_KINDS = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)


class ReportPeriodBar(QWidget):
    """Holds one report period; `period_chosen` follows every change by a person."""

    period_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar = ReportCalendar()
        self._period: ReportPeriod | None = None
        self.title = label("", "heading")
        self.days = label("", "quiet")
        self.state = chip("", Tone.QUIET)
        self.back = icon_button(Icon.LEFT, captions.PREVIOUS_PERIOD, "plain")
        self.forth = icon_button(Icon.RIGHT, "Kỳ sau", "plain")
        self.kinds = ComboBox()
        self.kinds.setAccessibleName("Loại kỳ báo cáo")
        for kind in _KINDS:
            self.kinds.addItem(words_of(kind), kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.back, self.forth, self.kinds, self.title, self.days, self.state):
            row.addWidget(widget)
        row.addStretch(1)
        self.back.clicked.connect(self.go_back)
        self.forth.clicked.connect(self.go_forth)
        self.kinds.activated.connect(self._on_kind_chosen)

    @property
    def period(self) -> ReportPeriod | None:
        return self._period

    def use(self, calendar: ReportCalendar, today: date) -> ReportPeriod:
        """Take the office's calendar; the first time show the last quarter that is over."""
        self._calendar = calendar
        if self._period is None:
            shown = calendar.previous(calendar.quarter_of(today))
        else:
            shown = calendar.named(self._period.key)
        self._show(shown)
        return shown

    def show_standing(self, *, is_locked: bool) -> None:
        """Say whether the figures are those of a locked period."""
        self.state.setText("Đã khóa số liệu" if is_locked else "Số liệu chưa khóa")
        set_tone(self.state, Tone.OK if is_locked else Tone.WARN)

    def go(self, period: ReportPeriod) -> None:
        """Show `period` and tell."""
        self._show(period)
        self.period_chosen.emit(period)

    def go_back(self) -> None:
        self._step(back=True)

    def go_forth(self) -> None:
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        if self._period is None:
            return
        try:
            step = self._calendar.previous if back else self._after
            self.go(step(self._period))
        except InvalidInputError:
            return  # the calendar ends here

    def _after(self, period: ReportPeriod) -> ReportPeriod:
        """Return the next of the same kind."""
        if period.kind is PeriodKind.NINE_MONTHS:
            return self._calendar.period(period.kind, period.year + 1)
        return following(self._calendar, period)

    def _on_kind_chosen(self, at: int) -> None:
        kind = PeriodKind(self.kinds.itemData(at))
        if self._period is None or self._period.kind is kind:
            return
        number = 2 if kind is PeriodKind.HALF and self._is_late_in_year() else 1
        if kind is PeriodKind.QUARTER:
            number = (self._period.last_day.month + 2) // 3
        self.go(self._calendar.period(kind, self._period.last_day.year, number))

    def _is_late_in_year(self) -> bool:
        return self._period is not None and self._period.last_day.month > 6

    def _show(self, period: ReportPeriod) -> None:
        self._period = period
        self.title.setText(period.name)
        self.days.setText(period.days_text)
        self.kinds.setCurrentIndex(self.kinds.findData(period.kind))
