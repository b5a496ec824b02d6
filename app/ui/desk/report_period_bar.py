"""Which report period is shown: its name and days, back and forth, its kind."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import InvalidInputError
from app.services.periods.calendar import ReportCalendar, ReportPeriod
from app.services.reporting.reports import following
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import chip, icon_button, label, set_tone
from app.vocabulary.reports import PeriodKind
from app.wording.labels import label as words_of

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
        self.back = icon_button(Icon.LEFT, "Kỳ trước", "plain")
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
