"""The custody board as a workbook: how each unit stands, and every paper it answers for."""

from datetime import timedelta
from typing import Final, NamedTuple

from app.outputs import OutputPlace
from app.reports.book import ExportHead, SheetBook, export_head, unit_book, write_unit
from app.reports.columns import Look, SheetColumn, SheetListing, moment, number, text
from app.services.container import Services
from app.services.custody.custody_board import BUCKET_WORDS
from app.services.custody.location_records import Bucket, CustodyView, HeldPaper, UnitColumn
from app.services.ledger.records import Actor
from app.wording import captions, headings
from app.wording.labels import label
from app.wording.texts import moment_text

_HOUR: Final = timedelta(hours=1)


class _Held(NamedTuple):
    """A paper and the unit that answers for it."""

    unit: UnitColumn
    paper: HeldPaper


def _counted(bucket: Bucket) -> SheetColumn[UnitColumn]:
    return number(BUCKET_WORDS[bucket], lambda unit: unit.count(bucket), 12)


_UNITS: Final[SheetListing[UnitColumn]] = SheetListing(
    (
        text(captions.UNIT, "unit_name", 44),
        *(_counted(bucket) for bucket in Bucket),
        number(captions.SUM, lambda unit: len(unit.papers), 12),
        moment("Giữ lâu nhất từ", "oldest", 20),
    ),
    numbered=5,
)
_PAPERS: Final[SheetListing[_Held]] = SheetListing(
    (
        text(captions.HOLDING_UNIT, "unit.unit_name", 26),
        text(captions.DOSSIER_CODE, "paper.code", 26),
        text(captions.OWNER, "paper.owner_name", 22),
        text(captions.PROCEDURE, "paper.procedure_name", 36),
        text(captions.STATUS, lambda held: label(held.paper.status), 18),
        text(captions.KIND, lambda held: BUCKET_WORDS[held.paper.bucket], 11),
        moment(captions.FROM, "paper.since"),
        number("Đã giữ (giờ làm việc)", lambda held: held.paper.worked // _HOUR, 12),
        moment(captions.STEP_DEADLINE, "paper.step_due_at"),
        moment(captions.DUE, "paper.due_at"),
        text(captions.KEEPER, "paper.keeper_name", 18),
        text(captions.PLACE_KEPT, "paper.place", 16),
        text("Đang đi tới", "paper.to_name", 22),
    ),
    numbered=5,
)


def write_custody(services: Services, view: CustodyView, actor: Actor, place: OutputPlace) -> None:
    """Write the board of papers as it is on the page. Raises NotAllowedError, StoreError."""
    place.write(custody_xlsx(view, export_head(services, actor)))


def custody_xlsx(view: CustodyView, facts: ExportHead) -> bytes:
    """Return the workbook of the whole board, the latest unit first."""
    book = unit_book(
        headings.CUSTODY, facts.unit_name, made_at=facts.made_at, is_demo=facts.is_demo
    )
    sheet = book.sheet(captions.UNIT, _UNITS.widths)
    write_unit(sheet, facts.unit_name, is_demo=facts.is_demo)
    sheet.line(f"{headings.CUSTODY}, lúc {moment_text(facts.made_at)}", Look.TITLE)
    sheet.skip()
    sheet.head(_UNITS.titles)
    sheet.rows(_UNITS, view.columns)
    _write_papers(book, view)
    return book.finish()


def _write_papers(book: SheetBook, view: CustodyView) -> None:
    papers = [_Held(unit, paper) for unit in view.columns for paper in unit.papers]
    sheet = book.sheet(captions.PAPERS, _PAPERS.widths)
    sheet.head(_PAPERS.titles)
    sheet.freeze(3)
    sheet.repeat_head(1)
    sheet.filter_rows(len(papers))
    sheet.rows(_PAPERS, papers)
