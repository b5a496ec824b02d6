"""What each notice says, in the order of its form, and what changes with its data."""

from dataclasses import replace

import pytest

from app.printing.outbox import render
from app.services.forms.records import FormData
from app.vocabulary.dossiers import HandoffItemState, PaymentKind, PostDirection, Timeliness
from app.vocabulary.forms import FormSet
from tests.printing.forms import CODE, HEAD, RECEIVED_AT, text_pages
from tests.printing.notice_fields import FIELDS
from tests.printing.notices import (
    DAY,
    NOTICES,
    SUBJECT,
    a_control_slip,
    a_fee_receipt,
    a_guide_slip,
    a_post_label,
    a_refusal,
    a_step,
    a_stop_notice,
    a_supplement_request,
    a_withdrawal_note,
    an_apology,
)

_HOTLINE = "đường dây nóng:"
_SEAL = (CODE, "Số kiểm tra: ")


def _text(data: FormData, copy_no: int = 1) -> str:
    return " ".join(text_pages(render(data, copy_no)))


@pytest.mark.parametrize("name", NOTICES)
def test_fields_stand_on_one_page_in_their_form_s_order(name: str) -> None:
    (page,) = text_pages(render(NOTICES[name](), 1))
    place = 0
    for field in FIELDS[name]:
        found = page.find(field, place)
        assert found >= 0, f"{field!r} is not on the page, or not in its place: {page}"
        place = found


@pytest.mark.parametrize("name", sorted(set(NOTICES) - {"post_label"}))
def test_unit_and_check_digits_are_on_every_notice(name: str) -> None:
    text = _text(NOTICES[name]())
    assert "UBND HUYỆN TÂN CHÂU" in text
    assert "UBND XÃ TÂN PHÚ" in text
    assert name in {"control_slip", "rating_slip"} or _HOTLINE in text
    assert name == "guide_slip" or all(part in text for part in _SEAL)


def test_second_supplement_names_ground_and_approver() -> None:
    second = a_supplement_request(round_no=2, approver="Phó Chủ tịch Lê Minh", complete_by=None)
    text = _text(second)
    assert "(Yêu cầu bổ sung lần thứ hai)" in text
    assert "Người chấp thuận yêu cầu bổ sung lần thứ hai: Phó Chủ tịch Lê Minh" in text
    assert "Thời hạn bổ sung" not in text
    assert "lần thứ tư" in _text(replace(second, round_no=4))
    first = _text(a_supplement_request(approver="Phó Chủ tịch Lê Minh"))
    assert "lần thứ" not in first
    assert "chấp thuận" not in first


def test_supplement_without_telephone_still_names_the_officer() -> None:
    text = _text(a_supplement_request(contact_phone=""))
    assert "liên hệ với Trần Thị Bích Ngọc để được hướng dẫn." in text


def test_refusal_after_the_check_refuses_to_decide_not_to_receive() -> None:
    text = _text(a_refusal(is_at_desk=False, form=FormSet.TT03_2025))
    verdict = "Trung tâm Phục vụ hành chính công thông báo từ chối giải quyết hồ sơ này"
    assert verdict in text
    assert "không tiếp nhận" not in text
    assert "Mẫu số 03 ban hành kèm theo Thông tư 03/2025/TT-VPCP" in text


def test_papers_that_were_never_a_dossier_have_no_code() -> None:
    (page,) = text_pages(render(a_refusal(subject=replace(SUBJECT, code="", code_check="")), 1))
    assert "Mã hồ sơ" not in page
    assert "Số kiểm tra" not in page
    assert "Số: 3/PTC · Lập lúc" in page


def test_apology_of_2025_asks_for_more_time() -> None:
    text = _text(an_apology(form=FormSet.TT03_2025))
    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in text
    assert "đề nghị gia hạn thời gian giải quyết hồ sơ." in text
    assert "Thời gian giải quyết được gia hạn đến: 07 giờ 41 phút, ngày 19 tháng 7" in text
    assert "hẹn lại" not in text
    assert "Mẫu số 04 ban hành kèm theo Thông tư 03/2025/TT-VPCP" in text


def test_apology_is_the_letter_of_the_agency_that_is_late() -> None:
    agency = replace(HEAD, unit_name="Phòng Tư pháp", parent_name="", address="", hotline="")
    text = _text(an_apology(agency_head=agency, agency_name="Phòng Tư pháp"))
    head = text.split("PHIẾU XIN LỖI")[0]
    assert "PHÒNG TƯ PHÁP" in head
    assert "UBND XÃ TÂN PHÚ" not in head
    assert "UBND xã Tân Phú đã tiếp nhận hồ sơ" in text
    assert "Nơi tiếp nhận: Số 12 đường Tôn Đức Thắng" in text


def test_fee_receipt_says_that_it_is_no_bien_lai() -> None:
    assert "không phải là biên lai thu phí, lệ phí." in _text(a_fee_receipt())


def test_apology_after_the_due_day_says_that_nothing_came() -> None:
    text = _text(an_apology(issued_at=RECEIVED_AT + 6 * DAY))
    assert "đến nay Phòng Tư pháp huyện Tân Châu chưa trả kết quả đúng thời hạn" in text


