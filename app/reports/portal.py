"""The portal's data set as one JSON document, and as a workbook for reading it over."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from app.reports.book import BookFacts, SheetBook
from app.reports.columns import Cell, Look
from app.services.portal.records import PortalSet
from app.wording import captions
from app.wording.texts import day_text

_LISTS: Final = {
    "TaiLieuNop": "Tài liệu nộp",
    "DanhSachLePhi": "Lệ phí",
    "DanhSachHoSoBoSung": "Bổ sung",
    "DanhSachGiayToKetQua": captions.RESULT,
}
_WIDTH: Final = 18


def portal_json(data: PortalSet) -> bytes:
    """Return the data set as the portal's two messages, dossiers and progress."""
    return msgspec.json.format(
        msgspec.json.encode(
            {
                "MaDonVi": data.unit_code,
                "TuNgay": data.first_day.isoformat(),
                "DenNgay": data.last_day.isoformat(),
                "DongBoHoSoMC": data.dossiers,
                "CapNhatTienDoHoSoMC": data.progress,
            }
        ),
        indent=1,
    )


def portal_xlsx(data: PortalSet, made_at: datetime) -> bytes:
    """Return a workbook: a sheet of dossiers, one for each of their lists, one of progress."""
    title = (
        f"Dữ liệu Cổng Dịch vụ công quốc gia từ {day_text(data.first_day)} "
        f"đến {day_text(data.last_day)}"
    )
    book = SheetBook(BookFacts(title, data.unit_name, made_at, data.unit_name))
    rows = [msgspec.to_builtins(dossier) for dossier in data.dossiers]
    plain = [name for name, value in _fields(rows) if not isinstance(value, list)]
    _sheet(book, captions.DOSSIER, plain, rows)
    for name, words in _LISTS.items():
        lines = [{"MaHoSo": row["MaHoSo"], **line} for row in rows for line in row[name]]
        _sheet(book, words, [key for key, _value in _fields(lines)], lines)
    steps = [msgspec.to_builtins(step) for step in data.progress]
    _sheet(book, "Tiến độ", [key for key, _value in _fields(steps)], steps)
    return book.finish()


def _fields(rows: Sequence[dict[str, Any]]) -> Iterable[tuple[str, Any]]:
    return rows[0].items() if rows else ()


def _sheet(
    book: SheetBook, name: str, titles: Sequence[str], rows: Sequence[dict[str, Any]]
) -> None:
    sheet = book.sheet(name, [_WIDTH] * max(len(titles), 1))
    if not rows:
        sheet.line("Kỳ này không có dòng nào.")
        return
    sheet.head(titles)
    sheet.repeat_head(1)
    sheet.freeze(1)
    for row in rows:
        values: list[Cell] = [row[title] for title in titles]
        looks = [Look.COUNT if isinstance(value, int) else Look.TEXT for value in values]
        sheet.cells(values, looks)
