"""The evaluation as a workbook: the record's own figures, and nothing that runs."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from app.reports.book import ExportHead
from app.reports.evaluation_xlsx import evaluation_xlsx
from app.services.evaluation.records import (
    EvaluationRow,
    EvaluationTable,
    IndexScore,
    ProcessingRow,
    QualityFigure,
    ServiceQuality,
)
from app.services.evaluation.scales import OFFICER_INDICES
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MARK = ExportHead(unit_name="", made_at=NOW, is_demo=True)
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


def _row(kind: EvaluatedKind, name: str) -> EvaluationRow:
    indices = OFFICER_INDICES if kind is EvaluatedKind.OFFICER else tuple(EvaluationIndex)
    scores = tuple(
        IndexScore(index=index, points=5 + at, count=0 if at == 2 else 4, why=f"=lý do {at}")
        for at, index in enumerate(indices)
    )
    return EvaluationRow(kind=kind, key=name, name=name, scores=scores)


TABLE = EvaluationTable(
    unit_code="H53",
    unit_name="Trung tâm An Thử",
    first_day=FIRST,
    last_day=LAST,
    as_of=NOW,
    rows=(_row(EvaluatedKind.UNIT, "Trung tâm"), _row(EvaluatedKind.OFFICER, "canbo.a")),
    rules=("Một", "Hai"),
)
QUALITY = ServiceQuality(
    unit_code="H53",
    unit_name="Trung tâm An Thử",
    first_day=FIRST,
    last_day=LAST,
    as_of=NOW,
    figures=(
        QualityFigure(key="a", number="2", title="Đúng hạn", formula="a ÷ b", part=2, whole=3),
        QualityFigure(
            key="b", number="3.6", title="Thanh toán", formula="c", part=None, whole=None, note="x"
        ),
    ),
    processing=(ProcessingRow(key="", name="Tổng số", carried_over=2, counter=3, done_new=5),),
)


def test_every_sheet_holds_the_records_own_figures() -> None:
    book = load_workbook(BytesIO(evaluation_xlsx(TABLE, QUALITY, MARK)))
    assert book.sheetnames == [
        *("Chỉ số", "Cán bộ", "Vì sao", "Bộ chỉ số", "Xử lý hồ sơ", "Cách hiểu")
    ]
    scores = [cell.value for cell in book["Chỉ số"][6]]
    unit = TABLE.rows[0]
    assert scores[:5] == [1, "Đơn vị", "Trung tâm", 1.3, 1.5]
    assert scores[5] is None  # no data is no nought
    assert unit.total is not None
    assert Decimal(str(scores[12])) == unit.total
    assert Decimal(str(scores[13])) == unit.on_full_scale
    officer = [cell.value for cell in book["Cán bộ"][6]]
    assert officer[1] == "canbo.a"
    assert officer[-1] == "100,0 · 4/5"
    quality = [[cell.value for cell in row] for row in book["Bộ chỉ số"].iter_rows(min_row=6)]
    assert quality[0] == ["2", "Đúng hạn", 2, 3, 66.67, "a ÷ b"]
    assert quality[1] == ["3.6", "Thanh toán", None, None, "Chưa có dữ liệu", "c. x"]
    processing = [cell.value for cell in book["Xử lý hồ sơ"][7]]
    assert processing[1:7] == ["Tổng số", 5, 2, 0, 3, 0]
    assert [row[0].value for row in book["Cách hiểu"].iter_rows(min_row=5)] == ["Một", "Hai"]


def test_a_reason_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "dg.xlsx"
    path.write_bytes(evaluation_xlsx(TABLE, QUALITY, MARK))
    reasons = load_workbook(path)["Vì sao"]
    cells = [row[4] for row in reasons.iter_rows(min_row=6)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert cells[0].value == "=lý do 0"
    assert len(cells) == 14
