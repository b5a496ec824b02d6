"""The tables of a printed summary: figures under the headings of form II.06a, and registers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from app.printing.fonts import FontFace
from app.printing.phrases import moment
from app.printing.sheet import Align, Flow, PageColumn, RuleMark, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import TextSpan
from app.reports.cells import cell_text
from app.services.counts import Figures, GroupFigures
from app.services.figures.catalogue import FORM_FIGURES, OTHER_FIGURES, DossierFigure
from app.services.figures.records import RegisterRow
from app.vocabulary.dossiers import Timeliness
from app.wording import captions
from app.wording.labels import label
from app.wording.texts import late_text, number_text

_TABLE_PT: Final = 9.0
_HEAD_PT: Final = 8.5
_BAND: Final = TextStyle(_HEAD_PT, Align.CENTRE)
_BAND_MM: Final = 5.0
_TT_MM: Final = 9.0
_NAME_MM: Final = 71.0
_FORM_MM: Final = 17.0
_RULE_PT: Final = 0.4
_HEADING: Final = TextStyle(11.5, after_mm=1.2)
_HEADING_ROOM_MM: Final = 38.0

_REGISTER_COLUMNS: Final = (
    TableColumn("TT", _TT_MM, Align.CENTRE),
    TableColumn(captions.DOSSIER_CODE, 30),
    TableColumn(captions.PROCEDURE, 75),
    TableColumn(captions.OWNER, 36),
    TableColumn(captions.RECEIVED_SHORT, 18, Align.CENTRE),
    TableColumn(captions.DUE_SHORT, 18, Align.CENTRE),
    TableColumn(captions.FORWARDED_TO, 29),
    TableColumn(captions.RECEIVER, 25),
    TableColumn(captions.STATUS, 27),
)


def draw_totals(flow: Flow, figures: Figures) -> None:
    """Draw the figures of the whole unit: columns (3) to (13), then all others."""
    measure_mm = flow.paper.measure_mm
    for measures in (FORM_FIGURES, OTHER_FIGURES):
        width_mm = measure_mm / len(measures)
        widths = [width_mm] * len(measures)
        _draw_bands(flow, measures, widths, lead_mm=0.0)
        columns = [TableColumn(_title(measure), width_mm, Align.CENTRE) for measure in measures]
        Table(flow, columns, size_pt=_TABLE_PT, head_pt=_HEAD_PT).draw([_values(measures, figures)])
        flow.skip(2)


def draw_heading(flow: Flow, text: str) -> None:
    """Draw a section's heading, on the next page where it would stand alone on this one."""
    flow.reserve(_HEADING_ROOM_MM)
    flow.paragraph([TextSpan(text, FontFace.BOLD)], _HEADING)


def draw_split(
    flow: Flow, heading: str, what: str, groups: Sequence[GroupFigures], total: Figures
) -> None:
    """Draw columns (3) to (13) for every group and, in the last row, for all."""
    columns = (
        TableColumn("TT", _TT_MM, Align.CENTRE),
        TableColumn(what, _NAME_MM),
        *(TableColumn(_title(measure), _FORM_MM, Align.CENTRE) for measure in FORM_FIGURES),
    )
    rows = [
        [str(number), cell_text(group.name), *_values(FORM_FIGURES, group.figures)]
        for number, group in enumerate(groups, 1)
    ]
    rows.append(["", captions.WHOLE_UNIT, *_values(FORM_FIGURES, total)])
    table = Table(flow, columns, size_pt=_TABLE_PT, head_pt=_HEAD_PT)

    def begin() -> None:
        draw_heading(flow, heading)
        widths = [_FORM_MM] * len(FORM_FIGURES)
        _draw_bands(flow, FORM_FIGURES, widths, lead_mm=_TT_MM + _NAME_MM)
        table.draw(rows[:1])

    flow.keep_together(begin)
    for row in rows[1:]:
        table.add(row)


def draw_register(
    flow: Flow, rows: Sequence[RegisterRow], as_of: datetime, end: Callable[[], None]
) -> None:
    """Draw one line a dossier, and with the last line what `end` draws, on the same page."""
    if not rows:
        flow.paragraph([TextSpan("Không có hồ sơ.", FontFace.ITALIC)], TextStyle(11))
        flow.keep_together(end)
        return
    cells = [_register_cells(number, row, as_of) for number, row in enumerate(rows, 1)]
    table = Table(flow, _REGISTER_COLUMNS, size_pt=_TABLE_PT, head_pt=_HEAD_PT)
    table.draw(cells[:-1])

    def finish() -> None:
        table.add(cells[-1])
        end()

    flow.keep_together(finish)


def _draw_bands(
    flow: Flow, measures: Sequence[DossierFigure], widths: Sequence[float], lead_mm: float
) -> None:
    """Draw the row of headings that stands once above a table's own head."""
    x_mm, top_mm = flow.paper.left_mm + lead_mm, flow.y_mm
    start_mm = x_mm
    for section, run in groupby(zip(measures, widths, strict=True), _section):
        width_mm = sum(width for _, width in run)
        flow.y_mm = top_mm + 0.6
        flow.paragraph([TextSpan(section, FontFace.BOLD)], _BAND, PageColumn(x_mm, width_mm))
        flow.mark(RuleMark(x_mm, top_mm, x_mm, top_mm + _BAND_MM, _RULE_PT))
        x_mm += width_mm
    flow.mark(RuleMark(x_mm, top_mm, x_mm, top_mm + _BAND_MM, _RULE_PT))
    flow.mark(RuleMark(start_mm, top_mm, x_mm, top_mm, _RULE_PT))
    flow.y_mm = top_mm + _BAND_MM


def _section(pair: tuple[DossierFigure, float]) -> str:
    return pair[0].section


def _title(measure: DossierFigure) -> str:
    return f"{measure.short} ({measure.form_column})" if measure.form_column else measure.short


def _values(measures: Sequence[DossierFigure], figures: Figures) -> list[str]:
    return [number_text(figures[measure.code]) for measure in measures]


def _register_cells(number: int, row: RegisterRow, as_of: datetime) -> list[str]:
    return [
        str(number),
        # The code breaks before the day, where it would have to break anyway.
        cell_text(row.code).replace("-", "- ", 1),
        cell_text(row.procedure_name),
        cell_text(row.owner_name),
        moment(row.received_at),
        moment(row.due_at) if row.due_at else "–",
        cell_text(row.forwarded_to),
        cell_text(row.receiver_name),
        f"{label(row.status)}\n{_timeliness_text(row, as_of)}",
    ]


def _timeliness_text(row: RegisterRow, as_of: datetime) -> str:
    if row.due_at and row.timeliness is Timeliness.OVERDUE:
        return late_text(row.due_at, as_of)
    return label(row.timeliness) if row.timeliness else ""
