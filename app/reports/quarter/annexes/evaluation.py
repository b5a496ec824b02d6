"""The evaluation table of TT 01/2018/TT-VPCP: nine indices, total, class."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.annex import NO_DATA, Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.sections.evaluation import decimal_text, grade_text
from app.services.evaluation.records import EvaluationRow, EvaluationTable
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.wording.citations import Rule, cite_in_full
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
        short="Đánh giá",
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
            yield NO_DATA if score.value is None else decimal_text(score.value, 1)


def _total(row: EvaluationRow) -> str:
    return NO_DATA if row.total is None else f"{decimal_text(row.total, 1)}/{row.possible}"


def _verdict(row: EvaluationRow) -> str:
    if row.kind is not EvaluatedKind.OFFICER:
        return grade_text(row)
    permille = row.done_permille
    return NO_DATA if permille is None else f"{permille // 10},{permille % 10} %"
