"""The settlement of a quarter as a workbook."""

from typing import Final

from app.reports.book import Book
from app.reports.cash_words import quarter_notes, quarter_title
from app.reports.cash_xlsx import sheet_facts, write_head
from app.reports.columns import Listing, number, text
from app.services.money.records import QuarterSettlement, SettledGroup

_GROUPS: Final[Listing[SettledGroup]] = Listing(
    (
        text("Mã cơ quan", "agency_code", 18),
        text("Cơ quan giải quyết", "agency_name", 40),
        text("Lĩnh vực", "field", 30),
        number("Số hồ sơ", "dossiers", 10),
        number("Lượt thu", "payments", 10),
        number("Tạm thu (đồng)", "advance_vnd", 16),
        number("Thu khi trả (đồng)", "final_vnd", 16),
        number("Cộng (đồng)", "total_vnd", 16),
        number("Tạm thu của hồ sơ chưa xong (đồng)", "open_advance_vnd", 20),
    ),
    numbered=6,
)


def quarter_xlsx(settlement: QuarterSettlement) -> bytes:
    """Return the workbook."""
    title = quarter_title(settlement)
    book = Book(sheet_facts(settlement.head, title))
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
    sheet.total(_GROUPS, (None, None, "Tổng cộng", None, *sums))
    sheet.skip()
    for note in quarter_notes(settlement):
        sheet.line(note)
    return book.finish()
