"""A workbook: what it says lies nowhere before it is given out."""

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.reports.book import BookFacts, SheetBook
from app.reports.columns import Look

_FACTS = BookFacts("Sổ", "Bộ phận Một cửa", datetime(2026, 11, 23, 5, 0, tzinfo=UTC), "Chân trang")
_NAME = "Trần Thị Không Được Thấy"


def test_no_row_lies_in_a_temporary_file_while_a_workbook_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    book = SheetBook(_FACTS)
    for name in ("Một", "Hai"):
        sheet = book.sheet(name, (40,))
        for _ in range(2_000):
            sheet.cells([_NAME], [Look.TEXT])
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.stat().st_size] == []

    content = book.finish()

    found = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in ("Một", "Hai"):
        rows = found.get_sheet_by_name(name).to_python()
        assert rows == [[_NAME]] * 2_000
    assert list(tmp_path.rglob("*")) == []
