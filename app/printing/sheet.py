"""Pages as lists of marks in millimetres, filled from top to bottom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.printing.fonts import FontFace
from app.printing.linear_code import LinearSymbol
from app.printing.qr import QrSymbol
from app.printing.typesetting import POINTS_PER_MM, Line, TextSpan, break_lines, spread

_PITCH: Final = 1.18  # line distance over type size: stacked Vietnamese marks need the room
_ASCENT: Final = 0.92  # baseline below the line's top, over type size


class Align(Enum):
    """Where a line stands in its column."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper size and its margins, in millimetres."""

    name: str
    width_mm: float
    height_mm: float
    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float

    @property
    def measure_mm(self) -> float:
        """The width between the margins."""
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def floor_mm(self) -> float:
        """The lowest place of text above the footer, from the top edge."""
        return self.height_mm - self.bottom_mm


A5: Final = Paper("A5", 148, 210, left_mm=13, right_mm=10, top_mm=8, bottom_mm=11)
A4: Final = Paper("A4", 210, 297, left_mm=20, right_mm=15, top_mm=15, bottom_mm=16)


@dataclass(frozen=True, slots=True)
class TextMark:
    """Text on one baseline, from the page's top left corner."""

    x_mm: float
    y_mm: float
    text: str
    face: FontFace
    size_pt: float


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A straight line."""

    x1_mm: float
    y1_mm: float
    x2_mm: float
    y2_mm: float
    width_pt: float = 0.5


@dataclass(frozen=True, slots=True)
class QrMark:
    """A QR symbol by its top left corner; the quiet zone lies outside."""

    x_mm: float
    y_mm: float
    side_mm: float
    symbol: QrSymbol


@dataclass(frozen=True, slots=True)
class BarsMark:
    """A bar code by its top left corner; the quiet zones lie outside."""

    x_mm: float
    y_mm: float
    module_mm: float
    height_mm: float
    symbol: LinearSymbol


Mark = TextMark | RuleMark | QrMark | BarsMark


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A place for text: left edge and width in millimetres."""

    x_mm: float
    width_mm: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set, and the white space after it.

    A justified one fills its column with every line but the last; `indent_mm` is the first line's.
    """

    size_pt: float
    align: Align = Align.LEFT
    after_mm: float = 0.0
    indent_mm: float = 0.0
    is_justified: bool = False

    @property
    def pitch_mm(self) -> float:
        """The distance of two baselines."""
        return self.size_pt * _PITCH / POINTS_PER_MM

    @property
    def ascent_mm(self) -> float:
        """The distance of the first baseline from the paragraph's top."""
        return self.size_pt * _ASCENT / POINTS_PER_MM


class Flow:
    """Fills pages of one paper; `y_mm` is the next free place from the top edge."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.pages: list[list[Mark]] = [[]]
        self.y_mm = paper.top_mm

    @property
    def measure(self) -> PageColumn:
        """The column between the margins."""
        return PageColumn(self.paper.left_mm, self.paper.measure_mm)

    @property
    def room_mm(self) -> float:
        """What is left of the page above the footer."""
        return self.paper.floor_mm - self.y_mm

    def mark(self, mark: Mark) -> None:
        """Put `mark` on the present page."""
        self.pages[-1].append(mark)

    def turn_page(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append([])
        self.y_mm = self.paper.top_mm

    def reserve(self, height_mm: float) -> None:
        """Turn the page unless `height_mm` still fits on this one."""
        if height_mm > self.room_mm and not self.is_at_top:
            self.turn_page()

    @property
    def is_at_top(self) -> bool:
        """Whether nothing stands on the present page yet."""
        return not self.pages[-1]

    def keep_together(self, draw: Callable[[], None]) -> None:
        """Call `draw`, on a new page if what it draws would be parted by a page's end here."""
        page_count, mark_count, y_mm = len(self.pages), len(self.pages[-1]), self.y_mm
        draw()
        if len(self.pages) == page_count or mark_count == 0:
            return
        del self.pages[page_count:]
        del self.pages[-1][mark_count:]
        self.y_mm = y_mm
        self.turn_page()
        draw()

    def skip(self, height_mm: float) -> None:
        """Leave white space."""
        self.y_mm += height_mm

    def paragraph(
        self, spans: Sequence[TextSpan], style: TextStyle, column: PageColumn | None = None
    ) -> None:
        """Set `spans` line by line, over as many pages as they take."""
        place = column or self.measure
        lines = break_lines(spans, style.size_pt, place.width_mm, style.indent_mm)
        for number, line in enumerate(lines, 1):
            self.reserve(style.pitch_mm)
            is_full = style.is_justified and number < len(lines)
            shown = spread(line, style.size_pt, place.width_mm) if is_full else line
            self.line(shown, style, place)
            self.y_mm += style.pitch_mm
        self.y_mm += style.after_mm

    def line(self, line: Line, style: TextStyle, column: PageColumn) -> None:
        """Set one line at the present place without going down."""
        spare_mm = column.width_mm - line.width_pt / POINTS_PER_MM
        x_mm = column.x_mm + spare_mm * style.align.value
        for run in line.runs:
            self.mark(
                TextMark(
                    x_mm + run.x_pt / POINTS_PER_MM,
                    self.y_mm + style.ascent_mm,
                    run.text,
                    run.face,
                    style.size_pt,
                )
            )
