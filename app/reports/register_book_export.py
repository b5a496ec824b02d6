"""Writing the register book to a file the officer names: whole or not at all."""

from app.errors import InvalidInputError
from app.outputs import OutputPlace
from app.reports.formats import ExportFormat
from app.reports.register_book_pdf import register_book_pdf
from app.reports.register_book_xlsx import register_book_xlsx
from app.services.figures.book_records import RegisterBookData


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
