"""The work list by keyboard alone: act, open, filter; nothing jumps and nothing pops up."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.ledger.records import Actor
from app.services.worklist.records import OfEntry
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change
from app.ui.worklist.page import WorkListPage
from app.ui.worklist.work_table import KIND_LOOKS
from app.vocabulary.dossiers import Action, WorkKind
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED
from tests.services.petitions.builders import OTHER, typed
from tests.services.worklist.works import Works, local
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest

MakePage = Callable[[Actor], WorkListPage]
Key = Qt.Key


@pytest.fixture
def codes(works: Works) -> list[str]:
    """Two late dossiers, one due today, one result: as the list has them."""
    result = works.at_agency(name="Nguyễn Thị Ánh")
    works.granted(result)
    late = [works.at_agency(name=name) for name in ("Trần Văn Bình", "Lê Thị Bưởi")]
    works.at(local(25, 10))
    today = works.at_agency(name="Phạm Hữu Cúc")
    works.at(local(30, 8))
    return [*late, today, result]


def _shown(page: WorkListPage) -> list[str]:
    """Return the lines in order: titles of headings, codes of dossiers."""
    return [line.item.code if line.item else line.title for line in page.table.rows_model.rows]


def _chosen(page: WorkListPage) -> str:
    line = page.table.current_row()
    return line.item.code if line and line.item else ""


def _press(page: WorkListPage, *keys: Qt.Key) -> None:
    """Press keys where the focus is."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        assert page.isAncestorOf(target)
        QTest.keyClick(target, key)


def test_dossiers_stand_under_their_kind_and_its_count(
    codes: list[str], works: Works, make_page: MakePage
) -> None:
    page = make_page(works.supervisor)
    late1, late2, today, result = codes
    assert _shown(page) == [
        *("Quá hạn · 2", late1, late2),
        *("Đến hạn hôm nay · 1", today),
        *("Chờ trả kết quả · 1", result),
    ]
    assert page.count_text == "4 việc · 3 gấp"
    assert page.table.hasFocus()
    assert _chosen(page) == late1


def test_enter_goes_to_what_comes_next(
    codes: list[str], works: Works, make_page: MakePage, ground: Ground
) -> None:
    page = make_page(works.supervisor)
    _press(page, Key.Key_Return, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Enter)
    assert ground.navigator.calls == [
        ("open_dossier_for", codes[0], Action.EXTEND),
        ("open_dossier_for", codes[3], Action.RETURN),
    ]


def test_space_and_right_open_the_dossier(
    codes: list[str], works: Works, make_page: MakePage, ground: Ground
) -> None:
    page = make_page(works.supervisor)
    _press(page, Key.Key_Space, Key.Key_Down, Key.Key_Right)
    assert ground.opened == codes[:2]


def test_a_line_without_an_act_opens_the_dossier(
    works: Works, make_page: MakePage, ground: Ground
) -> None:
    code = works.at_agency(case_id=works.routed_case)
    works.at(local(24, 14, 30))
    page = make_page(works.supervisor)
    _press(page, Key.Key_Return)
    assert ground.navigator.calls == [("open_dossier", code)]


def test_a_petition_and_an_entry_of_a_register_open_where_they_are_kept(
    works: Works, make_page: MakePage, ground: Ground, tmp_path: Path
) -> None:
    counter, petitions = works.counter, works.counter.petitions
    taken = petitions.receive(counter.officer, typed(sender_name="Ngô Thị Phản")).petition_id
    petitions.act(counter.officer, taken, *OTHER)
    registers = counter.registers
    planned = {**TYPED[RegisterKind.INSPECTIONS], "planned_month": "11/2026"}
    number = registers.add(works.supervisor, RegisterKind.INSPECTIONS, planned).number
    works.at(local(30, 8))
    page = make_page(works.supervisor)
    heads = [line.title for line in page.table.rows_model.rows if line.item is None]
    assert heads == ["Phản ánh, kiến nghị đến hạn hôm nay · 1", "Kiểm tra, khắc phục đến hạn · 1"]
    assert page.detail.text().startswith("Ngô Thị Phản: Chuyển nơi có thẩm quyền: hết hạn hôm nay")
    _press(page, Key.Key_Return, Key.Key_Down)
    assert page.detail.text().startswith("Kiểm soát thủ tục hành chính: Đến hạn hôm nay")
    _press(page, Key.Key_Space)
    assert ground.navigator.calls == [
        ("open_petition", taken),
        ("open_entry", OfEntry(RegisterKind.INSPECTIONS, number)),
    ]


def test_the_arrows_never_stop_at_a_heading(
    codes: list[str], works: Works, make_page: MakePage
) -> None:
    page = make_page(works.supervisor)
    down = []
    for _ in range(4):
        down.append(_chosen(page))
        _press(page, Key.Key_Down)
    assert down == codes
    assert _chosen(page) == codes[-1]
    _press(page, Key.Key_Home)
    assert _chosen(page) == codes[0]
    _press(page, Key.Key_Up)
    assert _chosen(page) == codes[0]
    _press(page, Key.Key_End, Key.Key_Up)
    assert _chosen(page) == codes[2]


def test_a_click_on_a_heading_acts_on_nothing(
    codes: list[str], works: Works, make_page: MakePage, ground: Ground
) -> None:
    page = make_page(works.supervisor)
    where = page.table.visualRect(page.table.rows_model.index(0, 0)).center()
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    _press(page, Key.Key_Return, Key.Key_Space)
    assert ground.navigator.calls == []
    assert page.table.selected_rows()[0].key == codes[0]


