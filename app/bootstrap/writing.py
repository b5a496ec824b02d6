"""What writes the exports of the pages: a service's answer into a file, on the worker."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.bootstrap.desk import Desk
from app.outputs import OutputKind
from app.reports.cash_export import MoneySheet, export_money
from app.reports.custody_xlsx import CustodySheet, custody_xlsx
from app.reports.export import export_summary
from app.reports.formats import ExportFormat
from app.reports.register_book_export import export_register_book
from app.reports.worklist_xlsx import WorkSheet, work_xlsx
from app.services.figures.records import DailySummary
from app.services.keeping.records import CustodyView
from app.services.ledger.records import Actor
from app.services.privacy.disclosures import Disclosure
from app.ui.desk.period_spans import Span
from app.vocabulary.periods import GroupBy

_MOST_EXPORTED = 10_000


def work_writer(desk: Desk, actor: Callable[[], Actor]) -> Callable[[Path], None]:
    """Return what writes the whole work list of who works here."""

    def write(path: Path) -> None:
        place = desk.outputs.place(path, OutputKind.XLSX)
        facts = desk.office.facts(actor())
        sheet = WorkSheet(
            unit_name=facts.edit.name, made_at=desk.clock.now(), is_demo=facts.is_demo
        )
        view = desk.work_list.of(actor(), _MOST_EXPORTED)
        place.write(work_xlsx(view, sheet))

    return write


def custody_writer(desk: Desk, actor: Callable[[], Actor]) -> Callable[[CustodyView, Path], None]:
    """Return what writes the board of papers as it is on the page."""

    def write(view: CustodyView, path: Path) -> None:
        place = desk.outputs.place(path, OutputKind.XLSX)
        facts = desk.office.facts(actor())
        sheet = CustodySheet(
            unit_name=facts.edit.name, made_at=desk.clock.now(), is_demo=facts.is_demo
        )
        place.write(custody_xlsx(view, sheet))

    return write


def write_summary(
    desk: Desk, summary: DailySummary, fmt: ExportFormat, path: Path, by: GroupBy | None = None
) -> None:
    """Write a summary. Raises InvalidInputError (`out`), StoreError, RuleBrokenError."""
    export_summary(summary, fmt, desk.outputs.place(path, fmt.output), by)


def write_money(desk: Desk, sheet: MoneySheet, fmt: ExportFormat, path: Path) -> None:
    """Write a sheet of money. Raises InvalidInputError (`out`), StoreError, RuleBrokenError."""
    export_money(sheet, fmt, desk.outputs.place(path, fmt.output))


def write_register(
    desk: Desk, actor: Actor, first_day: date, last_day: date, fmt: ExportFormat, path: Path
) -> None:
    """Write the register book of a period, for the eyes of who writes it alone."""
    place = desk.outputs.place(path, fmt.output, is_personal=True)
    export_register_book(desk.register_book.of_period(actor, first_day, last_day), fmt, place)


def write_unmasked(
    desk: Desk,
    actor: Actor,
    span: Span,
    fmt: ExportFormat,
    path: Path,
    disclosure: Disclosure,
) -> None:
    """Write the register book of a period with people's addresses and telephones in full."""
    place = desk.outputs.place(path, fmt.output, is_personal=True)
    data = desk.register_book.of_period(actor, span.first, span.last, disclosure)
    export_register_book(data, fmt, place)
