"""Data of the two papers of a petition, ordinary and the longest there is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.services.forms.records import PetitionAnswerData, PetitionReceiptData
from app.vocabulary.petitions import PetitionAbout, PetitionChannel, PetitionKind
from tests.printing.forms import CODE, HEAD, RECEIVED_AT, payload

_LONG_CONTENT = "\n".join(
    f"Điều {number}. {'Cán bộ yêu cầu nộp thêm giấy tờ không có trong thủ tục đã công bố. ' * 3}"
    for number in range(1, 30)
)


def a_petition_receipt(**changes: Any) -> PetitionReceiptData:
    data = PetitionReceiptData(
        head=HEAD,
        number="12/PAKN",
        issued_at=RECEIVED_AT,
        received_at=RECEIVED_AT,
        channel=PetitionChannel.IN_PERSON,
        kind=PetitionKind.FEEDBACK,
        about=PetitionAbout.CONDUCT,
        person_name="Phạm Thị Phản",
        address="Số 45, tổ 7, ấp Thạnh Đông, xã Tân Phú, tỉnh Tây Ninh",
        phone="0987654321",
        content="Hồ sơ hẹn trả ngày 05/7 nhưng đến nay chưa có kết quả, hỏi thì không ai trả lời.",
        code=CODE,
        procedure_name="1.001193 Đăng ký khai sinh có yếu tố nước ngoài",
        rule_text="15 ngày làm việc (Quyết định 766/QĐ-TTg)",
        due_at=RECEIVED_AT + timedelta(days=21),
        officer_name="Trần Thị Thu",
        qr_payload=payload(),
    )
    return replace(data, **changes)


def a_petition_answer(**changes: Any) -> PetitionAnswerData:
    data = PetitionAnswerData(
        head=HEAD,
        number="7/TLPAKN",
        issued_at=RECEIVED_AT,
        petition_number="12/PAKN",
        received_at=RECEIVED_AT - timedelta(days=9),
        kind=PetitionKind.PROPOSAL,
        person_name="Phạm Thị Phản",
        address="Số 45, tổ 7, ấp Thạnh Đông, xã Tân Phú, tỉnh Tây Ninh",
        content="Đề nghị bỏ yêu cầu nộp bản sao hộ khẩu khi đăng ký khai sinh.",
        result_text="Sửa đổi, bãi bỏ quy định",
        answer="Ủy ban nhân dân xã đã bỏ yêu cầu nộp bản sao hộ khẩu kể từ ngày 01/8/2019.\n"
        "Từ ngày đó Ông/Bà chỉ cần xuất trình căn cước.",
        signer="Đỗ Văn Mẫu",
    )
    return replace(data, **changes)


LONG_RECEIPT = a_petition_receipt(
    person_name="Công ty trách nhiệm hữu hạn một thành viên " * 6,
    address="Tầng 12, tòa nhà Trung tâm Thương mại và Dịch vụ Hậu cần Quốc tế " * 6,
    content=_LONG_CONTENT,
)
LONG_ANSWER = a_petition_answer(content=_LONG_CONTENT, answer=_LONG_CONTENT)
