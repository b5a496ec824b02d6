"""An annex as a workbook: the same heading, columns and rows as on paper."""

from datetime import date, time
from typing import Final

from app.clock import from_local
from app.reports.book import Sheet
from app.reports.columns import Cell as BookCell
from app.reports.columns import Look
from app.reports.headings import DEMO_MARK
from app.reports.quarter.annex import (
    Annex,
    AnnexRow,
    Cell,
    Kind,
    bands_of,
    period_line,
    standing_line,
)
from app.reports.unit_book import unit_book

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
        sheet.line("Không có trường hợp nào.")
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
        sheet.line(DEMO_MARK, Look.WARNING)
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
