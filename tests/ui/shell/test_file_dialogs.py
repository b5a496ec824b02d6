"""What the dialogs for files make of the name that a person gave."""

from pathlib import Path

import pytest

from app.reports.formats import ExportFormat
from app.ui.shell.file_dialogs import with_ending


@pytest.mark.parametrize(
    ("name", "fmt", "expected"),
    [
        ("a", ExportFormat.XLSX, "a.xlsx"),
        ("a.XLSX", ExportFormat.XLSX, "a.XLSX"),
        ("tong-hop-23.11", ExportFormat.PDF, "tong-hop-23.11.pdf"),
        ("a.csv", ExportFormat.REGISTER_CSV, "a.csv"),
    ],
)
def test_a_file_s_ending_is_added_once(name: str, fmt: ExportFormat, expected: str) -> None:
    assert with_ending(Path("x") / name, fmt.suffix) == Path("x") / expected
