"""Số hóa: the figures of QĐ 766/QĐ-TTg group 4, each with how it is counted, or why it is not."""

from typing import Final

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.figures.digitisation import DigitisationFigure, DigitisationSummary
from app.ui.desk.period_bar import PeriodDays
from app.ui.look.tokens import Tone
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import label, set_tone
from app.wording import states
from app.wording.texts import number_text, percent_text

_COUNT: Final = 3


class _Line:
    """One figure: what it is, how much, of how many; below, how it is counted."""

    def __init__(self, grid: QGridLayout, row: int) -> None:
        self.title = label("", "heading")
        self.percent = label("", "heading")
        self.counts = label("", "quiet")
        self.formula = label("", "caption", wrap=True)
        self.formula.setContentsMargins(0, 0, 0, 10)
        grid.addWidget(self.title, 2 * row, 0)
        grid.addWidget(self.percent, 2 * row, 1)
        grid.addWidget(self.counts, 2 * row, 2)
        grid.addWidget(self.formula, 2 * row + 1, 0, 1, 3)

    def show(self, figure: DigitisationFigure, *, is_full: bool) -> None:
        self.title.setText(f"{figure.number} {figure.title}")
        is_known = figure.percent is not None
        self.percent.setText(
            states.NO_DATA if figure.percent is None else percent_text(figure.percent)
        )
        set_tone(self.percent, _tone(is_known=is_known, is_full=is_full))
        self.counts.setText(_counts(figure))
        self.formula.setText(". ".join(part for part in (figure.formula, figure.note) if part))

    def clear(self) -> None:
        for each in (self.title, self.percent, self.counts, self.formula):
            each.setText("")


class DigitalTab(QWidget):
    """Shows the three figures of a period; reads only while it is in sight."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self.problem = label("", "problem", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self.lines = tuple(_Line(grid, row) for row in range(_COUNT))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4, 12, 4, 4)
        rows.addLayout(grid)
        rows.addWidget(self.problem)
        rows.addStretch(1)

    def show_span(self, span: PeriodDays) -> None:
        """Read the figures of a period."""
        of_period = self._services.digitisation.of_period
        self._context.read(of_period, span.first, span.last).then(self._show, self._on_failed)

    def _show(self, summary: DigitisationSummary) -> None:
        self.problem.setText("")
        for line, figure in zip(self.lines, summary.figures, strict=True):
            is_full = figure is summary.scanned and summary.has_full_points
            line.show(figure, is_full=is_full)

    def _on_failed(self, error: UserError) -> None:
        for line in self.lines:
            line.clear()
        self.problem.setText(error.message)


def _tone(*, is_known: bool, is_full: bool) -> Tone:
    if not is_known:
        return Tone.QUIET
    return Tone.OK if is_full else Tone.NORMAL


def _counts(figure: DigitisationFigure) -> str:
    if figure.counted is None or figure.of is None:
        return ""
    return f"{number_text(figure.counted)} / {number_text(figure.of)} hồ sơ"
