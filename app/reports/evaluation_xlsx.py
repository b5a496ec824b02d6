"""The evaluation of a period as a workbook: scores and why, officers, the QĐ 766 set, the rules."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.outputs import OutputPlace
from app.reports.book import ExportHead, Sheet, SheetBook, export_head, unit_book
from app.reports.columns import (
    Cell,
    Look,
    Row,
    SheetColumn,
    SheetListing,
    hundredths,
    number,
    strong,
    tenths,
    text,
)
from app.services.container import Services
from app.services.evaluation.records import (
    PROCESSING_FIGURES,
    EvaluationRow,
    EvaluationTable,
    IndexScore,
    ProcessingFigure,
    ProcessingRow,
    QualityFigure,
    ServiceQuality,
)
from app.services.evaluation.scales import OFFICER_INDICES
from app.services.ledger.records import Actor
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.wording import captions, headings, states
from app.wording.labels import label
from app.wording.texts import day_text, moment_text

_INDICES: Final = tuple(EvaluationIndex)
_PROCESSING_BANDS: Final = (
    *(("", 1), ("", 1)),
    *Counter(each.group for each in PROCESSING_FIGURES).items(),
)


class _Reason(NamedTuple):
    """A score and whose it is."""

    row: EvaluationRow
    score: IndexScore


def _index_title(index: EvaluationIndex) -> str:
    return f"{_INDICES.index(index) + 1}. {label(index)}"


def _standing_on(row: EvaluationRow) -> str:
    """Return " · 2/9" where not every index has data: a class is worth what it stands on."""
    known, of = row.reached.indices, len(row.scores)
    return "" if known == of else f" · {known}/{of}"


def _grade(row: EvaluationRow) -> str:
    return states.NO_DATA if row.grade is None else f"{label(row.grade)}{_standing_on(row)}"


def _share_done(row: EvaluationRow) -> str:
    done = row.done_permille
    return states.NO_DATA if done is None else f"{done // 10},{done % 10}{_standing_on(row)}"


def _how(figure: QualityFigure) -> str:
    return ". ".join(part for part in (figure.formula, figure.note) if part)


def _percent(figure: QualityFigure) -> Cell:
    return states.NO_DATA if figure.percent is None else figure.percent


def _score(at: int, index: EvaluationIndex, width: int) -> SheetColumn[EvaluationRow]:
    return tenths(_index_title(index), lambda row: row.scores[at].value, width)


_SCORES: Final[SheetListing[EvaluationRow]] = SheetListing(
    (
        text(captions.KIND, lambda row: label(row.kind), 12),
        text(captions.UNIT_AGENCY_OR_LEVEL, "name", 36),
        *(_score(at, index, 10) for at, index in enumerate(_INDICES)),
        tenths(captions.TOTAL, "total", 10),
        hundredths("Quy về thang 18", "on_full_scale", 10),
        strong(captions.GRADE, _grade, 14),
    ),
    numbered=6,
)
_OFFICERS: Final[SheetListing[EvaluationRow]] = SheetListing(
    (
        text(captions.ACCOUNT, "key", 20),
        text(captions.OFFICER, "name", 36),
        *(_score(at, index, 12) for at, index in enumerate(OFFICER_INDICES)),
        tenths(captions.TOTAL, "total", 10),
        hundredths("Quy về thang 10", "on_full_scale", 10),
        strong("Mức hoàn thành (%)", _share_done, 16),
    ),
    numbered=6,
)
_REASONS: Final[SheetListing[_Reason]] = SheetListing(
    (
        text(captions.KIND, lambda reason: label(reason.row.kind), 12),
        text("Đơn vị, cơ quan, cấp, cán bộ", "row.name", 36),
        text(captions.INDEX, lambda reason: _index_title(reason.score.index), 38),
        tenths(captions.SCORE, "score.value", 10),
        text(captions.WHY, "score.why", 80),
    )
)
_QUALITY: Final[SheetListing[QualityFigure]] = SheetListing(
    (
        text(captions.NUMBER, "number", 8),
        text(captions.FIGURE, "title", 44),
        number(captions.NUMERATOR, "part", 12),
        number(captions.DENOMINATOR, "whole", 12),
        hundredths("Tỷ lệ (%)", _percent, 18),
        text(captions.METHOD, _how, 80),
    )
)


def _count(figure: ProcessingFigure) -> SheetColumn[ProcessingRow]:
    return number(figure.title, lambda row: row[figure.code], 10)


_PROCESSING: Final[SheetListing[ProcessingRow]] = SheetListing(
    (
        text(captions.AGENCY, "name", 40),
        *map(_count, PROCESSING_FIGURES),
    ),
    numbered=6,
)


def write_evaluation(
    services: Services,
    table: EvaluationTable,
    quality: ServiceQuality,
    actor: Actor,
    place: OutputPlace,
) -> None:
    """Write both records, whole or not at all. Raises NotAllowedError, StoreError with advice."""
    place.write(evaluation_xlsx(table, quality, export_head(services, actor)))


def evaluation_xlsx(table: EvaluationTable, quality: ServiceQuality, mark: ExportHead) -> bytes:
    """Return the workbook."""
    title = f"Đánh giá việc giải quyết TTHC từ {day_text(table.first_day)} đến " + day_text(
        table.last_day
    )
    book = unit_book(title, table.unit_name, made_at=mark.made_at, is_demo=mark.is_demo)
    whole = [row for row in table.rows if row.kind is not EvaluatedKind.OFFICER]
    officers = table.of(EvaluatedKind.OFFICER)
    reasons = [_Reason(row, score) for row in table.rows for score in row.scores]
    _fill(_headed(book, captions.INDEX, _SCORES.widths, table, title), _SCORES, whole)
    _fill(_headed(book, captions.OFFICER, _OFFICERS.widths, table, title), _OFFICERS, officers)
    _fill(_headed(book, captions.WHY, _REASONS.widths, table, title), _REASONS, reasons)
    _fill(_headed(book, "Bộ chỉ số", _QUALITY.widths, table, title), _QUALITY, quality.figures)
    _processing(_headed(book, headings.PROCESSING, _PROCESSING.widths, table, title), quality)
    rules = _headed(book, "Cách hiểu", (140,), table, title)
    for rule in table.rules:
        rules.cells((rule,), (Look.TEXT,))
    return book.finish()


def _headed(
    book: SheetBook, name: str, widths: Sequence[int], table: EvaluationTable, title: str
) -> Sheet:
    sheet = book.sheet(name, widths)
    sheet.line(table.unit_name, Look.STRONG)
    sheet.line(title, Look.TITLE)
    sheet.line(f"Số liệu tính đến {moment_text(table.as_of)}")
    sheet.skip()
    sheet.print_one_page_wide()
    return sheet


def _fill(sheet: Sheet, listing: SheetListing[Row], rows: Sequence[Row]) -> None:
    sheet.head(listing.titles)
    sheet.repeat_head(1)
    sheet.rows(listing, rows)


def _processing(sheet: Sheet, quality: ServiceQuality) -> None:
    """Write the agencies under their sum, which comes first."""
    sheet.bands(_PROCESSING_BANDS)
    sheet.head(_PROCESSING.titles)
    sheet.repeat_head(2)
    whole, *agencies = quality.processing
    counts = [column.value(whole) for column in _PROCESSING.columns[1:]]
    looks = (Look.ORDINAL, Look.STRONG_TEXT, *(Look.STRONG_COUNT for _ in counts))
    sheet.cells((None, whole.name, *counts), looks)
    sheet.rows(_PROCESSING, agencies)
