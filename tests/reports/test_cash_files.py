"""Sheets of money as workbooks and documents, and what their files are called."""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import RuleBrokenError
from app.reports.cash_export import MONEY_FORMATS, money_bytes, money_file_name
from app.reports.formats import ExportFormat
from tests.reports.money_sheets import HEAD, a_day, a_quarter, a_row
from tests.reports.summaries import HOSTILE_NAMES

STARTS = {ExportFormat.XLSX: b"PK", ExportFormat.PDF: b"%PDF-", ExportFormat.JSON: b"{"}


def _sheets(content: bytes) -> list[Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [book[name] for name in book.sheetnames]


def _below(sheet: Worksheet, title: str) -> Sequence[tuple[object, ...]]:
    """Return the rows under the head that begins with `title`."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == title)
    return rows[start + 1 :]


@pytest.mark.parametrize("fmt", MONEY_FORMATS)
def test_each_format_is_made_of_either_sheet(fmt: ExportFormat) -> None:
    assert money_bytes(a_day(), fmt).startswith(STARTS[fmt])
    assert money_bytes(a_quarter(), fmt).startswith(STARTS[fmt])


def test_no_other_format_is_made() -> None:
    with pytest.raises(ValueError, match="csv"):
        money_bytes(a_day(), ExportFormat.CSV)


@pytest.mark.parametrize("fmt", MONEY_FORMATS)
def test_no_format_is_made_of_sums_that_differ(fmt: ExportFormat) -> None:
    cash = a_day()
    with pytest.raises(RuleBrokenError):
        money_bytes(replace(cash, rows=cash.rows[1:]), fmt)


def test_the_workbook_of_a_day_has_sums_as_numbers_and_every_payment() -> None:
    officers, payments = _sheets(money_bytes(a_day(), ExportFormat.XLSX))
    sums = _below(officers, "TT")
    assert sums[0] == (1, "canbo.a", "Nguyễn Thị An", "1/PT – 3/PT", 2, 40_000, 0, 40_000)
    assert sums[2] == (None, None, "Tổng cộng", None, 4, 40_000, 60_000, 100_000)
    assert any("Một trăm nghìn đồng" in str(row[0]) for row in sums[3:])
    rows = _below(payments, "TT")
    assert sum(int(str(row[-1])) for row in rows) == 100_000
    assert [row[1] for row in rows] == ["1/PT", "3/PT", "2/PT", "4/PT"]
    assert rows[2][4:6] == ("Đỗ Thị Nộp", "Lê Văn Chủ 2")
    assert rows[0][2] == datetime(2026, 11, 23, 7, 34)  # noqa: DTZ001 - a spreadsheet's wall clock


def test_hostile_names_stay_text() -> None:
    rows = tuple(a_row(n, owner_name=name, payer_name=name) for n, name in enumerate(HOSTILE_NAMES))
    cash = a_day(0, rows=rows)
    officer = replace(a_day(1).officers[0], advance_vnd=sum(row.amount_vnd for row in rows))
    made = replace(cash, officers=(officer,))
    for sheet in _sheets(money_bytes(made, ExportFormat.XLSX)):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_workbook_of_a_quarter_adds_up() -> None:
    (sheet,) = _sheets(money_bytes(a_quarter(), ExportFormat.XLSX))
    rows = _below(sheet, "TT")
    groups, total = rows[:3], rows[3]
    assert total[2] == "Tổng cộng"
    for column in range(4, 10):
        assert sum(int(str(row[column])) for row in groups) == total[column]
    assert total[8] == 1_503_000


def test_test_data_is_marked() -> None:
    demo = replace(HEAD, is_demo=True)
    (first, *_) = _sheets(money_bytes(a_day(head=demo), ExportFormat.XLSX))
    assert "DỮ LIỆU THỬ" in [row[0] for row in first.iter_rows(values_only=True)]


def test_the_documents_say_the_same_figures() -> None:
    day = json.loads(money_bytes(a_day(), ExportFormat.JSON))
    assert (day["day"], day["total_vnd"], day["count"]) == ("2026-11-23", 100_000, 4)
    assert sum(one["amount_vnd"] for one in day["payments"]) == day["total_vnd"]
    assert not any("Chủ" in str(one) for one in day["payments"])
    quarter = json.loads(money_bytes(a_quarter(), ExportFormat.JSON))
    assert (quarter["from"], quarter["total_vnd"]) == ("2026-10-01", 1_503_000)
    assert sum(group["open_advance_vnd"] for group in quarter["groups"]) == 70_000


def test_files_are_named_by_what_they_are() -> None:
    assert money_file_name(a_day(), ExportFormat.PDF) == "thu-phi-2026-11-23.pdf"
    own = a_day(1, is_own=True)
    assert money_file_name(own, ExportFormat.XLSX) == "thu-phi-2026-11-23-canbo.a.xlsx"
    name = money_file_name(a_quarter(), ExportFormat.XLSX)
    assert name == "quyet-toan-phi-2026-quy-4.xlsx"
