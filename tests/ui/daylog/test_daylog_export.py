"""The day's log: an export is written where asked, and only then."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import StoreError
from app.reports.formats import ExportFormat
from app.ui.desk.saving import with_suffix
from tests.ui.daylog.pages import ACTOR, MakeDesk


def test_an_export_is_written_where_asked(make: MakeDesk, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.xlsx"
    desk = make(path=path)
    desk.page.start_export(ExportFormat.XLSX)
    assert desk.offered == [("tong-hop-2026-11-23.xlsx", ExportFormat.XLSX)]
    assert desk.written == [(desk.page.summary, ExportFormat.XLSX, path)]
    assert "Đã xuất tong-hop.xlsx" in desk.strip.text
    assert [button.text() for button in desk.strip.buttons] == ["Mở tệp"]


def test_turning_back_writes_nothing(make: MakeDesk) -> None:
    desk = make(path=None)
    desk.page.start_export(ExportFormat.PDF)
    assert len(desk.offered) == 1
    assert desk.written == []
    assert desk.strip.text == ""


def test_a_failed_export_is_told(make: MakeDesk, tmp_path: Path) -> None:
    error = StoreError("Ổ đĩa đã đầy nên chưa xuất được.")
    desk = make(path=tmp_path / "a.pdf", write_error=error)
    desk.page.start_export(ExportFormat.PDF)
    assert desk.tasks.notices == [error]
    assert desk.strip.text == ""


def test_the_menu_offers_every_kind_of_file(make: MakeDesk) -> None:
    menu = make().page.export.menu()
    assert [action.text() for action in menu.actions()] == [
        "Bảng tính Excel (XLSX)…",
        "PDF để in và ký…",
        "Số liệu (CSV)…",
        "Sổ tiếp nhận (CSV)…",
    ]


def test_a_menu_entry_writes_its_kind(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(path=tmp_path / "a")
    for action in desk.page.export.menu().actions():
        action.trigger()
    assert [fmt for _, fmt, _ in desk.written] == [
        ExportFormat.XLSX,
        ExportFormat.PDF,
        ExportFormat.CSV,
        ExportFormat.REGISTER_CSV,
    ]


def test_the_register_book_of_the_period_on_the_screen_is_written(
    make: MakeDesk, tmp_path: Path
) -> None:
    path = tmp_path / "so.pdf"
    desk = make(path=path, with_register=True)
    desk.page.period.go_back()
    entries = [
        action for action in desk.page.export.menu().actions() if "Sổ theo dõi" in action.text()
    ]
    assert [one.text() for one in entries] == [
        "Sổ theo dõi hồ sơ (XLSX)…",
        "Sổ theo dõi hồ sơ (PDF)…",
    ]
    entries[1].trigger()
    day = date(2026, 11, 22)
    assert desk.registers == [(ACTOR, day, day, ExportFormat.PDF, path)]
    assert desk.offered == [("so-theo-doi-2026-11-22.pdf", ExportFormat.PDF)]
    assert "Đã xuất so.pdf" in desk.strip.text


def test_turning_back_from_the_register_writes_nothing(make: MakeDesk) -> None:
    desk = make(path=None, with_register=True)
    desk.page.start_register(ExportFormat.XLSX)
    assert (len(desk.offered), desk.registers) == (1, [])


@pytest.mark.parametrize(
    ("name", "fmt", "expected"),
    [
        ("a", ExportFormat.XLSX, "a.xlsx"),
        ("a.XLSX", ExportFormat.XLSX, "a.XLSX"),
        ("tong-hop-23.11", ExportFormat.PDF, "tong-hop-23.11.pdf"),
        ("a.csv", ExportFormat.REGISTER_CSV, "a.csv"),
    ],
)
def test_the_files_ending_is_added_once(name: str, fmt: ExportFormat, expected: str) -> None:
    assert with_suffix(Path("x") / name, fmt) == Path("x") / expected
