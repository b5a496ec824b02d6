"""Printed forms, what is fixed of each, the sets they are of, and how far a copy has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal

Media = Literal["A5", "A4"]
"""Paper sizes that forms are set for."""


class FormKind(StrEnum):
    """A printed document with a number in its own book."""

    RECEIPT = "receipt"
    HANDOFF_SLIP = "handoff_slip"
    RETURN_RECEIPT = "return_receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    CONTROL_SLIP = "control_slip"
    GUIDE_SLIP = "guide_slip"
    FEE_RECEIPT = "fee_receipt"
    WITHDRAWAL_NOTE = "withdrawal_note"
    POST_LABEL = "post_label"
    DAY_CLOSING = "day_closing"
    PETITION_RECEIPT = "petition"
    PETITION_ANSWER = "petition_answer"
    RATING_SLIP = "rating_slip"


class PrintState(StrEnum):
    """One copy in the print outbox."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class FormSet(StrEnum):
    """Which circular's forms a dossier gets, by the day of its receipt."""

    TT01_2018 = "tt01_2018"
    TT03_2025 = "tt03_2025"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSpec:
    """What is fixed of one kind of form.

    `label` names it in lists, `title` heads it; `new_titles` are those of the sets that renamed it.
    `suffix` ends its numbers (42/TNHS). `qr_kind` are the four bits that say in a QR what was
    signed, 0 for a form without a QR. They and the suffix are printed: they never change.
    `has_own_qr_number`: its QR carries its own number, not that of a dossier. `official` is its Mẫu
    in each set (TT 01/2018/TT-VPCP Điều 9, TT 03/2025/TT-VPCP Phụ lục I); a form in neither is the
    office's own.
    """

    label: str
    title: str
    suffix: str
    qr_kind: int = 0
    new_titles: Mapping[FormSet, str] = field(default_factory=dict)
    paper: Media = "A5"
    official: Mapping[FormSet, str] = field(default_factory=dict)
    has_own_qr_number: bool = False

    def title_in(self, form_set: FormSet) -> str:
        """Return the title that the set's circular gives the form."""
        return self.new_titles.get(form_set, self.title)

    def number(self, ordinal: int) -> str:
        """Return a number of the form's book as printed: 42/TNHS."""
        return f"{ordinal}/{self.suffix}"


FORM_SPECS: Final[Mapping[FormKind, FormSpec]] = {
    FormKind.RECEIPT: FormSpec(
        label="Giấy tiếp nhận và hẹn trả",
        title="Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        suffix="TNHS",
        qr_kind=1,
        official={FormSet.TT01_2018: "01", FormSet.TT03_2025: "01"},
    ),
    FormKind.HANDOFF_SLIP: FormSpec(
        label="Phiếu bàn giao",
        title="Phiếu bàn giao hồ sơ",
        suffix="PBG",
        qr_kind=2,
        paper="A4",
        has_own_qr_number=True,
    ),
    FormKind.RETURN_RECEIPT: FormSpec(
        label="Phiếu trả kết quả",
        title="Phiếu trả kết quả giải quyết hồ sơ",
        suffix="PTKQ",
        qr_kind=3,
    ),
    FormKind.SUPPLEMENT_REQUEST: FormSpec(
        label="Phiếu yêu cầu bổ sung, hoàn thiện",
        title="Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        suffix="HDHS",
        qr_kind=4,
        official={FormSet.TT01_2018: "02", FormSet.TT03_2025: "02"},
    ),
    FormKind.REFUSAL: FormSpec(
        label="Phiếu từ chối tiếp nhận giải quyết",
        title="Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        suffix="PTC",
        qr_kind=5,
        official={FormSet.TT01_2018: "03", FormSet.TT03_2025: "03"},
    ),
    FormKind.APOLOGY: FormSpec(
        label="Phiếu xin lỗi và hẹn lại",
        title="Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        new_titles={
            FormSet.TT03_2025: "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
        },
        suffix="PXL",
        qr_kind=6,
        official={FormSet.TT01_2018: "04", FormSet.TT03_2025: "04"},
    ),
    FormKind.STOP_NOTICE: FormSpec(
        label="Thông báo dừng giải quyết",
        title="Thông báo dừng giải quyết hồ sơ",
        suffix="TBD",
        qr_kind=7,
        official={FormSet.TT03_2025: "05"},
    ),
    FormKind.CONTROL_SLIP: FormSpec(
        label="Phiếu kiểm soát quá trình giải quyết",
        title="Phiếu kiểm soát quá trình giải quyết hồ sơ",
        suffix="PKS",
        qr_kind=8,
        official={FormSet.TT01_2018: "05", FormSet.TT03_2025: "06"},
    ),
    FormKind.GUIDE_SLIP: FormSpec(
        label="Phiếu hướng dẫn",
        title="Phiếu hướng dẫn hoàn thiện hồ sơ",
        suffix="PHD",
        qr_kind=9,
        has_own_qr_number=True,
    ),
    FormKind.FEE_RECEIPT: FormSpec(
        label="Phiếu thu phí, lệ phí",
        title="Phiếu thu phí, lệ phí",
        suffix="PT",
        qr_kind=10,
    ),
    FormKind.WITHDRAWAL_NOTE: FormSpec(
        label="Phiếu rút hồ sơ, trả lại giấy tờ",
        title="Phiếu rút hồ sơ, trả lại giấy tờ",
        suffix="PRHS",
        qr_kind=11,
    ),
    FormKind.POST_LABEL: FormSpec(
        label="Nhãn bưu gửi",
        title="Nhãn bưu gửi",
        suffix="NBG",
        qr_kind=12,
    ),
    FormKind.DAY_CLOSING: FormSpec(
        label="Phiếu khóa ngày",
        title="Phiếu khóa ngày",
        suffix="PKN",
        qr_kind=13,
        paper="A4",
    ),
    FormKind.PETITION_RECEIPT: FormSpec(
        label="Phiếu tiếp nhận phản ánh",
        title="Phiếu tiếp nhận phản ánh, kiến nghị",
        suffix="PAKN",
        qr_kind=15,
    ),
    FormKind.PETITION_ANSWER: FormSpec(
        label="Văn bản trả lời phản ánh",
        title="Trả lời phản ánh, kiến nghị",
        suffix="TLPAKN",
        paper="A4",
    ),
    FormKind.RATING_SLIP: FormSpec(
        label="Phiếu đánh giá",
        title="Phiếu đánh giá việc giải quyết hồ sơ",
        suffix="PDG",
        qr_kind=14,
    ),
}
"""One row a form. Of 2018 there is no Mẫu for a stopped dossier, and the letter that answers a
petition has no QR: it is signed and stamped by hand."""
FORM_OF_QR_KIND: Final[Mapping[int, FormKind]] = {
    spec.qr_kind: kind for kind, spec in FORM_SPECS.items() if spec.qr_kind
}
