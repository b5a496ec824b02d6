"""What a dossier's notices say: forms 02 to 05 of the circulars, and the office's own slips."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from app.vocabulary.dossiers import HandoffItemState, PaymentKind, PostDirection, Timeliness
from app.vocabulary.forms import FormKind, FormSet

# What several forms share: who issues them, whom they are about, and papers.


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The issuing unit as the head of a form prints it."""

    unit_code: str
    unit_name: str
    parent_name: str
    place: str
    address: str
    hotline: str
    is_demo: bool = False
    footer: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the dossier and how many of each kind were handed in."""

    name: str
    original: int = 0
    certified: int = 0
    plain: int = 0
    electronic: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The dossier a notice is about: what forms 02 to 05 begin with.

    `code` is empty for papers that were never a dossier, `due_at` where nothing was promised.
    """

    code: str
    code_check: str
    owner_name: str
    submitter_name: str
    address: str
    phone: str
    email: str
    procedure_code: str
    procedure_name: str
    case_name: str
    request: str
    received_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class SupplementRequestData:
    """Mẫu 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.

    `round_no` counts the requests of the dossier from 1; a second one names ground and approver.
    """

    FORM_KIND: ClassVar = FormKind.SUPPLEMENT_REQUEST

    form: FormSet
    head: Letterhead
    number: str
    subject: Subject
    issued_at: datetime
    items: tuple[str, ...]
    reason: str
    ground: str
    round_no: int
    approver: str
    officer_name: str
    contact_phone: str
    complete_by: date | None = None
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class RefusalData:
    """Mẫu 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ: at the desk, or after the check."""

    FORM_KIND: ClassVar = FormKind.REFUSAL

    form: FormSet
    head: Letterhead
    number: str
    subject: Subject
    issued_at: datetime
    is_at_desk: bool
    reasons: tuple[str, ...]
    ground: str
    officer_name: str
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class ApologyData:
    """Mẫu 04, Phiếu xin lỗi và hẹn lại (2018), Văn bản xin lỗi và đề nghị gia hạn (2025).

    `head` is the office that received the dossier. `agency_head` is the agency that is late and
    signs: None where that is the office itself, and in letters issued before it was kept.
    """

    FORM_KIND: ClassVar = FormKind.APOLOGY

    form: FormSet
    head: Letterhead
    number: str
    subject: Subject
    issued_at: datetime
    old_due_at: datetime
    new_due_at: datetime
    reason: str
    agency_name: str
    signer: str
    qr_payload: str = ""
    agency_head: Letterhead | None = None


@dataclass(frozen=True, slots=True)
class StopNoticeData:
    """Mẫu 05 (2025), Thông báo dừng giải quyết hồ sơ; before, the office's own notice."""

    FORM_KIND: ClassVar = FormKind.STOP_NOTICE

    form: FormSet
    head: Letterhead
    number: str
    subject: Subject
    issued_at: datetime
    stopped_at: datetime
    reason: str
    ground: str
    papers: tuple[PaperLine, ...]
    signer: str
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawalNoteData:
    """Phiếu rút hồ sơ, trả lại giấy tờ: what the citizen took back, and why.

    `returned_at` is empty while the agency still holds the papers.
    """

    FORM_KIND: ClassVar = FormKind.WITHDRAWAL_NOTE

    head: Letterhead
    number: str
    subject: Subject
    issued_at: datetime
    is_withdrawal: bool
    reason: str
    papers: tuple[PaperLine, ...]
    returned_at: datetime | None
    receiver_name: str
    receiver_id: str
    officer_name: str
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class GuideSlipData:
    """Phiếu hướng dẫn: what is missing before a dossier can be received; no dossier yet."""

    FORM_KIND: ClassVar = FormKind.GUIDE_SLIP

    head: Letterhead
    number: str
    issued_at: datetime
    person_name: str
    phone: str
    procedure_code: str
    procedure_name: str
    case_name: str
    missing: tuple[PaperLine, ...]
    advice: str
    time_text: str
    fee_vnd: int
    officer_name: str
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class FeeReceiptData:
    """Phiếu thu phí, lệ phí; `paid_vnd` is what had been paid before."""

    FORM_KIND: ClassVar = FormKind.FEE_RECEIPT

    head: Letterhead
    number: str
    subject: Subject
    taken_at: datetime
    kind: PaymentKind
    amount_vnd: int
    fee_vnd: int
    paid_vnd: int
    payer_name: str
    exempt_ground: str
    officer_name: str
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class ControlStep:
    """One handing over as the control slip lists it; `timeliness` of the giver's step."""

    from_name: str
    from_person: str
    to_name: str
    to_person: str
    sent_at: datetime
    received_at: datetime | None
    state: HandoffItemState
    step_due_at: datetime | None
    timeliness: Timeliness | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ControlSlipData:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ: Mẫu 05 (2018), Mẫu 06 (2025).

    It grows with every handoff; `edition` counts its printings from 1. `stops_by_law` are the times
    during which a special law stopped the clock, in words.
    """

    FORM_KIND: ClassVar = FormKind.CONTROL_SLIP

    form: FormSet
    head: Letterhead
    number: str
    subject: Subject
    agency_name: str
    partner_names: tuple[str, ...]
    officer_name: str
    steps: tuple[ControlStep, ...]
    result_text: str
    ended_at: datetime | None
    timeliness: Timeliness | None
    printed_at: datetime
    edition: int = 1
    qr_payload: str = ""
    stops_by_law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostLabelData:
    """Nhãn bưu gửi: addresses and the waybill number, also as a Code 128 bar code."""

    FORM_KIND: ClassVar = FormKind.POST_LABEL

    head: Letterhead
    number: str
    code: str
    direction: PostDirection
    waybill: str
    carrier: str
    posted_at: datetime
    receiver_name: str
    receiver_address: str
    receiver_phone: str
    content: str
    qr_payload: str = ""
