"""Where every paper is, found and moved by keyboard alone."""

from datetime import timedelta
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.clock import local_date
from app.services.custody.location_records import Bucket
from app.ui.custody.columns import held_text, short_day
from app.ui.custody.page import CustodyPage, PutDialog
from app.ui.custody.papers_card import BUCKETS
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.dossiers import Action, Outcome
from tests.ui.custody.conftest import MakePage, Papers
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest
from tests.ui.record_forms import fill

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def codes(page: CustodyPage) -> list[str]:
    return [line.paper.code for line in page.papers.table.rows_model.rows]


def units(page: CustodyPage) -> list[tuple[str, ...]]:
    model = page.units.rows_model
    return [
        tuple(str(model.index(row, column).data()) for column in range(6))
        for row in range(model.rowCount())
    ]


def test_units_are_counted_and_the_latest_stands_first(make_page: MakePage, papers: Papers) -> None:
    page = make_page(papers.counter.officer)
    assert units(page) == [
        ("Tất cả đơn vị", "1", "1", "1", "–", "3"),
        ("Phòng Kinh tế", "–", "–", "1", "–", "1"),
        ("Trung tâm Phục vụ hành chính công xã An Thử", "1", "1", "–", "–", "2"),
    ]
    assert page.count_text == "3 hồ sơ · 1 quá hạn"
    assert codes(page)[0] == papers.late
    assert page.units.hasFocus()


def test_arrows_choose_a_unit_and_a_count(make_page: MakePage, papers: Papers) -> None:
    page = make_page(papers.counter.officer)
    QTest.keyClick(page.units, KEY.Key_Down)
    assert codes(page) == [papers.late]
    QTest.keyClick(page.units, KEY.Key_Down)
    assert set(codes(page)) == {papers.moving, papers.here}
    QTest.keyClick(page.units, KEY.Key_Right)
    assert BUCKETS[page.papers.kinds.currentIndex()] is Bucket.ON_THE_WAY
    assert codes(page) == [papers.moving]
    QTest.keyClick(page.units, KEY.Key_Right)
    assert codes(page) == [papers.here]
    QTest.keyClick(page.units, KEY.Key_Right)
    assert codes(page) == []
    QTest.keyClick(page.units, KEY.Key_Home)
    assert len(codes(page)) == 2


def test_enter_opens_the_dossier(make_page: MakePage, papers: Papers, ground: Ground) -> None:
    page = make_page(papers.counter.officer)
    QTest.keyClick(page.units, KEY.Key_Return)
    assert page.papers.table.hasFocus()
    QTest.keyClick(page.papers.table, KEY.Key_Return)
    assert ground.opened == [papers.late]


def test_a_scan_finds_the_paper_whatever_is_narrowed(
    make_page: MakePage, papers: Papers, ground: Ground
) -> None:
    page = make_page(papers.counter.officer)
    QTest.keyClick(page.units, KEY.Key_Down)
    QTest.keyClick(page, KEY.Key_T, CTRL)
    assert codes(page) == []
    assert page.handle_scan(papers.here)
    row = page.papers.table.current_row()
    assert row is not None
    assert row.paper.code == papers.here
    assert page.papers.codes == (papers.here,)
    QTest.keyClick(page, KEY.Key_L, CTRL)
    QTest.keyClicks(page.code_line, "khong-co-ma-nay")
    QTest.keyClick(page.code_line, KEY.Key_Return)
    assert "Không tìm thấy" in ground.last


def test_an_ended_dossier_is_with_nobody(
    make_page: MakePage, papers: Papers, ground: Ground
) -> None:
    code = papers.counter.returned()
    page = make_page(papers.counter.officer)
    page.handle_scan(code)
    assert "không còn giấy tờ" in ground.last


def _dialog(page: CustodyPage) -> PutDialog:
    (made,) = page.findChildren(PutDialog)
    return made


def test_papers_change_desks_and_shelves_by_keys(
    make_page: MakePage, papers: Papers, ground: Ground
) -> None:
    other = papers.counter.code("Phạm Hai")
    page = make_page(papers.counter.officer)
    page.handle_scan(papers.here)
    page.papers.table.go_to(papers.here)
    QTest.keyClick(page, KEY.Key_M, CTRL)
    dialog = _dialog(page)
    QTest.keyClick(dialog.keeper, KEY.Key_Home)
    dialog.keeper.setCurrentIndex(dialog.keeper.findData(papers.deputy.officer_id))
    QTest.keyClicks(dialog.place, "Tu 2")
    QTest.keyClick(dialog.submit, KEY.Key_Space)
    row = page.papers.table.current_row()
    assert row is not None
    assert (row.paper.code, row.paper.place) == (papers.here, "Tu 2")
    assert row.paper.keeper_id == papers.deputy.officer_id
    assert "Đã chuyển 1 hồ sơ" in ground.last
    assert other in codes(page)


def test_a_shelf_alone_leaves_the_keeper(make_page: MakePage, papers: Papers) -> None:
    keepers, me = papers.services.keepers, papers.counter.officer
    keepers.put(me, [papers.here], officer_id=papers.deputy.officer_id, place="Tủ 1")
    page = make_page(me)
    page.handle_scan(papers.here)
    QTest.keyClick(page, KEY.Key_M, CTRL | SHIFT)
    dialog = _dialog(page)
    assert not dialog.board.has("officer_id")
    QTest.keyClick(dialog.submit, KEY.Key_Space)
    assert "Chưa nhập nơi để" in dialog.board.box("place").problem
    QTest.keyClicks(dialog.place, "Ngan B")
    QTest.keyClick(dialog.submit, KEY.Key_Space)
    row = page.papers.table.current_row()
    assert row is not None
    assert (row.paper.keeper_id, row.paper.place) == (papers.deputy.officer_id, "Ngan B")


