"""A file of rows, whatever its kind: its content decides, its name must agree."""

from pathlib import Path
from typing import Final

from app.services.tables.csv_rows import IsHeading, Row, read_csv
from app.services.tables.file_limits import read_capped, refuse
from app.services.tables.workbooks import read_workbook

TEXT_SUFFIXES: Final = (".csv", ".tsv", ".txt")
_WORKBOOK: Final = ".xlsx"
_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


def sheets_of(path: Path, is_heading: IsHeading) -> list[list[Row]]:
    """Return the rows of each sheet; a text file has one.

    Raises InvalidInputError for `file`, saying what to do, for a file that is missing, empty, too
    large, of another kind than its name says, or of a wrong encoding.
    """
    if path.suffix.lower() not in {_WORKBOOK, *TEXT_SUFFIXES}:
        raise refuse(f"Không nhập được tệp “{path.name}”. Hãy dùng tệp .xlsx hoặc .csv.")
    content = read_capped(path)
    if is_workbook(path, content):
        return read_workbook(content)
    return [read_csv(content, is_heading)]


def is_workbook(path: Path, content: bytes) -> bool:
    """Say whether a file is a workbook. Raises InvalidInputError where its name says otherwise."""
    if content.startswith(_OLD_OFFICE):
        raise refuse(
            "Tệp là Excel đời cũ (.xls) hoặc có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu và lưu "
            "dạng .xlsx."
        )
    suffix, found = path.suffix.lower(), content.startswith(_ZIP)
    if found != (suffix == _WORKBOOK):
        raise refuse(
            f"Nội dung tệp “{path.name}” không khớp với đuôi {suffix}. Hãy lưu lại đúng dạng rồi "
            "nhập."
        )
    return found
