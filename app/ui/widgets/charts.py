"""Pictures of figures in our own colours: bars side by side, and lying bars end to end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.look.fonts import CAPTION_PT, font
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone, px
from app.ui.widgets.labels import chip, label
from app.ui.widgets.layouts import FlowRow

_LEAST_PLACES = 4
_MOST_WRITTEN = 20
_MOST_LETTERS = 36
_LEAST_WIDTH, _LEAST_HEIGHT = 240, 64
_GAP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSeries:
    """One kind of figure: its name, its colour, and one value per place on the axis.

    `text` writes a value; where values are means, their sum says nothing and is not shown.
    """

    name: str
    tone: Tone
    values: Sequence[int]
    text: Callable[[int], str] = str
    has_sum: bool = True

    @property
    def legend(self) -> str:
        """The name, and the sum of the values where there is one."""
        return f"{self.name} {self.text(sum(self.values))}" if self.has_sum else self.name


@dataclass(frozen=True, slots=True)
class ChartFigures:
    """What a chart shows: the places on its axis (hours or agencies) and the series over them."""

    places: tuple[str, ...] = ()
    series: tuple[ChartSeries, ...] = ()

    def is_empty(self) -> bool:
        return not any(value for one in self.series for value in one.values)

    def spoken(self) -> str:
        """Return the figures as words, for those who cannot see the picture."""
        parts = []
        for one in self.series:
            pairs = zip(self.places, one.values, strict=True)
            parts.append(
                f"{one.name}: " + ", ".join(f"{at} {one.text(value)}" for at, value in pairs)
            )
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class _Axis:
    """The values from one edge of the plot to the other, and the texts beside some of them."""

    start: float
    end: float
    ticks: Sequence[tuple[float, str]]

    def share(self, value: float) -> float:
        """Return how far `value` lies from the first edge, 1 being the other one."""
        return (value - self.start) / (self.end - self.start)


class _Plot:
    """Paints bars and texts by the values of two axes; the vertical one begins at the top."""

    def __init__(self, painter: QPainter, room: QRectF, across: _Axis, down: _Axis) -> None:
        self._painter, self._across, self._down = painter, across, down
        metrics = painter.fontMetrics()
        wide = max(metrics.horizontalAdvance(text) for _value, text in down.ticks) + 2 * _GAP
        self._place = room.adjusted(wide, 0, 0, -metrics.height() - _GAP)

    def write_axes(self) -> None:
        """Draw both lines, and the texts that do not touch one drawn before."""
        painter, place, tokens = self._painter, self._place, current_tokens()
        painter.setPen(QColor(tokens.line))
        painter.drawLine(place.topLeft(), place.bottomLeft())
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.setPen(QColor(tokens.quiet))
        for value, text in self._down.ticks:
            size = self._size(text)
            middle = place.top() + self._down.share(value) * place.height()
            corner = QPointF(place.left() - _GAP - size.width(), middle - size.height() / 2)
            self._put(text, QRectF(corner, size))
        drawn: list[QRectF] = []
        for value, text in self._across.ticks:
            size = self._size(text)
            middle = place.left() + self._across.share(value) * place.width()
            box = QRectF(QPointF(middle - size.width() / 2, place.bottom() + _GAP), size)
            if not any(box.intersects(other) for other in drawn):
                self._put(text, box)
                drawn.append(box)

    def fill(self, tone: Tone, first: tuple[float, float], second: tuple[float, float]) -> None:
        """Draw a bar between two corners (across, down)."""
        bar = QRectF(self._at(*first), self._at(*second)).normalized()
        self._painter.fillRect(bar, QColor(current_tokens().of(tone)))

    def write_above(self, text: str, across: float, down: float) -> None:
        """Write `text` above the middle of a bar."""
        size, at = self._size(text), self._at(across, down)
        self._write(text, QRectF(at - QPointF(size.width() / 2, size.height()), size))

    def write_behind(self, text: str, across: float, down: float) -> None:
        """Write `text` to the right of a bar's end."""
        size, at = self._size(text), self._at(across, down)
        self._write(text, QRectF(at + QPointF(_GAP, -size.height() / 2), size))

    def _write(self, text: str, box: QRectF) -> None:
        self._painter.setPen(QColor(current_tokens().text))
        self._put(text, box)

    def _put(self, text: str, box: QRectF) -> None:
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)

    def _size(self, text: str) -> QSizeF:
        metrics = self._painter.fontMetrics()
        return QSizeF(metrics.horizontalAdvance(text), metrics.height())

    def _at(self, across: float, down: float) -> QPointF:
        place = self._place
        return place.topLeft() + QPointF(
            self._across.share(across) * place.width(), self._down.share(down) * place.height()
        )


Drawing = Callable[[QPainter, QRectF, ChartFigures], None]
"""Paints figures that are not empty into a room."""


