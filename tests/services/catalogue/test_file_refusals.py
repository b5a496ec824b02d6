"""A file that is not an honest catalogue is refused as a whole, in one sentence, quickly."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import InvalidInputError
from app.services.catalogue.importing import read_catalogue
from app.services.tables import _walk
from tests.services.catalogue.files import (
    HEADINGS,
    a_json,
    a_raw_xlsx,
    a_row,
    an_xlsx,
    csv_text,
    text_cells,
)


def _written(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return write


def _missing(folder: Path) -> Path:
    return folder / "không-có.csv"


def _a_folder(folder: Path) -> Path:
    path = folder / "thư-mục.csv"
    path.mkdir()
    return path


def _cut_workbook(folder: Path) -> Path:
    path = an_xlsx(folder, a_row())
    path.write_bytes(path.read_bytes()[:-200])
    return path


def _flipped_workbook(folder: Path) -> Path:
    path = an_xlsx(folder, a_row())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))
    return path


def _far_cell(folder: Path) -> Path:
    return a_raw_xlsx(folder, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _far_column(folder: Path) -> Path:
    return a_raw_xlsx(folder, '<row r="1"><c r="XFD1"><v>1</v></c></row>')


def _far_cell_in_hidden_part(folder: Path) -> Path:
    cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return a_raw_xlsx(folder, cell, target="worksheets/sheet1.png")


def _broken_reference(folder: Path) -> Path:
    return a_raw_xlsx(folder, '<row r="1"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>')


def _broken_row(folder: Path) -> Path:
    return a_raw_xlsx(folder, '<row r="-1"><c><v>1</v></c></row>')


def _entities(folder: Path) -> Path:
    inner = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 9))
    return a_raw_xlsx(
        folder, text_cells(1, "&e8;"), before=f'<!DOCTYPE x [<!ENTITY e0 "ha">{inner}]>'
    )


def _external_entity(folder: Path) -> Path:
    secret = folder / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    before = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]>'
    return a_raw_xlsx(folder, text_cells(1, "&a;"), before=before)


def _other_encoding(folder: Path) -> Path:
    """Declare an encoding under which a careless check would read other tags than the parser."""
    cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return a_raw_xlsx(folder, cell, before='<?xml version="1.0" encoding="cp037"?>')


def _bomb(folder: Path) -> Path:
    """Write about 170 KB that unpack to 64 MB and more."""
    path = a_raw_xlsx(folder, text_cells(1, *HEADINGS))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<sst>" + b" " * (170 * 1024 * 1024) + b"</sst>")
    assert 100_000 < path.stat().st_size < 250_000
    return path


def _dense_bomb(folder: Path) -> Path:
    """Write 2 MB that unpack to 30 MB by many parts: only the part count and ratio betray it."""
    path = a_raw_xlsx(folder, text_cells(1, *HEADINGS))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(600):
            archive.writestr(f"xl/media/{number}.bin", b"x")
    return path


def _many_rows(folder: Path) -> Path:
    path = folder / "dài.csv"
    row = ",".join(map(str, a_row())) + "\n"
    path.write_text(",".join(HEADINGS) + "\n" + row * 50_001, encoding="utf-8")
    return path


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (_missing, "Không có tệp"),
    "folder": (_a_folder, "Không có tệp"),
    "other kind": (_written("ảnh.png", b"\x89PNG"), "Hãy dùng tệp .xlsx"),
    "no suffix": (_written("danhmuc", b"code,name"), "Hãy dùng tệp .xlsx"),
    "empty": (_written("a.csv", b""), "rỗng"),
    "blank": (_written("a.csv", b"\xef\xbb\xbf \r\n"), "rỗng"),
    "empty workbook": (_written("a.xlsx", b""), "rỗng"),
    "too large": (_written("a.csv", b"x" * (10 * 1024 * 1024 + 1)), "lớn hơn 10 MB"),
    "old office": (_written("a.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 99), "Excel đời cũ"),
    "csv named xlsx": (_written("a.xlsx", csv_text(a_row()).encode()), "không khớp với đuôi"),
    "zip named csv": (_written("a.csv", b"PK\x03\x04rest"), "không khớp với đuôi"),
    "not a workbook": (_written("a.xlsx", b"PK\x03\x04" + b"rest" * 99), "hỏng"),
    "cut workbook": (_cut_workbook, "hỏng"),
    "flipped workbook": (_flipped_workbook, "hỏng"),
    "legacy encoding": (
        _written("a.csv", "code,name\n1,Đăng ký".encode("cp1258", "replace")),
        "bảng mã",
    ),
    "broken utf-16": (_written("a.csv", b"\xff\xfea"), "bảng mã"),
    "binary": (_written("a.csv", b"code,\0name\n"), "ký tự rỗng"),
    "open quote": (_written("a.csv", b'code,name\n"1.1,x\n'), "ngoặc kép"),
    "long field": (_written("a.csv", b"code,name\n1," + b"x" * 140_000), "ngoặc kép"),
    "wide csv": (_written("a.csv", b"," * 100 + b"\n"), "hơn 64 cột"),
    "no headings": (_written("a.csv", b"1.1,x,y\n1.2,x,y\n"), "thiếu cột"),
    "wrong headings": (_written("a.csv", b"code,name,field,cap\n"), "thiếu cột unit"),
    "many rows": (_many_rows, "50.000 dòng"),
    "json syntax": (_written("a.json", b'[{"code": '), "sai cú pháp"),
    "json object": (_written("a.json", b'{"code": "1"}'), "sai cú pháp"),
    "json depth": (_written("a.json", b"[" * 100_000), "sai cú pháp"),
    "json empty": (_written("a.json", b"[]"), "không có thủ tục nào"),
    "json of figures": (_written("a.json", b"[1, 2]"), "không có thủ tục nào"),
    "json many": (lambda folder: a_json(folder, [{"code": 1}] * 50_001), "50.000 dòng"),
    "json not utf-8": (_written("a.json", b'[{"code": "\xff"}]'), "sai cú pháp"),
    "far cell": (_far_cell, "50.000 dòng"),
    "far column": (_far_column, "rộng hơn 64 cột"),
    "hidden part": (_far_cell_in_hidden_part, "hỏng"),
    "broken reference": (_broken_reference, "hỏng"),
    "broken row": (_broken_row, "hỏng"),
    "entities": (_entities, "thực thể"),
    "external entity": (_external_entity, "thực thể"),
    "other encoding": (_other_encoding, "50.000 dòng"),
    "bomb": (_bomb, "bung ra quá lớn"),
    "many parts": (_dense_bomb, "bung ra quá lớn"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_file_is_refused_with_one_sentence(kind: str, tmp_path: Path) -> None:
    write, sentence = REFUSED[kind]
    path = write(tmp_path)
    with pytest.raises(InvalidInputError, match=sentence) as caught:
        read_catalogue(path)
    assert caught.value.field == "file"
    assert caught.value.message.endswith(".")


def test_size_said_falsely_is_caught_while_reading(tmp_path: Path) -> None:
    """An archive that claims a small size for a large part must not reach the parser."""
    path = a_raw_xlsx(tmp_path, text_cells(1, *HEADINGS) + " " * 3_000_000)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    content = path.read_bytes()
    real, said = size.to_bytes(4, "little"), (2_000).to_bytes(4, "little")
    assert content.count(real) == 2
    path.write_bytes(content.replace(real, said))
    with zipfile.ZipFile(path) as archive, pytest.raises(zipfile.BadZipFile, match="CRC"):
        _walk(archive)
    with pytest.raises(InvalidInputError, match="hỏng"):
        read_catalogue(path)
