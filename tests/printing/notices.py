"""Data of the notices and slips about a dossier, ordinary and the longest there is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.services.forms.notice_records import (
    ApologyData,
    ControlSlipData,
    ControlStep,
    FeeReceiptData,
    GuideSlipData,
    PaperLine,
    PostLabelData,
    RefusalData,
    StopNoticeData,
    Subject,
    SupplementRequestData,
    WithdrawalNoteData,
)
from app.services.forms.numbering import check_digits
from app.services.forms.records import FormData
from app.vocabulary.dossiers import HandoffItemState, PaymentKind, PostDirection, Timeliness
from app.vocabulary.forms import FormSet
from tests.printing.forms import CODE, HEAD, PAPERS, RECEIVED_AT, payload
from tests.printing.rating_slips import a_rating_slip

DAY = timedelta(days=1)
LONG_NAME = ("Chấp thuận chủ trương đầu tư đối với dự án có đề nghị giao đất, cho thuê đất " * 15)[
    :1094
].strip()
LONG_REASON = " ".join(f"lý do thứ {number} nêu tại văn bản thẩm định" for number in range(56))
LONG_ITEMS = tuple(
    f"Nội dung {number}: {'bổ sung giấy tờ còn thiếu theo quy định ' * 8}"[:300].strip()
    for number in range(1, 31)
)
LONG_PAPERS = tuple(
    PaperLine(f"Giấy tờ số {number} kèm theo hồ sơ thứ {number}", original=1, plain=number % 3)
    for number in range(1, 112)
)
SUBJECT = Subject(
    code=CODE,
    code_check=check_digits(CODE),
    owner_name="Nguyễn Thị Hương Giang",
    submitter_name="Đặng Văn Ngữ",
    address="Số 45, tổ 7, ấp Thạnh Đông, xã Tân Phú, huyện Tân Châu",
    phone="0912 345 678",
    email="huong.giang@example.vn",
    procedure_code="1.001193",
    procedure_name="Đăng ký khai sinh có yếu tố nước ngoài",
    case_name="Không phải xác minh",
    request="Khai sinh cho con thứ hai",
    received_at=RECEIVED_AT,
    due_at=RECEIVED_AT + 5 * DAY,
)
LONG_SUBJECT = replace(
    SUBJECT,
    owner_name="Công ty trách nhiệm hữu hạn một thành viên " * 6,
    submitter_name="Tôn Nữ Hoàng Thị Công Tằng Bích Ngọc Diễm My",
    address="Tầng 12, tòa nhà Trung tâm Thương mại và Dịch vụ Hậu cần Quốc tế " * 5,
    email="phong.phap.che.va.quan.he.cong.chung@tap-doan-dau-tu.example.vn",
    procedure_name=LONG_NAME,
    case_name="Trường hợp phải lấy ý kiến của nhiều cơ quan, đơn vị có liên quan",
    request=LONG_NAME,
)
OFFICER = "Trần Thị Bích Ngọc"
SIGNER = "Phạm Quốc Hùng"


def a_supplement_request(**changes: Any) -> SupplementRequestData:
    data = SupplementRequestData(
        form=FormSet.TT01_2018,
        head=HEAD,
        number="12/HDHS",
        subject=SUBJECT,
        issued_at=RECEIVED_AT + DAY,
        items=("Bổ sung bản chính giấy chứng sinh", "Kê khai lại mục 3 của tờ khai"),
        reason="Giấy chứng sinh nộp kèm chỉ là bản sao",
        ground="khoản 1 Điều 16 Luật Hộ tịch",
        round_no=1,
        approver="",
        officer_name=OFFICER,
        contact_phone="0276 3822 334",
        complete_by=date(2019, 8, 9),
        qr_payload=payload(kind=4),
    )
    return replace(data, **changes)


def a_refusal(**changes: Any) -> RefusalData:
    data = RefusalData(
        form=FormSet.TT01_2018,
        head=HEAD,
        number="3/PTC",
        subject=SUBJECT,
        issued_at=RECEIVED_AT,
        is_at_desk=True,
        reasons=("Không thuộc thẩm quyền của UBND xã", "Thiếu văn bản ủy quyền"),
        ground="Điều 35 Luật Hộ tịch",
        officer_name=OFFICER,
        qr_payload=payload(kind=5),
    )
    return replace(data, **changes)


def an_apology(**changes: Any) -> ApologyData:
    data = ApologyData(
        form=FormSet.TT01_2018,
        head=HEAD,
        number="2/PXL",
        subject=SUBJECT,
        issued_at=RECEIVED_AT + 4 * DAY,
        old_due_at=RECEIVED_AT + 5 * DAY,
        new_due_at=RECEIVED_AT + 9 * DAY,
        reason="phải xác minh tại cơ quan đại diện ở nước ngoài",
        agency_name="Phòng Tư pháp huyện Tân Châu",
        signer=SIGNER,
        qr_payload=payload(kind=6),
    )
    return replace(data, **changes)


def a_stop_notice(**changes: Any) -> StopNoticeData:
    data = StopNoticeData(
        form=FormSet.TT03_2025,
        head=HEAD,
        number="1/TBD",
        subject=SUBJECT,
        issued_at=RECEIVED_AT + 40 * DAY,
        stopped_at=RECEIVED_AT + 39 * DAY,
        reason="quá thời hạn bổ sung mà người nộp không bổ sung",
        ground="Điều 19 Nghị định 61/2018/NĐ-CP",
        papers=PAPERS[:2],
        signer=SIGNER,
        qr_payload=payload(kind=7),
    )
    return replace(data, **changes)


def a_withdrawal_note(**changes: Any) -> WithdrawalNoteData:
    data = WithdrawalNoteData(
        head=HEAD,
        number="4/PRHS",
        subject=SUBJECT,
        issued_at=RECEIVED_AT + 2 * DAY,
        is_withdrawal=True,
        reason="người nộp đổi nơi đăng ký",
        papers=PAPERS[:3],
        returned_at=RECEIVED_AT + 2 * DAY,
        receiver_name="Đặng Văn Ngữ",
        receiver_id="072185001234",
        officer_name=OFFICER,
        qr_payload=payload(kind=11),
    )
    return replace(data, **changes)


def a_guide_slip(**changes: Any) -> GuideSlipData:
    data = GuideSlipData(
        head=HEAD,
        number="8/PHD",
        issued_at=RECEIVED_AT,
        person_name="Lê Văn Đức",
        phone="0987 654 321",
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh có yếu tố nước ngoài",
        case_name="Không phải xác minh",
        missing=PAPERS[:3],
        advice="Mang theo bản chính để đối chiếu.",
        time_text="03 ngày làm việc",
        fee_vnd=75_000,
        officer_name=OFFICER,
        qr_payload=payload(kind=9, number=8),
    )
    return replace(data, **changes)


def a_fee_receipt(**changes: Any) -> FeeReceiptData:
    data = FeeReceiptData(
        head=HEAD,
        number="21/PT",
        subject=SUBJECT,
        taken_at=RECEIVED_AT,
        kind=PaymentKind.ADVANCE,
        amount_vnd=1_050_000,
        fee_vnd=1_500_000,
        paid_vnd=200_000,
        payer_name="Đặng Văn Ngữ",
        exempt_ground="giảm 50% theo Nghị quyết 12/2019/NQ-HĐND",
        officer_name=OFFICER,
        qr_payload=payload(kind=10, number=21),
    )
    return replace(data, **changes)


def a_step(number: int = 1, **changes: Any) -> ControlStep:
    step = ControlStep(
        from_name="Bộ phận Một cửa UBND xã Tân Phú",
        from_person=OFFICER,
        to_name=f"Phòng chuyên môn số {number}",
        to_person=f"Lê Văn Nhận {number}",
        sent_at=RECEIVED_AT + number * DAY,
        received_at=RECEIVED_AT + (number + 1) * DAY,
        state=HandoffItemState.ACCEPTED,
        step_due_at=RECEIVED_AT + 3 * DAY,
        timeliness=Timeliness.EARLY,
        note="Giao kèm 02 bản vẽ",
    )
    return replace(step, **changes)


def a_control_slip(**changes: Any) -> ControlSlipData:
    data = ControlSlipData(
        form=FormSet.TT01_2018,
        head=HEAD,
        number="15/PKS",
        subject=SUBJECT,
        agency_name="Phòng Tư pháp huyện Tân Châu",
        partner_names=("Công an huyện Tân Châu", "UBND xã Suối Dây"),
        officer_name=OFFICER,
        steps=(
            a_step(1),
            a_step(2, received_at=None, state=HandoffItemState.SENT, timeliness=None),
        ),
        result_text="",
        ended_at=None,
        timeliness=None,
        printed_at=RECEIVED_AT + 3 * DAY,
        qr_payload=payload(kind=8, number=15),
    )
    return replace(data, **changes)


def a_post_label(**changes: Any) -> PostLabelData:
    data = PostLabelData(
        head=HEAD,
        number="6/NBG",
        code=CODE,
        direction=PostDirection.OUT,
        waybill="EE123456789VN",
        carrier="Tổng công ty Bưu điện Việt Nam",
        posted_at=RECEIVED_AT + 5 * DAY,
        receiver_name="Nguyễn Thị Hương Giang",
        receiver_address="Số 45, tổ 7, ấp Thạnh Đông, xã Tân Phú, huyện Tân Châu, tỉnh Tây Ninh",
        receiver_phone="0912 345 678",
        content="Kết quả giải quyết thủ tục hành chính: 01 bản trích lục khai sinh",
        qr_payload=payload(kind=12, number=6),
    )
    return replace(data, **changes)


NOTICES: dict[str, Callable[..., FormData]] = {
    "supplement_request": a_supplement_request,
    "refusal": a_refusal,
    "apology": an_apology,
    "stop_notice": a_stop_notice,
    "withdrawal_note": a_withdrawal_note,
    "guide_slip": a_guide_slip,
    "fee_receipt": a_fee_receipt,
    "control_slip": a_control_slip,
    "post_label": a_post_label,
    "rating_slip": a_rating_slip,
}
LONGEST: dict[str, FormData] = {
    "supplement_request": a_supplement_request(
        subject=LONG_SUBJECT,
        items=LONG_ITEMS,
        reason=LONG_REASON,
        round_no=2,
        approver="Phó Chủ tịch Ủy ban nhân dân Tôn Nữ Hoàng Thị Công Tằng Bích Ngọc",
    ),
    "refusal": a_refusal(subject=LONG_SUBJECT, reasons=LONG_ITEMS, ground=LONG_REASON),
    "apology": an_apology(subject=LONG_SUBJECT, reason=LONG_REASON, agency_name=LONG_NAME[:200]),
    "stop_notice": a_stop_notice(subject=LONG_SUBJECT, reason=LONG_REASON, papers=LONG_PAPERS),
    "withdrawal_note": a_withdrawal_note(
        subject=LONG_SUBJECT, reason=LONG_REASON, papers=LONG_PAPERS
    ),
    "guide_slip": a_guide_slip(
        person_name=LONG_SUBJECT.owner_name,
        procedure_name=LONG_NAME,
        missing=LONG_PAPERS,
        advice=LONG_REASON,
    ),
    "fee_receipt": a_fee_receipt(
        subject=LONG_SUBJECT, payer_name=LONG_SUBJECT.owner_name, exempt_ground=LONG_REASON
    ),
    "control_slip": a_control_slip(
        subject=LONG_SUBJECT,
        steps=tuple(a_step(number) for number in range(1, 21)),
        partner_names=tuple(f"Cơ quan phối hợp số {number}" for number in range(1, 9)),
        result_text="Đồng ý giải quyết",
        ended_at=RECEIVED_AT + 30 * DAY,
        timeliness=Timeliness.LATE,
        edition=7,
    ),
    "post_label": a_post_label(
        receiver_name=LONG_SUBJECT.owner_name,
        receiver_address=LONG_SUBJECT.address,
        content=LONG_NAME,
        waybill="VN-TAYNINH-2026-000000123456789012345678",
    ),
}
