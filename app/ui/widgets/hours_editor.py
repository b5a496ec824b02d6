"""The working hours of a week: one line a day, a morning and an afternoon."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import InvalidInputError
from app.services.deadlines.calendar import HoursSpan, WorkingHours
from app.ui.look.tokens import px
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import TimeEdit
from app.ui.widgets.labels import button, label, set_property
from app.wording import prompts
from app.wording.texts import WEEKDAYS

FIELD = "working_hours"
_SPANS = ("Sáng", "Chiều")
_ENDS = (prompts.FROM, prompts.TO)


class _Day:
    """The editors of one weekday."""

    def __init__(self, name: str, span_count: int) -> None:
        self.name = name
        self.works = QCheckBox(name)
        self.ends = [
            [TimeEdit(f"{name}, {_span_name(at).lower()} {end}") for end in _ENDS]
            for at in range(span_count)
        ]

    @property
    def edits(self) -> list[TimeEdit]:
        return [edit for pair in self.ends for edit in pair]

    def spans(self) -> tuple[HoursSpan, ...]:
        """Return the spans typed; raises ValueError or InvalidInputError with a sentence."""
        if not self.works.isChecked():
            return ()
        typed = [(start.value(), end.value()) for start, end in self.ends]
        if any((start is None) != (end is None) for start, end in typed):
            message = "Một buổi thiếu giờ bắt đầu hoặc kết thúc; hãy nhập đủ, hoặc để trống cả hai."
            raise ValueError(message)
        spans = tuple(HoursSpan(start, end) for start, end in typed if start and end)
        if not spans:
            message = "Ngày có làm việc nhưng chưa có giờ; hãy nhập giờ, hoặc bỏ đánh dấu ngày này."
            raise ValueError(message)
        return spans

    def show(self, spans: tuple[HoursSpan, ...]) -> None:
        self.works.setChecked(bool(spans))
        for at, (start, end) in enumerate(self.ends):
            has_span = at < len(spans)
            start.set_value(spans[at].start if has_span else None)
            end.set_value(spans[at].end if has_span else None)


class HoursEditor(QWidget):
    """Seven days; `edited` follows each change a person makes."""

    edited = Signal()

    def __init__(self, hours: WorkingHours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        span_count = max(2, *(len(spans) for spans in hours.by_weekday))
        self.days = [_Day(name, span_count) for name in WEEKDAYS]
        self._problem = label("", "problem", wrap=True)
        self._problem.setMinimumHeight(px(20))
        self._board = ProblemBoard(self)
        self.copy_first = button("&Chép giờ thứ Hai cho các ngày làm việc khác", "ghost")
        self.copy_first.clicked.connect(self._on_copy_first)
        self._arrange(span_count)
        self._connect()
        self.set_hours(hours)
        self.setFocusProxy(self.days[0].edits[0])

    @property
    def problem(self) -> str:
        return self._problem.text()

    def hours(self) -> WorkingHours:
        """Return what is typed; raises InvalidInputError after marking the day it is about."""
        self.clear_problem()
        spans = []
        for day in self.days:
            try:
                spans.append(day.spans())
            except ValueError as fault:
                raise self._marked(day, f"{day.name}: {fault}") from fault
            except InvalidInputError as fault:
                raise self._marked(day, f"{day.name}: {fault.message}") from fault
        try:
            return WorkingHours(tuple(spans))
        except InvalidInputError as fault:
            self._problem.setText(fault.message)
            raise

    def set_hours(self, hours: WorkingHours) -> None:
        """Show `hours`."""
        self.clear_problem()
        for day, spans in zip(self.days, hours.by_weekday, strict=True):
            day.show(spans)
            self._enable(day)

    def show_problem(self, text: str) -> None:
        self._problem.setText(text)

    def clear_problem(self) -> None:
        self._problem.setText("")
        for day in self.days:
            for edit in day.edits:
                set_property(edit, "problem", "false")

    def _marked(self, day: _Day, sentence: str) -> InvalidInputError:
        self._problem.setText(sentence)
        for edit in day.edits:
            set_property(edit, "problem", "true")
        day.edits[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return InvalidInputError(FIELD, sentence)

    def _arrange(self, span_count: int) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for at in range(span_count):
            grid.addWidget(label(_span_name(at), "caption"), 0, 1 + at * 4, 1, 3)
        for row, day in enumerate(self.days, 1):
            grid.addWidget(day.works, row, 0)
            for at, (start, end) in enumerate(day.ends):
                for edit in (start, end):
                    edit.setFixedWidth(px(76))
                grid.addWidget(start, row, 1 + at * 4)
                grid.addWidget(label("–", "quiet"), row, 2 + at * 4)
                grid.addWidget(end, row, 3 + at * 4)
        for at in range(span_count):
            grid.setColumnMinimumWidth(4 + at * 4, px(16))
        grid.setColumnMinimumWidth(0, px(120))
        grid.setColumnStretch(span_count * 4 + 1, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.copy_first)
        foot.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(grid)
        rows.addWidget(self._problem)
        rows.addLayout(foot)

    def _connect(self) -> None:
        for day in self.days:
            self._board.follow(day.works, *day.edits)
            day.works.toggled.connect(self._on_day_toggled)
            for edit in day.edits:
                edit.textEdited.connect(self.edited)

    def _enable(self, day: _Day) -> None:
        for edit in day.edits:
            edit.setEnabled(day.works.isChecked())

    def _on_day_toggled(self) -> None:
        usual = next((day for day in self.days if day.works.isChecked() and _filled(day)), None)
        for day in self.days:
            if day.works.isChecked() and not _filled(day) and usual is not None:
                _copy(usual, day)
            self._enable(day)
        self.edited.emit()

    def _on_copy_first(self) -> None:
        first, *others = self.days
        for day in others:
            if day.works.isChecked():
                _copy(first, day)
        self.edited.emit()


def _span_name(at: int) -> str:
    return _SPANS[at] if at < len(_SPANS) else f"Buổi {at + 1}"


def _filled(day: _Day) -> bool:
    return any(edit.text().strip() for edit in day.edits)


def _copy(source: _Day, target: _Day) -> None:
    for given, taken in zip(source.edits, target.edits, strict=True):
        taken.setText(given.text())
