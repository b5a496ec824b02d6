"""What each notice says, in the order of its form, and what changes with its data."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.printing.documents import render
from app.services.forms.records import FormData
from app.vocabulary import FormSet, HandoffItemState, PaymentKind, PostDirection, Timeliness
from tests.printing.forms import CODE, HEAD, RECEIVED_AT, text_pages
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

_CIRCULAR = "ban hành kèm theo Thông tư"
_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_PROCEDURE = "Đăng ký khai sinh có yếu tố nước ngoài (mã 1.001193; Không phải xác minh)"
_RECEIVED = "07 giờ 41 phút, ngày 10 tháng 7 năm 2019"
_CONTACT = (
    "Địa chỉ: Số 45, tổ 7, ấp Thạnh Đông, xã Tân Phú, huyện Tân Châu",
    "Số điện thoại: 0912 345 678 Email: huong.giang@example.vn",
)
_HOTLINE = "đường dây nóng:"
_SEAL = (CODE, "Số kiểm tra: ")

_FIELDS: dict[str, Sequence[str]] = {
    "supplement_request": (
        f"Mẫu số 02 {_CIRCULAR} 01/2018/TT-VPCP",
        _STATE,
        "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        "Tân Phú, ngày 11 tháng 7 năm 2019",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        f"Mã hồ sơ: {CODE}",
        "Yêu cầu bổ sung, hoàn thiện hồ sơ của: Nguyễn Thị Hương Giang",
        "Người nộp: Đặng Văn Ngữ",
        "Nội dung yêu cầu giải quyết: Khai sinh cho con thứ hai",
        f"Thủ tục hành chính: {_PROCEDURE}",
        *_CONTACT,
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        "1. Bổ sung bản chính giấy chứng sinh",
        "2. Kê khai lại mục 3 của tờ khai",
        "Lý do: Giấy chứng sinh nộp kèm chỉ là bản sao",
        "Căn cứ: khoản 1 Điều 16 Luật Hộ tịch",
        "Thời hạn bổ sung: đến hết ngày 09 tháng 8 năm 2019",
        "liên hệ với Trần Thị Bích Ngọc, số điện thoại 0276 3822 334, để được hướng dẫn.",
        "NGƯỜI HƯỚNG DẪN NGƯỜI NỘP HỒ SƠ",
        "Trần Thị Bích Ngọc Đặng Văn Ngữ",
        f"Mã hồ sơ: {CODE} · Số: 12/HDHS · Lập lúc 07:41 11/07/2019",
    ),
    "refusal": (
        f"Mẫu số 03 {_CIRCULAR} 01/2018/TT-VPCP",
        _STATE,
        "Số: 3/PTC",
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        f"Mã hồ sơ: {CODE}",
        "Hồ sơ của: Nguyễn Thị Hương Giang",
        "Người nộp: Đặng Văn Ngữ",
        *_CONTACT,
        "Nội dung yêu cầu giải quyết: Khai sinh cho con thứ hai",
        f"Thủ tục hành chính: {_PROCEDURE}",
        f"Thời gian nhận hồ sơ: {_RECEIVED}",
        "Qua xem xét, Bộ phận Tiếp nhận và Trả kết quả thông báo không tiếp nhận, giải quyết hồ sơ "
        "này với lý do cụ thể như sau:",
        "1. Không thuộc thẩm quyền của UBND xã",
        "2. Thiếu văn bản ủy quyền",
        "Căn cứ: Điều 35 Luật Hộ tịch",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Đặng Văn Ngữ Trần Thị Bích Ngọc",
        f"Mã hồ sơ: {CODE} · Số: 3/PTC",
    ),
    "apology": (
        f"Mẫu số 04 {_CIRCULAR} 01/2018/TT-VPCP",
        _STATE,
        "Số: 2/PXL",
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        "Kính gửi: Nguyễn Thị Hương Giang",
        *_CONTACT,
        f"Lúc {_RECEIVED}, UBND xã Tân Phú đã tiếp nhận hồ sơ",
        _PROCEDURE,
        f"Mã số hồ sơ: {CODE}.",
        "Thời gian hẹn trả kết quả: 07 giờ 41 phút, ngày 15 tháng 7 năm 2019",
        "Phòng Tư pháp huyện Tân Châu không thể trả kết quả đúng thời hạn đã hẹn",
        "Lý do: phải xác minh tại cơ quan đại diện ở nước ngoài",
        "Phòng Tư pháp huyện Tân Châu xin lỗi Ông/Bà/Tổ chức và hẹn lại ngày trả kết quả.",
        "Thời gian hẹn lại trả kết quả: 07 giờ 41 phút, ngày 19 tháng 7 năm 2019",
        "Nơi nhận:",
        "- Như trên;",
        "(Ký, ghi rõ họ tên và đóng dấu)",
        "Phạm Quốc Hùng",
        f"Mã hồ sơ: {CODE} · Số: 2/PXL",
    ),
    "stop_notice": (
        f"Mẫu số 05 {_CIRCULAR} 03/2025/TT-VPCP",
        _STATE,
        "Số: 1/TBD",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        f"Mã hồ sơ: {CODE}",
        "Kính gửi: Nguyễn Thị Hương Giang",
        *_CONTACT,
        f"tiếp nhận lúc {_RECEIVED}",
        _PROCEDURE,
        "Dừng giải quyết hồ sơ: kể từ 07 giờ 41 phút, ngày 18 tháng 8 năm 2019",
        "Lý do: quá thời hạn bổ sung mà người nộp không bổ sung",
        "Căn cứ: Điều 19 Nghị định 61/2018/NĐ-CP",
        "Giấy tờ trả lại người nộp hồ sơ gồm:",
        "1 Tờ khai đăng ký khai sinh theo mẫu 1",
        "2 Giấy chứng sinh 2",
        "Ông/Bà/Tổ chức có quyền khiếu nại",
        "Nơi nhận:",
        "- Trung tâm Phục vụ hành chính",
        "Phạm Quốc Hùng",
        f"Mã hồ sơ: {CODE} · Số: 1/TBD",
    ),
    "withdrawal_note": (
        _STATE,
        "Số: 4/PRHS",
        "PHIẾU RÚT HỒ SƠ, TRẢ LẠI GIẤY TỜ",
        f"Mã hồ sơ: {CODE}",
        "Hồ sơ của: Nguyễn Thị Hương Giang",
        "Người nộp: Đặng Văn Ngữ",
        *_CONTACT,
        f"Thủ tục hành chính: {_PROCEDURE}",
        f"Thời gian nhận hồ sơ: {_RECEIVED}",
        "Lý do rút hồ sơ: người nộp đổi nơi đăng ký",
        "Giấy tờ trả lại gồm:",
        "STT Tên giấy tờ Bản sao",
        "1 Tờ khai đăng ký khai sinh theo mẫu 1",
        "Thời gian trả lại giấy tờ: 07 giờ 41 phút, ngày 12 tháng 7 năm 2019",
        "Người nhận lại giấy tờ: Đặng Văn Ngữ",
        "Số định danh/CCCD: 072185001234",
        "NGƯỜI NHẬN GIẤY TỜ NGƯỜI TRẢ GIẤY TỜ",
        "Trần Thị Bích Ngọc",
        f"Mã hồ sơ: {CODE} · Số: 4/PRHS",
    ),
    "guide_slip": (
        _STATE,
        "Số: 8/PHD",
        "PHIẾU HƯỚNG DẪN HOÀN THIỆN HỒ SƠ",
        "Hướng dẫn Ông/Bà: Lê Văn Đức",
        "Số điện thoại: 0987 654 321",
        f"Thủ tục hành chính: {_PROCEDURE}",
        "Giấy tờ cần bổ sung trước khi nộp hồ sơ:",
        "STT Tên giấy tờ Bản sao",
        "2 Giấy chứng sinh 2",
        "Hướng dẫn thêm: Mang theo bản chính để đối chiếu.",
        "Thời gian giải quyết theo quy định: 03 ngày làm việc",
        "Phí, lệ phí: 75.000 đồng",
        "NGƯỜI HƯỚNG DẪN",
        "Lê Văn Đức Trần Thị Bích Ngọc",
        "Phiếu này không phải là giấy tiếp nhận hồ sơ.",
        "Phiếu hướng dẫn số 8/PHD · Lập lúc 07:41 10/07/2019",
    ),
    "fee_receipt": (
        _STATE,
        "Số: 21/PT",
        "PHIẾU THU PHÍ, LỆ PHÍ",
        f"Mã hồ sơ: {CODE}",
        "Người nộp tiền: Đặng Văn Ngữ",
        _CONTACT[0],
        "Chủ hồ sơ: Nguyễn Thị Hương Giang",
        f"Thủ tục hành chính: {_PROCEDURE}",
        "Nội dung thu: phí, lệ phí – tạm thu khi tiếp nhận",
        "Số tiền thu: 1.050.000 đồng",
        "Bằng chữ: Một triệu không trăm năm mươi nghìn đồng",
        "Mức phí, lệ phí phải nộp: 1.500.000 đồng",
        "Căn cứ miễn, giảm: giảm 50% theo Nghị quyết 12/2019/NQ-HĐND",
        "Đã thu trước: 200.000 đồng",
        "Còn phải thu: 250.000 đồng",
        f"Thời gian thu: {_RECEIVED}",
        "NGƯỜI NỘP TIỀN NGƯỜI THU TIỀN",
        "Đặng Văn Ngữ Trần Thị Bích Ngọc",
        f"Mã hồ sơ: {CODE} · Số: 21/PT",
    ),
    "control_slip": (
        f"Mẫu số 05 {_CIRCULAR} 01/2018/TT-VPCP",
        _STATE,
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        f"Mã hồ sơ: {CODE}",
        "Chủ hồ sơ: Nguyễn Thị Hương Giang",
        f"Loại thủ tục: {_PROCEDURE}",
        f"Thời gian nhận hồ sơ: {_RECEIVED}",
        "Thời gian hẹn trả kết quả: 07 giờ 41 phút, ngày 15 tháng 7 năm 2019",
        *_CONTACT,
        "Cơ quan giải quyết hồ sơ: Phòng Tư pháp huyện Tân Châu",
        "Cơ quan phối hợp giải quyết hồ sơ: Công an huyện Tân Châu; UBND xã Suối Dây",
        "THỜI GIAN GIAO, NHẬN",
        "1. Giao: Bộ phận Một Người giao Người nhận Trước hạn",
        "13/07/2019",
        "Trần Thị Bích Ngọc Lê Văn Nhận 1",
        "2. Giao: Bộ phận Một Người giao Người nhận … Trước hạn",
        "… Quá hạn",
        "NGƯỜI LẬP PHIẾU",
        f"Mã hồ sơ: {CODE} · Số: 15/PKS",
    ),
    "post_label": (
        "NHÃN BƯU GỬI",
        "Bưu gửi đi – Tổng công ty Bưu điện Việt Nam",
        "Người gửi: UBND xã Tân Phú",
        "Địa chỉ: Số 12 đường Tôn Đức Thắng, xã Tân Phú",
        "Điện thoại: 0276 3822 333",
        "Người nhận:",
        "Nguyễn Thị Hương Giang",
        "Số 45, tổ 7, ấp Thạnh Đông, xã Tân Phú, huyện Tân Châu, tỉnh Tây Ninh",
        "Điện thoại: 0912 345 678",
        "Nội dung: Kết quả giải quyết thủ tục hành chính: 01 bản trích lục khai sinh",
        "EE123456789VN",
        "Phần lưu",
        "Số: 6/NBG",
        f"Mã hồ sơ: {CODE}",
        "Số hiệu bưu gửi: EE123456789VN",
        "Thời gian gửi: 07 giờ 41 phút, ngày 15 tháng 7 năm 2019",
        "NHÂN VIÊN BƯU CHÍNH",
        f"Mã hồ sơ: {CODE} · Số: 6/NBG · Lập lúc 07:41 15/07/2019",
    ),
}


def _text(data: FormData, copy_no: int = 1) -> str:
    return " ".join(text_pages(render(data, copy_no)))


@pytest.mark.parametrize("name", NOTICES)
def test_fields_stand_on_one_page_in_their_form_s_order(name: str) -> None:
    (page,) = text_pages(render(NOTICES[name](), 1))
    place = 0
    for field in _FIELDS[name]:
        found = page.find(field, place)
        assert found >= 0, f"{field!r} is not on the page, or not in its place: {page}"
        place = found


@pytest.mark.parametrize("name", sorted(set(NOTICES) - {"post_label"}))
def test_unit_and_check_digits_are_on_every_notice(name: str) -> None:
    text = _text(NOTICES[name]())
    assert "UBND HUYỆN TÂN CHÂU" in text
    assert "UBND XÃ TÂN PHÚ" in text
    assert name in {"control_slip"} or _HOTLINE in text
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


def test_apology_after_the_due_day_says_that_nothing_came() -> None:
    text = _text(an_apology(issued_at=RECEIVED_AT + 6 * DAY))
    assert "đến nay Phòng Tư pháp huyện Tân Châu chưa trả kết quả đúng thời hạn" in text


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
