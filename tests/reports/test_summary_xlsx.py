import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.clock import to_local
from app.reports.summary_xlsx import summary_xlsx
from app.services.figures.catalogue import DOSSIER_FIGURES
from app.services.figures.records import DailySummary, RegisterRow
from app.vocabulary.dossiers import Channel, DossierStatus, Timeliness
from app.vocabulary.reports import GroupBy
from app.wording import states
from tests.reports.summaries import (
    LONG_NAME,
    MORNING,
    empty_summary,
    hostile_summary,
    part_figures,
    some_figures,
    some_row,
    some_summary,
)

SHEETS: Final = [
    "Tổng hợp",
    "Theo cơ quan",
    "Theo lĩnh vực",
    "Theo thủ tục",
    "Theo cán bộ",
    "Sổ ngày",
    "Quá hạn",
    "Đến hạn",
]


def book_of(summary: DailySummary, by: GroupBy | None = None) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(summary_xlsx(summary, by)))


def texts(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def rows_below(sheet: Worksheet, head: str) -> list[dict[object, object]]:
    """Return the rows below the head that starts with `head`, as title to value."""
    rows = texts(sheet)
    at = next(number for number, row in enumerate(rows) if row[0] == head)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def text_of(sheet: Worksheet) -> str:
    return "\n".join(str(value) for row in texts(sheet) for value in row if value is not None)


def test_sheets_are_there_in_order() -> None:
    assert book_of(some_summary()).sheetnames == SHEETS


def test_one_split_is_there_when_asked_for_alone() -> None:
    names = book_of(some_summary(), GroupBy.FIELD).sheetnames
    assert names == ["Tổng hợp", "Theo lĩnh vực", "Sổ ngày", "Quá hạn", "Đến hạn"]


def test_total_sheet_has_every_figure_in_the_order_of_the_form() -> None:
    rows = rows_below(book_of(some_summary())["Tổng hợp"], "Cột biểu")
    figures = [
        (row["Cột biểu"], row["Chỉ tiêu"], row["Số lượng"]) for row in rows[: len(DOSSIER_FIGURES)]
    ]
    assert [figure[0] for figure in figures[:11]] == [f"({number})" for number in range(3, 14)]
    assert [figure[2] for figure in figures] == [
        *(170, 9, 33, 128, 37, 20, 16, 1, 133, 131, 2),
        *(30, 3, 7, 4, 5, 6, 8, 13, 33, 11, 1_250_000, 41, 38, 12, 10),
    ]
    assert [figure[1] for figure in figures] == [measure.title for measure in DOSSIER_FIGURES]


def test_total_sheet_shows_the_identity() -> None:
    assert "128 + 42 = 37 + 133 ✓" in text_of(book_of(some_summary())["Tổng hợp"])


@pytest.mark.parametrize(
    ("by", "name"),
    [
        (GroupBy.AGENCY, "Theo cơ quan"),
        (GroupBy.FIELD, "Theo lĩnh vực"),
        (GroupBy.PROCEDURE, "Theo thủ tục"),
        (GroupBy.OFFICER, "Theo cán bộ"),
    ],
)
def test_split_has_every_group_and_the_total(by: GroupBy, name: str) -> None:
    summary = some_summary()
    rows = texts(book_of(summary)[name])
    groups = summary.groups[by]
    at = next(number for number, row in enumerate(rows) if row[0] == "TT") + 1
    for number, group in enumerate(groups, 1):
        values = tuple(group.figures[measure.code] for measure in DOSSIER_FIGURES)
        assert rows[at + number - 1] == (number, group.key, group.name, *values)
    total = tuple(summary.total[measure.code] for measure in DOSSIER_FIGURES)
    assert rows[at + len(groups)] == (None, None, "Toàn đơn vị", *total)


def full_row() -> RegisterRow:
    return some_row(
        received_at=MORNING + timedelta(seconds=37, microseconds=600_000),
        status=DossierStatus.RETURNED,
        timeliness=Timeliness.EARLY,
        ended_at=MORNING.replace(hour=3),
        returned_at=MORNING.replace(hour=4),
        owner_id_masked="079185001234",
        channel=Channel.POST,
        is_late_entry=True,
        fees_vnd=50_000,
    )


def test_register_keeps_each_value_and_its_type() -> None:
    row = full_row()
    shown = rows_below(book_of(some_summary(received_rows=(row,)))["Sổ ngày"], "TT")[0]
    assert shown == {
        "TT": 1,
        "Mã hồ sơ": "000.00.15.H53-261123-0001",
        "Thủ tục": row.procedure_name,
        "Chủ hồ sơ": "Nguyễn Thị Ước 1",
        "Nhận lúc": datetime(2026, 11, 23, 7, 31, 37),  # noqa: DTZ001 - a sheet has no zones
        "Hẹn trả": datetime(2026, 11, 26, 7, 32),  # noqa: DTZ001
        "Chuyển tới": "Phòng Tư pháp",
        "Người nhận": "Lê Thị Hạnh",
        "Trạng thái": "Đã trả kết quả",
        "Thời hạn": "Trước hạn",
        "Mã thủ tục": "1.001720",
        "Lĩnh vực": "Hộ tịch",
        "Cơ quan giải quyết": "Phòng Tư pháp",
        "Cán bộ tiếp nhận": "Trần Văn Đức",
        "Kênh": "Bưu chính",
        "Số giấy tờ": "079185001234",
        "Kết thúc lúc": datetime(2026, 11, 23, 10, 31),  # noqa: DTZ001
        "Trả kết quả lúc": datetime(2026, 11, 23, 11, 31),  # noqa: DTZ001
        "Phí (đồng)": 50_000,
        "Ghi chú": "Nhập bù",
    }


def test_dates_are_dates_and_codes_are_text() -> None:
    sheet = book_of(some_summary(received_rows=(full_row(),)))["Sổ ngày"]
    cells = {head.value: cell for head, cell in zip(sheet[2], sheet[3], strict=True)}
    assert cells["Nhận lúc"].number_format == "dd/mm/yyyy hh:mm"
    assert cells["Nhận lúc"].data_type == "d"
    for title in ("Mã hồ sơ", "Mã thủ tục", "Số giấy tờ"):
        assert cells[title].data_type in {"s", "inlineStr"}
        assert cells[title].number_format == "@"
    assert cells["Thủ tục"].alignment.wrap_text


def test_every_row_of_a_long_register_is_there() -> None:
    summary = some_summary(400)
    book = book_of(summary)
    shown = rows_below(book["Sổ ngày"], "TT")
    assert [row["Mã hồ sơ"] for row in shown] == [row.code for row in summary.received_rows]
    assert [row["Nhận lúc"] for row in shown] == [
        to_local(row.received_at).replace(tzinfo=None) for row in summary.received_rows
    ]
    assert [row["Phí (đồng)"] for row in shown] == [row.fees_vnd for row in summary.received_rows]
    late = rows_below(book["Quá hạn"], "TT")
    assert [row["Mã hồ sơ"] for row in late] == [row.code for row in summary.overdue_rows]
    assert late[0]["Chậm"] == "Quá hạn 2 ngày"
    due = rows_below(book["Đến hạn"], "TT")
    assert [row["Mã hồ sơ"] for row in due] == [row.code for row in summary.due_today_rows]


def test_hostile_text_is_never_a_formula_or_a_link() -> None:
    book = book_of(hostile_summary())
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 2000
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if cell.hyperlink]
    names = [row["Chủ hồ sơ"] for row in rows_below(book["Sổ ngày"], "TT")]
    assert names[0] == "=cmd|' /C calc'!A0"
    assert names[9] == "<img src=x onerror=alert(1)>"
    assert str(names[10]).strip() == "<r><t>chen</t></r>"
    assert names[12] == "Nguyễn Văn A [31m"
    assert names[13] == "LêBình"
    assert names[16] == "Nguyễn Văn B"


