"""Giấy tờ chờ trả lại: the list, one look, Ctrl+Enter."""

from typing import Any

from pytestqt.qtbot import QtBot

from app.services.dossiers.records import HandedPaper
from app.ui.desk.scan_banner import ScanSign
from app.ui.returning.returning_page import ReturningPage
from app.vocabulary.dossiers import Action
from tests.services.desk_builders import OWNER, Counter
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest

CARD = f"{OWNER.id_number}|271234567|{OWNER.name}|14031985|Nữ|Khu phố 3|01012022"


def _withdrawn(counter: Counter, name: str = OWNER.name, **facts: Any) -> str:
    code = counter.code(name, **facts)
    counter.decide(code, Action.WITHDRAW, note="đổi ý")
    return code


def test_a_scan_opens_the_check_and_ctrl_enter_gives_the_papers_back(
    counter: Counter, page: ReturningPage, ground: Ground
) -> None:
    code = _withdrawn(counter)
    page.reload()
    ground.actions.do("returning.papers")
    assert [row.code for row in page.papers.list.table.rows_model.rows] == [code]
    page.handle_scan(code)
    assert page.papers.check is not None
    assert next(paper for _, paper in page.papers.papers.rows_model.rows).startswith("Tờ khai")
    assert page.handle_scan(CARD)
    assert page.papers.number.text() == OWNER.id_number
    ground.actions.do("returning.return")
    assert page.papers.check is None
    assert page.papers.list.table.rows_model.rows == ()
    assert f"Đã trả lại giấy tờ của hồ sơ {code} cho {OWNER.name}." in ground.last
    assert "Đang in phiếu" in ground.last
    assert ground.prints == 1
    assert counter.returning.papers_waiting(counter.officer) == ()


def test_the_first_row_is_two_keys_away(counter: Counter, page: ReturningPage) -> None:
    code = _withdrawn(counter)
    page.show_papers()
    page.reload()
    rows = page.papers.list
    rows.filter.returnPressed.emit()
    assert rows.table.current_row() is not None
    rows.table.row_activated.emit(rows.table.rows_model.rows[0])
    assert page.papers.check is not None
    assert page.papers.check.code == code


def test_what_has_no_papers_to_give_back_says_why(counter: Counter, page: ReturningPage) -> None:
    page.show_papers()
    page.handle_scan(counter.code())
    assert page.banner.sign is ScanSign.BAD
    assert "Đã tiếp nhận" in page.banner.detail
    page.do()
    assert page.banner.title == "Chưa chọn hồ sơ"


def test_a_problem_stays_at_its_field_and_escape_forgets_the_person(
    counter: Counter, page: ReturningPage
) -> None:
    page.start_papers(_withdrawn(counter))
    page.papers.name.setText("ẩn\u202e")
    page.do()
    assert "ký tự ẩn" in page.papers.board.box("receiver_name").problem
    assert page.papers.give_button.isEnabled()
    page.leave()
    assert page.papers.check is None


def test_everything_fits_the_smallest_desk(
    counter: Counter, page: ReturningPage, qtbot: QtBot
) -> None:
    papers = tuple(HandedPaper(f"Giấy {number} rất dài" * 9, original=1) for number in range(60))
    page.start_papers(_withdrawn(counter, "Nguyễn Thị " + "Ánh " * 30, papers=papers))
    show_smallest(page, qtbot)
    assert misfits(page) == []
