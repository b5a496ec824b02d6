"""An annex as files: on paper, A4 across, and as a workbook with the same columns and rows."""

from datetime import date, time
from typing import Final

from app.clock import from_local
from app.printing.closing import A4_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.phrases import place_and_day
from app.printing.press import Edition, press
from app.printing.sheet import Align, Flow, PageColumn, Paper, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import TextSpan
from app.reports.book import Sheet, unit_book
from app.reports.cells import cell_text
from app.reports.columns import Cell as BookCell
from app.reports.columns import Look
from app.reports.quarter.annex import (
    Annex,
    AnnexRow,
    Cell,
    Kind,
    bands_of,
    period_line,
    shown,
    standing_line,
)
from app.wording import printed, sentences, states

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
    left = PageColumn(paper.left_mm, _SIDE_MM)
    right = PageColumn(paper.left_mm + paper.measure_mm - _SIDE_MM, _SIDE_MM)
    middle = PageColumn(paper.left_mm + _SIDE_MM + 3, paper.measure_mm - 2 * _SIDE_MM - 6)
    for column, lines in (
        (left, ((annex.form, FontFace.BOLD, _SMALL), (annex.law, FontFace.REGULAR, _SMALL))),
        (
            middle,
            ((annex.title, FontFace.BOLD, _TITLE), (period_line(head), FontFace.ITALIC, _PERIOD)),
        ),
        (
            right,
            (
                (f"Đơn vị báo cáo: {head.reporter}", FontFace.REGULAR, _SMALL),
                (f"Đơn vị nhận báo cáo: {head.receiver}", FontFace.REGULAR, _SMALL),
            ),
        ),
    ):
        flow.y_mm = top_mm
        for text, face, style in lines:
            flow.paragraph([TextSpan(cell_text(text), face)], style, column)
        ends.append(flow.y_mm)
    flow.y_mm = max(ends) + 2
    flow.paragraph([TextSpan(cell_text(annex.counted_in), FontFace.ITALIC)], _RIGHT)


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
        flow.paragraph([TextSpan(sentences.NO_CASES, FontFace.ITALIC)], _NOTE)
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
    table.add(cells, FontFace.BOLD if row.is_strong else FontFace.REGULAR)


def _draw_end(flow: Flow, annex: Annex) -> None:
    head = annex.head
    flow.skip(2)
    for note in (*annex.notes, standing_line(head)):
        flow.paragraph([TextSpan(cell_text(note), FontFace.ITALIC)], _NOTE)
    flow.skip(2)
    day = cell_text(place_and_day(head.place, head.made_at))
    half = PageColumn(flow.paper.left_mm + flow.paper.measure_mm / 2, flow.paper.measure_mm / 2)
    flow.paragraph([TextSpan(day, FontFace.ITALIC)], TextStyle(12, Align.CENTRE), half)
    blocks = (
        Signature("NGƯỜI LẬP BIỂU", cell_text(head.made_by)),
        Signature(printed.HEAD_OF_UNIT, cell_text(head.signer)),
    )
    draw_closing(flow, Closing(blocks), A4_CLOSING)


_MM_A_CHARACTER: Final = 1.95
_NARROWEST: Final = 5
_LOOKS: Final = {
    Kind.ORDINAL: Look.ORDINAL,
    Kind.TEXT: Look.TEXT,
    Kind.COUNT: Look.COUNT,
    Kind.DAY: Look.DAY,
}
_STRONG_LOOKS: Final = {
    Kind.ORDINAL: Look.STRONG_TEXT,
    Kind.TEXT: Look.STRONG_TEXT,
    Kind.COUNT: Look.STRONG_COUNT,
    Kind.DAY: Look.STRONG_TEXT,
}


def annex_xlsx(annex: Annex) -> bytes:
    """Return the workbook."""
    head = annex.head
    book = unit_book(
        f"{annex.form or annex.short}: {head.period_name}",
        head.reporter,
        made_at=head.made_at,
        is_demo=head.is_demo,
    )
    sheet = book.sheet(annex.short[:31], [_characters(each.width_mm) for each in annex.columns])
    _write_head(sheet, annex)
    for row in annex.rows:
        _write_row(sheet, annex, row)
    if not annex.rows:
        sheet.line(sentences.NO_CASES)
    sheet.skip()
    for note in (*annex.notes, standing_line(head)):
        if note:
            sheet.line(note)
    if head.made_by:
        sheet.line(f"Người lập biểu: {head.made_by}")
    return book.finish()


def _write_head(sheet: Sheet, annex: Annex) -> None:
    head = annex.head
    sheet.print_one_page_wide()
    if annex.form:
        sheet.line(annex.form, Look.STRONG)
    if annex.law:
        sheet.line(annex.law)
    sheet.line(annex.title, Look.TITLE)
    sheet.line(period_line(head))
    sheet.line(f"Đơn vị báo cáo: {head.reporter}")
    sheet.line(f"Đơn vị nhận báo cáo: {head.receiver}")
    if head.is_demo:
        sheet.line(states.DEMO_DATA, Look.WARNING)
    sheet.line(annex.counted_in)
    bands = bands_of(annex.columns)
    if bands:
        sheet.bands(bands)
    sheet.head([column.head.replace("\n", " ") for column in annex.columns])
    sheet.repeat_head(2 if bands else 1)
    sheet.freeze(2)


def _write_row(sheet: Sheet, annex: Annex, row: AnnexRow) -> None:
    looks = _STRONG_LOOKS if row.is_strong else _LOOKS
    cells = [
        (_book_cell(cell), _look(cell, looks[column.kind], row))
        for cell, column in zip(row.cells, annex.columns, strict=True)
    ]
    sheet.cells([value for value, _ in cells], [look for _, look in cells])


def _look(cell: Cell, look: Look, row: AnnexRow) -> Look:
    """Return the look of a cell: words in a column of numbers stay words."""
    if isinstance(cell, str):
        return Look.STRONG_TEXT if row.is_strong else Look.TEXT
    return look


def _book_cell(cell: Cell) -> BookCell:
    match cell:
        case date():
            return from_local(cell, time())
        case _:
            return cell


def _characters(width_mm: float) -> int:
    return max(_NARROWEST, round(width_mm / _MM_A_CHARACTER))
