"""The work list as a workbook."""

import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from app.reports.book import ExportHead
from app.reports.worklist_xlsx import work_xlsx
from app.services.worklist.records import WorkItem, WorkView
from app.vocabulary.dossiers import Action, WorkKind

_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def _item(code: str, due_at: datetime | None) -> WorkItem:
    return WorkItem(
        kind=WorkKind.LATE,
        code=code,
        owner_name="=HYPERLINK(0)",
        procedure_name="Thủ tục thử",
        unit_name="Phòng Kinh tế",
        since=_AT,
        due_at=due_at,
        text="Quá hạn 2 ngày",
        action=Action.EXTEND,
    )


def _cells(*, is_demo: bool = False) -> list[tuple[object, ...]]:
    view = WorkView((_item("A-1", _AT), _item("A-2", None)), {WorkKind.LATE: 5})
    head = ExportHead(unit_name="Trung tâm thử", made_at=_AT, is_demo=is_demo)
    book = load_workbook(io.BytesIO(work_xlsx(view, head)))
    return list(book["Việc cần làm"].iter_rows(values_only=True))


def test_every_line_is_a_row_and_no_text_is_a_formula() -> None:
    rows = _cells()
    head = next(at for at, row in enumerate(rows) if row[0] == "TT")
    first, second = rows[head + 1 : head + 3]
    assert first == (
        *(1, "Quá hạn", "Quá hạn 2 ngày", "A-1", "=HYPERLINK(0)", "Thủ tục thử"),
        *("Phòng Kinh tế", datetime(2026, 11, 23, 9, 0)),  # noqa: DTZ001 - a spreadsheet's clock
    )
    assert second[3] == "A-2"
    assert second[7] is None


def test_the_head_says_whose_when_and_how_much() -> None:
    said = [str(row[0]) for row in _cells()]
    assert said[0] == "Trung tâm thử"
    assert "Việc cần làm, lúc 23/11/2026 09:00" in said
    assert "Quá hạn: 5" in said
    assert "DỮ LIỆU THỬ" not in said
    assert "DỮ LIỆU THỬ" in [str(row[0]) for row in _cells(is_demo=True)]
