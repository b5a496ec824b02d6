"""The register book as a workbook: one sheet a year's book, with its sums at the end."""

from collections.abc import Sequence
from typing import Final

from app.reports.book import Book, BookFacts, Look, Sheet
from app.reports.headings import DEMO_MARK
from app.reports.register_book import (
    COLUMNS,
    TITLE,
    Value,
    book_line,
    form_line,
    made_text,
    span_text,
    sums_text,
)
from app.reports.unit_book import write_unit
from app.services.figures.book_records import BookSums, RegisterBookData, RegisterLine

_LEAD: Final = 2
_LOOKS: Final = {
    "Số thứ tự": Look.ORDINAL,
    "Số lượng (bộ)": Look.COUNT,
    "Ngày, giờ nhận hồ sơ": Look.MOMENT,
    "Ngày, giờ hẹn trả kết quả": Look.MOMENT,
    "Ngày, giờ trả kết quả": Look.MOMENT,
}
_ROW_LOOKS: Final = tuple(_LOOKS.get(column.title, Look.TEXT) for column in COLUMNS)
_WIDTHS: Final = tuple(column.width for column in COLUMNS)
_TITLES: Final = tuple(column.title for column in COLUMNS)


def register_book_xlsx(data: RegisterBookData) -> bytes:
    """Return the workbook; a period without a dossier has one sheet that says so."""
    unit = data.head.unit_name
    facts = BookFacts(
        title=TITLE.capitalize(),
        author=unit,
        made_at=data.made_at,
        footer=unit,
        header=DEMO_MARK if data.head.is_demo else "",
    )
    book = Book(facts)
    for year in data.years:
        sheet = book.sheet(f"Quyển {year}", _WIDTHS)
        _heading(sheet, data, book_line(year))
        _lines(sheet, [line for line in data.lines if line.year == year])
    if not data.lines:
        _heading(
            book.sheet("Sổ theo dõi", _WIDTHS), data, "Không có hồ sơ nào được tiếp nhận trong kỳ."
        )
    return book.finish()


def _heading(sheet: Sheet, data: RegisterBookData, book: str) -> None:
    sheet.print_one_page_wide()
    sheet.line(form_line(data))
    sheet.line(data.head.parent_name)
    write_unit(sheet, data.head.unit_name, is_demo=data.head.is_demo)
    sheet.skip()
    sheet.line(TITLE, Look.TITLE)
    sheet.line(span_text(data))
    sheet.line(book, Look.STRONG)
    sheet.line(made_text(data))


def _lines(sheet: Sheet, lines: Sequence[RegisterLine]) -> None:
    sheet.head(_TITLES)
    sheet.freeze(_LEAD)
    sheet.repeat_head(1)
    sheet.filter_rows(len(lines))
    sums = BookSums()
    for line in lines:
        sheet.cells(_values(line), _ROW_LOOKS)
        sums = sums.plus(line)
    sheet.line(f"Cộng sổ: {sums_text(sums)}.", Look.STRONG)


def _values(line: RegisterLine) -> tuple[Value, ...]:
    return tuple(column.of(line) for column in COLUMNS)
