"""The handoff page: scans do what the paper needs, F12 sends, the strip takes it back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.desk.scan_banner import ScanSign
from app.ui.handoff.handoff_page import HandoffPage
from app.vocabulary.dossiers import DossierStatus, HandoffItemState
from app.vocabulary.forms import FormKind
from tests.services.desk_builders import Counter, a_procedure
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest

MakePage = Callable[..., tuple[HandoffPage, Ground]]
FORGED = "1" + "7" * 200
CARD = "072185001234|271234567|Nguyễn Thị Ánh|14031985|Nữ|Khu phố 3|01012022"


@pytest.fixture
def desk(counter: Counter, make_page: MakePage) -> tuple[HandoffPage, Ground]:
    return make_page(counter.officer)


def _state(counter: Counter, code: str) -> HandoffItemState:
    return counter.tracking.one(counter.officer, code).custody[-1].state


def test_scanned_dossiers_go_on_the_slip_of_their_agency_and_f12_sends_them(
    counter: Counter, make_page: MakePage
) -> None:
    first, second = counter.dossier("Anh"), counter.dossier("Bình")
    other = counter.code("Chi", case_id=counter.same_day_case)
    page, ground = make_page(counter.officer)
    assert page.handle_scan(first.receipt.qr_payload)
    assert page.banner.sign is ScanSign.GOOD
    assert page.banner.title == "261123-0001 → Phòng Kinh tế"
    page.handle_scan(second.code)
    page.handle_scan(other)
    assert page.waiting.drafts()[0].codes == (first.code, second.code)
    assert "3 hồ sơ" in page.waiting.close_button.text()
    assert "2 phiếu" in page.waiting.close_button.toolTip()
    ground.actions.do("handoff.close_slip")
    slips = counter.handoff_desk.on_the_way(counter.officer)
    assert [(slip.to_name, slip.open_count) for slip in slips] == [
        ("Phòng Kinh tế", 2),
        ("Phòng Văn hóa - Xã hội", 1),
    ]
    assert ground.last == (
        "Đã giao 3 hồ sơ: phiếu 1/PBG tới Phòng Kinh tế; phiếu 2/PBG tới Phòng Văn hóa - Xã hội."
    )
    assert ground.prints == 1
    assert page.waiting.drafts() == ()
    assert [slip.number for slip in page.moving.slips.rows_model.rows] == ["1/PBG", "2/PBG"]


def test_scans_faster_than_their_answers_are_all_picked(
    counter: Counter, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [counter.code("Anh"), counter.code("Bình")]
    page, ground = make_page(counter.officer)
    asked: list[tuple[Callable[[], object], Callable[[object], None]]] = []
    with monkeypatch.context() as patch:
        patch.setattr(ground.tasks, "read", lambda *given: asked.append(given[:2]))
        for code in codes:
            page.handle_scan(code)
    for work, done in asked:
        done(work())
    assert page.waiting.drafts()[0].codes == tuple(codes)


def test_the_strip_takes_a_slip_back(counter: Counter, make_page: MakePage) -> None:
    code = counter.code()
    page, ground = make_page(counter.officer)
    page.handle_scan(code)
    page.close_slips()
    ground.correct("Thu hồi")
    assert _state(counter, code) is HandoffItemState.RECALLED
    assert page.waiting.has(code)
    assert "Đã thu hồi 1 hồ sơ" in ground.last


def test_the_control_slips_of_what_went_last_are_printed_on_demand(
    counter: Counter, make_page: MakePage
) -> None:
    page, ground = make_page(counter.officer)
    bound = ground.actions.action("handoff.control_slip")
    assert bound is not None
    bound.trigger()
    assert "Chưa giao hồ sơ nào" in ground.last
    codes = [counter.code(), counter.code("Trần Bình")]
    for code in codes:
        page.handle_scan(code)
    page.close_slips()
    ground.correct("Phiếu kiểm soát")
    assert ground.last == "Đang in 2 phiếu kiểm soát."
    waiting = counter.print_queue.waiting(counter.officer)
    assert [job.number for job in waiting if job.kind is FormKind.CONTROL_SLIP] == [
        "1/PKS",
        "2/PKS",
    ]
    assert ground.prints == 2


def test_checks_and_scans_make_one_slip_and_survive_a_refresh(
    counter: Counter, make_page: MakePage
) -> None:
    codes = [counter.code("Anh"), counter.code("Bình")]
    page, _ground = make_page(counter.officer)
    page.handle_scan(codes[0])
    page.waiting.dossiers.rows_model.set_checked(page.waiting.dossiers.rows_model.rows)
    counter.code("Chi")
    page.reload()
    assert page.waiting.drafts()[0].codes == tuple(codes)
    checked = [row.code for row in page.waiting.dossiers.checked_rows()]
    assert checked == codes


def test_another_agency_than_proposed_can_be_chosen(counter: Counter, make_page: MakePage) -> None:
    code = counter.code()
    page, _ground = make_page(counter.officer)
    page.handle_scan(code)
    target = page.waiting.target
    assert target.currentText() == "Phòng Kinh tế"
    target.setCurrentIndex(target.findText("Phòng Văn hóa - Xã hội"))
    page.close_slips()
    assert counter.handoff_desk.on_the_way(counter.officer)[0].to_name == "Phòng Văn hóa - Xã hội"


def test_two_queues_for_one_receiver_are_one_slip(counter: Counter, make_page: MakePage) -> None:
    counter.code("Anh")
    second = counter.code("Chi", case_id=counter.same_day_case)
    page, _ground = make_page(counter.officer)
    page.handle_scan("0001")
    page.handle_scan(second)
    page.waiting.target.setCurrentIndex(page.waiting.target.findText("Phòng Kinh tế"))
    page.close_slips()
    (slip,) = counter.handoff_desk.on_the_way(counter.officer)
    assert slip.open_count == 2


def test_a_slip_without_receiver_asks_for_it_where_it_is_chosen(
    counter: Counter, make_page: MakePage
) -> None:
    case_id = a_procedure(counter.database, counter.time.now, None, "3.000003")
    code = counter.code(case_id=case_id)
    page, _ground = make_page(counter.officer)
    page.handle_scan(code)
    assert page.banner.title == "261123-0001 → cơ quan chưa chọn"
    page.close_slips()
    assert page.waiting.target.property("problem") == "true"
    assert page.banner.sign is ScanSign.BAD
    page.waiting.target.setCurrentIndex(page.waiting.target.findText("Phòng Kinh tế"))
    page.close_slips()
    assert _state(counter, code) is HandoffItemState.SENT


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (FORGED, "không phải mã của giấy"),
        ("không có ai", "Không tìm thấy"),
    ],
)
def test_a_wrong_scan_is_red_with_its_reason(
    desk: tuple[HandoffPage, Ground], text: str, reason: str
) -> None:
    page, _ground = desk
    page.handle_scan(text)
    assert page.banner.sign is ScanSign.BAD
    assert reason in page.banner.detail
    assert page.waiting.drafts() == ()


def test_a_forged_receipt_is_named_by_its_verdict(desk: tuple[HandoffPage, Ground]) -> None:
    page, _ground = desk
    page.handle_scan(FORGED)
    assert page.banner.title == "Giấy giả"


def test_a_dossier_on_the_way_or_elsewhere_is_refused_with_where_it_is(
    counter: Counter, make_page: MakePage
) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    page, _ground = make_page(counter.officer)
    page.handle_scan(code)
    assert "phiếu 1/PBG đang đi tới Phòng Kinh tế" in page.banner.detail
    counter.handoffs.accept(counter.economy_officer, [code])
    page.handle_scan(code)
    assert "Phòng Kinh tế đang giữ" in page.banner.detail


def test_an_identity_card_is_left_to_the_box(desk: tuple[HandoffPage, Ground]) -> None:
    page, _ground = desk
    assert not page.handle_scan(CARD)
    assert page.banner.sign is ScanSign.HINT


def test_a_dossier_registered_after_the_page_was_read_is_still_picked(
    counter: Counter, desk: tuple[HandoffPage, Ground]
) -> None:
    page, _ground = desk
    code = counter.code()
    page.handle_scan(code)
    assert page.waiting.is_picked(code)
    page.handle_scan(code)
    assert page.banner.sign is ScanSign.NOTICE


def test_typed_last_digits_do_what_a_scan_does(counter: Counter, make_page: MakePage) -> None:
    code = counter.code()
    page, _ground = make_page(counter.officer)
    QTest.keyClicks(page.code_line, "0001")
    QTest.keyClick(page.code_line, Qt.Key.Key_Return)
    assert page.waiting.is_picked(code)
    assert page.code_line.text() == ""


def test_a_failed_slip_says_why_and_keeps_what_went(counter: Counter, make_page: MakePage) -> None:
    first, second = counter.code("Anh"), counter.code("Chi", case_id=counter.same_day_case)
    page, ground = make_page(counter.officer)
    page.handle_scan(first)
    page.handle_scan(second)
    counter.handoffs.send(counter.officer, counter.economy, [second])
    page.close_slips()
    assert _state(counter, first) is HandoffItemState.SENT
    assert "đã nằm trên phiếu 1/PBG" in page.banner.detail
    assert page.waiting.drafts() == ()
    assert any("phiếu 2/PBG" in text for _kind, text in ground.said)


def test_closing_nothing_says_how_to_begin(desk: tuple[HandoffPage, Ground]) -> None:
    page, ground = desk
    page.close_slips()
    assert page.banner.title == "Chưa có hồ sơ nào trên phiếu"
    assert ground.said == []


def test_the_counter_records_who_signed_on_paper(counter: Counter, make_page: MakePage) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    page, _ground = make_page(counter.officer)
    page.record_receiver()
    assert page.moving.is_asking()
    page.moving.answer.setText("Lê Văn Nhận")
    page.moving.give_answer()
    view = counter.tracking.one(counter.officer, code)
    assert view.custody[0].receiver_name == "Lê Văn Nhận"
    assert view.row.status is DossierStatus.PROCESSING
    assert not page.moving.is_asking()


def test_only_the_chosen_dossiers_are_recalled(counter: Counter, make_page: MakePage) -> None:
    codes = [counter.code("Anh"), counter.code("Bình")]
    counter.handoffs.send(counter.officer, counter.economy, codes)
    page, _ground = make_page(counter.officer)
    page.moving.items.selectRow(1)
    page.recall()
    assert [_state(counter, code) for code in codes] == [
        HandoffItemState.SENT,
        HandoffItemState.RECALLED,
    ]


def test_an_agency_accepts_by_scanning_and_opens_on_what_arrived(
    counter: Counter, make_page: MakePage
) -> None:
    codes = [counter.code("Anh"), counter.code("Bình")]
    sent = counter.handoffs.send(counter.officer, counter.economy, codes)
    page, ground = make_page(counter.economy_officer)
    page.handle_scan(codes[0])
    assert _state(counter, codes[0]) is HandoffItemState.ACCEPTED
    assert page.banner.title == "Đã nhận 261123-0001"
    assert [item.code for item in page.arriving.open_items()] == [codes[1]]
    page.handle_scan(sent.slip.qr_payload)
    assert page.banner.title == "Phiếu 1/PBG: 1 hồ sơ chờ nhận"
    ground.actions.do("handoff.accept_all")
    assert _state(counter, codes[1]) is HandoffItemState.ACCEPTED
    page.handle_scan(codes[1])
    page.close_slips()
    assert (
        counter.handoff_desk.on_the_way(counter.economy_officer)[0].to_id == counter.officer.unit_id
    )


def test_a_refusal_needs_a_reason_at_its_field_and_comes_back(
    counter: Counter, make_page: MakePage
) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    page, _ground = make_page(counter.economy_officer)
    page.decline()
    page.arriving.give_answer()
    assert "cần ghi lý do" in page.arriving.problem
    page.arriving.answer.setText("thiếu bản chính")
    page.arriving.give_answer()
    assert not page.arriving.is_asking()
    home, _home_ground = make_page(counter.officer)
    assert not home.refused.isHidden()
    assert [item.reason for item in home.refused.items.rows_model.rows] == ["thiếu bản chính"]


def test_refusing_without_a_choice_asks_to_choose_one(
    counter: Counter, make_page: MakePage
) -> None:
    codes = [counter.code("Anh"), counter.code("Bình")]
    counter.handoffs.send(counter.officer, counter.economy, codes)
    page, _ground = make_page(counter.economy_officer)
    page.decline()
    assert not page.arriving.is_asking()
    assert page.banner.title == "Chọn một hồ sơ để không nhận"


def test_late_duties_are_said_in_words(counter: Counter, make_page: MakePage) -> None:
    counter.code("Anh")
    counter.time.advance(timedelta(hours=6, minutes=30))
    counter.code("Bình")
    counter.time.advance(timedelta(hours=2))
    page, _ground = make_page(counter.officer)
    model = page.waiting.dossiers.rows_model
    duties = [model.index(row, 3).data() for row in range(2)]
    assert duties == ["Chậm giao", "Sáng mai"]
    tips = [model.index(row, 3).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert tips == [
        "Đã quá giờ phải chuyển cho cơ quan giải quyết (NĐ 118/2025, Điều 18 khoản 2).",
        "Nhận sau 15 giờ: chuyển vào đầu giờ làm việc của ngày làm việc kế tiếp "
        "(NĐ 118/2025, Điều 18 khoản 2).",
    ]


def test_enter_opens_a_dossier_from_any_list(counter: Counter, make_page: MakePage) -> None:
    code = counter.code()
    page, ground = make_page(counter.officer)
    page.waiting.dossiers.selectRow(0)
    page.waiting.dossiers.row_activated.emit(page.waiting.dossiers.current_row())
    assert ground.opened == [code]


def test_a_double_f12_sends_once(
    counter: Counter, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = counter.code()
    page, ground = make_page(counter.officer)
    page.handle_scan(code)
    asked: list[object] = []
    monkeypatch.setattr(ground.tasks, "write", lambda *given: asked.append(given))
    page.close_slips()
    page.close_slips()
    assert len(asked) == 1


def test_everything_fits_the_smallest_desk(
    counter: Counter, make_page: MakePage, qtbot: QtBot
) -> None:
    codes = [counter.code("Công ty TNHH Xuất nhập khẩu Nông sản Tây Ninh") for _ in range(40)]
    counter.handoffs.send(counter.officer, counter.economy, codes[:10])
    counter.handoffs.decline(counter.officer, codes[0], "thiếu bản chính " * 20)
    counter.time.advance(timedelta(days=2))
    page, _ground = make_page(counter.officer)
    show_smallest(page, qtbot)
    assert misfits(page) == []
    page.record_receiver()
    QApplication.processEvents()
    assert misfits(page) == []


def test_a_genuine_receipt_or_slip_out_of_place_is_red_and_a_void_one_amber(
    counter: Counter, make_page: MakePage
) -> None:
    made, wrong = counter.dossier("Anh"), counter.dossier("Bình")
    sent = counter.handoffs.send(counter.officer, counter.economy, [made.code])
    counter.corrections.correct(counter.officer, wrong.code, counter.as_typed("Chi"), "sai tên")
    page, _ground = make_page(counter.officer)
    for payload in (made.receipt.qr_payload, sent.slip.qr_payload):
        page.handle_scan(payload)
        assert page.banner.sign is ScanSign.BAD
    page.handle_scan(wrong.receipt.qr_payload)
    assert (page.banner.sign, page.banner.title) == (ScanSign.NOTICE, "Giấy đã hủy")
    assert page.waiting.drafts() == ()


def test_the_page_reads_again_by_itself_while_it_is_in_sight(
    counter: Counter, make_page: MakePage, qtbot: QtBot
) -> None:
    page, _ground = make_page(counter.officer, again_ms=20)
    page.show()
    code = counter.code()
    qtbot.waitUntil(lambda: page.waiting.has(code), timeout=60_000)
