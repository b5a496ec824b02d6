"""The day's log: an export is written where asked, and only then."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtGui import QAction

from app.errors import UserError
from app.reports.formats import ExportFormat
from app.ui.shell.file_dialogs import FORMAT_WORDS
from tests.ui.daylog.pages import ACTOR, Desk, MakeDesk

_SAID = (
    "Bảng tính Excel (XLSX)…",
    "PDF để in và ký…",
    "Số liệu (CSV)…",
    "Sổ tiếp nhận (CSV)…",
    "Sổ theo dõi hồ sơ (XLSX)…",
    "Sổ theo dõi hồ sơ (PDF)…",
    "Sổ theo dõi hồ sơ, che địa chỉ, điện thoại (XLSX)…",
    "Sổ theo dõi hồ sơ, che địa chỉ, điện thoại (PDF)…",
)


def _entries(desk: Desk) -> list[QAction]:
    return [action for action in desk.page.export.menu().actions() if not action.isSeparator()]


def _is_a(kind: ExportFormat, content: bytes) -> bool:
    begins = {ExportFormat.XLSX: b"PK", ExportFormat.PDF: b"%PDF"}.get(kind, b"\xef\xbb\xbf")
    return content.startswith(begins)


def test_an_export_is_written_where_asked(make: MakeDesk, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.xlsx"
    desk = make(path=path)
    desk.page.start_export(ExportFormat.XLSX)
    assert desk.files.names == ["tong-hop-2026-11-23.xlsx"]
    shown = desk.page.summary
    assert shown is not None
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    figures = {value for row in rows for value in row if isinstance(value, int)}
    assert figures >= {shown.total.carried_over, shown.total.returned}
    assert "Đã xuất tong-hop.xlsx" in desk.strip.text
    assert [button.text() for button in desk.strip.buttons] == ["Mở tệp"]


def test_turning_back_writes_nothing(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(path=None)
    desk.page.start_export(ExportFormat.PDF)
    assert len(desk.files.names) == 1
    assert list(tmp_path.iterdir()) == []
    assert desk.strip.text == ""


def test_a_failed_export_is_told(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(path=tmp_path / "không có" / "a.pdf")
    desk.page.start_export(ExportFormat.PDF)
    (error,) = desk.tasks.notices
    assert isinstance(error, UserError)
    assert desk.strip.text == ""


def test_the_menu_offers_every_kind_of_file(make: MakeDesk) -> None:
    assert tuple(action.text() for action in _entries(make())) == _SAID


def test_a_menu_entry_writes_its_kind(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(path=tmp_path)
    for action in _entries(desk):
        action.trigger()
    kinds = (*FORMAT_WORDS, *(ExportFormat.XLSX, ExportFormat.PDF) * 2)
    assert len(desk.files.names) == len(kinds)
    for name, kind in zip(desk.files.names, kinds, strict=True):
        assert _is_a(kind, (tmp_path / name).read_bytes()), name


def test_the_register_book_of_the_period_on_the_screen_is_written(
    make: MakeDesk, tmp_path: Path
) -> None:
    path = tmp_path / "so.pdf"
    desk = make(path=path)
    desk.page.period.go_back()
    _entries(desk)[5].trigger()
    day = date(2026, 11, 22)
    assert desk.book.asked == [(ACTOR, day, day, None)]
    assert desk.files.names == ["so-theo-doi-2026-11-22.pdf"]
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_mode & 0o077 == 0
    assert "Đã xuất so.pdf" in desk.strip.text


def test_turning_back_from_the_register_writes_nothing(make: MakeDesk) -> None:
    desk = make(path=None)
    desk.page.start_register(ExportFormat.XLSX)
    assert (len(desk.files.names), desk.book.asked) == (1, [])
