"""Flat rows: every way a spreadsheet says one thing, and every row that is refused."""

from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from app.services.catalogue.cells import is_heading
from app.services.catalogue.importing import checked_content, read_catalogue
from app.services.catalogue.records import FileContent, Refusal
from app.services.tables import read_csv
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.vocabulary.office import Level
from tests.services.catalogue.files import HEADINGS, a_csv, a_json, a_row, an_xlsx, csv_text


def _refusals(content: FileContent) -> tuple[Refusal, ...]:
    return checked_content(content).refused


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_in_every_encoding_and_delimiter(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv_text(a_row(), delimiter=delimiter), encoding=encoding, newline="")
    (entry,) = read_catalogue(path).entries
    draft = entry.draft
    assert (draft.code, draft.name, draft.field) == ("1.001193", "Đăng ký khai sinh", "Hộ tịch")
    assert draft.level is Level.COMMUNE
    assert draft.agency_name == "UBND cấp xã"
    assert [paper.name for paper in draft.papers] == ["Tờ khai", "Giấy chứng sinh"]
    assert all(paper.original == 1 and paper.is_required for paper in draft.papers)
    (case,) = draft.cases
    assert (case.name, case.value, case.unit) == (
        "Thông thường",
        Decimal(1),
        TimeUnit.WORKING_DAY,
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_headings_are_parted_by_their_commonest_mark(delimiter: str) -> None:
    text = f'procedure{delimiter}owner_name\n1.1{delimiter}"a,b;c;d,e"\n'
    rows = [cells for _number, cells in read_csv(text.encode(), is_heading)]
    assert rows == [["procedure", "owner_name"], ["1.1", "a,b;c;d,e"]]


def test_workbook_is_read_like_csv(tmp_path: Path) -> None:
    assert read_catalogue(an_xlsx(tmp_path, a_row())).entries == (
        read_catalogue(a_csv(tmp_path, a_row())).entries
    )


def test_workbook_code_taken_for_a_number_gets_its_zero_back(tmp_path: Path) -> None:
    (entry,) = read_catalogue(an_xlsx(tmp_path, a_row(code=1.00119, value=2.5))).entries
    assert entry.draft.code == "1.001190"
    assert entry.draft.cases[0].value == Decimal("2.5")


def test_headings_may_be_vietnamese_below_a_title(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    headings = ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cấp", "Đơn vị thời gian", "Thời hạn")
    row = ("1.1", "Tên", "Hộ tịch", "Xã", "Giờ", "8")
    body = csv_text(row, headings=headings)
    path.write_text("DANH MỤC THỦ TỤC,,,,,\n" + body, encoding="utf-8", newline="")
    (entry,) = read_catalogue(path).entries
    assert entry.row == 3
    assert entry.draft.cases[0].unit is TimeUnit.WORKING_HOUR


def test_unknown_heading_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = csv_text((*a_row(), "x"), headings=(*HEADINGS, "Ghi chú"))
    path.write_text(text, encoding="utf-8", newline="")
    (notice,) = read_catalogue(path).notices
    assert "Ghi chú" in notice.message


def test_rows_of_one_code_are_cases_of_one_procedure(tmp_path: Path) -> None:
    path = a_csv(
        tmp_path,
        a_row(documents="Tờ khai"),
        a_row(case="Cần xác minh", value="5", fee_vnd="50.000 đ", documents="Tờ khai\nBiên bản"),
    )
    (entry,) = read_catalogue(path).entries
    assert entry.rows == (2, 3)
    assert [(case.name, case.fee_vnd) for case in entry.draft.cases] == [
        ("Thông thường", 0),
        ("Cần xác minh", 50_000),
    ]
    assert [paper.name for paper in entry.draft.papers] == ["Tờ khai", "Biên bản"]


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    path = a_csv(tmp_path, a_row(), ("",) * 10, a_row(code="1.2"))
    assert [entry.row for entry in read_catalogue(path).entries] == [2, 4]


def test_json_rows_are_flat_too(tmp_path: Path) -> None:
    row = dict(zip(HEADINGS, a_row(value=1, fee_vnd=8000), strict=True))
    path = a_json(tmp_path, [row | {"documents": ["Tờ khai", "Ảnh"]}, 5])
    content = read_catalogue(path)
    assert content.entries[0].draft.cases[0].fee_vnd == 8000
    assert [paper.name for paper in content.entries[0].draft.papers] == ["Tờ khai", "Ảnh"]
    assert [each.row for each in content.refused] == [2]


def test_channels_and_cutoff_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [
        (*a_row(value="", unit="same_day"), "counter, bưu chính", "16h"),
        (*a_row(code="1.2", value="0", unit="trong ngày"), "", ""),
    ]
    headings = (*HEADINGS, "channels", "late_cutoff")
    path.write_text(csv_text(*rows, headings=headings), encoding="utf-8", newline="")
    first, second = (entry.draft.cases[0] for entry in read_catalogue(path).entries)
    assert first.channels == (Channel.COUNTER, Channel.POST)
    assert (first.late_cutoff, second.late_cutoff) == (time(16), time(15))
    assert second.channels == tuple(Channel)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"code": ""}, "code", "Chưa có mã"),
        ({"code": "1 2"}, "code", "chỉ gồm chữ"),
        ({"code": "=1+1"}, "code", "chỉ gồm chữ"),
        ({"code": "1" * 65}, "code", "tối đa 64"),
        ({"name": " "}, "name", "Chưa có tên"),
        ({"name": "x" * 1501}, "name", "tối đa 1500"),
        ({"name": "tên\u202eẩn"}, "name", "ký tự ẩn"),
        ({"name": "tên\x07"}, "name", "ký tự điều khiển"),
        ({"field": ""}, "field", "Chưa có lĩnh vực"),
        ({"field": "x" * 201}, "field", "tối đa 200"),
        ({"level": ""}, "level", "còn trống"),
        ({"level": "thôn"}, "level", "không dùng được"),
        ({"case": "x" * 301}, "cases.0.name", "tối đa 300"),
        ({"value": ""}, "value", "Chưa có số"),
        ({"value": "ba"}, "value", "không phải là số"),
        ({"value": "1e3"}, "value", "không phải là số"),
        ({"value": "-1"}, "cases.0.value", "lớn hơn 0"),
        ({"value": "0"}, "cases.0.value", "lớn hơn 0"),
        ({"value": "1001"}, "cases.0.value", "không quá 1000"),
        ({"value": "0.3"}, "cases.0.value", "nửa ngày"),
        ({"value": "1,5", "unit": "month"}, "cases.0.value", "số nguyên"),
        ({"value": "2", "unit": "none"}, "cases.0.value", "không đi kèm số"),
        ({"unit": ""}, "unit", "còn trống"),
        ({"unit": "tuần"}, "unit", "không dùng được"),
        ({"agency": "x" * 301}, "agency", "tối đa 300"),
        ({"fee_vnd": "năm nghìn"}, "fee_vnd", "không phải là số tiền"),
        ({"fee_vnd": "12,5"}, "fee_vnd", "không phải là số tiền"),
        ({"fee_vnd": "-1"}, "cases.0.fee_vnd", "từ 0 đến"),
        ({"fee_vnd": "1000000001"}, "cases.0.fee_vnd", "từ 0 đến"),
        ({"documents": ";".join(f"Giấy {n}" for n in range(201))}, "papers", "tối đa 200"),
        ({"documents": "x" * 1001}, "papers.0.name", "tối đa 1000"),
    ],
)
def test_bad_cell_refuses_its_row(
    tmp_path: Path, changed: dict[str, object], field: str, sentence: str
) -> None:
    content = read_catalogue(a_csv(tmp_path, a_row(code="1.9"), a_row(**changed)))
    (refusal,) = _refusals(content)
    assert (refusal.row, refusal.field) == (3, field)
    assert sentence in refusal.reason
    assert [entry.draft.code for entry in checked_content(content).entries] == ["1.9"]