class _Bars(QWidget):
    """The picture itself; it answers to no mouse."""

    def __init__(self, drawing: Drawing, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._figures = ChartFigures()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(px(_LEAST_WIDTH), px(_LEAST_HEIGHT))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_figures(self, figures: ChartFigures) -> None:
        self._figures = figures
        self.setVisible(not figures.is_empty())
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(CAPTION_PT))
        self._drawing(painter, QRectF(self.rect()), self._figures)


class Chart(QWidget):
    """A legend with totals above the bars."""

    def __init__(self, drawing: Drawing, empty_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty_text = empty_text
        self._empty = label(empty_text, "quiet", wrap=True, parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._legend = _Legend((), self)
        self.bars = _Bars(drawing, self)
        self.bars.hide()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self._rows.addWidget(self._legend)
        self._rows.addWidget(self._empty, 1)
        self._rows.addWidget(self.bars, 1)

    def set_figures(self, places: Sequence[str], series: Sequence[ChartSeries]) -> None:
        """Show `series` over `places`."""
        figures = ChartFigures(tuple(places), tuple(series))
        self.setAccessibleDescription(figures.spoken())
        self._empty.setText(self._empty_text)
        self._empty.setVisible(figures.is_empty())
        self.bars.set_figures(figures)
        self._fill_legend(() if figures.is_empty() else figures.series)

    def set_unknown(self, text: str) -> None:
        """Draw nothing, and say why until `set_figures`: the figures are not known."""
        self.set_figures((), ())
        self._empty.setText(text)

    def _fill_legend(self, series: Sequence[ChartSeries]) -> None:
        before, self._legend = self._legend, _Legend(series, self)
        self._rows.replaceWidget(before, self._legend)
        before.hide()
        before.deleteLater()


class _Legend(QWidget):
    """The names side by side, below one another where a narrow card has no room.

    It claims the height that its lines need at its width, so that no card squeezes them.
    """

    def __init__(self, series: Sequence[ChartSeries], parent: QWidget) -> None:
        super().__init__(parent)
        self._names = FlowRow(self)
        for one in series:
            self._names.addWidget(chip(one.legend, one.tone, self))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._names.heightForWidth(self.width()))


def short_name(name: str, most: int) -> str:
    """Return at most `most` letters of `name`, for a place on an axis."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def standing_bars(empty_text: str, parent: QWidget | None = None) -> Chart:
    """Return a chart with the series side by side over its places."""
    return Chart(_draw_side_by_side, empty_text, parent)


def lying_bars(empty_text: str, parent: QWidget | None = None) -> Chart:
    """Return a chart with one lying bar per place, its series end to end."""
    return Chart(_draw_stacked, empty_text, parent)


def _draw_side_by_side(painter: QPainter, room: QRectF, figures: ChartFigures) -> None:
    count, top = len(figures.places), max(max(one.values) for one in figures.series)
    across = _Axis(-0.6, count - 0.4, _names(figures.places))
    plot = _Plot(painter, room, across, _Axis(top * 1.45, 0, _ticks(top, figures)))
    plot.write_axes()
    wide = 0.8 / len(figures.series)
    for order, one in enumerate(figures.series):
        shift = (order - (len(figures.series) - 1) / 2) * wide
        # Among narrow bars a figure would stand on its neighbour: the table has it.
        is_written = order == 0 or count * len(figures.series) <= _MOST_WRITTEN
        for place, value in enumerate(one.values):
            middle = place + shift
            plot.fill(one.tone, (middle - wide * 0.45, 0), (middle + wide * 0.45, value))
            if value and is_written:
                plot.write_above(one.text(value), middle, value)


def _draw_stacked(painter: QPainter, room: QRectF, figures: ChartFigures) -> None:
    ends = [sum(values) for values in zip(*(one.values for one in figures.series), strict=True)]
    # One bar alone would fill the whole picture.
    places = max(len(ends), _LEAST_PLACES)
    # A half more than the longest bar leaves room for its figures at a third of the window.
    across = _Axis(0, max(ends) * 1.5, _ticks(max(ends), figures))
    plot = _Plot(painter, room, across, _Axis(-0.5, places - 0.5, list(enumerate(figures.places))))
    plot.write_axes()
    for row, end in enumerate(ends):
        start = 0
        for one in figures.series:
            plot.fill(one.tone, (start, row - 0.3), (start + one.values[row], row + 0.3))
            start += one.values[row]
        shown = (one.text(one.values[row]) for one in figures.series if one.values[row])
        plot.write_behind(" + ".join(shown) or "0", end, row)


def _names(places: Sequence[str]) -> list[tuple[int, str]]:
    """Return the names under the bars: many long ones would touch, then every second one stands."""
    names = list(enumerate(places))
    is_crowded = sum(map(len, places)) > _MOST_LETTERS
    return names[::-2] if is_crowded else names


def _ticks(top: int, figures: ChartFigures) -> list[tuple[int, str]]:
    step = max(1, -(-top // 2))
    return [(value, figures.series[0].text(value)) for value in range(0, top + 1, step)]
