"""Pictures of figures in our own colours: bars side by side, and lying bars end to end.

The drawing library is loaded when a chart is first shown: it takes longer than the whole window.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QResizeEvent, QShowEvent
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


class Drawing(Protocol):
    """Puts figures into a plot of the drawing library."""

    def __call__(self, library: Any, plot: Any, figures: ChartFigures) -> None: ...  # noqa: ANN401 - untyped


class Chart(QWidget):
    """A legend with totals above a plot that answers to no mouse."""

    def __init__(self, drawing: Drawing, empty_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._figures = ChartFigures()
        self._plot: Any = None
        self._empty_text = empty_text
        self._empty = label(empty_text, "quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._legend = _Legend(())
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self._rows.addWidget(self._legend)
        self._rows.addWidget(self._empty, 1)

    def set_figures(self, places: Sequence[str], series: Sequence[ChartSeries]) -> None:
        """Show `series` over `places`."""
        self._empty.setText(self._empty_text)
        self._figures = ChartFigures(tuple(places), tuple(series))
        self.setAccessibleDescription(self._figures.spoken())
        if self.isVisible():
            self._redraw()

    def set_unknown(self, text: str) -> None:
        """Draw nothing, and say why until `set_figures`: the figures are not known."""
        self.set_figures((), ())
        self._empty.setText(text)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redraw()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._plot is not None:
            self._redraw()

    def _redraw(self) -> None:
        is_empty = self._figures.is_empty()
        self._empty.setVisible(is_empty)
        self._fill_legend(() if is_empty else self._figures.series)
        if is_empty:
            if self._plot is not None:
                self._plot.hide()
            return
        library = import_module("pyqtgraph")
        if self._plot is None:
            self._plot = _make_plot(library)
            self._rows.addWidget(self._plot, 1)
        self._plot.clear()
        self._plot.show()
        _dress_axes(library, self._plot)
        self._drawing(library, self._plot, self._figures)

    def _fill_legend(self, series: Sequence[ChartSeries]) -> None:
        before, self._legend = self._legend, _Legend(series)
        self._rows.replaceWidget(before, self._legend)
        before.hide()
        before.deleteLater()


class _Legend(QWidget):
    """The names side by side, below one another where a narrow card has no room.

    It claims the height that its lines need at its width, so that no card squeezes them.
    """

    def __init__(self, series: Sequence[ChartSeries]) -> None:
        super().__init__()
        self._names = FlowRow(self)
        for one in series:
            self._names.addWidget(chip(one.legend, one.tone))

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


def _draw_side_by_side(library: Any, plot: Any, figures: ChartFigures) -> None:  # noqa: ANN401 - untyped
    wide = 0.8 / len(figures.series)
    for order, one in enumerate(figures.series):
        shift = (order - (len(figures.series) - 1) / 2) * wide
        middles = [place + shift for place in range(len(figures.places))]
        plot.addItem(
            library.BarGraphItem(
                x=middles, height=list(one.values), width=wide * 0.9, **_ink(library, one.tone)
            )
        )
        # Among narrow bars a figure would stand on its neighbour: the table has it.
        is_written = order == 0 or len(figures.places) * len(figures.series) <= _MOST_WRITTEN
        for middle, value in zip(middles, one.values, strict=True):
            if value and is_written:
                _write(library, plot, one.text(value), (middle, value), (0.5, 0.9))
    top = max(max(one.values) for one in figures.series)
    plot.setRange(xRange=(-0.6, len(figures.places) - 0.4), yRange=(0, top * 1.45), padding=0)
    plot.getAxis("bottom").setTicks([_names(figures.places)])
    plot.getAxis("left").setTicks([_ticks(top, figures)])


def _draw_stacked(library: Any, plot: Any, figures: ChartFigures) -> None:  # noqa: ANN401 - untyped
    rows = list(range(len(figures.places)))
    ends = [0] * len(rows)
    for one in figures.series:
        plot.addItem(
            library.BarGraphItem(
                x0=list(ends), y=rows, width=list(one.values), height=0.6, **_ink(library, one.tone)
            )
        )
        ends = [end + value for end, value in zip(ends, one.values, strict=True)]
    for row, end in zip(rows, ends, strict=True):
        shown = (one.text(one.values[row]) for one in figures.series if one.values[row])
        parts = " + ".join(shown)
        _write(library, plot, parts or "0", (end, row), (0, 0.5))
    # One bar alone would fill the whole picture.
    places = max(len(rows), _LEAST_PLACES)
    # A half more than the longest bar leaves room for its figures at a third of the window.
    plot.setRange(xRange=(0, max(ends) * 1.5), yRange=(places - 0.5, -0.5), padding=0)
    plot.getViewBox().invertY(True)  # noqa: FBT003 - the library's own signature
    plot.getAxis("left").setTicks([list(enumerate(figures.places))])
    plot.getAxis("bottom").setTicks([_ticks(max(ends), figures)])


def _names(places: Sequence[str]) -> list[tuple[int, str]]:
    """Return the names under the bars: many long ones would touch, then every second one stands."""
    names = list(enumerate(places))
    is_crowded = sum(map(len, places)) > _MOST_LETTERS
    return names[::-2] if is_crowded else names


def _make_plot(library: Any) -> Any:  # noqa: ANN401 - untyped
    plot = library.PlotWidget(background=None)
    # The library asks for 640×480; a chart takes the room that is left.
    plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    plot.setMinimumSize(px(_LEAST_WIDTH), px(_LEAST_HEIGHT))
    plot.setMouseEnabled(x=False, y=False)
    plot.setMenuEnabled(False)
    # The library makes its menu all the same, and nobody's: it would outlive the chart.
    menu = plot.getPlotItem().ctrlMenu
    menu.setParent(plot, menu.windowFlags())
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return plot


def _dress_axes(library: Any, plot: Any) -> None:  # noqa: ANN401 - untyped
    tokens = current_tokens()
    for side in ("bottom", "left"):
        axis = plot.getAxis(side)
        axis.setPen(library.mkPen(tokens.line))
        axis.setTextPen(library.mkPen(tokens.quiet))
        axis.setStyle(tickFont=font(CAPTION_PT), tickLength=0, autoExpandTextSpace=True)


def _ink(library: Any, tone: Tone) -> dict[str, Any]:  # noqa: ANN401 - untyped
    colour = current_tokens().of(tone)
    # A pen would draw a line where the value is 0.
    return {"brush": library.mkBrush(colour), "pen": library.mkPen(None)}


def _ticks(top: int, figures: ChartFigures) -> list[tuple[int, str]]:
    step = max(1, -(-top // 2))
    return [(value, figures.series[0].text(value)) for value in range(0, top + 1, step)]


def _write(
    library: Any,  # noqa: ANN401 - untyped
    plot: Any,  # noqa: ANN401 - untyped
    text: str,
    at: tuple[float, float],
    anchor: tuple[float, float],
) -> None:
    item = library.TextItem(text, color=QColor(current_tokens().text), anchor=anchor)
    item.setFont(font(CAPTION_PT))
    item.setPos(*at)
    plot.addItem(item)
