"""A work list as a workbook to print or to send: one sheet, worst first, as the window shows it."""

from typing import Final

from app.outputs import OutputPlace
from app.reports.book import Look
from app.reports.export_head import ExportHead, export_head
from app.reports.unit_book import unit_book, write_unit
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.worklist.records import WorkView
from app.wording.labels import label
from app.wording.texts import day_text, moment_text

_TITLE: Final = "Việc cần làm"
_MOST_ROWS: Final = 10_000
_TITLES: Final = (
    *("TT", "Loại", "Vì sao", "Mã, số", "Chủ hồ sơ, người gửi", "Thủ tục, nội dung"),
    *("Đang giữ", "Hạn"),
)
_WIDTHS: Final = (5, 22, 48, 26, 22, 40, 24, 16)
_LOOKS: Final = (Look.ORDINAL, *(Look.TEXT,) * 6)


def write_work_list(services: Services, actor: Actor, place: OutputPlace) -> None:
    """Write the whole work list of who asks. Raises NotAllowedError, StoreError."""
    view = services.work_list.of(actor, _MOST_ROWS)
    place.write(work_xlsx(view, export_head(services, actor)))


def work_xlsx(view: WorkView, facts: ExportHead) -> bytes:
    """Return the workbook of all lines of `view`."""
    book = unit_book(_TITLE, facts.unit_name, made_at=facts.made_at, is_demo=facts.is_demo)
    sheet = book.sheet(_TITLE, _WIDTHS)
    write_unit(sheet, facts.unit_name, is_demo=facts.is_demo)
    sheet.line(f"{_TITLE}, lúc {moment_text(facts.made_at)}", Look.TITLE)
    for kind, count in view.counts.items():
        sheet.line(f"{label(kind)}: {count}")
    sheet.skip()
    sheet.head(_TITLES)
    sheet.freeze(1)
    sheet.repeat_head(1)
    sheet.filter_rows(len(view.items))
    for number, item in enumerate(view.items, 1):
        due = day_text(item.due_on) if item.due_on else item.due_at
        cells = (
            *(number, label(item.kind), item.text, item.code, item.owner_name),
            *(item.procedure_name, item.unit_name, due),
        )
        sheet.cells(cells, (*_LOOKS, Look.TEXT if item.due_on else Look.MOMENT))
    return book.finish()
