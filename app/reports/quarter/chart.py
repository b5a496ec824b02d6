"""A report's chart: bars side by side by period, drawn once for the PDF and as a picture."""

from typing import Final

from app.printing.fonts import FontFace
from app.printing.press import Edition, Numbers, press
from app.printing.raster import page_png
from app.printing.sheet import Align, Flow, PageColumn, Paper, RuleMark, TextMark, TextStyle
from app.printing.typesetting import TextSpan, break_lines, line_width_mm
from app.reports.cells import cell_text
from app.reports.pdf_charts import centred, fill, outline
from app.reports.quarter.content import BarChart
from app.wording.texts import number_text, tenths_text

CHART_WIDTH_MM: Final = 150.0
_TITLE: Final = TextStyle(11, Align.CENTRE, after_mm=1.0)
_LABEL: Final = TextStyle(8.5, Align.CENTRE)
_PLOT_MM: Final = 34.0
_SAMPLE_MM: Final = 3.0
_LEGEND_GAP_MM: Final = 6.0
_BAR_MOST_MM: Final = 11.0
_HAIR_PT: Final = 0.4
_PICTURE_DPI: Final = 200
_PICTURE_MM: Final = 75.0


def draw_chart(flow: Flow, chart: BarChart) -> None:
    """Draw `chart` in one piece, centred on the page."""
    width_mm = min(CHART_WIDTH_MM, flow.paper.measure_mm)
    place = PageColumn(flow.paper.left_mm + (flow.paper.measure_mm - width_mm) / 2, width_mm)
    flow.keep_together(lambda: _draw(flow, chart, place))


def chart_png(chart: BarChart) -> bytes:
    """Return `chart` as a PNG picture, CHART_WIDTH_MM wide."""
    tall = Flow(_paper(_PICTURE_MM * 2))
    _draw(tall, chart, tall.measure)
    paper = _paper(tall.y_mm + 1)
    flow = Flow(paper)
    _draw(flow, chart, flow.measure)
    edition = Edition(cell_text(chart.title), "", numbers=Numbers.NONE)
    return page_png(press(paper, edition, flow.pages), 0, _PICTURE_DPI)


def _paper(height_mm: float) -> Paper:
    return Paper("biểu đồ", CHART_WIDTH_MM, height_mm, 0, 0, top_mm=1, bottom_mm=0)


def _draw(flow: Flow, chart: BarChart, place: PageColumn) -> None:
    step_mm = place.width_mm / len(chart.groups)
    lines = [
        break_lines([TextSpan(cell_text(name))], _LABEL.size_pt, step_mm - 2)
        for name in chart.groups
    ]
    labels_mm = max(len(each) for each in lines) * _LABEL.pitch_mm
    flow.reserve(_PLOT_MM + labels_mm + 24)
    flow.paragraph([TextSpan(cell_text(chart.title), FontFace.BOLD)], _TITLE, place)
    _draw_legend(flow, chart, place)
    base_mm = flow.y_mm + _PLOT_MM + 5
    end_mm = place.x_mm + place.width_mm
    flow.mark(RuleMark(place.x_mm, base_mm, end_mm, base_mm, _HAIR_PT))
    most = max((value or 0 for each in chart.series for value in each.values), default=0)
    bar_mm = min(step_mm * 0.8 / len(chart.series), _BAR_MOST_MM)
    for group, label in enumerate(lines):
        left_mm = place.x_mm + step_mm * group
        _draw_group(flow, chart, group, (left_mm, step_mm, bar_mm, base_mm, most))
        flow.y_mm = base_mm + 1
        for line in label:
            flow.line(line, _LABEL, PageColumn(left_mm + 1, step_mm - 2))
            flow.y_mm += _LABEL.pitch_mm
    flow.y_mm = base_mm + labels_mm + 3


def _draw_group(
    flow: Flow, chart: BarChart, group: int, place: tuple[float, float, float, float, int]
) -> None:
    left_mm, step_mm, bar_mm, base_mm, most = place
    x_mm = left_mm + (step_mm - bar_mm * len(chart.series)) / 2
    for number, each in enumerate(chart.series):
        value = each.values[group]
        at_mm = x_mm + bar_mm * number
        height_mm = _PLOT_MM * (value or 0) / max(most, 1)
        _bar(flow, number, at_mm + 0.4, base_mm - height_mm, (bar_mm - 0.8, height_mm))
        words = "–" if value is None else _value_text(chart, value)
        centred(flow, words, at_mm + bar_mm / 2, base_mm - height_mm - 0.9)


def _value_text(chart: BarChart, value: int) -> str:
    return tenths_text(value) if chart.is_in_tenths else number_text(value)


def _bar(flow: Flow, number: int, x_mm: float, y_mm: float, size: tuple[float, float]) -> None:
    width_mm, height_mm = size
    if number > 1:
        outline(flow, x_mm, y_mm, width_mm, height_mm)
    else:
        fill(flow, x_mm, y_mm, width_mm, height_mm, solid=number == 0)


def _draw_legend(flow: Flow, chart: BarChart, place: PageColumn) -> None:
    names = [cell_text(each.name) for each in chart.series]
    widths = [line_width_mm(name, FontFace.REGULAR, _LABEL.size_pt) for name in names]
    whole_mm = sum(widths) + len(names) * (_SAMPLE_MM + 1.5) + (len(names) - 1) * _LEGEND_GAP_MM
    x_mm = place.x_mm + max((place.width_mm - whole_mm) / 2, 0)
    for number, (name, width_mm) in enumerate(zip(names, widths, strict=True)):
        _bar(flow, number, x_mm, flow.y_mm + 0.3, (_SAMPLE_MM, _SAMPLE_MM))
        x_mm += _SAMPLE_MM + 1.5
        flow.mark(TextMark(x_mm, flow.y_mm + 3.0, name, FontFace.REGULAR, _LABEL.size_pt))
        x_mm += width_mm + _LEGEND_GAP_MM
    flow.skip(_SAMPLE_MM + 2)
