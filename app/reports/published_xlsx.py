"""Published procedures as a workbook: the decisions of a span, and form II.07b at its end."""

from datetime import date, datetime, time
from typing import Final

from app.clock import from_local
from app.outputs import OutputPlace
from app.reports.book import Book, Cell, Look, Sheet
from app.reports.export_head import ExportHead, export_head
from app.reports.unit_book import unit_book, write_unit
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.publishing.counts import AgencyFigures, PublishedFigures
from app.services.publishing.level_counts import LevelCounts
from app.services.publishing.records import DecisionLine, ProcedureLine
from app.wording.labels import label
from app.wording.texts import day_text

_LIST: Final = "Quyết định công bố"
_FORM: Final = "II.07b"
_LACKING: Final = "Chưa có quy trình nội bộ"
_DECISION_TITLES: Final = (
    *("TT", "Số quyết định", "Ngày ký", "Cơ quan ban hành", "Cơ quan có thủ tục", "Hiệu lực từ"),
    *("Tổng", "Tỉnh", "Huyện", "Xã") * 2,
    *("Mới", "Sửa đổi", "Bãi bỏ", "Số liệu không khớp"),
)
_DECISION_BANDS: Final = (
    *(("", 1),) * 6,
    ("Ghi trong quyết định", 4),
    ("Đã nhập từng thủ tục", 4),
    *(("", 1),) * 4,
)
_DECISION_WIDTHS: Final = (4, 17, 11, 20, 30, 11, *(7,) * 11, 40)
_DECISION_LOOKS: Final = (
    *(Look.ORDINAL, Look.TEXT, Look.DAY, Look.TEXT, Look.TEXT, Look.DAY),
    *(Look.COUNT,) * 11,
    Look.TEXT,
)
_PARTS: Final = ("Tổng số", "Cấp tỉnh", "Cấp huyện", "Cấp xã")
_FORM_BANDS: Final = (
    ("", 1),
    ("", 1),
    ("Thủ tục thuộc thẩm quyền", 4),
    ("Thực hiện theo một cửa, liên thông", 4),
    ("Quy trình nội bộ đã ban hành", 4),
)
_FORM_TITLES: Final = ("TT", "Đơn vị", *_PARTS * 3)
_FORM_WIDTHS: Final = (5, 44, *(10,) * 12)
_FORM_LOOKS: Final = (Look.ORDINAL, Look.TEXT, *(Look.COUNT,) * 12)
_SUM_LOOKS: Final = (Look.STRONG_TEXT, Look.STRONG_TEXT, *(Look.STRONG_COUNT,) * 12)
_LACKING_TITLES: Final = ("TT", "Mã thủ tục", "Tên thủ tục", "Cấp", "Cơ quan", "Quyết định")
_LACKING_WIDTHS: Final = (5, 14, 70, 12, 36, 30)


def write_published(
    services: Services, figures: PublishedFigures, actor: Actor, place: OutputPlace
) -> None:
    """Write the figures of what is published. Raises NotAllowedError, StoreError."""
    place.write(published_xlsx(figures, export_head(services, actor)))


def published_xlsx(figures: PublishedFigures, facts: ExportHead) -> bytes:
    """Return the workbook; what does not add up is said under its table."""
    book = unit_book(
        "Công bố thủ tục hành chính", facts.unit_name, made_at=facts.made_at, is_demo=facts.is_demo
    )
    _write_decisions(book, figures, facts)
    _write_form(book, figures, facts)
    _write_lacking(book, figures, facts)
    return book.finish()


def _write_decisions(book: Book, figures: PublishedFigures, facts: ExportHead) -> None:
    sheet = book.sheet(_LIST, _DECISION_WIDTHS)
    span = f"ký từ {day_text(figures.first_day)} đến {day_text(figures.last_day)}"
    _head(sheet, facts, f"{_LIST}, {span}")
    sheet.bands(_DECISION_BANDS)
    sheet.head(_DECISION_TITLES)
    sheet.freeze(2)
    sheet.repeat_head(2)
    sheet.print_one_page_wide()
    for number, line in enumerate(figures.decisions, 1):
        sheet.cells(_decision(number, line), _DECISION_LOOKS)


def _decision(number: int, line: DecisionLine) -> tuple[Cell, ...]:
    return (
        number,
        line.number,
        _day(line.decided_on),
        line.issuer,
        line.agency_name,
        _day(line.effective_from),
        *_four(line.stated),
        *_four(line.counted),
        *((None,) * 3 if line.is_by_statement else (line.new, line.amended, line.abolished)),
        "\n".join(line.mismatches),
    )


def _write_form(book: Book, figures: PublishedFigures, facts: ExportHead) -> None:
    sheet = book.sheet(_FORM, _FORM_WIDTHS)
    title = f"Số thủ tục hành chính đã công bố, tính đến {day_text(figures.at)} (biểu II.07b)"
    _head(sheet, facts, title)
    sheet.bands(_FORM_BANDS)
    sheet.head(_FORM_TITLES)
    sheet.freeze(2)
    sheet.repeat_head(2)
    sheet.print_one_page_wide()
    for number, row in enumerate(figures.agencies, 1):
        sheet.cells((number, row.name, *_columns(row)), _FORM_LOOKS)
    sheet.cells(("", figures.total.name, *_columns(figures.total)), _SUM_LOOKS)
    sheet.skip()
    sheet.line("Ô để trống: chưa có dữ liệu.")
    for note in figures.notes:
        sheet.line(note, Look.WARNING)


def _columns(row: AgencyFigures) -> tuple[Cell, ...]:
    return (*_four(row.authority), *_four(row.one_stop), *_four(row.processes))


def _write_lacking(book: Book, figures: PublishedFigures, facts: ExportHead) -> None:
    sheet = book.sheet(_LACKING, _LACKING_WIDTHS)
    _head(sheet, facts, f"Thủ tục chưa có quy trình nội bộ, tính đến {day_text(figures.at)}")
    sheet.head(_LACKING_TITLES)
    sheet.freeze(2)
    sheet.repeat_head(1)
    sheet.print_one_page_wide()
    sheet.filter_rows(len(figures.without_process))
    for number, line in enumerate(figures.without_process, 1):
        sheet.cells(_lacking(number, line), (Look.ORDINAL, *(Look.TEXT,) * 5))


def _lacking(number: int, line: ProcedureLine) -> tuple[Cell, ...]:
    return (number, line.code, line.name, label(line.level), line.agency_name, line.decision)


def _head(sheet: Sheet, facts: ExportHead, title: str) -> None:
    write_unit(sheet, facts.unit_name, is_demo=facts.is_demo)
    sheet.line(title, Look.TITLE)
    sheet.skip()


def _four(counts: LevelCounts) -> tuple[Cell, ...]:
    return (counts.total, *counts.parts)


def _day(day: date) -> datetime:
    return from_local(day, time())
