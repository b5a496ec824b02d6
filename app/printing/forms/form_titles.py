"""What a form is called, and which Mẫu of which circular it is."""

from collections.abc import Mapping
from typing import Final

from app.vocabulary.forms import FormKind, FormSet
from app.wording.labels import label

TITLES: Final[Mapping[FormKind, str]] = {
    FormKind.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    FormKind.HANDOFF_SLIP: "Phiếu bàn giao hồ sơ",
    FormKind.RETURN_RECEIPT: "Phiếu trả kết quả giải quyết hồ sơ",
    FormKind.SUPPLEMENT_REQUEST: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    FormKind.REFUSAL: "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    FormKind.APOLOGY: "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    FormKind.STOP_NOTICE: "Thông báo dừng giải quyết hồ sơ",
    FormKind.CONTROL_SLIP: "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    FormKind.GUIDE_SLIP: "Phiếu hướng dẫn hoàn thiện hồ sơ",
    FormKind.FEE_RECEIPT: "Phiếu thu phí, lệ phí",
    FormKind.WITHDRAWAL_NOTE: "Phiếu rút hồ sơ, trả lại giấy tờ",
    FormKind.POST_LABEL: "Nhãn bưu gửi",
    FormKind.DAY_CLOSING: "Phiếu khóa ngày",
    FormKind.PETITION_RECEIPT: "Phiếu tiếp nhận phản ánh, kiến nghị",
    FormKind.PETITION_ANSWER: "Trả lời phản ánh, kiến nghị",
    FormKind.RATING_SLIP: "Phiếu đánh giá việc giải quyết hồ sơ",
}
_TITLES_OF_2025: Final[Mapping[FormKind, str]] = {
    FormKind.APOLOGY: "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
}
# TT 01/2018/TT-VPCP Điều 9 and TT 03/2025/TT-VPCP Phụ lục I; a form not named here is the office's
# own. Of 2018 there is no form for a dossier that is stopped.
_OFFICIAL: Final[Mapping[FormSet, Mapping[FormKind, str]]] = {
    FormSet.TT01_2018: {
        FormKind.RECEIPT: "01",
        FormKind.SUPPLEMENT_REQUEST: "02",
        FormKind.REFUSAL: "03",
        FormKind.APOLOGY: "04",
        FormKind.CONTROL_SLIP: "05",
    },
    FormSet.TT03_2025: {
        FormKind.RECEIPT: "01",
        FormKind.SUPPLEMENT_REQUEST: "02",
        FormKind.REFUSAL: "03",
        FormKind.APOLOGY: "04",
        FormKind.STOP_NOTICE: "05",
        FormKind.CONTROL_SLIP: "06",
    },
}


def form_title(kind: FormKind, form: FormSet) -> str:
    """Return the title that the circular gives the form."""
    newer = _TITLES_OF_2025.get(kind) if form is FormSet.TT03_2025 else None
    return newer or TITLES[kind]


def official_line(kind: FormKind, form: FormSet) -> str:
    """Return `Mẫu số 02 ban hành kèm theo Thông tư …`, empty for the office's own forms."""
    number = _OFFICIAL[form].get(kind)
    return f"Mẫu số {number} ban hành kèm theo {label(form)}" if number else ""
