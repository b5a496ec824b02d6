"""The bars of a chart in black on white, and the small words beside them."""

from itertools import pairwise
from typing import Final

from app.printing.fonts import Face
from app.printing.sheet import Flow, RuleMark, TextMark
from app.printing.typesetting import POINTS_PER_MM, line_width_mm

_HATCH_MM: Final = 0.9
_HAIR_PT: Final = 0.3
_SMALL_PT: Final = 8.0


def fill(
    flow: Flow, x_mm: float, y_mm: float, width_mm: float, height_mm: float, *, solid: bool
) -> None:
    """Draw a rectangle from its top left corner: filled, or outlined and hatched."""
    if not width_mm or not height_mm:
        return
    end_mm, floor_mm = x_mm + width_mm, y_mm + height_mm
    if solid:
        middle_mm = y_mm + height_mm / 2
        flow.mark(RuleMark(x_mm, middle_mm, end_mm, middle_mm, height_mm * POINTS_PER_MM))
        return
    outline(flow, x_mm, y_mm, width_mm, height_mm)
    for number in range(1, int(height_mm / _HATCH_MM) + 1):
        line_mm = y_mm + number * _HATCH_MM
        if line_mm < floor_mm:
            flow.mark(RuleMark(x_mm, line_mm, end_mm, line_mm, _HAIR_PT))


def outline(flow: Flow, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> None:
    """Draw an empty rectangle from its top left corner; nothing for an empty one."""
    if not width_mm or not height_mm:
        return
    end_mm, floor_mm = x_mm + width_mm, y_mm + height_mm
    corners = ((x_mm, y_mm), (end_mm, y_mm), (end_mm, floor_mm), (x_mm, floor_mm), (x_mm, y_mm))
    for (x1_mm, y1_mm), (x2_mm, y2_mm) in pairwise(corners):
        flow.mark(RuleMark(x1_mm, y1_mm, x2_mm, y2_mm, _HAIR_PT))


def centred(flow: Flow, text: str, x_mm: float, y_mm: float) -> None:
    """Write `text` in small type, its middle at `x_mm` and its baseline at `y_mm`."""
    width_mm = line_width_mm(text, Face.REGULAR, _SMALL_PT)
    flow.mark(TextMark(x_mm - width_mm / 2, y_mm, text, Face.REGULAR, _SMALL_PT))
