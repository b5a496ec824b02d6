"""The supervisor's glance on paper, A4 across: each picture with the table behind it."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from app.outputs import OutputPlace
from app.printing.fonts import FontFace
from app.printing.layout import A4_HEAD, draw_letterhead, draw_title
from app.printing.phrases import place_and_day
from app.printing.press import Edition, press
from app.printing.sheet import Align, Flow, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import TextSpan
from app.reports.cells import cell_text
from app.reports.pdf_tables import draw_heading
from app.reports.quarter.chart import draw_chart
from app.reports.quarter.content import BarChart, ReportSeries
from app.reports.summary_pdf import A4_ACROSS
from app.services.counts import GroupFigures
from app.services.dashboard import DashboardView, TrendPoint
from app.vocabulary.ratings import Face
from app.wording import captions, headings, measures, states
from app.wording.labels import label
from app.wording.texts import WEEKDAYS, day_text, moment_text, number_text, share_text, tenths_text

Row = TypeVar("Row")

_TITLE_PT: Final = 15.0
_TEXT: Final = TextStyle(11, after_mm=1.0)
_TABLE_PT: Final = 9.5
_MOST_BARS: Final = 6
_NAME_MM: Final = 87.0
_NUMBER_MM: Final = 30.0
_NOTHING: Final = "Chưa có dữ liệu trong kỳ này."


def export_dashboard(view: DashboardView, place: OutputPlace) -> None:
    """Write the glance to `place`. Raises StoreError where the file cannot be written."""
    place.write(dashboard_pdf(view))


def dashboard_pdf(view: DashboardView) -> bytes:
    """Return the document; equal input, equal bytes."""
    flow = Flow(A4_ACROSS)
    _draw_head(flow, view)
    _draw_trend(flow, view)
    _draw_groups(flow, "2. Đúng hạn theo cơ quan", captions.AGENCY, view.agencies)
    _draw_groups(flow, "3. Đúng hạn theo lĩnh vực", captions.FIELD, view.fields)
    _draw_steps(flow, view)
    _draw_faces(flow, view)
    _draw_load(flow, view)
    title = cell_text(f"TỔNG QUAN {_days(view).upper()}")
    footer = cell_text(f"{view.unit_name}   ·   Tổng quan {_days(view)}")
    return press(A4_ACROSS, Edition(title, footer, is_demo=view.is_demo), flow.pages)


def _days(view: DashboardView) -> str:
    return f"từ ngày {day_text(view.first_day)} đến ngày {day_text(view.last_day)}"


def _draw_head(flow: Flow, view: DashboardView) -> None:
    names = (cell_text(view.parent_name), cell_text(view.unit_name))
    place = place_and_day(cell_text(view.place), view.made_at)
    draw_letterhead(flow, A4_HEAD, names, ("", place))
    flow.skip(4)
    made = f"Lập lúc {moment_text(view.made_at)}, người lập: {view.made_by}."
    below = f"Số liệu tính đến {moment_text(view.as_of)}. {made}"
    title = f"TỔNG QUAN {_days(view).upper()}"
    draw_title(flow, title, _TITLE_PT, [TextSpan(cell_text(below), FontFace.ITALIC)])
    flow.skip(2)


def _draw_trend(flow: Flow, view: DashboardView) -> None:
    draw_heading(flow, "1. Xu hướng")
    columns: Sequence[tuple[str, Callable[[TrendPoint], int]]] = (
        (headings.RECEPTION, lambda point: point.received),
        (states.DONE, lambda point: point.ended),
        (measures.DONE_LATE, lambda point: point.late),
        (measures.STILL_OVERDUE, lambda point: point.overdue),
    )
    _draw_points(flow, view, "Tiếp nhận và giải quyết", columns[:3])
    _draw_numbers(flow, captions.INTERVAL, [(_stretch(one), one) for one in view.trend], columns)


def _draw_faces(flow: Flow, view: DashboardView) -> None:
    draw_heading(flow, "5. Hài lòng của người dân")
    faces = view.ratings.faces
    if not faces.said:
        flow.paragraph([TextSpan(_NOTHING, FontFace.ITALIC)], _TEXT)
        return
    share = share_text(faces.happy, faces.said)
    told = (
        f"Hài lòng {share} của {number_text(faces.said)} ý kiến trong kỳ; phiếu thu về "
        f"{number_text(view.ratings.slips_answered)}/{number_text(view.ratings.slips_given)}."
    )
    flow.paragraph([TextSpan(told)], _TEXT)
    columns: Sequence[tuple[str, Callable[[TrendPoint], int]]] = (
        (label(Face.HAPPY), lambda point: point.faces.happy),
        (label(Face.NEUTRAL), lambda point: point.faces.neutral),
        (label(Face.UNHAPPY), lambda point: point.faces.unhappy),
    )
    _draw_points(flow, view, "Ý kiến theo khoảng", columns)
    _draw_numbers(flow, captions.INTERVAL, [(_stretch(one), one) for one in view.trend], columns)


def _draw_groups(flow: Flow, title: str, what: str, groups: Sequence[GroupFigures]) -> None:
    draw_heading(flow, title)
    if not groups:
        flow.paragraph([TextSpan(_NOTHING, FontFace.ITALIC)], _TEXT)
        return
    busy = sorted(groups, key=lambda group: -group.figures.ended.total)[:_MOST_BARS]
    ended = [group.figures.ended for group in busy]
    chart = BarChart(
        "Hồ sơ đã giải quyết",
        tuple(cell_text(group.name) for group in busy),
        (
            ReportSeries(states.LATE, tuple(one.late for one in ended)),
            ReportSeries(states.ON_TIME, tuple(one.on_time for one in ended)),
            ReportSeries(states.EARLY, tuple(one.early for one in ended)),
        ),
    )
    if not chart.is_empty:
        draw_chart(flow, chart)
    columns: Sequence[tuple[str, Callable[[GroupFigures], int]]] = (
        (states.EARLY, lambda group: group.figures.ended.early),
        (states.ON_TIME, lambda group: group.figures.ended.on_time),
        (states.LATE, lambda group: group.figures.ended.late),
        ("Còn trong hạn", lambda group: group.figures.open.in_time),
        (measures.STILL_OVERDUE, lambda group: group.figures.open.overdue),
    )
    _draw_numbers(flow, what, [(cell_text(group.name), group) for group in groups], columns)


def _draw_steps(flow: Flow, view: DashboardView) -> None:
    draw_heading(flow, "4. Thời gian nằm ở từng bước (hồ sơ kết thúc trong kỳ)")
    if not view.steps:
        flow.paragraph([TextSpan(_NOTHING, FontFace.ITALIC)], _TEXT)
        return
    heavy = sorted(view.steps, key=lambda step: -step.worked_minutes)[:_MOST_BARS]
    shown = [step for step in view.steps if step in heavy]
    days = ReportSeries(captions.WORKING_DAYS, tuple(step.tenths_of_days for step in shown))
    names = tuple(cell_text(step.name) for step in shown)
    chart = BarChart("Bình quân một hồ sơ", names, (days,), is_in_tenths=True)
    if not chart.is_empty:
        draw_chart(flow, chart)
    columns = (
        TableColumn(captions.STEP, _NAME_MM),
        TableColumn(captions.DOSSIER, _NUMBER_MM, Align.CENTRE),
        TableColumn("Ngày làm việc, bình quân", _NUMBER_MM * 2, Align.CENTRE),
    )
    rows = [
        (cell_text(step.name), number_text(step.dossiers), tenths_text(step.tenths_of_days or 0))
        for step in view.steps
    ]
    Table(flow, columns, size_pt=_TABLE_PT, head_pt=_TABLE_PT).draw(rows)
    flow.skip(4)


def _draw_load(flow: Flow, view: DashboardView) -> None:
    draw_heading(flow, "6. Tiếp nhận theo giờ trong tuần")
    if not view.load:
        flow.paragraph([TextSpan(_NOTHING, FontFace.ITALIC)], _TEXT)
        return
    hours = range(min(cell.hour for cell in view.load), 1 + max(cell.hour for cell in view.load))
    counts = {(cell.weekday, cell.hour): cell.received for cell in view.load}
    lead_mm = 24.0
    width_mm = min((flow.paper.measure_mm - lead_mm) / len(hours), 18.0)
    columns = (
        TableColumn(captions.WEEKDAY, lead_mm),
        *(TableColumn(f"{hour}h", width_mm, Align.CENTRE) for hour in hours),
    )
    rows = [
        (name, *(number_text(counts.get((day, hour), 0)) for hour in hours))
        for day, name in enumerate(WEEKDAYS)
        if day < 5 or any(at == day for at, _ in counts)
    ]
    Table(flow, columns, size_pt=_TABLE_PT, head_pt=_TABLE_PT).draw(rows)


def _stretch(point: TrendPoint) -> str:
    return f"{day_text(point.first_day)} – {day_text(point.last_day)}"


def _draw_points(
    flow: Flow,
    view: DashboardView,
    title: str,
    columns: Sequence[tuple[str, Callable[[TrendPoint], int]]],
) -> None:
    chart = BarChart(
        title,
        tuple(point.name for point in view.trend),
        tuple(ReportSeries(name, tuple(of(one) for one in view.trend)) for name, of in columns),
    )
    if not chart.is_empty:
        draw_chart(flow, chart)


def _draw_numbers(
    flow: Flow,
    what: str,
    rows: Sequence[tuple[str, Row]],
    columns: Sequence[tuple[str, Callable[[Row], int]]],
) -> None:
    heads = (
        TableColumn(what, _NAME_MM),
        *(TableColumn(name, _NUMBER_MM, Align.CENTRE) for name, _ in columns),
    )
    cells = [(name, *(number_text(of(row)) for _, of in columns)) for name, row in rows]
    Table(flow, heads, size_pt=_TABLE_PT, head_pt=_TABLE_PT).draw(cells)
    flow.skip(4)
