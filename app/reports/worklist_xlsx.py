"""A work list as a workbook to print or to send: one sheet, worst first, as the window shows it."""

from typing import Final

from app.outputs import OutputPlace
from app.reports.book import ExportHead, export_head, unit_book, write_unit
from app.reports.columns import Look, SheetListing, moment, text
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.worklist.records import WorkItem, WorkView
from app.wording import captions, headings
from app.wording.labels import label
from app.wording.texts import day_text, moment_text

_MOST_ROWS: Final = 10_000
_LISTING: Final[SheetListing[WorkItem]] = SheetListing(
    (
        text(captions.KIND, lambda item: label(item.kind), 22),
        text(captions.WHY, "text", 48),
        text(captions.CODE_OR_NUMBER, "code", 26),
        text(captions.OWNER_OR_SENDER, "owner_name", 22),
        text(captions.PROCEDURE_OR_CONTENT, "procedure_name", 40),
        text(captions.HOLDER, "unit_name", 24),
        moment(
            captions.DEADLINE, lambda item: day_text(item.due_on) if item.due_on else item.due_at
        ),
    ),
    numbered=5,
)


def write_work_list(services: Services, actor: Actor, place: OutputPlace) -> None:
    """Write the whole work list of who asks. Raises NotAllowedError, StoreError."""
    view = services.work_list.of(actor, _MOST_ROWS)
    place.write(work_xlsx(view, export_head(services, actor)))


def work_xlsx(view: WorkView, facts: ExportHead) -> bytes:
    """Return the workbook of all lines of `view`."""
    book = unit_book(
        headings.WORKLIST, facts.unit_name, made_at=facts.made_at, is_demo=facts.is_demo
    )
    sheet = book.sheet(headings.WORKLIST, _LISTING.widths)
    write_unit(sheet, facts.unit_name, is_demo=facts.is_demo)
    sheet.line(f"{headings.WORKLIST}, lúc {moment_text(facts.made_at)}", Look.TITLE)
    for kind, count in view.counts.items():
        sheet.line(f"{label(kind)}: {count}")
    sheet.skip()
    sheet.head(_LISTING.titles)
    sheet.freeze(1)
    sheet.repeat_head(1)
    sheet.filter_rows(len(view.items))
    sheet.rows(_LISTING, view.items)
    return book.finish()
