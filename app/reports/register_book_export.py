"""Writing the register book to a file the officer names: whole or not at all."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Final

from app.errors import InvalidInputError
from app.outputs import OutputPlace
from app.reports.book import BookFacts, Sheet, SheetBook, write_unit
from app.reports.columns import Look
from app.reports.formats import ExportFormat
from app.reports.register_book import (
    LISTING,
    TITLE,
    book_line,
    form_line,
    made_text,
    span_text,
    sums_text,
)
from app.reports.register_book_pdf import register_book_pdf
from app.services.container import Services
from app.services.figures.register_book import BookSums, RegisterBookData, RegisterLine
from app.services.ledger.records import Actor
from app.services.privacy import Disclosure
from app.wording import headings, sentences, states

_LEAD: Final = 2


def register_book_xlsx(data: RegisterBookData) -> bytes:
    """Return the workbook; a period without a dossier has one sheet that says so."""
    unit = data.head.unit_name
    facts = BookFacts(
        title=TITLE.capitalize(),
        author=unit,
        made_at=data.made_at,
        footer=unit,
        header=states.DEMO_DATA if data.head.is_demo else "",
    )
    book = SheetBook(facts)
    for year in data.years:
        sheet = book.sheet(f"Quyển {year}", LISTING.widths)
        _heading(sheet, data, book_line(year))
        _lines(sheet, [line for line in data.lines if line.year == year])
    if not data.lines:
        sheet = book.sheet(headings.REGISTER_BOOK, LISTING.widths)
        _heading(sheet, data, sentences.NO_DOSSIERS_RECEIVED)
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


def write_register_book(
    services: Services,
    span: tuple[date, date],
    fmt: ExportFormat,
    actor: Actor,
    place: OutputPlace,
    *,
    disclosure: Disclosure | None = None,
) -> None:
    """Write the book of a period: with `disclosure` people's addresses and telephones in full.

    Raises NotAllowedError, InvalidInputError (field `format`), StoreError.
    """
    data = services.register_book.of_period(actor, *span, disclosure)
    export_register_book(data, fmt, place)


def export_register_book(data: RegisterBookData, fmt: ExportFormat, place: OutputPlace) -> None:
    """Write the book to `place`; an existing file is replaced, after a failure it is as it was.

    Raises StoreError where the file cannot be written, InvalidInputError (field `format`).
    """
    place.write(register_book_bytes(data, fmt))


def register_book_bytes(data: RegisterBookData, fmt: ExportFormat) -> bytes:
    """Return the file's content. Raises InvalidInputError for a kind the book has not."""
    match fmt:
        case ExportFormat.XLSX:
            return register_book_xlsx(data)
        case ExportFormat.PDF:
            return register_book_pdf(data)
        case _:
            raise InvalidInputError("format", "Sổ theo dõi chỉ xuất ra XLSX hoặc PDF.")
