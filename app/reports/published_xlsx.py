"""Published procedures as a workbook: the decisions of a span, and form II.07b at its end."""

from collections.abc import Iterator, Sequence
from typing import Final

from app.outputs import OutputPlace
from app.reports.book import ExportHead, Sheet, SheetBook, export_head, unit_book, write_unit
from app.reports.columns import Look, Row, SheetColumn, SheetListing, day, number, text
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.publishing.counts import AgencyFigures, PublishedFigures
from app.services.publishing.records import DecisionLine, ProcedureLine
from app.vocabulary.catalogue import PublishedEffect
from app.vocabulary.office import Level
from app.wording import captions, states
from app.wording.labels import label
from app.wording.texts import day_text

_FORM: Final = "II.07b"
_DECISION_BANDS: Final = (
    *(("", 1),) * 6,
    ("Ghi trong quyết định", 4),
    ("Đã nhập từng thủ tục", 4),
    *(("", 1),) * 4,
)
_FORM_BANDS: Final = (
    ("", 1),
    ("", 1),
    (captions.PROCEDURES_IN_COMPETENCE, 4),
    (captions.DONE_AT_ONE_STOP, 4),
    (captions.INTERNAL_PROCESSES_ISSUED, 4),
)
_LEVELS: Final = ("total", "province", "district", "commune")


def _by_level(titles: Sequence[str], width: int, counts: str) -> Iterator[SheetColumn[Row]]:
    """Yield the columns of a total and its parts by level, of the attribute `counts`."""
    for title, level in zip(titles, _LEVELS, strict=True):
        yield number(title, f"{counts}.{level}", width)


_SHORT: Final = (captions.TOTAL, "Tỉnh", "Huyện", "Xã")
_FULL: Final = (
    captions.TOTAL_NUMBER,
    label(Level.PROVINCE),
    label(Level.DISTRICT),
    label(Level.COMMUNE),
)
_DECISIONS: Final[SheetListing[DecisionLine]] = SheetListing(
    (
        text(captions.DECISION_NUMBER, "number", 17),
        day(captions.SIGNED_ON, lambda line: line.decided_on, 11),
        text(captions.ISSUER, "issuer", 20),
        text(captions.AGENCY_OF_PROCEDURES, "agency_name", 30),
        day(captions.EFFECTIVE_FROM, lambda line: line.effective_from, 11),
        *_by_level(_SHORT, 7, "stated"),
        *_by_level(_SHORT, 7, "counted"),
        number(states.NEW, lambda line: None if line.is_by_statement else line.new, 7),
        number("Sửa đổi", lambda line: None if line.is_by_statement else line.amended, 7),
        number(
            label(PublishedEffect.ABOLISHED),
            lambda line: None if line.is_by_statement else line.abolished,
            7,
        ),
        text("Số liệu không khớp", lambda line: "\n".join(line.mismatches), 40),
    ),
    numbered=4,
)
_AGENCIES: Final[SheetListing[AgencyFigures]] = SheetListing(
    (
        text(captions.UNIT, "name", 44),
        *_by_level(_FULL, 10, "authority"),
        *_by_level(_FULL, 10, "one_stop"),
        *_by_level(_FULL, 10, "processes"),
    ),
    numbered=5,
)
_WITHOUT_PROCESS: Final[SheetListing[ProcedureLine]] = SheetListing(
    (
        text(captions.PROCEDURE_CODE, "code", 14),
        text(captions.PROCEDURE_NAME, "name", 70),
        text(captions.LEVEL, lambda line: label(line.level), 12),
        text(captions.AGENCY, "agency_name", 36),
        text(captions.DECISION, "decision", 30),
    ),
    numbered=5,
)


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


def _write_decisions(book: SheetBook, figures: PublishedFigures, facts: ExportHead) -> None:
    sheet = book.sheet(captions.PUBLISHING_DECISION, _DECISIONS.widths)
    span = f"ký từ {day_text(figures.first_day)} đến {day_text(figures.last_day)}"
    _head(sheet, facts, f"{captions.PUBLISHING_DECISION}, {span}")
    sheet.bands(_DECISION_BANDS)
    sheet.head(_DECISIONS.titles)
    sheet.freeze(2)
    sheet.repeat_head(2)
    sheet.print_one_page_wide()
    sheet.rows(_DECISIONS, figures.decisions)


def _write_form(book: SheetBook, figures: PublishedFigures, facts: ExportHead) -> None:
    sheet = book.sheet(_FORM, _AGENCIES.widths)
    title = f"Số thủ tục hành chính đã công bố, tính đến {day_text(figures.at)} (biểu II.07b)"
    _head(sheet, facts, title)
    sheet.bands(_FORM_BANDS)
    sheet.head(_AGENCIES.titles)
    sheet.freeze(2)
    sheet.repeat_head(2)
    sheet.print_one_page_wide()
    sheet.rows(_AGENCIES, figures.agencies)
    sums = [column.value(figures.total) for column in _AGENCIES.columns]
    sheet.total(_AGENCIES, ("", *sums))
    sheet.skip()
    sheet.line("Ô để trống: chưa có dữ liệu.")
    for note in figures.notes:
        sheet.line(note, Look.WARNING)


def _write_lacking(book: SheetBook, figures: PublishedFigures, facts: ExportHead) -> None:
    sheet = book.sheet(captions.WITHOUT_INTERNAL_PROCESS, _WITHOUT_PROCESS.widths)
    _head(sheet, facts, f"Thủ tục chưa có quy trình nội bộ, tính đến {day_text(figures.at)}")
    sheet.head(_WITHOUT_PROCESS.titles)
    sheet.freeze(2)
    sheet.repeat_head(1)
    sheet.print_one_page_wide()
    sheet.filter_rows(len(figures.without_process))
    sheet.rows(_WITHOUT_PROCESS, figures.without_process)


def _head(sheet: Sheet, facts: ExportHead, title: str) -> None:
    write_unit(sheet, facts.unit_name, is_demo=facts.is_demo)
    sheet.line(title, Look.TITLE)
    sheet.skip()
