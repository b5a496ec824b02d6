"""The custody board as a workbook."""

import io
from datetime import UTC, datetime, timedelta

from openpyxl import load_workbook

from app.reports.book import ExportHead
from app.reports.custody_xlsx import custody_xlsx
from app.services.custody.location_records import Bucket, CustodyView, HeldPaper, UnitColumn
from app.vocabulary.dossiers import DossierStatus
from app.vocabulary.office import UnitKind

_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def _paper(code: str, bucket: Bucket) -> HeldPaper:
    return HeldPaper(
        code=code,
        owner_name="=1+1",
        procedure_name="Thủ tục thử",
        status=DossierStatus.PROCESSING,
        bucket=bucket,
        since=_AT,
        worked=timedelta(hours=9, minutes=40),
        step_due_at=_AT,
        due_at=None,
        keeper_name="Nguyễn Văn A",
        place="Tủ 2",
    )


def _book(*, is_demo: bool = False) -> dict[str, list[tuple[object, ...]]]:
    papers = (_paper("A-1", Bucket.LATE), _paper("A-2", Bucket.PAUSED))
    column = UnitColumn(7, "Phòng Kinh tế", UnitKind.AGENCY, papers)
    view = CustodyView((column,), frozenset(), frozenset(), timedelta(hours=8))
    facts = ExportHead(unit_name="Trung tâm thử", made_at=_AT, is_demo=is_demo)
    book = load_workbook(io.BytesIO(custody_xlsx(view, facts)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_every_unit_is_counted_by_kind() -> None:
    rows = _book()["Đơn vị"]
    assert rows[0][0] == "Trung tâm thử"
    assert rows[-1] == (
        *(1, "Phòng Kinh tế", 0, 0, 1, 1, 2),
        datetime(2026, 11, 23, 9, 0),  # noqa: DTZ001 - a spreadsheet's clock
    )
    assert "DỮ LIỆU THỬ" in [row[0] for row in _book(is_demo=True)["Đơn vị"]]


def test_every_paper_is_a_row_and_no_text_a_formula() -> None:
    rows = _book()["Giấy tờ"]
    first = rows[1]
    assert first[1:4] == ("Phòng Kinh tế", "A-1", "=1+1")
    assert (first[6], first[8], first[10], first[11], first[12]) == (
        *("Quá hạn", 9, None),
        *("Nguyễn Văn A", "Tủ 2"),
    )
    assert len(rows) == 3
