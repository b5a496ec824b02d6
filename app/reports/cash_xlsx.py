"""The cash of a day as a workbook: sums by officer, and every payment."""

from typing import Final

from app.printing.amount_words import amount_in_words
from app.reports.book import BookFacts, Sheet, SheetBook, write_unit
from app.reports.cash_words import (
    DAY_TITLE,
    kind_text,
    numbers_text,
    quarter_notes,
    quarter_title,
    require_sums,
    sheet_note,
)
from app.reports.columns import Look, SheetListing, moment, number, text
from app.services.money.records import (
    CashRow,
    DayCash,
    OfficerCash,
    QuarterSettlement,
    SettledGroup,
    SheetHead,
)
from app.wording import captions, states
from app.wording.texts import day_text

_OFFICERS: Final[SheetListing[OfficerCash]] = SheetListing(
    (
        text(captions.ACCOUNT, "login", 18),
        text(captions.CASHIER, "name", 30),
        text(
            captions.RECEIPT_NUMBER, lambda one: numbers_text(one.first_number, one.last_number), 20
        ),
        number(captions.TIMES, "count", 10),
        number("Tạm thu (đồng)", "advance_vnd", 16),
        number("Thu khi trả (đồng)", "final_vnd", 16),
        number(captions.SUM_IN_DONG, "total_vnd", 16),
    ),
    numbered=6,
)
_PAYMENTS: Final[SheetListing[CashRow]] = SheetListing(
    (
        text(captions.SLIP_NUMBER, "number", 11),
        moment("Thu lúc", "taken_at"),
        text(captions.DOSSIER_CODE, "code", 26),
        text(captions.SUBMITTER, lambda row: row.payer_name or row.owner_name, 24),
        text(captions.OWNER, "owner_name", 24),
        text(captions.PROCEDURE, "procedure_name", 40),
        text(captions.KIND, lambda row: kind_text(row.kind), 12),
        text(captions.CASHIER, "officer_name", 24),
        number("Số tiền (đồng)", "amount_vnd", 14),
    ),
    numbered=6,
)


def cash_xlsx(cash: DayCash) -> bytes:
    """Return the workbook. Raises RuleBrokenError for sums that differ."""
    require_sums(cash)
    title = f"{DAY_TITLE} {day_text(cash.day)}"
    book = SheetBook(sheet_facts(cash.head, title))
    _officer_sheet(book, cash, title)
    _row_sheet(book, cash, title)
    return book.finish()


def sheet_facts(head: SheetHead, title: str) -> BookFacts:
    """Return what a workbook of money says of itself."""
    return BookFacts(
        title=title,
        author=head.unit_name,
        made_at=head.made_at,
        footer=head.unit_name,
        header=states.DEMO_DATA if head.is_demo else "",
    )


def write_head(sheet: Sheet, head: SheetHead, title: str) -> None:
    """Write whose sheet it is, its title and when it was true."""
    sheet.line(head.parent_name)
    write_unit(sheet, head.unit_name, is_demo=head.is_demo)
    sheet.skip()
    sheet.line(title, Look.TITLE)
    sheet.line(sheet_note(head))
    sheet.skip()


def _officer_sheet(book: SheetBook, cash: DayCash, title: str) -> None:
    sheet = book.sheet("Theo người thu", _OFFICERS.widths)
    sheet.print_on_one_page()
    write_head(sheet, cash.head, title)
    sheet.head(_OFFICERS.titles)
    sheet.rows(_OFFICERS, cash.officers)
    sums = (len(cash.rows), cash.advance_vnd, cash.final_vnd, cash.total_vnd)
    sheet.total(_OFFICERS, (None, None, captions.GRAND_TOTAL, None, *sums))
    sheet.skip()
    sheet.line(f"Bằng chữ: {amount_in_words(cash.total_vnd)}", Look.STRONG)


def _row_sheet(book: SheetBook, cash: DayCash, title: str) -> None:
    sheet = book.sheet("Các phiếu thu", _PAYMENTS.widths)
    sheet.line(title, Look.TITLE)
    sheet.head(_PAYMENTS.titles)
    sheet.freeze(2)
    sheet.repeat_head(1)
    sheet.filter_rows(len(cash.rows))
    sheet.print_in_two(2, 6)
    sheet.rows(_PAYMENTS, cash.rows)


_GROUPS: Final[SheetListing[SettledGroup]] = SheetListing(
    (
        text("Mã cơ quan", "agency_code", 18),
        text(captions.RESOLVING_AGENCY, "agency_name", 40),
        text(captions.FIELD, "field", 30),
        number(captions.DOSSIERS_COUNTED, "dossiers", 10),
        number(captions.PAYMENTS, "payments", 10),
        number("Tạm thu (đồng)", "advance_vnd", 16),
        number("Thu khi trả (đồng)", "final_vnd", 16),
        number(captions.SUM_IN_DONG, "total_vnd", 16),
        number("Tạm thu của hồ sơ chưa xong (đồng)", "open_advance_vnd", 20),
    ),
    numbered=6,
)


def quarter_xlsx(settlement: QuarterSettlement) -> bytes:
    """Return the workbook."""
    title = quarter_title(settlement)
    book = SheetBook(sheet_facts(settlement.head, title))
    sheet = book.sheet("Quyết toán", _GROUPS.widths)
    write_head(sheet, settlement.head, title)
    sheet.head(_GROUPS.titles)
    sheet.repeat_head(1)
    sheet.print_on_one_page()
    sheet.rows(_GROUPS, settlement.groups)
    sums = (
        *(settlement.dossiers, settlement.payments, settlement.advance_vnd),
        *(settlement.final_vnd, settlement.total_vnd, settlement.open_advance_vnd),
    )
    sheet.total(_GROUPS, (None, None, captions.GRAND_TOTAL, None, *sums))
    sheet.skip()
    for note in quarter_notes(settlement):
        sheet.line(note)
    return book.finish()
