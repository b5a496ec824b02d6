"""Sổ quản lý: entries are added, corrected, followed up, ended, found, exported and taken in."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.services.registers.records import (
    EntryQuery,
    EntryRef,
    EntryScope,
    RefusedRow,
    RegisterEntry,
)
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.registers.listings import VersionRow
from app.ui.registers.register_tab import UnitsTab
from app.ui.shell.messages import NoticeKind
from app.ui.widgets.dialogs import TableDialog
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED, csv_of
from tests.ui.desk_room import misfits, show_smallest
from tests.ui.record_forms import fill
from tests.ui.registers.conftest import Shelf
from tests.ui.registers.filling import front, opened, panel_of, problems, rows_in, typed

_ACTIVITIES = RegisterKind.ACTIVITIES
_UNITS = RegisterKind.ONE_STOP_UNITS


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Bộ phận Một cửa", _UNITS),
        ("Văn bản quy định", RegisterKind.REGULATIONS),
        ("Truyền thông, tập huấn", _ACTIVITIES),
    ],
)
def test_an_entry_is_added_as_typed(
    page: TabbedPage, shelf: Shelf, title: str, kind: RegisterKind
) -> None:
    panel = panel_of(page, title)
    panel.add.click()
    dialog = opened(panel, RecordForm)
    fill(dialog, **typed(kind))
    dialog.submit.click()
    assert not dialog.isVisible()
    made = shelf.registers.entry(shelf.actor, kind, 1)
    assert panel.table.rows_model.rows[0].number == 1
    assert panel.entry is not None
    assert panel.entry.ref == made.ref
    assert shelf.said[-1][0] is NoticeKind.DONE
    assert "số 1" in shelf.said[-1][1]
    assert panel.count.text() == "1 mục"


def test_what_is_wrong_stays_at_its_field_and_nothing_typed_is_lost(
    page: TabbedPage, shelf: Shelf
) -> None:
    panel = panel_of(page)
    panel.add.click()
    dialog = opened(panel, RecordForm)
    fill(dialog, **typed(_ACTIVITIES) | {"held_on": "31/02/2026"})
    dialog.submit.click()
    assert "31/02/2026" in problems(dialog, "held_on")[0]
    fill(dialog, held_on="10/11/2026", participants="-5")
    dialog.submit.click()
    assert problems(dialog, "held_on")[0] == ""
    assert "số nguyên từ 0" in problems(dialog, "participants")[0]
    fill(dialog, participants="99999999999999999999")
    dialog.submit.click()
    assert "số nguyên từ 0" in problems(dialog, "participants")[0]
    fill(dialog, participants="45")
    dialog.submit.click()
    assert not dialog.isVisible()
    assert shelf.registers.entry(shelf.actor, _ACTIVITIES, 1).values["participants"] == 45


def test_keys_add_and_find(page: TabbedPage, qtbot: QtBot) -> None:
    panel = panel_of(page)
    with qtbot.waitExposed(page):
        page.show()
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.search.hasFocus()
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Insert)
    dialog = opened(panel, RecordForm)
    qtbot.waitUntil(dialog.editors["held_on"].hasFocus)
    fill(dialog, **typed(_ACTIVITIES))
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.entry is not None


def test_a_choice_nobody_made_is_asked_for(page: TabbedPage) -> None:
    panel = panel_of(page, "Văn bản quy định")
    panel.add.click()
    dialog = opened(panel, RecordForm)
    fill(dialog, **typed(RegisterKind.REGULATIONS) | {"is_legal": ""})
    dialog.submit.click()
    assert "Chưa nhập" in problems(dialog, "is_legal")[0]
    dialog.reject()


def test_a_correction_keeps_the_old_version_and_its_reason(page: TabbedPage, shelf: Shelf) -> None:
    given = {**TYPED[_ACTIVITIES], "note": "Gọi anh Ba 0912345678"}
    shelf.registers.add(shelf.actor, _ACTIVITIES, given)
    panel = panel_of(page)
    panel.correct.click()
    dialog = opened(panel, RecordForm)
    note = dialog.editors["note"]
    assert isinstance(note, QPlainTextEdit)
    assert note.toPlainText() == "Gọi anh Ba 0912345678"
    fill(dialog, participants="54")
    dialog.submit.click()
    assert "Chưa có lý do" in problems(dialog, "reason")[0]
    fill(dialog, reason="Đếm nhầm người")
    dialog.submit.click()
    kept = shelf.registers.entry(shelf.actor, _ACTIVITIES, 1)
    assert (kept.values["participants"], kept.values["note"]) == (54, "Gọi anh Ba 0912345678")
    panel.history.click()
    history = opened(panel, TableDialog)
    rows = rows_in(history, VersionRow)
    assert [row.changes for row in rows] == ["Số người tham dự: 45 → 54", "Ghi vào sổ"]
    assert rows[0].entry.reason == "Đếm nhầm người"
    history.accept()


def test_somebody_else_s_change_is_told_in_the_form(page: TabbedPage, shelf: Shelf) -> None:
    made = shelf.registers.add(shelf.actor, _ACTIVITIES, TYPED[_ACTIVITIES])
    panel = panel_of(page)
    panel.correct.click()
    dialog = opened(panel, RecordForm)
    shelf.registers.correct(shelf.actor, made.ref, {"participants": 50}, "Đếm nhầm người")
    fill(dialog, participants="54")
    fill(dialog, reason="Đếm nhầm người")
    dialog.submit.click()
    assert "vừa được" in dialog.notice.text()
    assert dialog.isVisible()
    dialog.reject()


def test_an_entry_is_struck_out_by_key_with_a_reason(
    page: TabbedPage, shelf: Shelf, qtbot: QtBot
) -> None:
    shelf.registers.add(shelf.actor, _ACTIVITIES, TYPED[_ACTIVITIES])
    panel = panel_of(page)
    with qtbot.waitExposed(page):
        page.show()
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    dialog = opened(panel, RecordForm)
    dialog.submit.click()
    assert "Chưa có lý do" in problems(dialog, "reason")[0]
    fill(dialog, reason="Ghi nhầm ngày")
    dialog.submit.click()
    assert not panel.table.rows_model.rows
    panel.scope.setCurrentIndex(panel.scope.findData(EntryScope.STRUCK.value))
    assert [row.number for row in panel.table.rows_model.rows] == [1]
    assert not panel.correct.isEnabled()
    assert panel.history.isEnabled()


def test_an_entry_asked_for_from_elsewhere_is_shown_kept_or_struck(
    page: TabbedPage, shelf: Shelf
) -> None:
    _kept, made = (
        shelf.registers.add(shelf.actor, _ACTIVITIES, {**TYPED[_ACTIVITIES], "subject": subject})
        for subject in ("Một", "Hai")
    )
    panel = panel_of(page)
    panel.search.setText("không có mục nào như vậy")
    panel.open_entry(1)
    assert panel.entry is not None
    assert panel.entry.number == 1
    shelf.registers.strike(shelf.actor, made.ref, "Ghi nhầm ngày")
    panel.open_entry(2)
    assert (panel.entry.number, panel.entry.is_struck) == (2, True)
    panel.open_entry(7)
    assert shelf.said[-1][1] == (
        "Danh sách đang hiện không có mục số 7. Hãy tìm mục này theo nội dung."
    )


def test_a_unit_changes_from_a_day_on_and_ends(page: TabbedPage, shelf: Shelf) -> None:
    shelf.registers.add(shelf.actor, _UNITS, {**TYPED[_UNITS], "cameras": 0})
    panel = panel_of(page, "Bộ phận Một cửa")
    tab = page.tabs.currentWidget()
    assert isinstance(tab, UnitsTab)
    panel.renew.click()
    dialog = opened(panel, RecordForm)
    dialog.submit.click()
    assert "Chưa nhập" in problems(dialog, "valid_from")[0]
    fill(dialog, valid_from="01/11/2026", cameras="2")
    dialog.submit.click()
    old, new = (shelf.registers.entry(shelf.actor, _UNITS, number) for number in (1, 2))
    assert old.values["valid_to"] == date(2026, 10, 31)
    assert (old.values["cameras"], new.values["cameras"]) == (0, 2)
    assert tab.coverage.rows()[0].cells[0].percent == "100 %"
    assert panel.entry is not None
    assert panel.entry.number == 2
    panel.end.click()
    ending = opened(panel, RecordForm)
    fill(ending, reason="Sáp nhập xã")
    fill(ending, valid_to="31/10/2026")
    ending.submit.click()
    assert "đứng trước" in problems(ending, "valid_to")[0]
    fill(ending, valid_to="20/11/2026")
    ending.submit.click()
    assert not panel.end.isEnabled()
    assert not tab.coverage.rows()


def test_coverage_of_any_day_opens_to_the_units_that_lack_something(
    page: TabbedPage, shelf: Shelf
) -> None:
    for name, cameras, level in (("A", 0, "commune"), ("B", 1, "commune"), ("C", 3, "province")):
        unit = {**TYPED[_UNITS], "name": f"Bộ phận {name}", "cameras": cameras, "level": level}
        shelf.registers.add(shelf.actor, _UNITS, unit)
    tab = front(page, "Bộ phận Một cửa")
    assert isinstance(tab, UnitsTab)
    coverage = tab.coverage
    told = [(row.title, row.cells[0].percent, row.cells[0].is_full) for row in coverage.rows()]
    assert told == [
        ("Cấp tỉnh", "100 %", True),
        ("Cấp xã", "50 %", False),
        ("Tất cả các cấp", "66,6 %", False),
    ]
    coverage.table.setCurrentIndex(coverage.table.rows_model.index(1, 2))
    QTest.keyClick(coverage.table, Qt.Key.Key_Return)
    dialog = opened(coverage, TableDialog)
    assert "chưa có camera" in dialog.windowTitle()
    lacking = rows_in(dialog, RegisterEntry)
    assert [row.values["name"] for row in lacking] == ["Bộ phận A"]
    dialog.accept()
    coverage.day.setText("30/06/2025")
    coverage.day.editingFinished.emit()
    assert not coverage.rows()
    coverage.day.setText("31/02/2025")
    coverage.day.editingFinished.emit()
    assert "Chưa đọc được ngày" in coverage.told.text()
    coverage.day.setText("01/01/1990")
    coverage.day.editingFinished.emit()
    assert "trước năm 2018" in coverage.told.text()


def test_search_narrows_the_list_as_it_is_typed(
    page: TabbedPage, shelf: Shelf, qtbot: QtBot
) -> None:
    for place in ("Nhà văn hóa ấp Bình", "Hội trường"):
        given = {**TYPED[_ACTIVITIES], "place": place}
        shelf.registers.add(shelf.actor, _ACTIVITIES, given)
    panel = panel_of(page)
    assert len(panel.table.rows_model.rows) == 2
    panel.search.setText("van hoa ap binh")
    qtbot.waitUntil(lambda: len(panel.table.rows_model.rows) == 1)
    assert panel.table.rows_model.rows[0].values["place"] == "Nhà văn hóa ấp Bình"


def test_the_list_in_sight_is_exported_and_goes_back_in(
    page: TabbedPage, shelf: Shelf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("exports")
    panel = panel_of(page)
    for place in ("=1+1", "Hội trường"):
        given = {**TYPED[_ACTIVITIES], "place": place}
        shelf.registers.add(shelf.actor, _ACTIVITIES, given)
    panel.load()
    shelf.files += [None, folder]
    panel.export.click()
    assert list(folder.glob("*.xlsx")) == []
    panel.export.click()
    (path,) = folder.glob("truyen-thong-tap-huan-2026-11-23.xlsx")
    assert path.name in shelf.said[-1][1]
    sheet = load_workbook(path).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[0] for row in rows] == [2, 1]
    assert [row[5] for row in rows] == ["Hội trường", "=1+1"]
    for entry in shelf.registers.entries(shelf.actor, _ACTIVITIES, EntryQuery()).entries:
        shelf.registers.strike(shelf.actor, entry.ref, "Ghi nhầm ngày")
    shelf.files.append(path)
    panel.take_in.click()
    back = shelf.registers.entries(shelf.actor, _ACTIVITIES, EntryQuery()).entries
    assert {entry.values["place"] for entry in back} == {"=1+1", "Hội trường"}
    assert shelf.registers.entry(shelf.actor, _ACTIVITIES, 3).values["held_on"] == date(
        2026, 11, 10
    )


def test_a_file_with_a_wrong_row_is_shown_row_by_row(
    page: TabbedPage, shelf: Shelf, tmp_path: Path
) -> None:
    path = tmp_path / "sai.csv"
    path.write_text(csv_of(_ACTIVITIES, {**TYPED[_ACTIVITIES], "kind": "khác"}), encoding="utf-8")
    shelf.files += [path, tmp_path / "không có.csv"]
    panel = panel_of(page)
    panel.take_in.click()
    dialog = opened(panel, TableDialog)
    (row,) = rows_in(dialog, RefusedRow)
    assert (row.row, row.field) == (2, "kind")
    dialog.accept()
    panel.take_in.click()
    assert shelf.said[-1][0] is NoticeKind.REFUSED
    assert not panel.table.rows_model.rows


def test_nothing_is_cut_on_the_smallest_desk(page: TabbedPage, shelf: Shelf, qtbot: QtBot) -> None:
    for kind in RegisterKind:
        shelf.registers.add(shelf.actor, kind, TYPED[kind])
    show_smallest(page, qtbot)
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        assert misfits(page) == []


def test_a_struck_entry_opens_its_history(page: TabbedPage, shelf: Shelf) -> None:
    shelf.registers.add(shelf.actor, _ACTIVITIES, TYPED[_ACTIVITIES])
    shelf.registers.strike(shelf.actor, EntryRef(_ACTIVITIES, 1, 1), "Ghi nhầm ngày")
    panel = panel_of(page)
    panel.scope.setCurrentIndex(panel.scope.findData(EntryScope.STRUCK.value))
    assert panel.entry is not None
    panel.table.row_activated.emit(panel.entry)
    history = opened(panel, TableDialog)
    rows = rows_in(history, VersionRow)
    assert [row.changes for row in rows] == ["Gạch khỏi sổ", "Ghi vào sổ"]
    history.accept()
