"""What writes the exports of the pages: a service's answer into a file, on the worker."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.bootstrap.desk import Desk
from app.reports.custody_xlsx import CustodySheet, custody_xlsx
from app.reports.export import write_report
from app.reports.formats import ExportFormat
from app.reports.register_book_export import export_register_book
from app.reports.worklist_xlsx import WorkSheet, work_xlsx
from app.services.figures.register_book import RegisterBook
from app.services.keeping.records import CustodyView
from app.services.ledger.records import Actor
from app.services.privacy.disclosures import Disclosure
from app.ui.desk.period_spans import Span

_MOST_EXPORTED = 10_000


def work_writer(desk: Desk, actor: Callable[[], Actor]) -> Callable[[Path], None]:
    """Return what writes the whole work list of who works here."""

    def write(path: Path) -> None:
        facts = desk.office.facts(actor())
        sheet = WorkSheet(
            unit_name=facts.edit.name, made_at=desk.clock.now(), is_demo=facts.is_demo
        )
        view = desk.work_list.of(actor(), _MOST_EXPORTED)
        write_report(work_xlsx(view, sheet), path)

    return write


def custody_writer(desk: Desk, actor: Callable[[], Actor]) -> Callable[[CustodyView, Path], None]:
    """Return what writes the board of papers as it is on the page."""

    def write(view: CustodyView, path: Path) -> None:
        facts = desk.office.facts(actor())
        sheet = CustodySheet(
            unit_name=facts.edit.name, made_at=desk.clock.now(), is_demo=facts.is_demo
        )
        write_report(custody_xlsx(view, sheet), path)

    return write


def write_register(
    book: RegisterBook, actor: Actor, first_day: date, last_day: date, fmt: ExportFormat, path: Path
) -> None:
    """Write the register book of a period."""
    export_register_book(book.of_period(actor, first_day, last_day), fmt, path)


def write_unmasked(
    book: RegisterBook,
    actor: Actor,
    span: Span,
    fmt: ExportFormat,
    path: Path,
    disclosure: Disclosure,
) -> None:
    """Write the register book of a period with people's addresses and telephones in full."""
    data = book.of_period(actor, span.first, span.last, disclosure)
    export_register_book(data, fmt, path)
