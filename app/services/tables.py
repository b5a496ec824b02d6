"""A file of rows, whatever its kind: its content decides, its name must agree."""

import codecs
import csv
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from app.errors import InvalidInputError

# What a file may weigh, checked before anything parses it, and the one way to refuse it.

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
MOST_ROWS = 50_000
MOST_COLUMNS = 64


def refuse(message: str) -> InvalidInputError:
    """Return the error that refuses a whole file."""
    return InvalidInputError("file", message)


def read_capped(path: Path) -> bytes:
    """Return the file's bytes. Raises InvalidInputError for one missing, empty or too large."""
    try:
        if not path.is_file():
            raise refuse(f"Không có tệp {path.name}. Hãy chọn lại tệp.")
        with path.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except OSError as error:
        raise refuse(
            f"Không đọc được tệp {path.name}. Hãy kiểm tra quyền đọc, đóng chương trình đang mở "
            "tệp rồi thử lại."
        ) from error
    if len(content) > MOST_BYTES:
        raise refuse(f"Tệp {path.name} lớn hơn 10 MB. Hãy chia thành nhiều tệp nhỏ hơn.")
    if not content.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise refuse(f"Tệp {path.name} rỗng. Hãy chọn tệp có dữ liệu.")
    return content


def too_many_rows() -> InvalidInputError:
    """Return the refusal of a file with more rows than the limit."""
    return refuse("Tệp có hơn 50.000 dòng. Hãy chia thành nhiều tệp nhỏ hơn.")


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


# XLSX bytes to rows of cells: weighed and walked part by part before the parser sees them.
#
# The parser lays a sheet out as a full rectangle, so one cell in the last corner would take all
# memory; a bomb, an entity or such a cell must be found first.

_MOST_PARTS = 500
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # an unknown way of packing
    OSError,
    RuntimeError,  # a password
    ValueError,
)
_MARKUP = (".xml", ".rels", ".vml")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def read_workbook(content: bytes) -> list[list[Row]]:
    """Return the rows of each sheet. Raises InvalidInputError for what is no honest workbook."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _weigh(archive, len(content))
            _walk(archive)
    except _ZIP_FAULTS as error:
        raise _broken() from error
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return [
            list(enumerate(map(list, sheet.to_python(skip_empty_area=False)), start=1))
            for sheet in sheets
        ]
    except PasswordError as error:
        raise refuse("Tệp Excel có mật khẩu. Hãy bỏ mật khẩu rồi nhập lại.") from error
    except CalamineError as error:
        raise _broken() from error


def _broken() -> InvalidInputError:
    return refuse(
        "Tệp Excel hỏng hoặc không phải .xlsx. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi nhập."
    )


def _weigh(archive: zipfile.ZipFile, packed: int) -> None:
    """Refuse by the archive's own figures; `_walk` proves them while reading."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * packed:
        raise refuse(
            "Tệp Excel bung ra quá lớn so với kích thước của nó. Hãy chép dữ liệu sang một bảng "
            "tính mới rồi lưu lại."
        )


def _walk(archive: zipfile.ZipFile) -> None:
    """Read every part whole (its checksum proves its size) and walk the markup."""
    for part in archive.infolist():
        data = archive.read(part)
        if part.filename.lower().endswith(_MARKUP):
            _Walker().walk(data)
        elif b"sheetData" in data:
            raise _broken()


class _Walker:
    """Walks one part's markup: no document types, no cell beyond the limits."""

    def __init__(self) -> None:
        self._row = 0
        self._column = 0
        # The parser behind us takes every part for UTF-8, whatever it declares: so must this one.
        parser = expat.ParserCreate("utf-8")
        parser.StartDoctypeDeclHandler = self._on_doctype
        parser.StartElementHandler = self._on_start
        self._parser = parser

    def walk(self, data: bytes) -> None:
        """Walk `data`. Raises InvalidInputError."""
        try:
            self._parser.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
        except expat.ExpatError as error:
            raise _broken() from error

    def _on_doctype(self, *_declared: object) -> None:
        raise refuse(
            "Tệp Excel chứa khai báo thực thể XML, không an toàn. Hãy chép dữ liệu sang một bảng "
            "tính mới rồi lưu lại."
        )

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = self._row_number(attributes.get("r"))
                self._column = 0
            case "c":
                self._place(attributes.get("r"))
            case _:
                return
        if self._row > MOST_ROWS + 1:
            raise too_many_rows()
        if self._column > MOST_COLUMNS:
            raise refuse(
                f"Trang tính rộng hơn {MOST_COLUMNS} cột. Hãy xóa các cột thừa rồi lưu lại."
            )

    def _row_number(self, text: str | None) -> int:
        if text is None:
            return self._row + 1
        if not re.fullmatch(r"[1-9][0-9]{0,6}", text):
            raise _broken()
        return int(text)

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise _broken()
        self._column = _column_number(found[1])
        self._row = max(self._row, int(found[2]))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


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
