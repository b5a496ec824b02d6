"""The register book as a workbook: one sheet a year's book, with its sums at the end."""

from collections.abc import Sequence
from functools import reduce
from typing import Final

from app.reports.book import Book, BookFacts, Sheet
from app.reports.columns import Look
from app.reports.headings import DEMO_MARK
from app.reports.register_book import (
    LISTING,
    TITLE,
    book_line,
    form_line,
    made_text,
    span_text,
    sums_text,
)
from app.reports.unit_book import write_unit
from app.services.figures.register_book import BookSums, RegisterBookData, RegisterLine

_LEAD: Final = 2


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
        sheet = book.sheet(f"Quyển {year}", LISTING.widths)
        _heading(sheet, data, book_line(year))
        _lines(sheet, [line for line in data.lines if line.year == year])
    if not data.lines:
        sheet = book.sheet("Sổ theo dõi", LISTING.widths)
        _heading(sheet, data, "Không có hồ sơ nào được tiếp nhận trong kỳ.")
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
    sheet.head(LISTING.titles)
    sheet.freeze(_LEAD)
    sheet.repeat_head(1)
    sheet.filter_rows(len(lines))
    sheet.rows(LISTING, lines)
    sums = reduce(BookSums.plus, lines, BookSums())
    sheet.line(f"Cộng sổ: {sums_text(sums)}.", Look.STRONG)
