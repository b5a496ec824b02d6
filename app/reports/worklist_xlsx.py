"""A work list as a workbook to print or to send: one sheet, worst first, as the window shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.reports.book import Book, BookFacts, Look
from app.reports.headings import DEMO_MARK
from app.services.worklist.records import WorkView
from app.wording import label, moment_text

_TITLE: Final = "Việc cần làm"
_TITLES: Final = ("TT", "Loại", "Vì sao", "Mã hồ sơ", "Chủ hồ sơ", "Thủ tục", "Đang giữ", "Hẹn trả")
_WIDTHS: Final = (5, 22, 48, 26, 22, 40, 24, 16)
_LOOKS: Final = (Look.ORDINAL, *(Look.TEXT,) * 6, Look.MOMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSheet:
    """Whose list it is, of which instant, and whether it is made-up data."""

    unit_name: str
    made_at: datetime
    is_demo: bool


def work_xlsx(view: WorkView, facts: WorkSheet) -> bytes:
    """Return the workbook of all lines of `view`."""
    book = Book(
        BookFacts(
            title=_TITLE,
            author=facts.unit_name,
            made_at=facts.made_at,
            footer=facts.unit_name,
            header=DEMO_MARK if facts.is_demo else "",
        )
    )
    sheet = book.sheet(_TITLE, _WIDTHS)
    sheet.line(facts.unit_name, Look.STRONG)
    if facts.is_demo:
        sheet.line(DEMO_MARK, Look.WARNING)
    sheet.line(f"{_TITLE}, lúc {moment_text(facts.made_at)}", Look.TITLE)
    for kind, count in view.counts.items():
        sheet.line(f"{label(kind)}: {count}")
    sheet.skip()
    sheet.head(_TITLES)
    sheet.freeze(1)
    sheet.repeat_head(1)
    sheet.filter_rows(len(view.items))
    for number, item in enumerate(view.items, 1):
        cells = (
            *(number, label(item.kind), item.text, item.code, item.owner_name),
            *(item.procedure_name, item.unit_name, item.due_at),
        )
        sheet.cells(cells, _LOOKS)
    return book.finish()