def test_apology_after_expiry_promises_a_new_day_and_extends_nothing() -> None:
    text = _text(an_apology(form=FormSet.TT03_2025, issued_at=RECEIVED_AT + 6 * DAY))
    assert "hẹn lại ngày trả kết quả" in text
    assert "Thời gian hẹn lại trả kết quả: 07 giờ 41 phút, ngày 19 tháng 7" in text
    assert "được gia hạn" not in text


def test_control_slip_names_the_law_that_stopped_the_time() -> None:
    stop = "từ 09:00 ngày 11/07/2019, chờ ý kiến của cơ quan khác, theo Luật Đất đai 2013"
    assert f"Dừng thời hạn: {stop}" in _text(a_control_slip(stops_by_law=(stop,)))
    assert "Dừng thời hạn" not in _text(a_control_slip())


def test_stop_notice_of_2018_is_the_office_s_own() -> None:
    text = _text(a_stop_notice(form=FormSet.TT01_2018, papers=()))
    assert "Mẫu số" not in text
    assert "khi cơ quan giải quyết chuyển về" in text
    assert "khiếu nại" in text


def test_papers_given_back_after_a_stop_are_no_withdrawal() -> None:
    text = _text(a_withdrawal_note(is_withdrawal=False))
    assert "PHIẾU TRẢ LẠI GIẤY TỜ" in text
    assert "RÚT" not in text
    assert "Lý do trả lại giấy tờ: người nộp đổi nơi đăng ký" in text


@pytest.mark.parametrize("is_withdrawal", [True, False])
def test_papers_still_at_the_agency_are_not_said_to_be_returned(is_withdrawal: bool) -> None:
    text = _text(a_withdrawal_note(is_withdrawal=is_withdrawal, returned_at=None, receiver_name=""))
    assert "Thời gian trả lại giấy tờ: chưa trả: cơ quan giải quyết đang giữ" in text
    assert "Người nhận lại" not in text
    assert ("NGƯỜI RÚT HỒ SƠ" in text) == is_withdrawal
    assert "NGƯỜI TRẢ GIẤY TỜ" not in text


def test_fee_receipt_of_an_exempt_person_says_so() -> None:
    text = _text(
        a_fee_receipt(
            amount_vnd=0, fee_vnd=0, paid_vnd=0, kind=PaymentKind.FINAL, exempt_ground="hộ nghèo"
        )
    )
    assert "Số tiền thu: 0 đồng" in text
    assert "Bằng chữ: Không đồng" in text
    assert "Căn cứ miễn, giảm: hộ nghèo" in text
    assert "Còn phải thu: Không" in text
    assert "thu khi trả kết quả" in text


def test_fee_receipt_tells_what_was_paid_too_much() -> None:
    text = _text(a_fee_receipt(amount_vnd=2_000_000, exempt_ground=""))
    assert "Còn phải thu: Không" in text
    assert "Đã thu thừa: 700.000 đồng" in text
    assert "Căn cứ miễn, giảm" not in text


def test_control_slip_counts_its_printings_and_is_no_copy() -> None:
    later = _text(a_control_slip(edition=4))
    assert "In lần 4" in later
    assert "In lần 3" in _text(a_control_slip(), 3)
    assert "BẢN SAO" not in later + _text(a_control_slip(), 3)
    assert "In lần" not in _text(a_control_slip())


def test_control_slip_of_2025_is_the_sixth_form() -> None:
    text = _text(a_control_slip(form=FormSet.TT03_2025))
    assert "Mẫu số 06 ban hành kèm theo Thông tư 03/2025/TT-VPCP" in text
    assert "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" in text


def test_control_slip_that_begins_has_rows_to_fill_by_hand() -> None:
    text = _text(a_control_slip(steps=()))
    assert text.count("Người giao") == text.count("Người nhận") == 2
    assert text.count("…… giờ …… phút,") == 4


def test_control_slip_at_its_end_tells_result_and_lateness() -> None:
    steps = (
        a_step(1, state=HandoffItemState.REFUSED, received_at=None, note="thiếu bản vẽ"),
        a_step(2, timeliness=Timeliness.LATE),
    )
    ended = a_control_slip(
        steps=steps,
        result_text="Đồng ý giải quyết",
        ended_at=RECEIVED_AT + 7 * DAY,
        timeliness=Timeliness.LATE,
    )
    text = _text(ended)
    assert "Không nhận" in text
    assert "thiếu bản" in text
    assert "Kết quả giải quyết hồ sơ: Đồng ý giải quyết" in text
    assert "Thời gian kết thúc: 07 giờ 41 phút, ngày 17 tháng 7 năm 2019 – Quá hạn" in text


def test_label_of_an_item_that_came_says_so() -> None:
    text = _text(a_post_label(direction=PostDirection.IN, carrier=""))
    assert "Bưu gửi đến" in text
    assert "Đơn vị bưu chính" not in text


def test_guide_slip_is_addressed_where_the_office_has_no_telephone() -> None:
    head = replace(HEAD, hotline="", address="")
    text = _text(a_guide_slip(head=head))
    assert "Nơi tiếp nhận" not in text
    assert _HOTLINE not in text
