"""The evaluation table of TT 01/2018/TT-VPCP: nine indices, total, class."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.sections.evaluation import decimal_text, grade_text, ratio_text
from app.services.evaluation.records import (
    PROCESSING_FIGURES,
    EvaluationRow,
    EvaluationTable,
    ProcessingRow,
    ServiceQuality,
)
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.wording import captions, headings, states
from app.wording.citations import Rule, cite_in_full, in_brackets, measure_name
from app.wording.labels import label

_INDICES: Final = "Điểm các chỉ số"
_COLUMNS: Final = (
    AnnexColumn("TT", 10, Kind.ORDINAL),
    AnnexColumn("Đơn vị, cơ quan, cán bộ", 62, Kind.TEXT),
    *(
        AnnexColumn(f"Chỉ số {number}", 16, band=_INDICES)
        for number, _index in enumerate(EvaluationIndex, 1)
    ),
    AnnexColumn("Tổng điểm", 20),
    AnnexColumn("Xếp loại, mức hoàn thành", 26),
)


def evaluation_annex(head: AnnexHead, table: EvaluationTable) -> Annex:
    """Return the table, kind by kind; what has no data says so."""
    names = "; ".join(
        f"{number}. {label(index)}" for number, index in enumerate(EvaluationIndex, 1)
    )
    return Annex(
        stem="danh-gia",
        short=headings.EVALUATION,
        form="Bảng đánh giá việc giải quyết TTHC",
        law=cite_in_full(Rule.EVALUATION, head.last_day),
        title="KẾT QUẢ ĐÁNH GIÁ VIỆC GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        counted_in="Đơn vị tính: điểm (mỗi chỉ số tối đa 2 điểm).",
        head=head,
        columns=_COLUMNS,
        rows=tuple(_rows(table)),
        notes=(f"Chỉ số: {names}.", *table.rules),
    )


def _rows(table: EvaluationTable) -> Iterator[AnnexRow]:
    blank: tuple[Cell, ...] = (None,) * (len(_COLUMNS) - 2)
    for kind in EvaluatedKind:
        rows = table.of(kind)
        if rows:
            yield AnnexRow((None, label(kind), *blank), is_strong=True)
        for number, row in enumerate(rows, 1):
            yield AnnexRow((number, row.name, *score_cells(row), _total(row), _verdict(row)))


def score_cells(row: EvaluationRow) -> Iterator[Cell]:
    """Yield the nine indices of a row; one that is not its own is a dash."""
    for index in EvaluationIndex:
        score = row.score(index)
        if score is None:
            yield "–"
        else:
            yield states.UNKNOWN if score.value is None else decimal_text(score.value, 1)


def _total(row: EvaluationRow) -> str:
    return states.UNKNOWN if row.total is None else f"{decimal_text(row.total, 1)}/{row.possible}"


def _verdict(row: EvaluationRow) -> str:
    if row.kind is not EvaluatedKind.OFFICER:
        return grade_text(row)
    permille = row.done_permille
    return states.UNKNOWN if permille is None else f"{permille // 10},{permille % 10} %"


_PROCESSING_COLUMNS: Final = (
    AnnexColumn("TT", 10, Kind.ORDINAL),
    AnnexColumn(captions.UNIT, 60, Kind.TEXT),
    *(
        AnnexColumn("BCCI" if each.code == "post" else each.title, 15, band=each.group)
        for each in PROCESSING_FIGURES
    ),
)


def processing_annex(head: AnnexHead, quality: ServiceQuality) -> Annex:
    """Return the table, the line of all last."""
    rows = [row for row in quality.processing if row.key]
    return Annex(
        stem="xu-ly-ho-so",
        short=headings.PROCESSING,
        form="Bảng xử lý hồ sơ",
        law=cite_in_full(Rule.NATIONAL_MEASURE, head.last_day),
        title="TÌNH HÌNH XỬ LÝ HỒ SƠ THEO CÁCH ĐO CỦA BỘ CHỈ SỐ QUỐC GIA",
        counted_in=headings.COUNTED_IN_DOSSIERS,
        head=head,
        columns=_PROCESSING_COLUMNS,
        rows=(
            *(_row(at, row) for at, row in enumerate(rows, 1)),
            *(_row(None, row) for row in quality.processing if not row.key),
        ),
        notes=(_note(head.last_day),),
    )


def _note(on: date) -> str:
    law = in_brackets(cite_in_full(Rule.RESTART_AFTER_SUPPLEMENT, on))
    return f"Hạn xét theo cách đo {measure_name(on)}, có thể khác ngày hẹn trả{law} ở Biểu II.06a."


def _row(number: int | None, row: ProcessingRow) -> AnnexRow:
    counts = (row[each.code] for each in PROCESSING_FIGURES)
    return AnnexRow((number, row.name, *counts), is_strong=number is None)


_QUALITY_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn(captions.INDEX, 70, Kind.TEXT),
    AnnexColumn(captions.METHOD, 78, Kind.TEXT),
    AnnexColumn(captions.NUMERATOR, 20),
    AnnexColumn(captions.DENOMINATOR, 20),
    AnnexColumn(captions.RESULT, 26),
    AnnexColumn(captions.NOTE, 50, Kind.TEXT),
)


def quality_annex(head: AnnexHead, quality: ServiceQuality) -> Annex:
    """Return the table of ratios."""
    return Annex(
        stem="bo-chi-so",
        short=headings.NATIONAL_MEASURE,
        form="Bộ chỉ số chất lượng phục vụ",
        law=cite_in_full(Rule.NATIONAL_MEASURE, head.last_day),
        title="BỘ CHỈ SỐ CHỈ ĐẠO, ĐIỀU HÀNH VÀ ĐÁNH GIÁ CHẤT LƯỢNG PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP",
        counted_in="Tỷ lệ: %, hai chữ số thập phân nếu không tròn.",
        head=head,
        columns=_QUALITY_COLUMNS,
        rows=tuple(
            AnnexRow(
                (
                    figure.number,
                    figure.title,
                    figure.formula,
                    states.UNKNOWN if figure.part is None else figure.part,
                    states.UNKNOWN if figure.whole is None else figure.whole,
                    ratio_text(figure),
                    figure.note,
                )
            )
            for figure in quality.figures
        ),
    )
