"""An annex on paper, A4 across, under its official heading."""

from typing import Final

from app.printing.closing import A4_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import Face
from app.printing.phrases import place_and_day
from app.printing.press import Edition, press
from app.printing.sheet import Align, Column, Flow, Paper, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import Span
from app.reports.cells import cell_text
from app.reports.quarter.annex import (
    Annex,
    AnnexRow,
    Kind,
    bands_of,
    period_line,
    shown,
    standing_line,
)

PAPER: Final = Paper("A4 ngang", 297, 210, left_mm=15, right_mm=15, top_mm=14, bottom_mm=16)
_SIDE_MM: Final = 68.0
_SMALL: Final = TextStyle(10)
_RIGHT: Final = TextStyle(10, Align.RIGHT, after_mm=1.0)
_TITLE: Final = TextStyle(13, Align.CENTRE)
_PERIOD: Final = TextStyle(11, Align.CENTRE)
_NOTE: Final = TextStyle(10, after_mm=0.8)
_TABLE_PT: Final = 9.5
_HEAD_PT: Final = 9.0
_ALIGNS: Final = {
    Kind.ORDINAL: Align.CENTRE,
    Kind.TEXT: Align.LEFT,
    Kind.COUNT: Align.CENTRE,
    Kind.DAY: Align.CENTRE,
}


def annex_pdf(annex: Annex) -> bytes:
    """Return the document; equal input, equal bytes."""
    flow = Flow(PAPER)
    _draw_head(flow, annex)
    _draw_rows(flow, annex)
    title = cell_text(f"{annex.form or annex.short}: {annex.head.period_name}")
    footer = cell_text(f"{annex.head.reporter}   ·   {annex.short}, {annex.head.period_name}")
    return press(PAPER, Edition(title, footer, is_demo=annex.head.is_demo), flow.pages)


def _draw_head(flow: Flow, annex: Annex) -> None:
    head, paper = annex.head, flow.paper
    top_mm, ends = flow.y_mm, []
    left = Column(paper.left_mm, _SIDE_MM)
    right = Column(paper.left_mm + paper.measure_mm - _SIDE_MM, _SIDE_MM)
    middle = Column(paper.left_mm + _SIDE_MM + 3, paper.measure_mm - 2 * _SIDE_MM - 6)
    for column, lines in (
        (left, ((annex.form, Face.BOLD, _SMALL), (annex.law, Face.REGULAR, _SMALL))),
        (middle, ((annex.title, Face.BOLD, _TITLE), (period_line(head), Face.ITALIC, _PERIOD))),
        (
            right,
            (
                (f"Đơn vị báo cáo: {head.reporter}", Face.REGULAR, _SMALL),
                (f"Đơn vị nhận báo cáo: {head.receiver}", Face.REGULAR, _SMALL),
            ),
        ),
    ):
        flow.y_mm = top_mm
        for text, face, style in lines:
            flow.paragraph([Span(cell_text(text), face)], style, column)
        ends.append(flow.y_mm)
    flow.y_mm = max(ends) + 2
    flow.paragraph([Span(cell_text(annex.counted_in), Face.ITALIC)], _RIGHT)


def _draw_rows(flow: Flow, annex: Annex) -> None:
    table = Table(
        flow,
        _columns(annex),
        size_pt=_TABLE_PT,
        head_pt=_HEAD_PT,
        bands=bands_of(annex.columns),
    )
    body, last = annex.rows[:-1], annex.rows[-1:]
    table.draw([])
    if not last:
        flow.paragraph([Span("Không có trường hợp nào.", Face.ITALIC)], _NOTE)
    for row in body:
        _add(table, row)

    def finish() -> None:
        for row in last:
            _add(table, row)
        _draw_end(flow, annex)

    flow.keep_together(finish)


def _columns(annex: Annex) -> list[TableColumn]:
    """Return the columns, their widths stretched to the width of the page."""
    scale = PAPER.measure_mm / sum(column.width_mm for column in annex.columns)
    return [
        TableColumn(cell_lines(column.head), column.width_mm * scale, _ALIGNS[column.kind])
        for column in annex.columns
    ]


def cell_lines(text: str) -> str:
    """Return a text of several lines, each safe to print."""
    return "\n".join(cell_text(line) for line in text.split("\n"))


def _add(table: Table, row: AnnexRow) -> None:
    cells = [cell_text(shown(cell)) for cell in row.cells]
    table.add(cells, Face.BOLD if row.is_strong else Face.REGULAR)


def _draw_end(flow: Flow, annex: Annex) -> None:
    head = annex.head
    flow.skip(2)
    for note in (*annex.notes, standing_line(head)):
        flow.paragraph([Span(cell_text(note), Face.ITALIC)], _NOTE)
    flow.skip(2)
    day = cell_text(place_and_day(head.place, head.made_at))
    half = Column(flow.paper.left_mm + flow.paper.measure_mm / 2, flow.paper.measure_mm / 2)
    flow.paragraph([Span(day, Face.ITALIC)], TextStyle(12, Align.CENTRE), half)
    blocks = (
        Signature("NGƯỜI LẬP BIỂU", cell_text(head.made_by)),
        Signature("THỦ TRƯỞNG ĐƠN VỊ", cell_text(head.signer)),
    )
    draw_closing(flow, Closing(blocks), A4_CLOSING)