def test_letters_filter_and_esc_shows_all_again(
    codes: list[str], works: Works, make_page: MakePage, ground: Ground
) -> None:
    page = make_page(works.supervisor)
    whole = _shown(page)
    QTest.keyClicks(page.table, "buoi")
    assert page.filter.text() == "buoi"
    assert _shown(page) == ["Quá hạn · 1", codes[1]]
    _press(page, Key.Key_Return)
    assert ground.navigator.calls == [("open_dossier_for", codes[1], Action.EXTEND)]
    QTest.keyClick(page.filter, Key.Key_Escape)
    assert _shown(page) == whole
    assert page.table.hasFocus()


def test_a_filter_that_finds_nothing_says_how_to_go_back(
    codes: list[str], works: Works, make_page: MakePage
) -> None:
    page = make_page(works.supervisor)
    QTest.keyClick(page.table, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter.hasFocus()
    QTest.keyClicks(page.filter, "khong co ai")
    assert _shown(page) == []
    assert "Esc" in page.table.empty_text
    assert codes


def test_what_is_done_leaves_and_the_next_line_is_chosen(
    codes: list[str], works: Works, make_page: MakePage, ground: Ground
) -> None:
    page = make_page(works.supervisor)
    _press(page, Key.Key_Down)
    works.granted(codes[1])
    ground.tasks.changed.emit(frozenset({Change.DOSSIERS}))
    assert codes[1] in _shown(page)[-2:]  # it waits for its citizen now
    assert _chosen(page) == codes[1]
    works.counter.time.advance(timedelta(minutes=1))
    _press(page, Key.Key_Home, Key.Key_Down)
    assert _chosen(page) == codes[2]
    lines = [line for line in _shown(page) if "·" not in line]
    works.decide(codes[2], Action.EXTEND, new_due_at=local(9, 9, month=12), approver="Đỗ")
    ground.tasks.changed.emit(frozenset({Change.DOSSIERS}))
    assert codes[2] not in _shown(page)
    assert _chosen(page) == lines[lines.index(codes[2]) + 1]


def test_a_refresh_keeps_the_choice_and_the_place(works: Works, make_page: MakePage) -> None:
    for _ in range(40):
        works.at_agency()
    works.at(local(30, 8))
    page = make_page(works.supervisor)
    _press(page, *[Key.Key_Down] * 30)
    chosen, place = _chosen(page), page.table.verticalScrollBar().value()
    assert place > 0
    page.reload()
    assert (_chosen(page), page.table.verticalScrollBar().value()) == (chosen, place)


def test_more_is_read_on_demand(
    codes: list[str], works: Works, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.worklist.page.PAGE_SIZE", 2)
    page = make_page(works.supervisor)
    assert _shown(page) == ["Quá hạn · 2", *codes[:2]]
    assert page.count_text == "4 việc · 3 gấp"
    QTest.keyClick(page.table, Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert codes[3] in _shown(page)
    assert page.more.isHidden()


def test_an_empty_list_says_what_would_be_here(works: Works, make_page: MakePage) -> None:
    page = make_page(works.supervisor)
    assert _shown(page) == []
    assert "Không có việc nào đang chờ" in page.table.empty_text
    assert page.count_text == ""
    _press(page, Key.Key_Down, Key.Key_Return, Key.Key_Space)


def test_the_supervisor_saves_the_list_and_an_officer_only_works_from_it(
    codes: list[str], works: Works, make_page: MakePage, ground: Ground, tmp_path: Path
) -> None:
    ground.files.paths = [tmp_path, tmp_path]
    page = make_page(works.supervisor)
    QTest.keyClick(page.table, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert ground.files.names == ["viec-can-lam-2026-11-30.xlsx"]
    written = load_workbook(tmp_path / ground.files.names[0])["Việc cần làm"]
    assert {cell.value for cell in written["D"]} >= set(codes)
    assert "Đã xuất viec-can-lam-2026-11-30.xlsx" in ground.last
    other = make_page(works.counter.officer)
    assert other.export.isHidden()
    QTest.keyClick(other.table, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert len(ground.files.names) == 1


def test_no_kind_is_told_by_colour_alone_and_only_lateness_is_red() -> None:
    assert set(KIND_LOOKS) == set(WorkKind)
    icons = [which for which, _tone in KIND_LOOKS.values()]
    assert len(set(icons)) == len(icons)
    red = {kind for kind, (_which, tone) in KIND_LOOKS.items() if tone is Tone.LATE}
    late = {WorkKind.LATE, WorkKind.STEP_LATE, WorkKind.PETITION_LATE, WorkKind.ENTRY_LATE}
    assert red == late


def test_the_page_fits_the_smallest_desk(
    codes: list[str], works: Works, make_page: MakePage, qtbot: object
) -> None:
    page = make_page(works.supervisor)
    show_smallest(page, qtbot)  # type: ignore[arg-type]
    assert codes
    assert misfits(page) == []


def test_the_chosen_line_is_said_whole(codes: list[str], works: Works, make_page: MakePage) -> None:
    page = make_page(works.supervisor)
    assert page.detail.text() == "Trần Văn Bình: Quá hạn 3 ngày"
    _press(page, Key.Key_End)
    assert page.detail.text().startswith("Nguyễn Thị Ánh: Có kết quả")
    assert codes
