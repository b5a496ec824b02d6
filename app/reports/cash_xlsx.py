"""The cash of a day as a workbook: sums by officer, and every payment."""

from typing import Final

from app.printing.amount_words import amount_in_words
from app.reports.book import Book, BookFacts, Look, Sheet
from app.reports.cash_words import (
    DAY_TITLE,
    kind_text,
    numbers_text,
    require_sums,
    sheet_note,
)
from app.reports.headings import DEMO_MARK
from app.reports.unit_book import write_unit
from app.services.money.records import DayCash, SheetHead
from app.wording.texts import day_text

_OFFICER_WIDTHS: Final = (6, 18, 30, 20, 10, 16, 16, 16)
_OFFICER_TITLES: Final = (
    *("TT", "Tài khoản", "Người thu", "Số phiếu thu", "Số lượt"),
    *("Tạm thu (đồng)", "Thu khi trả (đồng)", "Cộng (đồng)"),
)
_OFFICER_LOOKS: Final = (
    *(Look.ORDINAL, Look.TEXT, Look.TEXT, Look.TEXT),
    *(Look.COUNT, Look.COUNT, Look.COUNT, Look.COUNT),
)
_ROW_WIDTHS: Final = (6, 11, 16, 26, 24, 24, 40, 12, 24, 14)
_ROW_TITLES: Final = (
    *("TT", "Số phiếu", "Thu lúc", "Mã hồ sơ", "Người nộp", "Chủ hồ sơ", "Thủ tục"),
    *("Loại", "Người thu", "Số tiền (đồng)"),
)
_ROW_LOOKS: Final = (
    *(Look.ORDINAL, Look.TEXT, Look.MOMENT, Look.TEXT, Look.TEXT, Look.TEXT, Look.TEXT),
    *(Look.TEXT, Look.TEXT, Look.COUNT),
)


def cash_xlsx(cash: DayCash) -> bytes:
    """Return the workbook. Raises RuleBrokenError for sums that differ."""
    require_sums(cash)
    title = f"{DAY_TITLE} {day_text(cash.day)}"
    book = Book(sheet_facts(cash.head, title))
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
        header=DEMO_MARK if head.is_demo else "",
    )


def write_head(sheet: Sheet, head: SheetHead, title: str) -> None:
    """Write whose sheet it is, its title and when it was true."""
    sheet.line(head.parent_name)
    write_unit(sheet, head.unit_name, is_demo=head.is_demo)
    sheet.skip()
    sheet.line(title, Look.TITLE)
    sheet.line(sheet_note(head))
    sheet.skip()


def _officer_sheet(book: Book, cash: DayCash, title: str) -> None:
    sheet = book.sheet("Theo người thu", _OFFICER_WIDTHS)
    sheet.print_on_one_page()
    write_head(sheet, cash.head, title)
    sheet.head(_OFFICER_TITLES)
    for number, one in enumerate(cash.officers, 1):
        numbers = numbers_text(one.first_number, one.last_number)
        sums = (one.count, one.advance_vnd, one.final_vnd, one.total_vnd)
        sheet.cells((number, one.login, one.name, numbers, *sums), _OFFICER_LOOKS)
    text, count = Look.STRONG_TEXT, Look.STRONG_COUNT
    total = (len(cash.rows), cash.advance_vnd, cash.final_vnd, cash.total_vnd)
    looks = (text, text, text, text, count, count, count, count)
    sheet.cells((None, None, "Tổng cộng", None, *total), looks)
    sheet.skip()
    sheet.line(f"Bằng chữ: {amount_in_words(cash.total_vnd)}", Look.STRONG)


def _row_sheet(book: Book, cash: DayCash, title: str) -> None:
    sheet = book.sheet("Các phiếu thu", _ROW_WIDTHS)
    sheet.line(title, Look.TITLE)
    sheet.head(_ROW_TITLES)
    sheet.freeze(2)
    sheet.repeat_head(1)
    sheet.filter_rows(len(cash.rows))
    sheet.print_in_two(2, 6)
    for number, row in enumerate(cash.rows, 1):
        facts = (row.code, row.payer_name or row.owner_name, row.owner_name, row.procedure_name)
        last = (kind_text(row.kind), row.officer_name, row.amount_vnd)
        sheet.cells((number, row.number, row.taken_at, *facts, *last), _ROW_LOOKS)