def test_long_names_and_decomposed_text_arrive_whole() -> None:
    row = some_row(procedure_name=LONG_NAME, owner_name="Nguye\u0302\u0303n")
    shown = rows_below(book_of(some_summary(received_rows=(row,)))["Sổ ngày"], "TT")[0]
    assert shown["Thủ tục"] == LONG_NAME
    assert shown["Chủ hồ sơ"] == "Nguyễn"


def test_empty_day_has_all_sheets_and_zeros() -> None:
    book = book_of(empty_summary())
    assert book.sheetnames == SHEETS
    rows = rows_below(book["Tổng hợp"], "Cột biểu")[: len(DOSSIER_FIGURES)]
    assert {row["Số lượng"] for row in rows} == {0}
    assert rows_below(book["Sổ ngày"], "TT") == []


def test_lists_are_frozen_filtered_and_print_with_their_head() -> None:
    book = book_of(some_summary())
    for name in SHEETS[1:]:
        sheet = book[name]
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert sheet.print_title_rows is not None
    for name in SHEETS:
        assert book[name].page_setup.orientation == "landscape"
        assert str(book[name].page_setup.paperSize) == "9"
    assert book["Sổ ngày"].auto_filter.ref == "A2:T5"
    assert book["Sổ ngày"].freeze_panes == "C3"


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_mark_stands_on_every_sheet_of_demo_data_alone(is_demo: bool) -> None:
    book = book_of(some_summary(is_demo=is_demo))
    marked = [sheet.title for sheet in book if states.DEMO_DATA in text_of(sheet)]
    assert marked == (SHEETS if is_demo else [])


def test_same_summary_gives_the_same_bytes() -> None:
    assert summary_xlsx(some_summary()) == summary_xlsx(some_summary())


def test_period_is_in_the_title() -> None:
    summary = some_summary()
    longer = replace(summary, first_day=summary.first_day.replace(day=1))
    title = text_of(book_of(longer)["Tổng hợp"])
    assert "BẢNG TỔNG HỢP HỒ SƠ TỪ NGÀY 01/11/2026 ĐẾN NGÀY 23/11/2026" in title


def test_builders_add_up() -> None:
    assert some_figures().adds_up
    assert part_figures().adds_up
