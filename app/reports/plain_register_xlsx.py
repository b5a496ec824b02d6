"""A plain register as a workbook: one sheet that goes back into a register as it came out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from app.clock import local_date, start_of_day
from app.outputs import OutputPlace
from app.reports.book import ExportHead, export_head, unit_book, write_unit
from app.reports.columns import Cell, Look, SheetColumn, SheetListing, ordinal, text
from app.services.container import Services
from app.services.fields import Field, FieldKind, Value, value_text
from app.services.ledger.records import Actor
from app.services.registers.definitions import REGISTERS, Register
from app.services.registers.records import SCOPE_WORDS, EntryQuery, RegisterEntry, standing_text
from app.text import fold
from app.vocabulary.reports import RegisterKind
from app.wording import captions
from app.wording.labels import label
from app.wording.texts import moment_text

MOST_EXPORTED: Final = 10_000
_LONG: Final = 1000
_WIDTHS: Final = {
    FieldKind.DATE: 12,
    FieldKind.MONTH: 10,
    FieldKind.NUMBER: 10,
    FieldKind.ENTRY: 10,
    FieldKind.YES_NO: 12,
    FieldKind.CHOICE: 13,
}
_LOOKS: Final = {
    FieldKind.DATE: Look.DAY,
    FieldKind.NUMBER: Look.COUNT,
    FieldKind.ENTRY: Look.ORDINAL,
}


def write_register(
    services: Services, kind: RegisterKind, wanted: EntryQuery, actor: Actor, place: OutputPlace
) -> None:
    """Write the entries of a register that were asked for. Raises NotAllowedError, StoreError."""
    found = services.registers.entries(actor, kind, wanted, MOST_EXPORTED)
    head = export_head(services, actor)
    place.write(register_xlsx(REGISTERS[kind], found.entries, head, wanted))


def register_xlsx(
    register: Register, entries: Sequence[RegisterEntry], facts: ExportHead, wanted: EntryQuery
) -> bytes:
    """Return the workbook of `entries`, in their order."""
    title = label(register.kind)
    book = unit_book(title, facts.unit_name, made_at=facts.made_at, is_demo=facts.is_demo)
    listing = _listing(register, local_date(facts.made_at))
    sheet = book.sheet("Sổ", listing.widths)
    sheet.print_one_page_wide()
    write_unit(sheet, facts.unit_name, is_demo=facts.is_demo)
    sheet.line(title, Look.TITLE)
    found = f", tìm “{wanted.text}”" if wanted.text else ""
    told = f"{SCOPE_WORDS[wanted.scope]}{found}: {len(entries)} mục"
    sheet.line(f"{told}, lúc {moment_text(facts.made_at)}")
    sheet.skip()
    sheet.head(listing.titles)
    sheet.freeze(2)
    sheet.repeat_head(1)
    sheet.filter_rows(len(entries))
    sheet.rows(listing, entries)
    return book.finish()


def register_file_name(register: Register, made_at: datetime) -> str:
    """Return the name offered for a new file: van-ban-quy-dinh-2026-11-23.xlsx."""
    name = "-".join(fold(label(register.kind)).replace(",", "").split())
    return f"{name}-{local_date(made_at).isoformat()}.xlsx"


def _listing(register: Register, today: date) -> SheetListing[RegisterEntry]:
    return SheetListing(
        (
            ordinal("Mục số", "number", 6),
            *(_column(field) for field in register.fields),
            text(captions.CONDITION, lambda entry: standing_text(register, entry, today), 18),
        )
    )


def _column(field: Field) -> SheetColumn[RegisterEntry]:
    return SheetColumn(
        title=field.title,
        width=_width(field),
        look=_LOOKS.get(field.kind, Look.TEXT),
        value=lambda entry: _cell(field, entry.values[field.name]),
    )


def _width(field: Field) -> int:
    if field.kind is not FieldKind.TEXT:
        return _WIDTHS[field.kind]
    return 18 if field.longest <= 100 else 42 if field.longest >= _LONG else 28


def _cell(field: Field, value: Value) -> Cell:
    if isinstance(value, date) and field.kind is FieldKind.DATE:
        return start_of_day(value)
    if type(value) is int:
        return value
    return value_text(field, value) or None
