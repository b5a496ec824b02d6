"""The dossier page: find by anything, see all of it, do only what is allowed now."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.dossiers.records import HandedPaper
from app.services.ledger.records import Actor
from app.ui.desk.scan_banner import ScanSign
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.dossiers.list_view import PAGE_SIZE
from app.ui.runtime.tasks import Change
from app.vocabulary.dossiers import Action, DossierStatus, Outcome
from tests.services.desk_builders import OWNER, Counter, a_procedure
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest

MakePage = Callable[[Actor], DossiersPage]
CARD = f"{OWNER.id_number}|271234567|{OWNER.name}|14031985|Nữ|Khu phố 3|01012022"
FORGED = "1" + "7" * 200


def _shown(page: DossiersPage) -> list[str]:
    return [row.code for row in page.list.table.rows_model.rows]


def _offered(page: DossiersPage) -> set[str]:
    view = page.one.view
    return {item.action.value for item in view.actions} if view else set()


def _status(counter: Counter, code: str) -> DossierStatus:
    return counter.tracking.one(counter.officer, code).row.status


def test_the_newest_stand_first_and_more_come_on_demand(
    counter: Counter, page: DossiersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.dossiers.list_view.PAGE_SIZE", 2)
    codes = [counter.code(name) for name in ("Anh", "Bình", "Chi")]
    page.list.show_newest()
    assert _shown(page) == codes[:0:-1]
    assert page.list.count_text == "2+ hồ sơ"
    page.list.show_more()
    assert _shown(page) == codes[::-1]
    assert page.list.more.isHidden()
    assert PAGE_SIZE == 100


def test_the_overdue_are_told_in_words(counter: Counter, page: DossiersPage) -> None:
    late = counter.code("Anh")
    counter.time.advance(timedelta(days=6))
    counter.code("Bình")
    page.show_overdue()
    assert _shown(page) == [late]
    model = page.list.table.rows_model
    assert model.index(0, 5).data() == "Quá hạn 2 ngày"


def test_the_list_masks_identity_numbers(counter: Counter, page: DossiersPage) -> None:
    counter.code()
    page.list.reload()
    model = page.list.table.rows_model
    cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert "072*****1234" in cells
    assert not any(OWNER.id_number in cell for cell in cells)


@pytest.mark.parametrize("text", ["nguyen thi anh", OWNER.id_number, "0001", "261123-0001", CARD])
def test_a_single_hit_opens_at_once(counter: Counter, page: DossiersPage, text: str) -> None:
    code = counter.code()
    assert page.handle_scan(text)
    assert page.shown_code() == code


def test_several_hits_are_listed(counter: Counter, page: DossiersPage) -> None:
    codes = [counter.code(), counter.code()]
    page.search("anh nguyen")
    assert _shown(page) == codes[::-1]
    assert page.shown_code() == ""


def test_a_genuine_receipt_opens_its_dossier(counter: Counter, page: DossiersPage) -> None:
    made = counter.dossier()
    page.handle_scan(made.receipt.qr_payload)
    assert page.shown_code() == made.code


def test_a_void_receipt_says_so_and_lists_the_dossier(counter: Counter, page: DossiersPage) -> None:
    made = counter.dossier()
    counter.corrections.correct(counter.officer, made.code, counter.as_typed("Bình"), "sai tên")
    page.handle_scan(made.receipt.qr_payload)
    assert (page.list.banner.sign, page.list.banner.title) == (ScanSign.NOTICE, "Giấy đã hủy")
    assert _shown(page) == [made.code]
    assert page.shown_code() == ""


def test_a_forged_receipt_says_what_to_do(page: DossiersPage) -> None:
    page.handle_scan(FORGED)
    assert (page.list.banner.sign, page.list.banner.title) == (ScanSign.BAD, "Giấy giả")
    assert "báo người phụ trách" in page.list.banner.detail
    assert not page.list.banner.isHidden()
    page.search("không có ai")
    assert page.list.banner.isHidden()


def test_one_dossier_shows_facts_due_why_and_holder(counter: Counter, page: DossiersPage) -> None:
    code = counter.code(fee_vnd=50_000, paid_vnd=20_000)
    page.open(code)
    assert page.one.title == code
    assert page.one.status_text == "Đã tiếp nhận"
    facts = page.one.facts.texts()
    assert "50.000 ₫ · đã thu 20.000 ₫, còn 30.000 ₫" in facts
    said = page.one.due.texts()
    assert said[0] == "Còn 4 ngày"
    assert said[1] == "Thứ Sáu 27/11/2026, 09:00"
    assert "24/11" in " ".join(said)
    assert counter.officer.unit_name in said
    assert len(page.one.facts.papers.rows_model.rows) == 3


def test_custody_and_time_are_told_on_the_timeline(counter: Counter, page: DossiersPage) -> None:
    code = counter.code()
    counter.time.advance(timedelta(hours=2))
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.time.advance(timedelta(minutes=30))
    page.open(code)
    assert "đang đi tới Phòng Kinh tế (phiếu 1/PBG, 30 phút)" in page.one.due.texts()[-1]
    counter.handoffs.accept(counter.economy_officer, [code])
    counter.time.advance(timedelta(days=1))
    page.open(code)
    newest, handed, first = page.one.timeline.texts()
    assert newest.startswith("Nhận bàn giao")
    assert newest.endswith("sau 30 phút · đến nay 1 ngày")
    assert handed.endswith("sau 2 giờ")
    assert first.startswith("Tiếp nhận")
    assert page.one.timeline.held_texts() == (
        f"{counter.officer.unit_name}: 2 giờ (2 giờ làm việc)",
        "Phòng Kinh tế: 1 ngày (3 giờ làm việc), đang giữ",
    )


def test_only_what_is_allowed_is_offered(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    code = counter.code()
    page.open(code)
    assert _offered(page) == {
        "correct", "handoff", "ask_supplement", "ask_payment", "ask_opinion", "ask_check",
        "extend", "withdraw", "stop",
    }  # fmt: skip
    assert len(page.one.allowed.buttons()) == 9
    assert ground.actions.can_do("dossiers.handoff")
    assert not ground.actions.can_do("dossiers.accept")
    page.act(Action.RESOLVE)
    assert page.one.panel.action is None
    page.go_back()
    assert not ground.actions.can_do("dossiers.handoff")


def test_an_agency_officer_is_offered_their_own_acts(counter: Counter, make_page: MakePage) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    page = make_page(counter.economy_officer)
    page.open(code)
    assert _offered(page) == {"accept", "decline"}
    page.act(Action.ACCEPT)
    page.confirm()
    assert _status(counter, code) is DossierStatus.PROCESSING
    page.act(Action.HANDOFF)
    assert page.one.panel.to_id() == counter.officer.unit_id


def test_a_handoff_goes_to_the_dossier_s_agency_unless_chosen_otherwise(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    code = counter.code()
    page.open(code)
    ground.actions.do("dossiers.handoff")
    assert page.one.panel.to.currentText() == "Phòng Kinh tế"
    ground.actions.do("dossiers.confirm")
    assert ground.prints == 1
    assert "phiếu 1/PBG" in ground.last
    assert _offered(page) >= {"recall", "accept"}
    ground.correct("Thu hồi")
    assert counter.handoff_desk.on_the_way(counter.officer) == []


def test_a_supplement_without_papers_is_said_at_its_list(
    counter: Counter, page: DossiersPage
) -> None:
    code = counter.code()
    page.open(code)
    page.act(Action.ASK_SUPPLEMENT)
    page.one.panel.note.setPlainText("Hồ sơ còn thiếu giấy tờ")
    page.confirm()
    assert "Chưa ghi giấy tờ" in page.one.panel.board.box("items").problem
    page.one.panel.fields.items.setPlainText("bản chính")
    page.confirm()
    assert _status(counter, code) is DossierStatus.AWAITING_SUPPLEMENT
    assert page.one.panel.action is None
    assert _offered(page) == {"handoff", "supplement_in", "withdraw", "stop"}


def test_an_answer_that_comes_late_shuts_no_question(counter: Counter, page: DossiersPage) -> None:
    code = counter.code()
    page.open(code)
    page.act(Action.ASK_SUPPLEMENT)
    page.one.panel.fields.items.setPlainText("bản chính")
    page.open(code)
    assert page.one.panel.action is Action.ASK_SUPPLEMENT
    page.confirm()
    assert _status(counter, code) is DossierStatus.AWAITING_SUPPLEMENT


def test_the_law_and_the_measure_are_both_shown_where_they_differ(
    counter: Counter, page: DossiersPage
) -> None:
    code = counter.code()
    page.open(code)
    page.act(Action.ASK_SUPPLEMENT)
    page.one.panel.fields.items.setPlainText("bản chính")
    page.confirm()
    counter.time.advance(timedelta(days=3))
    page.act(Action.SUPPLEMENT_IN)
    page.confirm()
    counter.time.advance(timedelta(minutes=5))
    page.act(Action.ASK_SUPPLEMENT)
    panel = page.one.panel
    assert "lần yêu cầu bổ sung thứ 2" in panel.about
    assert "QĐ 766" in panel.about
    panel.fields.items.setPlainText("bản sao")
    page.confirm()
    assert "căn cứ pháp lý" in panel.board.box("ground").problem
    panel.fields.ground.setText("Luật Đất đai, Điều 5")
    page.confirm()
    assert "người phê duyệt" in panel.board.box("approver").problem
    panel.fields.approver.setText("Lê Văn Duyệt")
    page.confirm()
    assert any("QĐ 766" in text for text in page.one.due.texts())
    assert "Đã yêu cầu bổ sung 2 lần." in page.one.due.texts()


def test_a_new_appointment_needs_a_readable_later_date(
    counter: Counter, page: DossiersPage
) -> None:
    code = counter.code()
    page.open(code)
    page.act(Action.EXTEND)
    page.one.panel.note.setPlainText("văn bản 12/XL")
    page.one.panel.due.setText("32/13/2026")
    page.confirm()
    assert page.one.panel.board.box("due").problem
    page.one.panel.due.setText("")
    page.confirm()
    assert "Chưa có ngày hẹn mới" in page.one.panel.board.box("due").problem
    page.one.panel.due.setText("25/11/2026")
    page.confirm()
    assert "sau ngày hẹn hiện tại" in page.one.panel.problem
    page.one.panel.due.setText("02/12/2026")
    page.confirm()
    assert "Thứ Tư 02/12/2026, 09:00" in page.one.due.texts()


def test_a_new_date_on_a_day_off_is_refused_and_the_next_working_moment_filled_in(
    counter: Counter, page: DossiersPage
) -> None:
    code = counter.code()
    page.open(code)
    page.act(Action.EXTEND)
    panel = page.one.panel
    panel.note.setPlainText("văn bản 12/XL")
    panel.due.setText("12/12/2026")
    page.confirm()
    assert panel.board.box("due").problem
    assert "12/12/2026 (thứ Bảy) cơ quan nghỉ" in panel.problem
    assert "07:30 ngày 14/12/2026 (thứ Hai)" in panel.problem
    assert (panel.due.text(), panel.fields.due_time.text()) == ("14/12/2026", "07:30")
    page.confirm()
    assert "Thứ Hai 14/12/2026, 07:30" in page.one.due.texts()


def test_an_apology_for_what_is_late_says_beforehand_that_it_stays_late(
    counter: Counter, page: DossiersPage
) -> None:
    code = counter.code()
    counter.time.advance(timedelta(days=5))
    page.open(code)
    page.act(Action.EXTEND)
    panel = page.one.panel
    assert "hồ sơ vẫn tính quá hạn" in panel.about
    panel.note.setPlainText("văn bản 12/XL")
    panel.due.setText("02/12/2026")
    page.confirm()
    assert "Thứ Sáu 27/11/2026, 09:00" in page.one.due.texts()
    assert any("đã xin lỗi và hẹn lại 02/12/2026" in text for text in page.one.due.texts())


def test_a_result_keeps_its_number_and_outcome(counter: Counter, page: DossiersPage) -> None:
    code = counter.code(case_id=counter.same_day_case)
    page.open(code)
    page.act(Action.RESOLVE)
    page.confirm()
    assert "Chưa chọn kết quả" in page.one.panel.board.box("outcome").problem
    page.one.panel.refused.setChecked(True)
    page.one.panel.document.setText("9/TB")
    page.confirm()
    result = counter.tracking.one(counter.officer, code).result
    assert result is not None
    assert (result.outcome, result.document_number) == (Outcome.REFUSED, "9/TB")
    assert any("Từ chối giải quyết số 9/TB" in text for text in page.one.due.texts())


def test_correcting_and_returning_are_left_to_their_pages(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    code, ready = counter.code(), counter.resolved()
    page.open(code)
    page.act(Action.CORRECT)
    page.open(ready)
    page.act(Action.RETURN)
    assert ground.navigator.calls == [("open_correction", code), ("open_return", ready)]


def test_escape_shuts_the_question_first_and_then_the_dossier(
    counter: Counter, page: DossiersPage
) -> None:
    page.open(counter.code())
    page.act(Action.STOP)
    page.go_back()
    assert page.one.panel.action is None
    assert page.shown_code() != ""
    page.go_back()
    assert page.shown_code() == ""


def test_an_open_question_survives_a_refresh(counter: Counter, page: DossiersPage) -> None:
    page.open(counter.code())
    page.act(Action.STOP)
    page.one.panel.note.setPlainText("đang gõ")
    other = counter.code("Bình")
    counter.handoffs.send(counter.officer, counter.economy, [other])
    page.refresh(frozenset({Change.DOSSIERS}))
    assert page.one.panel.action is Action.STOP
    assert page.one.panel.note.toPlainText() == "đang gõ"


def test_a_long_name_is_cut_until_asked_for(counter: Counter, page: DossiersPage) -> None:
    name = "Đăng ký đất đai, tài sản gắn liền với đất " * 26
    case_id = a_procedure(
        counter.database, counter.time.now, counter.economy, "9.9", procedure_name=name[:1094]
    )
    page.open(counter.code(case_id=case_id))
    assert len(page.one.facts.procedure_text) <= 151
    page.one.facts.whole_button.setChecked(True)
    assert page.one.facts.procedure_text == name[:1094]


def test_111_papers_are_listed(counter: Counter, page: DossiersPage) -> None:
    papers = tuple(HandedPaper(f"Giấy {number}", original=1) for number in range(111))
    page.open(counter.code(papers=papers))
    assert len(page.one.facts.papers.rows_model.rows) == 111
    assert page.one.facts.count_text == "111 giấy tờ · 111 bản"


def test_an_unknown_code_is_told_on_the_strip(page: DossiersPage, ground: Ground) -> None:
    page.open("000.00.15.H53-261123-9999")
    assert "Không tìm thấy hồ sơ" in ground.last
    assert page.shown_code() == ""


def test_everything_fits_the_smallest_desk(
    counter: Counter, page: DossiersPage, qtbot: QtBot
) -> None:
    name = ("Đăng ký đất đai, tài sản gắn liền với đất " * 27)[:1094]
    case_id = a_procedure(
        counter.database, counter.time.now, counter.economy, "9.9", procedure_name=name
    )
    papers = tuple(HandedPaper(f"Giấy {number} rất dài" * 9, original=1) for number in range(111))
    code = counter.code("Công ty TNHH Xuất nhập khẩu", case_id=case_id, papers=papers)
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.time.advance(timedelta(days=9))
    page.list.reload()
    show_smallest(page, qtbot)
    assert misfits(page) == []
    counter.handoffs.accept(counter.officer, [code])
    page.open(code)
    QApplication.processEvents()
    assert misfits(page) == []
    for action in (Action.EXTEND, Action.RESOLVE, Action.HANDOFF):
        page.act(action)
        QApplication.processEvents()
        assert misfits(page) == []
        page.go_back()


def test_the_page_comes_to_the_front_with_the_focus_in_its_list(
    counter: Counter, page: DossiersPage, qtbot: QtBot
) -> None:
    counter.code("Anh")
    page.show()
    page.activateWindow()
    page.list.modes.setFocus()
    qtbot.waitUntil(page.list.modes.hasFocus)
    page.activated()
    qtbot.waitUntil(page.list.table.hasFocus)