def test_wrong_channel_and_cutoff_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [(*a_row(), "chim câu", ""), (*a_row(code="1.2"), "", "25:00")]
    headings = (*HEADINGS, "channels", "late_cutoff")
    path.write_text(csv_text(*rows, headings=headings), encoding="utf-8", newline="")
    assert [each.field for each in read_catalogue(path).refused] == ["channels", "late_cutoff"]


def test_duplicate_case_is_refused_and_the_first_kept(tmp_path: Path) -> None:
    content = read_catalogue(a_csv(tmp_path, a_row(), a_row(value="9"), a_row(code="1.2")))
    (refusal,) = content.refused
    assert (refusal.row, refusal.field) == (3, "case")
    assert "dòng 2" in refusal.reason
    assert [entry.draft.cases[0].value for entry in content.entries] == [1, 1]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "Khác"}, "name"),
        ({"field": "Khác"}, "field"),
        ({"level": "province"}, "level"),
        ({"agency": "Khác"}, "agency"),
    ],
)
def test_contradiction_holds_the_whole_procedure_back(
    tmp_path: Path, changed: dict[str, object], field: str
) -> None:
    content = read_catalogue(a_csv(tmp_path, a_row(), a_row(case="Hai", **changed)))
    assert content.entries == ()
    assert [(each.row, each.field) for each in content.refused] == [(2, "code"), (3, field)]


def test_rule_broken_by_one_case_holds_its_sisters_back(tmp_path: Path) -> None:
    content = read_catalogue(a_csv(tmp_path, a_row(), a_row(case="Hai", value="0,3")))
    checked = checked_content(content)
    assert checked.entries == ()
    assert [(each.row, each.field) for each in checked.refused] == [
        (2, "code"),
        (3, "cases.1.value"),
    ]


def test_many_rows_of_one_code_are_read_in_time(tmp_path: Path) -> None:
    rows = [a_row(case=f"Trường hợp {number}") for number in range(20_000)]
    refused = _refusals(read_catalogue(a_csv(tmp_path, *rows)))
    assert refused[0].field == "cases"
    assert len(refused) == 20_000
