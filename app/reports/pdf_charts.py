"""Two small charts in black on white: bars by hour, and stacked bars by agency."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from app.printing.fonts import FontFace
from app.printing.sheet import Flow, PageColumn, RuleMark, TextMark, TextStyle
from app.printing.typesetting import POINTS_PER_MM, TextSpan, break_lines, line_width_mm
from app.reports.cells import cell_text, hours_shown
from app.services.counts import GroupFigures
from app.services.figures.records import HourCount
from app.wording import headings, measures

# The bars of a chart in black on white, and the small words beside them.

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
    width_mm = line_width_mm(text, FontFace.REGULAR, _SMALL_PT)
    flow.mark(TextMark(x_mm - width_mm / 2, y_mm, text, FontFace.REGULAR, _SMALL_PT))


_TITLE: Final = TextStyle(10, after_mm=1.5)
_SMALL: Final = TextStyle(8)
_PLOT_MM: Final = 30.0
_BAR_ROW_MM: Final = 5.2
_BAR_MM: Final = 3.2
_MOST_AGENCIES: Final = 8
_SAMPLE_MM: Final = 3.0


def draw_charts(flow: Flow, hours: Sequence[HourCount], agencies: Sequence[GroupFigures]) -> None:
    """Draw both charts side by side in one piece; one without data is left out."""
    worked = hours_shown(hours)
    busy = sorted(
        (agency for agency in agencies if agency.figures.open.total),
        key=lambda agency: -agency.figures.open.total,
    )
    if not worked and not busy:
        return
    flow.keep_together(lambda: _draw_both(flow, worked, busy))


def _draw_both(flow: Flow, hours: Sequence[HourCount], agencies: Sequence[GroupFigures]) -> None:
    half_mm = flow.paper.measure_mm / 2
    left = PageColumn(flow.paper.left_mm, half_mm - 4)
    right = PageColumn(flow.paper.left_mm + half_mm + 4, half_mm - 4)
    rows = min(len(agencies), _MOST_AGENCIES) + 1
    flow.reserve(max(_PLOT_MM + 16, rows * _BAR_ROW_MM + 10))
    top_mm, end_mm = flow.y_mm, flow.y_mm
    if hours:
        _draw_hours(flow, hours, left)
        end_mm = flow.y_mm
    if agencies:
        flow.y_mm = top_mm
        _draw_agencies(flow, agencies, right if hours else left)
        end_mm = max(end_mm, flow.y_mm)
    flow.y_mm = end_mm


def _draw_hours(flow: Flow, hours: Sequence[HourCount], place: PageColumn) -> None:
    _draw_title(flow, place, "Theo giờ", ("tiếp nhận", "trả kết quả"))
    most = max(max(hour.received, hour.returned) for hour in hours)
    base_mm = flow.y_mm + _PLOT_MM + 3
    step_mm = min(place.width_mm / len(hours), 16.0)
    bar_mm = step_mm * 0.36
    flow.mark(RuleMark(place.x_mm, base_mm, place.x_mm + step_mm * len(hours), base_mm, _HAIR_PT))
    for number, hour in enumerate(hours):
        x_mm = place.x_mm + step_mm * number + step_mm * 0.14
        for column, count in enumerate((hour.received, hour.returned)):
            left_mm = x_mm + column * bar_mm
            height_mm = _PLOT_MM * count / most
            fill(flow, left_mm, base_mm - height_mm, bar_mm, height_mm, solid=column == 0)
            if count:
                centred(flow, str(count), left_mm + bar_mm / 2, base_mm - height_mm - 0.8)
        centred(flow, f"{hour.hour}h", x_mm + bar_mm, base_mm + 3.4)
    flow.y_mm = base_mm + 5


def _draw_agencies(flow: Flow, agencies: Sequence[GroupFigures], place: PageColumn) -> None:
    title = headings.IN_WORK_BY_AGENCY
    _draw_title(flow, place, title, (measures.PART_LATE, measures.PART_IN_TIME))
    shown = agencies[:_MOST_AGENCIES]
    most = max(agency.figures.open.total for agency in shown)
    name_mm, value_mm = place.width_mm * 0.42, 20.0
    plot_mm = place.width_mm - name_mm - value_mm
    for agency in shown:
        still_open = agency.figures.open
        name = PageColumn(place.x_mm, name_mm - 2)
        flow.line(break_lines([_one_line(agency.name, name)], _SMALL.size_pt, 500)[0], _SMALL, name)
        x_mm = place.x_mm + name_mm
        late_mm = plot_mm * still_open.overdue / most
        good_mm = plot_mm * still_open.in_time / most
        fill(flow, x_mm, flow.y_mm + 0.4, late_mm, _BAR_MM, solid=True)
        fill(flow, x_mm + late_mm, flow.y_mm + 0.4, good_mm, _BAR_MM, solid=False)
        value = f"{still_open.overdue} / {still_open.total}"
        end_mm = x_mm + late_mm + good_mm + 1.5
        flow.mark(TextMark(end_mm, flow.y_mm + 3.2, value, FontFace.REGULAR, _SMALL.size_pt))
        flow.skip(_BAR_ROW_MM)
    rest = len(agencies) - len(shown)
    if rest:
        flow.paragraph([TextSpan(f"và {rest} cơ quan khác trong bảng dưới.")], _SMALL, place)


def _draw_title(flow: Flow, place: PageColumn, title: str, words: tuple[str, str]) -> None:
    """Draw the title and, behind it, what the solid and the hatched bars mean."""
    top_mm = flow.y_mm
    flow.paragraph([TextSpan(title, FontFace.BOLD)], _TITLE, place)
    x_mm = place.x_mm + line_width_mm(title, FontFace.BOLD, _TITLE.size_pt) + 5
    for word, is_solid in zip(words, (True, False), strict=True):
        fill(flow, x_mm, top_mm + 1, _SAMPLE_MM, _SAMPLE_MM, solid=is_solid)
        x_mm += _SAMPLE_MM + 1
        flow.mark(TextMark(x_mm, top_mm + 3.6, word, FontFace.REGULAR, _SMALL.size_pt))
        x_mm += line_width_mm(word, FontFace.REGULAR, _SMALL.size_pt) + 4


def _one_line(name: str, place: PageColumn) -> TextSpan:
    """Return as much of `name` as fits on one line."""
    lines = break_lines([TextSpan(cell_text(name) or "–")], _SMALL.size_pt, place.width_mm - 2)
    text = lines[0].runs[0].text
    return TextSpan(text if len(lines) == 1 else f"{text}…")
