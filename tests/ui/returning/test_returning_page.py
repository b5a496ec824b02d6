"""Returning: a scan opens the check, one look, Ctrl+Enter hands the result over."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.custody.collection import Who
from app.services.dossiers.records import HandedPaper, Submitter
from app.services.forms.records import ReturnReceiptData
from app.ui.desk.scan_banner import ScanSign
from app.ui.returning.money_panel import PreviewDialog
from app.ui.returning.returning_page import ReturningPage
from app.vocabulary.dossiers import DossierStatus, Outcome, ReturnBy
from app.wording.labels import label as word_of
from app.wording.texts import time_text
from tests.services.desk_builders import OWNER, Counter
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest
from tests.ui.returning.conftest import Papers

CARD = f"{OWNER.id_number}|271234567|{OWNER.name}|14031985|Nữ|Khu phố 3|01012022"
STRANGER = "079085001234|271234567|Trần Văn Thay|01011985|Nam|Khu phố 9|01012022"


def _status(counter: Counter, code: str) -> DossierStatus:
    return counter.tracking.one(counter.officer, code).row.status


def _shown(page: ReturningPage) -> list[str]:
    return [row.owner_name for row in page.waiting.rows_model.rows]


def test_results_wait_by_given_name_and_narrow_while_typing(
    counter: Counter, page: ReturningPage, qtbot: QtBot
) -> None:
    for name in ("Nguyễn Văn Đức", "Bùi An", "Trần Dũng"):
        counter.resolved(name)
    page.reload()
    assert _shown(page) == ["Bùi An", "Trần Dũng", "Nguyễn Văn Đức"]
    page.filter.setText("duc")
    qtbot.waitUntil(lambda: _shown(page) == ["Nguyễn Văn Đức"], timeout=60_000)


def test_down_goes_from_the_filter_to_the_first_row(
    counter: Counter, page: ReturningPage, qtbot: QtBot
) -> None:
    counter.resolved()
    page.reload()
    page.show()
    page.activateWindow()
    page.filter.setFocus()
    qtbot.waitUntil(page.filter.hasFocus)
    QTest.keyClick(page.filter, Qt.Key.Key_Down)
    assert page.waiting.hasFocus()
    assert page.waiting.current_row() is not None


def test_the_page_fits_a_screen_of_768_without_scrolling(page: ReturningPage) -> None:
    page.show()
    layout = page.layout()
    assert layout is not None
    assert layout.totalMinimumHeightForWidth(1120) <= 600


def test_the_list_masks_identity_numbers(counter: Counter, page: ReturningPage) -> None:
    counter.resolved()
    page.reload()
    model = page.waiting.rows_model
    cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert "072*****1234" in cells
    assert not any(OWNER.id_number in cell for cell in cells)


def test_a_scanned_receipt_opens_the_check_and_ctrl_enter_returns(
    counter: Counter, page: ReturningPage, ground: Ground, papers: Papers
) -> None:
    made = counter.dossier(case_id=counter.same_day_case)
    page.show_entering()
    page.handle_scan(made.receipt.qr_payload)
    page.results.granted.setChecked(True)
    page.do()
    page.show_collecting()
    assert page.handle_scan(made.receipt.qr_payload)
    assert page.check.check is not None
    assert page.check.who() is Who.OWNER
    assert page.check.name.text() == OWNER.name
    assert [paper[1] for paper in page.check.originals.rows_model.rows] == [
        "Tờ khai đăng ký",
        "Giấy chứng nhận đã cấp",
    ]
    ground.actions.do("returning.return")
    assert _status(counter, made.code) is DossierStatus.RETURNED
    assert ground.last == f"Đã trả kết quả {made.code} cho {OWNER.name}."
    assert page.check.check is None
    assert _shown(page) == []
    assert ground.prints == 0
    assert papers.served == [made.code]


def test_enter_on_a_row_opens_its_check(counter: Counter, page: ReturningPage) -> None:
    code = counter.resolved()
    page.reload()
    page.waiting.row_activated.emit(page.waiting.rows_model.rows[0])
    assert page.check.check is not None
    assert page.check.check.code == code


def test_what_cannot_be_returned_says_why_in_red(counter: Counter, page: ReturningPage) -> None:
    made = counter.dossier()
    page.handle_scan(made.code)
    assert page.banner.sign is ScanSign.BAD
    page.handle_scan(made.receipt.qr_payload)
    assert page.banner.sign is ScanSign.BAD
    assert "Đã tiếp nhận" in page.banner.detail
    assert page.check.check is None


def test_who_stands_there_too_early_is_answered_where_the_paper_is_and_until_when(
    counter: Counter, page: ReturningPage, ground: Ground
) -> None:
    made = counter.dossier()
    counter.handoffs.send(counter.officer, counter.economy, [made.code])
    counter.time.advance(timedelta(hours=3))
    page.show()
    page.handle_scan(made.receipt.qr_payload)
    answer = page.check.answer
    assert answer.isVisible()
    said = " | ".join(answer.texts())
    view = counter.tracking.one(counter.officer, made.code)
    assert view.row.due_at is not None
    for words in (
        OWNER.name,
        made.code,
        "đang đi tới Phòng Kinh tế",
        "Từ 23/11/2026",
        time_text(view.row.due_at),
        "Còn ",
        word_of(view.row.status),
    ):
        assert words in said, said
    answer.open.click()
    assert ground.opened == [made.code]


def test_the_agency_is_reminded_with_one_press(counter: Counter, page: ReturningPage) -> None:
    code = counter.at_agency()
    page.show()
    page.handle_scan(code)
    page.check.answer.remind.click()
    assert (page.banner.sign, page.banner.title) == (ScanSign.GOOD, "Đã nhắc Phòng Kinh tế")
    page.check.answer.remind.click()
    assert "Hôm nay đã nhắc" in page.banner.detail
    page.handle_scan(counter.code("Bùi An"))
    assert not page.check.answer.remind.isVisible()


def test_a_returned_result_is_answered_with_who_collected_it(
    counter: Counter, page: ReturningPage
) -> None:
    page.show()
    page.handle_scan(counter.returned("Bùi An"))
    assert any("cho Bùi An" in line for line in page.check.answer.texts())
    page.leave()
    assert not page.check.answer.isVisible()


def test_a_forged_receipt_is_answered_nothing(counter: Counter, page: ReturningPage) -> None:
    page.show()
    digits = counter.dossier().receipt.qr_payload
    page.handle_scan(digits[:-1] + str((int(digits[-1]) + 1) % 10))
    assert page.banner.sign is ScanSign.BAD
    assert not page.check.answer.isVisible()


def test_the_answer_fits_the_smallest_desk_with_the_longest_words(
    counter: Counter, page: ReturningPage, qtbot: QtBot
) -> None:
    code = counter.code("Nguyễn Hoàng Thị Thanh Phương Anh " * 6)
    show_smallest(page, qtbot)
    page.handle_scan(code)
    assert page.check.answer.isVisible()
    assert misfits(page) == []


def test_a_card_of_the_owner_fills_the_collector(counter: Counter, page: ReturningPage) -> None:
    page.start(counter.resolved())
    assert page.handle_scan(CARD)
    assert (page.check.who(), page.check.number.text()) == (Who.OWNER, OWNER.id_number)


def test_a_stranger_s_card_collects_only_with_an_authorisation(
    counter: Counter, page: ReturningPage
) -> None:
    code = counter.resolved()
    page.start(code)
    page.handle_scan(STRANGER)
    assert page.check.who() is Who.AUTHORISED
    page.do()
    result = counter.tracking.one(counter.officer, code).result
    assert result is not None
    assert (result.collector_name, result.is_authorised) == ("Trần Văn Thay", True)


def test_a_card_without_a_check_is_left_to_the_box(page: ReturningPage) -> None:
    assert not page.handle_scan(CARD)


def test_an_unreadable_card_is_told_and_fills_nothing(
    counter: Counter, page: ReturningPage
) -> None:
    page.start(counter.resolved())
    page.handle_scan(CARD.replace("14031985", "14031999"))
    assert page.banner.title == "Không đọc được căn cước"
    assert page.check.number.text() == ""


def test_problems_stay_at_their_field_and_nothing_typed_is_lost(
    counter: Counter, page: ReturningPage
) -> None:
    page.start(counter.resolved())
    page.check.name.setText("Ai đó")
    page.check.note.setText("đã xem giấy")
    page.do()
    assert "không phải chủ hồ sơ" in page.check.board.box("collector_name").problem
    page.check.choose(Who.AUTHORISED)
    page.check.name.setText("Ai đó")
    page.do()
    assert "cần số giấy tờ" in page.check.board.box("collector_id").problem
    assert (page.check.name.text(), page.check.note.text()) == ("Ai đó", "đã xem giấy")
    assert page.check.return_button.isEnabled()


def test_a_fee_still_owed_stops_the_return_until_it_is_taken(
    counter: Counter, page: ReturningPage, ground: Ground
) -> None:
    code = counter.resolved(fee_vnd=50_000, paid_vnd=20_000)
    page.start(code)
    assert "còn phải thu 30.000 ₫" in page.banner.detail
    page.do()
    assert page.check.problem == "Còn phải thu 30.000 ₫ trước khi trả kết quả."
    page.check.money.paid.setChecked(True)
    assert page.check.problem == ""
    page.do()
    assert _status(counter, code) is DossierStatus.RETURNED
    assert "Đã thu 30.000 ₫, phiếu thu 2/PT." in ground.last


def test_the_submitter_and_the_post_can_collect_where_they_are_known(
    counter: Counter, page: ReturningPage, ground: Ground
) -> None:
    code = counter.resolved(
        submitter=Submitter("Trần Văn Nộp"),
        return_by=ReturnBy.POST,
        return_address="Số 5 đường Thử",
    )
    page.start(code)
    assert page.check.who() is Who.POST
    assert page.expects_scan("8401234567890")
    page.check.choose(Who.SUBMITTER)
    assert not page.expects_scan("8401234567890")
    assert page.check.name.text() == "Trần Văn Nộp"
    page.check.choose(Who.POST)
    page.check.name.setText("Bưu tá Hòa")
    page.do()
    assert "số hiệu bưu gửi" in page.check.board.box("waybill").problem.lower()
    assert page.handle_scan("RA123456785VN")
    assert page.check.post.waybill.text() == "RA123456785VN"
    page.do()
    assert _status(counter, code) is DossierStatus.RETURNED
    assert "Đang in nhãn bưu gửi 1/NBG." in ground.last
    assert ground.prints == 1


def test_a_receipt_is_printed_only_when_asked(
    counter: Counter, page: ReturningPage, ground: Ground
) -> None:
    page.start(counter.resolved())
    page.check.prints.setChecked(True)
    page.do()
    assert ground.prints == 1
    assert "Đang in phiếu 1/PTKQ" in ground.last


def test_many_results_in_a_row_keep_the_choice(
    counter: Counter, page: ReturningPage, ground: Ground
) -> None:
    codes = [counter.code(name, case_id=counter.same_day_case) for name in ("Anh", "Bình")]
    page.show_entering()
    for number, code in enumerate(codes, start=1):
        page.handle_scan(code)
        if number == 1:
            page.results.refused.setChecked(True)
        QTest.keyClicks(page.results.document, f"{number}/TB")
        ground.actions.do("returning.return")
    views = [counter.tracking.one(counter.officer, code).result for code in codes]
    assert [(view.outcome, view.document_number) for view in views if view] == [
        (Outcome.REFUSED, "1/TB"),
        (Outcome.REFUSED, "2/TB"),
    ]
    entered = [result.code for result in page.results.entered.rows_model.rows]
    assert entered == codes[::-1]
    assert page.results.document.text() == ""


def test_a_result_without_a_choice_asks_at_the_choice(
    counter: Counter, page: ReturningPage
) -> None:
    page.show_entering()
    page.handle_scan(counter.code(case_id=counter.same_day_case))
    page.do()
    assert "Chưa chọn kết quả" in page.results.board.box("outcome").problem
    assert page.results.store_button.isEnabled()


def test_a_result_before_the_agency_has_the_paper_is_refused_at_the_scan(
    counter: Counter, page: ReturningPage
) -> None:
    page.show_entering()
    page.handle_scan(counter.code())
    assert "chưa được cơ quan giải quyết nhận" in page.banner.detail
    assert page.results.dossier is None


def test_escape_forgets_the_person(counter: Counter, page: ReturningPage) -> None:
    page.start(counter.resolved())
    page.leave()
    assert page.check.check is None
    assert page.banner.sign is ScanSign.HINT


def test_a_double_ctrl_enter_returns_and_stores_once(
    counter: Counter, page: ReturningPage, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, waiting = counter.resolved(), counter.code(case_id=counter.same_day_case)
    page.start(ready)
    asked: list[object] = []
    monkeypatch.setattr(ground.tasks, "write", lambda *given: asked.append(given))
    page.do()
    page.do()
    assert len(asked) == 1
    page.show_entering()
    page.handle_scan(waiting)
    page.do()
    page.do()
    assert len(asked) == 2


def test_everything_fits_the_smallest_desk(
    counter: Counter, page: ReturningPage, qtbot: QtBot
) -> None:
    papers = tuple(HandedPaper(f"Giấy {number} rất dài" * 9, original=1) for number in range(111))
    code = counter.resolved(
        papers=papers,
        fee_vnd=50_000,
        submitter=Submitter("Công ty TNHH Xuất nhập khẩu Nông sản", "079085001234"),
        return_by=ReturnBy.POST,
        return_address="Số 5 đường Cách mạng tháng Tám, phường Tân Ninh, tỉnh Tây Ninh",
    )
    page.start(code)
    page.do()
    show_smallest(page, qtbot)
    assert misfits(page) == []
    page.show_entering()
    page.handle_scan(counter.code(case_id=counter.same_day_case))
    QApplication.processEvents()
    assert misfits(page) == []


def test_each_mode_says_what_to_scan(page: ReturningPage) -> None:
    assert page.banner.title == "Quét giấy tiếp nhận hoặc căn cước"
    page.show_entering()
    assert page.banner.title == "Quét hồ sơ vừa có kết quả"
    page.leave()
    assert page.banner.title == "Quét hồ sơ vừa có kết quả"
    page.show_collecting()
    assert page.banner.title == "Quét giấy tiếp nhận hoặc căn cước"


def test_the_return_receipt_is_looked_at_before_anything_is_stored(
    counter: Counter, page: ReturningPage, papers: Papers
) -> None:
    code = counter.resolved()
    page.start(code)
    page.check.preview.click()
    (shown,) = papers.set
    assert isinstance(shown, ReturnReceiptData)
    assert (shown.code, shown.number, shown.collector_name) == (code, "", OWNER.name)
    assert page.findChildren(PreviewDialog)
    assert _status(counter, code) is DossierStatus.RESOLVED