def test_what_another_unit_holds_is_refused_in_the_form(
    make_page: MakePage, papers: Papers
) -> None:
    page = make_page(papers.counter.officer)
    page.handle_scan(papers.late)
    page.place_papers()
    dialog = _dialog(page)
    QTest.keyClicks(dialog.place, "x")
    QTest.keyClick(dialog.submit, KEY.Key_Space)
    assert "đơn vị khác giữ" in dialog.notice.text()
    dialog.reject()


def test_nothing_chosen_says_so(make_page: MakePage, papers: Papers, ground: Ground) -> None:
    page = make_page(papers.counter.officer)
    page.papers.table.clearSelection()
    page.move_papers()
    assert "Chọn giấy tờ" in ground.last
    assert not page.papers.pass_on.isEnabled()


def test_the_deputy_sees_what_the_absent_officer_keeps_as_theirs(
    make_page: MakePage, papers: Papers, ground: Ground
) -> None:
    counter = papers.counter
    papers.services.keepers.put(
        counter.officer, [papers.here], officer_id=counter.officer.officer_id, place="Tủ 1"
    )
    page = make_page(counter.officer)
    QTest.keyClick(page, KEY.Key_D, CTRL)
    (dialog,) = page.findChildren(RecordForm)
    fill(dialog, deputy_id=papers.deputy.officer_id)
    QTest.keyClick(dialog.submit, KEY.Key_Space)
    assert "Chưa nhập ngày" in dialog.board.box("until").problem
    last = local_date(counter.time.now) + timedelta(days=2)
    QTest.keyClicks(dialog.editors["until"], f"{last:%d/%m/%Y}")
    QTest.keyClicks(dialog.editors["reason"], "nghi phep")
    QTest.keyClick(dialog.submit, KEY.Key_Space)
    (row,) = page.stand_ins.table.rows_model.rows
    assert row.until_day == last
    mine = make_page(papers.deputy)
    QTest.keyClick(mine, KEY.Key_T, CTRL)
    assert codes(mine) == [papers.here]
    assert mine.papers.table.rows_model.rows[0].keeper == f"thay {counter.officer.name}"
    page.reload()
    page.stand_ins.table.selectRow(0)
    QTest.keyClick(page.stand_ins.end, KEY.Key_Space)
    assert page.stand_ins.table.rows_model.rows == ()
    assert "không còn thay" in ground.last
    mine.reload()
    assert codes(mine) == []


def test_a_wrong_day_stays_at_its_field(make_page: MakePage, papers: Papers) -> None:
    page = make_page(papers.counter.officer)
    page.ask_stand_in()
    (dialog,) = page.findChildren(RecordForm)
    QTest.keyClicks(dialog.editors["until"], "99/99")
    QTest.keyClick(dialog.submit, KEY.Key_Space)
    assert dialog.board.box("until").problem
    fill(dialog, until="01/01/2020", reason="nghỉ phép")
    QTest.keyClick(dialog.submit, KEY.Key_Space)
    assert "Ngày cuối" in dialog.board.box("until").problem
    dialog.reject()


def test_alone_there_is_nobody_to_stand_in(
    make_page: MakePage, papers: Papers, ground: Ground
) -> None:
    page = make_page(papers.counter.economy_officer)
    page.ask_stand_in()
    assert "chưa có đồng nghiệp" in ground.last


def test_what_rests_is_shown_for_the_days_asked(make_page: MakePage, papers: Papers) -> None:
    page = make_page(papers.counter.officer)
    QTest.keyClick(page, KEY.Key_T, CTRL | SHIFT)
    assert codes(page) == [papers.late]
    page.papers.days.setValue(60)
    assert codes(page) == []
    page.papers.days.setValue(1)
    assert codes(page) == [papers.late]
    papers.counter.decide(papers.late, Action.RESOLVE, outcome=Outcome.GRANTED)
    page.reload()
    assert codes(page) == []


def test_the_board_is_exported(
    make_page: MakePage, papers: Papers, ground: Ground, tmp_path: Path
) -> None:
    page = make_page(papers.counter.officer)
    ground.files.paths = [tmp_path]
    QTest.keyClick(page, KEY.Key_E, CTRL)
    (name,) = ground.files.names
    assert name.startswith("giay-to-o-dau-")
    written = load_workbook(tmp_path / name)["Giấy tờ"]
    assert {cell.value for cell in written["C"]} >= {papers.late, papers.moving, papers.here}
    assert f"Đã xuất {name}" in ground.last


def test_everything_fits_the_smallest_desk(
    make_page: MakePage, papers: Papers, qtbot: QtBot
) -> None:
    page = make_page(papers.counter.officer)
    show_smallest(page, qtbot)
    assert misfits(page) == []


def test_working_time_is_told_in_days_from_one_day_on() -> None:
    day = timedelta(hours=7, minutes=30)
    assert held_text(timedelta(hours=3), day) == "3 giờ"
    assert held_text(day * 2.5, day) == "2,5 ngày"
    assert held_text(day * 3, day) == "3 ngày"
    assert held_text(day * 1234.7, day) == "1235 ngày"


def test_a_moment_of_another_year_is_told_by_its_day(papers: Papers) -> None:
    now = papers.counter.time.now
    assert short_day(now - timedelta(days=400), now) == "02/11/2025"
    assert len(short_day(now - timedelta(days=3), now)) == len("04/12 09:00")


def test_an_empty_counter_says_so(make_page: MakePage, papers: Papers) -> None:
    page = make_page(papers.counter.culture_officer)
    assert [code for code in codes(page) if code != papers.moving] == []
