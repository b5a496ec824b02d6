"""What printed documents say: one frozen record per form, kept as its data snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final, get_args

from app.services.counts import Figures, GroupFigures
from app.services.forms.notice_records import (
    ApologyData,
    ControlSlipData,
    FeeReceiptData,
    GuideSlipData,
    Letterhead,
    PaperLine,
    PostLabelData,
    RefusalData,
    StopNoticeData,
    SupplementRequestData,
    WithdrawalNoteData,
)
from app.services.ledger.closed_days import ReopenedLine
from app.vocabulary.dossiers import Outcome, ReturnBy
from app.vocabulary.forms import FORM_OF_QR_KIND, FormKind, FormSet, PrintState
from app.vocabulary.people import PersonKind
from app.vocabulary.petitions import PetitionAbout, PetitionChannel, PetitionKind

# What the sheet of a closed day says, kept as its data snapshot.


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSpan:
    """What a book gave out on the day: how many numbers, from which to which.

    `book` is its stable name: `dossier`, `foreign`, `payment` or a form's kind.
    """

    book: str
    title: str
    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CashLine:
    """What one officer took on the day, between which numbers of receipts; đồng."""

    login: str
    name: str
    count: int
    total_vnd: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCounts:
    """What was still open when the day was closed."""

    on_the_way: int
    unaccepted_slips: int
    print_jobs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosingData:
    """Phiếu khóa ngày: the day's figures, its books and its cash, and where the log's chain stood.

    `log_seq` and `chain_head` (64 hex letters) are those of the closing's own log entry; nought and
    empty while the sheet is only looked at. Figures are true at the end of `day`. `newly_trusted`
    names the keys and roles given since the closing before: whoever signs the sheet has seen them.
    """

    FORM_KIND: ClassVar = FormKind.DAY_CLOSING

    head: Letterhead
    number: str
    day: date
    ordinal: int
    closed_at: datetime
    officer_name: str
    total: Figures
    agencies: tuple[GroupFigures, ...]
    fields: tuple[GroupFigures, ...]
    books: tuple[BookSpan, ...]
    cash: tuple[CashLine, ...]
    waiting: WaitingCounts
    reopenings: tuple[ReopenedLine, ...] = ()
    newly_trusted: tuple[str, ...] = ()
    log_seq: int = 0
    chain_head: str = ""
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 01/2018 or TT 03/2025).

    `begins_later`: the time runs from when the competent unit receives, so no day is named yet.
    Receipts issued before `owner_kind` was kept are read as a citizen's.
    """

    FORM_KIND: ClassVar = FormKind.RECEIPT

    form: FormSet
    head: Letterhead
    number: str
    code: str
    code_check: str
    issued_at: datetime
    owner_name: str
    submitter_name: str
    is_authorised: bool
    id_number: str
    address: str
    phone: str
    email: str
    procedure_code: str
    procedure_name: str
    case_name: str
    request: str
    papers: tuple[PaperLine, ...]
    set_count: int
    time_text: str
    received_at: datetime
    due_at: datetime | None
    due_text: str
    return_by: ReturnBy
    return_address: str
    fee_vnd: int
    officer_name: str
    counter_name: str
    book_name: str
    book_ordinal: int
    note: str = ""
    qr_payload: str = ""
    lookup_url: str = ""
    replaces: str = ""
    is_late_entry: bool = False
    begins_later: bool = False
    owner_kind: PersonKind = PersonKind.CITIZEN


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One dossier on a handoff slip."""

    code: str
    owner_name: str
    procedure_name: str
    received_at: datetime
    due_at: datetime | None
    paper_count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandoffSlipData:
    """Phiếu bàn giao hồ sơ: from the one-stop to one receiving unit, or back."""

    FORM_KIND: ClassVar = FormKind.HANDOFF_SLIP

    head: Letterhead
    number: str
    from_name: str
    to_name: str
    sent_at: datetime
    sender_name: str
    lines: tuple[SlipLine, ...]
    qr_payload: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReturnReceiptData:
    """Phiếu trả kết quả: who collected what, when."""

    FORM_KIND: ClassVar = FormKind.RETURN_RECEIPT

    head: Letterhead
    number: str
    code: str
    code_check: str
    owner_name: str
    procedure_name: str
    received_at: datetime
    due_at: datetime | None
    outcome: Outcome
    result_number: str
    collector_name: str
    collector_id: str
    is_authorised: bool
    returned_at: datetime
    fee_vnd: int
    payment_number: str
    officer_name: str
    note: str = ""
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class PetitionReceiptData:
    """Phiếu tiếp nhận phản ánh, kiến nghị; `number` is the petition's own.

    `rule_text` is the time of the answer as the rule has it, `due_at` its last instant.
    """

    FORM_KIND: ClassVar = FormKind.PETITION_RECEIPT

    head: Letterhead
    number: str
    issued_at: datetime
    received_at: datetime
    channel: PetitionChannel
    kind: PetitionKind
    about: PetitionAbout
    person_name: str
    address: str
    phone: str
    content: str
    code: str
    procedure_name: str
    rule_text: str
    due_at: datetime | None
    officer_name: str
    is_late_entry: bool = False
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class PetitionAnswerData:
    """Văn bản trả lời phản ánh, kiến nghị; `result_text` says in a few words what was decided.

    `is_refusal`: it is not received, and `answer` says why.
    """

    FORM_KIND: ClassVar = FormKind.PETITION_ANSWER

    head: Letterhead
    number: str
    issued_at: datetime
    petition_number: str
    received_at: datetime
    kind: PetitionKind
    person_name: str
    address: str
    content: str
    result_text: str
    answer: str
    signer: str
    is_refusal: bool = False
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class SlipReason:
    """A reason that can be ticked: the office's own words, without their full stop."""

    reason_id: int
    office_words: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class RatingSlipData:
    """Phiếu đánh giá, given out with a receipt, a supplement request or a refusal.

    `given_with` is the number of that paper. TT 01/2018/TT-VPCP Điều 12.
    """

    FORM_KIND: ClassVar = FormKind.RATING_SLIP

    head: Letterhead
    number: str
    code: str
    code_check: str
    issued_at: datetime
    given_with: str
    procedure_code: str
    procedure_name: str
    officer_name: str
    counter_name: str
    reasons: tuple[SlipReason, ...]
    qr_payload: str = ""


