"""CSV bytes to rows of cells: UTF-8 or UTF-16, comma, semicolon or tab."""

import codecs
import csv
from collections.abc import Callable, Iterator
from io import StringIO

from app.services.tables.file_limits import MOST_COLUMNS, MOST_ROWS, refuse, too_many_rows

Row = tuple[int, list[object]]
"""A row's number as a spreadsheet shows it, and its cells."""

SEARCHED_ROWS = 10
"""Headings may stand below a title, but not far below."""

IsHeading = Callable[[str], bool]

_DELIMITERS = ",;\t"


def read_csv(content: bytes, is_heading: IsHeading) -> list[Row]:
    """Return the rows of a CSV file; `is_heading` knows the headings it is for.

    Raises InvalidInputError for wrong encodings or quotes.
    """
    text = _decode(content)
    delimiter = _delimiter(text, is_heading)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(_records(text, delimiter), start=1):
            if number > MOST_ROWS + 1:
                raise too_many_rows()
            if len(cells) > MOST_COLUMNS:
                raise refuse(f"Dòng {number} có hơn {MOST_COLUMNS} cột. Hãy kiểm tra lại tệp.")
            rows.append((number, list(cells)))
    except csv.Error as error:
        raise refuse(
            f"Tệp CSV sai từ dòng {len(rows) + 1}: dấu ngoặc kép không đóng hoặc ô quá dài. "
            "Hãy sửa dòng đó rồi nhập lại."
        ) from error
    return rows


def _delimiter(text: str, is_heading: IsHeading) -> str:
    """Return what parts the headings; cells below may hold all three marks.

    A file without known headings is parted by the commonest mark of its first line.
    """
    lines = text.splitlines()[:SEARCHED_ROWS] or [""]
    return max(
        _DELIMITERS,
        key=lambda mark: (
            max(_heading_count(line.split(mark), is_heading) for line in lines),
            lines[0].count(mark),
        ),
    )


def _heading_count(cells: list[str], is_heading: IsHeading) -> int:
    return sum(is_heading(cell.strip('"')) for cell in cells)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _decode(content: bytes) -> str:
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(
            "Tệp CSV không dùng bảng mã UTF-8 hay UTF-16. Hãy lưu lại bằng “CSV UTF-8” rồi nhập."
        ) from error
    if "\0" in text:
        raise refuse("Tệp có ký tự rỗng, không phải tệp CSV. Hãy lưu lại bằng “CSV UTF-8”.")
    return text
