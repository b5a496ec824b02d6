"""The settlement of a quarter as a workbook."""

from typing import Final

from app.reports.book import Book, Look
from app.reports.cash_words import quarter_notes, quarter_title
from app.reports.cash_xlsx import sheet_facts, write_head
from app.services.money.records import QuarterSettlement

_WIDTHS: Final = (6, 18, 40, 30, 10, 10, 16, 16, 16, 20)
_TITLES: Final = (
    *("TT", "Mã cơ quan", "Cơ quan giải quyết", "Lĩnh vực", "Số hồ sơ", "Lượt thu"),
    *("Tạm thu (đồng)", "Thu khi trả (đồng)", "Cộng (đồng)"),
    "Tạm thu của hồ sơ chưa xong (đồng)",
)
_LOOKS: Final = (Look.ORDINAL, Look.TEXT, Look.TEXT, Look.TEXT, *(Look.COUNT for _ in range(6)))
_TOTAL_LOOKS: Final = (
    *(Look.STRONG_TEXT for _ in range(4)),
    *(Look.STRONG_COUNT for _ in range(6)),
)


def quarter_xlsx(settlement: QuarterSettlement) -> bytes:
    """Return the workbook."""
    title = quarter_title(settlement)
    book = Book(sheet_facts(settlement.head, title))
    sheet = book.sheet("Quyết toán", _WIDTHS)
    write_head(sheet, settlement.head, title)
    sheet.head(_TITLES)
    sheet.repeat_head(1)
    sheet.print_on_one_page()
    for number, group in enumerate(settlement.groups, 1):
        values = (
            *(number, group.agency_code, group.agency_name, group.field),
            *(group.dossiers, group.payments, group.advance_vnd, group.final_vnd),
            *(group.total_vnd, group.open_advance_vnd),
        )
        sheet.cells(values, _LOOKS)
    total = (
        *(None, None, "Tổng cộng", None),
        *(settlement.dossiers, settlement.payments, settlement.advance_vnd),
        *(settlement.final_vnd, settlement.total_vnd, settlement.open_advance_vnd),
    )
    sheet.cells(total, _TOTAL_LOOKS)
    sheet.skip()
    for text in quarter_notes(settlement):
        sheet.line(text)
    return book.finish()
