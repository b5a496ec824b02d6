"""Catalogue files for tests: honest ones, and ones built to do harm."""

import csv
import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

HEADINGS = (
    "code",
    "name",
    "field",
    "level",
    "case",
    "value",
    "unit",
    "agency",
    "fee_vnd",
    "documents",
)
BIRTH = (
    "1.001193",
    "Đăng ký khai sinh",
    "Hộ tịch",
    "commune",
    "Thông thường",
    "1",
    "working_day",
    "UBND cấp xã",
    "0",
    "Tờ khai; Giấy chứng sinh",
)


def a_row(**changed: object) -> tuple[object, ...]:
    """Return a good row, changed."""
    return tuple(changed.get(name, cell) for name, cell in zip(HEADINGS, BIRTH, strict=True))


def csv_text(
    *rows: tuple[object, ...], delimiter: str = ",", headings: tuple[str, ...] = HEADINGS
) -> str:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


def a_csv(folder: Path, *rows: tuple[object, ...], name: str = "danh-muc.csv") -> Path:
    path = folder / name
    path.write_text(csv_text(*rows), encoding="utf-8-sig", newline="")
    return path


def an_xlsx(folder: Path, *rows: tuple[object, ...], name: str = "danh-muc.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, *rows)):
            sheet.write_row(number, 0, row)
    return path


def a_json(folder: Path, content: object, name: str = "danh-muc.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def a_published(**changed: Any) -> dict[str, Any]:
    """Return a procedure in the nested shape, changed."""
    return {
        "code": "1.004837",
        "name": "Thủ tục đăng ký giám hộ",
        "field": "Hộ tịch",
        "decision": "163/QĐ-BTP",
        "levels": ["Cấp xã"],
        "agency": "Ủy ban nhân dân cấp xã",
        "authority": "",
        "channels": [a_channel("Trực tuyến"), a_channel("Trực tiếp")],
        "documents": [{"name": "Tờ khai", "originals": 1, "copies": 0}],
    } | changed


def a_channel(
    channel: str, value: float | None = 3, unit: str | None = "working_day", fee: int = 0
) -> dict[str, Any]:
    return {"channel": channel, "value": value, "unit": unit, "fees_vnd": [fee]}


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}"/></Relationships>'
)
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def a_raw_xlsx(
    folder: Path, sheet_data: str, *, before: str = "", target: str = "worksheets/sheet1.xml"
) -> Path:
    """Write a workbook whose one sheet holds `sheet_data` as it is, after `before`."""
    path = folder / "tho.xlsx"
    sheet = (
        f"{before}<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        f"<sheetData>{sheet_data}</sheetData></worksheet>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels", _RELS.format(target="xl/workbook.xml", kind="officeDocument")
        )
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _RELS.format(target=target, kind="worksheet")
        )
        archive.writestr(f"xl/{target}", sheet)
    path.write_bytes(out.getvalue())
    return path


def text_cells(row: int, *texts: str) -> str:
    """Return a row of inline text cells."""
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{row}">{cells}</row>'