FormData = (
    ReceiptData
    | HandoffSlipData
    | ReturnReceiptData
    | SupplementRequestData
    | RefusalData
    | ApologyData
    | StopNoticeData
    | WithdrawalNoteData
    | GuideSlipData
    | FeeReceiptData
    | ControlSlipData
    | PostLabelData
    | DayClosingData
    | RatingSlipData
    | PetitionReceiptData
    | PetitionAnswerData
)
"""What any form says."""
FORM_DATA: Final[Mapping[FormKind, type[FormData]]] = {
    record.FORM_KIND: record for record in get_args(FormData)
}
"""The record of each form's data, by what the record says it is of."""


@dataclass(frozen=True, slots=True)
class QueuedCopy:
    """One copy set waiting for, or gone to, a printer. `copy_no` 1 is the first print."""

    job_id: int
    form_id: int
    kind: FormKind
    number: str
    title: str
    copy_no: int
    state: PrintState
    is_void: bool
    data: FormData
    queued_at: datetime
    error: str = ""


@dataclass(frozen=True, slots=True)
class FormOnFile:
    """A form in its book, with its snapshot."""

    form_id: int
    kind: FormKind
    number: str
    issued_at: datetime
    copy_count: int
    is_void: bool
    sha256: str
    data: FormData


@dataclass(frozen=True, slots=True)
class QrFields:
    """The signed fields of a form's QR, before they are looked up.

    A form that promises no date has no `due_at`, one that binds no name or papers empty digests.
    """

    key_id: int
    unit_number: int
    day_number: int
    received_at: datetime
    kind: int
    copy_no: int
    chain_head: bytes
    version: int = 1
    due_at: datetime | None = None
    name_digest: bytes = b""
    held_digest: bytes = b""

    @property
    def form_kind(self) -> FormKind:
        """The form that `kind` stands for."""
        return FORM_OF_QR_KIND[self.kind]
