"""XLSX bytes to rows of cells: weighed and walked part by part before the parser sees them.

The parser lays a sheet out as a full rectangle, so one cell in the last corner would take all
memory; a bomb, an entity or such a cell must be found first.
"""

import re
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from app.errors import InvalidInputError
from app.services.tables.csv_rows import Row
from app.services.tables.file_limits import (
    MOST_COLUMNS,
    MOST_RATIO,
    MOST_ROWS,
    MOST_UNPACKED,
    refuse,
    too_many_rows,
)

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
