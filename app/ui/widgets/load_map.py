"""Hours of the week as a table of shades, each with its figure written in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui.look.fonts import CAPTION_PT, font
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import px
from app.ui.widgets.labels import draw_empty_words

_GAP = 2
_RADIUS = 3
_NAMES_WIDTH = 34
_HOURS_HEIGHT = 20
_WIDE_ENOUGH = 24
_STRONG_FROM = 0.6
"""Above this share of the busiest hour the shade is strong and the figure light.

Between both the shade leaps: in the middle neither ink would stand out enough.
"""


@dataclass(frozen=True, slots=True)
class Shade:
    """One hour of one weekday (0 is Monday) and how much happened in it."""

    weekday: int
    hour: int
    count: int


class LoadMap(QWidget):
    """Weekdays down, hours across; nothing is told by the shade alone."""

    def __init__(self, empty_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty_text = empty_text
        self._counts: dict[tuple[int, int], int] = {}
        self._weekdays: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_shades(self, shades: Sequence[Shade], weekdays: Sequence[str]) -> None:
        """Show the hours; `weekdays` are the short names of the days, Monday first."""
        self._counts = {(one.weekday, one.hour): one.count for one in shades if one.count}
        self._weekdays = weekdays
        told = ", ".join(
            f"{weekdays[day]} {hour}h {count}"
            for (day, hour), count in sorted(self._counts.items())
        )
        self.setAccessibleDescription(told or self._empty_text)
        self.update()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(120))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(CAPTION_PT))
        if not self._counts:
            draw_empty_words(painter, self.rect(), self._empty_text)
            return
        days = range(max(5, 1 + max(day for day, _ in self._counts)))
        hours = range(
            min(hour for _, hour in self._counts), 1 + max(hour for _, hour in self._counts)
        )
        self._write_axes(painter, days, hours)
        busiest = max(self._counts.values())
        for day in days:
            for hour in hours:
                count = self._counts.get((day, hour), 0)
                self._fill(painter, self._place(days, hours, day, hour), count, busiest)

    def _place(self, days: range, hours: range, day: int, hour: int) -> QRectF:
        wide = (self.width() - px(_NAMES_WIDTH)) / len(hours)
        high = (self.height() - px(_HOURS_HEIGHT)) / len(days)
        left = px(_NAMES_WIDTH) + (hour - hours.start) * wide
        return QRectF(left, day * high, wide - _GAP, high - _GAP)

    def _write_axes(self, painter: QPainter, days: range, hours: range) -> None:
        painter.setPen(QColor(current_tokens().quiet))
        for day in days:
            row = self._place(days, hours, day, hours.start)
            name = QRectF(0, row.top(), px(_NAMES_WIDTH) - 6, row.height())
            middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(name, middle, self._weekdays[day])
        wide = self._place(days, hours, days.start, hours.start).width()
        needed = painter.fontMetrics().horizontalAdvance("00") + 2 * _GAP
        each = 1 + int(needed // (wide + _GAP))  # names that would touch are left out in turn
        for hour in hours[::each]:
            cell = self._place(days, hours, days.stop - 1, hour)
            high = px(_HOURS_HEIGHT)
            place = QRectF(cell.left(), self.height() - high, wide, high)
            below = place.adjusted(-_GAP, 0, _GAP, 0)
            words = f"{hour}h" if wide >= px(_WIDE_ENOUGH) else str(hour)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)

    def _fill(self, painter: QPainter, place: QRectF, count: int, busiest: int) -> None:
        tokens = current_tokens()
        shade = QColor(tokens.accent)
        share = count / busiest
        shade.setAlphaF(_strength(share))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(place, _RADIUS, _RADIUS)
        if count:
            painter.setPen(QColor(tokens.on_accent if share > _STRONG_FROM else tokens.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count))


def _strength(share: float) -> float:
    """Return how opaque the shade of that share of the busiest hour is, from 0 to 1."""
    if share > _STRONG_FROM:
        return 0.8 + (share - _STRONG_FROM) / 2
    return 0.1 + share * 0.8 if share else 0.04
