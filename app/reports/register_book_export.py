"""Writing the register book to a file the officer names: whole or not at all."""

from datetime import date

from app.errors import InvalidInputError
from app.outputs import OutputPlace
from app.reports.formats import ExportFormat
from app.reports.register_book_pdf import register_book_pdf
from app.reports.register_book_xlsx import register_book_xlsx
from app.services.container import Services
from app.services.figures.register_book import RegisterBookData
from app.services.ledger.records import Actor
from app.services.privacy import Disclosure


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
