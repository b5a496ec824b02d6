"""The custody board as a workbook: how each unit stands, and every paper it answers for."""

from datetime import timedelta
from typing import Final

from app.outputs import OutputPlace
from app.reports.book import Book, Cell, Look
from app.reports.export_head import ExportHead, export_head
from app.reports.unit_book import unit_book, write_unit
from app.services.container import Services
from app.services.keeping.phrases import BUCKET_WORDS
from app.services.keeping.records import Bucket, CustodyView, HeldPaper, UnitColumn
from app.services.ledger.records import Actor
from app.wording.labels import label
from app.wording.texts import moment_text

_TITLE: Final = "Giấy tờ ở đâu"
_HOUR: Final = timedelta(hours=1)
_UNIT_TITLES: Final = ("TT", "Đơn vị", *BUCKET_WORDS.values(), "Cộng", "Giữ lâu nhất từ")
_UNIT_WIDTHS: Final = (5, 44, 12, 12, 12, 12, 12, 20)
_UNIT_LOOKS: Final = (Look.ORDINAL, Look.TEXT, *(Look.COUNT,) * 5, Look.MOMENT)
_PAPER_TITLES: Final = (
    *("TT", "Đơn vị giữ", "Mã hồ sơ", "Chủ hồ sơ", "Thủ tục", "Trạng thái", "Loại", "Từ"),
    *("Đã giữ (giờ làm việc)", "Hạn bước", "Hẹn trả", "Người giữ", "Nơi để", "Đang đi tới"),
)
_PAPER_WIDTHS: Final = (5, 26, 26, 22, 36, 18, 11, 16, 12, 16, 16, 18, 16, 22)
_PAPER_LOOKS: Final = (
    *(Look.ORDINAL, *(Look.TEXT,) * 6, Look.MOMENT, Look.COUNT),
    *(Look.MOMENT, Look.MOMENT, *(Look.TEXT,) * 3),
)


def write_custody(services: Services, view: CustodyView, actor: Actor, place: OutputPlace) -> None:
    """Write the board of papers as it is on the page. Raises NotAllowedError, StoreError."""
    place.write(custody_xlsx(view, export_head(services, actor)))


def custody_xlsx(view: CustodyView, facts: ExportHead) -> bytes:
    """Return the workbook of the whole board, the latest unit first."""
    book = unit_book(_TITLE, facts.unit_name, made_at=facts.made_at, is_demo=facts.is_demo)
    sheet = book.sheet("Đơn vị", _UNIT_WIDTHS)
    write_unit(sheet, facts.unit_name, is_demo=facts.is_demo)
    sheet.line(f"{_TITLE}, lúc {moment_text(facts.made_at)}", Look.TITLE)
    sheet.skip()
    sheet.head(_UNIT_TITLES)
    for number, column in enumerate(view.columns, 1):
        counted = tuple(column.count(bucket) for bucket in Bucket)
        known: tuple[Cell, ...] = (number, column.unit_name, *counted)
        sheet.cells((*known, len(column.papers), column.oldest), _UNIT_LOOKS)
    _write_papers(book, view)
    return book.finish()


def _write_papers(book: Book, view: CustodyView) -> None:
    papers = [(column, paper) for column in view.columns for paper in column.papers]
    sheet = book.sheet("Giấy tờ", _PAPER_WIDTHS)
    sheet.head(_PAPER_TITLES)
    sheet.freeze(3)
    sheet.repeat_head(1)
    sheet.filter_rows(len(papers))
    for number, (column, paper) in enumerate(papers, 1):
        sheet.cells((number, *_cells(column, paper)), _PAPER_LOOKS)


def _cells(column: UnitColumn, paper: HeldPaper) -> tuple[Cell, ...]:
    return (
        column.unit_name,
        paper.code,
        paper.owner_name,
        paper.procedure_name,
        label(paper.status),
        BUCKET_WORDS[paper.bucket],
        paper.since,
        paper.worked // _HOUR,
        paper.step_due_at,
        paper.due_at,
        paper.keeper_name,
        paper.place,
        paper.to_name,
    )
