"""The evaluation of a period as a workbook: scores and why, officers, the QĐ 766 set, the rules."""

from collections.abc import Sequence
from typing import Final

from app.outputs import OutputPlace
from app.reports.book import Book, Cell, Look, Sheet
from app.reports.export_head import ExportHead, export_head
from app.reports.unit_book import unit_book
from app.services.container import Services
from app.services.evaluation.grading import OFFICER_INDICES
from app.services.evaluation.records import EvaluationRow, EvaluationTable, ServiceQuality
from app.services.ledger.records import Actor
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.wording.labels import label
from app.wording.texts import day_text, moment_text

_NO_DATA: Final = "Chưa có dữ liệu"
_INDICES: Final = tuple(EvaluationIndex)
_PROCESSING_BANDS: Final = (
    *(("", 1), ("", 1), ("Tiếp nhận", 5), ("Đã xử lý", 4), ("Đang xử lý", 3)),
    ("Tạm dừng", 3),
)
_PROCESSING_TITLES: Final = (
    *("TT", "Cơ quan"),
    *("Tổng", "Kỳ trước", "Trực tuyến", "Trực tiếp", "Bưu chính"),
    *("Tổng", "Kỳ trước", "Trong kỳ", "Quá hạn"),
    *("Tổng", "Trong hạn", "Quá hạn", "Tổng", "Trong hạn", "Quá hạn"),
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
    _scores(_headed(book, "Chỉ số", (6, 12, 36, *(10,) * 9, 10, 10, 14), table, title), whole)
    _officers(
        _headed(book, "Cán bộ", (6, 20, 36, *(12,) * 5, 10, 10, 16), table, title),
        table.of(EvaluatedKind.OFFICER),
    )
    _reasons(_headed(book, "Vì sao", (12, 36, 38, 10, 80), table, title), table.rows)
    _quality(_headed(book, "Bộ chỉ số", (8, 44, 12, 12, 18, 80), table, title), quality)
    _processing(_headed(book, "Xử lý hồ sơ", (6, 40, *(10,) * 15), table, title), quality)
    rules = _headed(book, "Cách hiểu", (140,), table, title)
    for rule in table.rules:
        rules.cells((rule,), (Look.TEXT,))
    return book.finish()


def _headed(
    book: Book, name: str, widths: Sequence[int], table: EvaluationTable, title: str
) -> Sheet:
    sheet = book.sheet(name, widths)
    sheet.line(table.unit_name, Look.STRONG)
    sheet.line(title, Look.TITLE)
    sheet.line(f"Số liệu tính đến {moment_text(table.as_of)}")
    sheet.skip()
    sheet.print_one_page_wide()
    return sheet


def _index_titles(indices: Sequence[EvaluationIndex]) -> tuple[str, ...]:
    return tuple(f"{_INDICES.index(index) + 1}. {label(index)}" for index in indices)


def _scores(sheet: Sheet, rows: Sequence[EvaluationRow]) -> None:
    titles = ("Tổng", "Quy về thang 18", "Xếp loại")
    sheet.head(("TT", "Loại", "Đơn vị, cơ quan, cấp", *_index_titles(_INDICES), *titles))
    sheet.repeat_head(1)
    for number, row in enumerate(rows, 1):
        grade = _NO_DATA if row.grade is None else f"{label(row.grade)}{_standing_on(row)}"
        _score_row(sheet, (number, label(row.kind), row.name), row, grade)


def _officers(sheet: Sheet, rows: Sequence[EvaluationRow]) -> None:
    titles = ("Tổng", "Quy về thang 10", "Mức hoàn thành (%)")
    sheet.head(("TT", "Tài khoản", "Cán bộ", *_index_titles(OFFICER_INDICES), *titles))
    sheet.repeat_head(1)
    for number, row in enumerate(rows, 1):
        done = row.done_permille
        text = _NO_DATA if done is None else f"{done // 10},{done % 10}{_standing_on(row)}"
        _score_row(sheet, (number, row.key, row.name), row, text)


def _standing_on(row: EvaluationRow) -> str:
    """Return " · 2/9" where not every index has data: a class is worth what it stands on."""
    known, of = row.reached.indices, len(row.scores)
    return "" if known == of else f" · {known}/{of}"


def _score_row(sheet: Sheet, lead: tuple[int, str, str], row: EvaluationRow, last: str) -> None:
    values: list[Cell] = [score.value for score in row.scores]
    sheet.cells(
        (*lead, *values, row.total, row.on_full_scale, last),
        (
            *(Look.ORDINAL, Look.TEXT, Look.TEXT),
            *(Look.TENTHS,) * (len(values) + 1),
            *(Look.HUNDREDTHS, Look.STRONG_TEXT),
        ),
    )


def _reasons(sheet: Sheet, rows: Sequence[EvaluationRow]) -> None:
    sheet.head(("Loại", "Đơn vị, cơ quan, cấp, cán bộ", "Chỉ số", "Điểm", "Vì sao"))
    sheet.repeat_head(1)
    for row in rows:
        for score in row.scores:
            (title,) = _index_titles((score.index,))
            sheet.cells(
                (label(row.kind), row.name, title, score.value, score.why),
                (Look.TEXT, Look.TEXT, Look.TEXT, Look.TENTHS, Look.TEXT),
            )


def _quality(sheet: Sheet, quality: ServiceQuality) -> None:
    sheet.head(("Số", "Chỉ tiêu", "Tử số", "Mẫu số", "Tỷ lệ (%)", "Cách tính"))
    sheet.repeat_head(1)
    for figure in quality.figures:
        how = ". ".join(part for part in (figure.formula, figure.note) if part)
        percent: Cell = _NO_DATA if figure.percent is None else figure.percent
        sheet.cells(
            (figure.number, figure.title, figure.part, figure.whole, percent, how),
            (Look.TEXT, Look.TEXT, Look.COUNT, Look.COUNT, Look.HUNDREDTHS, Look.TEXT),
        )


def _processing(sheet: Sheet, quality: ServiceQuality) -> None:
    sheet.bands(_PROCESSING_BANDS)
    sheet.head(_PROCESSING_TITLES)
    sheet.repeat_head(2)
    for number, row in enumerate(quality.processing):
        counts = (
            *(row.received, row.carried_over, row.online, row.counter, row.post),
            *(row.done, row.done_carried, row.done_new, row.done_late),
            *(row.running, row.running_in_time, row.running_late),
            *(row.paused, row.paused_in_time, row.paused_late),
        )
        is_all = not row.key
        sheet.cells(
            (None if is_all else number, row.name, *counts),
            (
                Look.ORDINAL,
                Look.STRONG_TEXT if is_all else Look.TEXT,
                *((Look.STRONG_COUNT if is_all else Look.COUNT),) * len(counts),
            ),
        )
