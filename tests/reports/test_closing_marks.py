"""Every file of a summary says whether its day is closed, and which closings were undone."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest
from openpyxl import load_workbook

from app.reports.export import summary_bytes
from app.reports.formats import ExportFormat
from app.services.figures.period import ClosingMark
from app.services.ledger.closed_days import ReopenedLine
from tests.reports.summaries import DAY, MORNING, some_summary

UNDONE = ReopenedLine(
    day=DAY,
    ordinal=1,
    closed_at=MORNING,
    closed_by="Phạm Thị Kiều",
    reopened_at=MORNING + timedelta(hours=1),
    reopened_by="Phạm Thị Kiều",
    reopened_with="Đặng Văn Quản",
    reason="=Quên một hồ sơ",
)
MARK = ClosingMark(
    closed_at=MORNING + timedelta(hours=9),
    closed_by="Phạm Thị Kiều",
    ordinal=2,
    reopened=(UNDONE,),
)
CLOSED = "Đã khóa (lần 2) lúc 23/11/2026 16:31 bởi Phạm Thị Kiều."
OPENED = "bởi Phạm Thị Kiều và Đặng Văn Quản, lý do: =Quên một hồ sơ."


def _text(fmt: ExportFormat) -> str:
    raw = summary_bytes(replace(some_summary(), closing=MARK), fmt, None)
    match fmt:
        case ExportFormat.XLSX:
            sheet = load_workbook(io.BytesIO(raw)).worksheets[0]
            return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        case ExportFormat.PDF:
            pages = pypdfium2.PdfDocument(raw)
            return " ".join(pages[0].get_textpage().get_text_range().split())
        case _:
            return raw.decode("utf-8-sig")


@pytest.mark.parametrize("fmt", [ExportFormat.XLSX, ExportFormat.PDF, ExportFormat.CSV])
def test_files_for_people_say_it_in_words(fmt: ExportFormat) -> None:
    text = _text(fmt)
    assert CLOSED in text
    assert OPENED in text


def test_json_says_it_in_fields() -> None:
    said = json.loads(_text(ExportFormat.JSON))["closing"]
    assert (said["closed_at"], said["ordinal"]) == ("2026-11-23T16:31:00+07:00", 2)
    (line,) = said["reopened"]
    assert (line["reopened_with"], line["reason"]) == ("Đặng Văn Quản", "=Quên một hồ sơ")


@pytest.mark.parametrize("fmt", [ExportFormat.XLSX, ExportFormat.PDF, ExportFormat.CSV])
def test_an_open_day_says_nothing(fmt: ExportFormat) -> None:
    raw = summary_bytes(some_summary(), fmt, None)
    assert raw != summary_bytes(replace(some_summary(), closing=MARK), fmt, None)
    assert b"closing" not in raw
