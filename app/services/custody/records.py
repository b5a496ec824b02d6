"""What crosses between the windows and custody: slips, what is on the way, returns."""

from dataclasses import dataclass
from datetime import datetime

from app.services.dossiers.records import DossierRow
from app.services.forms.notice_records import FeeReceiptData, PostLabelData
from app.services.forms.records import HandoffSlipData, ReturnReceiptData
from app.vocabulary.dossiers import DossierStatus, HandoffItemState, Outcome, ReturnBy, Verdict


@dataclass(frozen=True, slots=True)
class AgencyQueue:
    """Dossiers a unit holds that wait to go to one agency; `agency_id` 0 when none is known.

    `is_back`: they have come back from this agency, to be resolved or handed to another.
    `next_morning` and `overdue` are codes: received after 15:00 so due to go on the next working
    morning, and those whose time to go has passed (NĐ 61/2018 Đ18).
    """

    agency_id: int
    agency_name: str
    dossiers: tuple[DossierRow, ...]
    oldest_received_at: datetime
    is_back: bool = False
    next_morning: frozenset[str] = frozenset()
    overdue: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SentSlip:
    """A slip just sent."""

    handoff_id: int
    number: str
    to_name: str
    codes: tuple[str, ...]
    slip: HandoffSlipData
    form_id: int
    job_id: int


@dataclass(frozen=True, slots=True)
class SlipItem:
    """One dossier on a slip."""

    item_id: int
    code: str
    owner_name: str
    procedure_name: str
    due_at: datetime | None
    state: HandoffItemState
    closed_at: datetime | None
    receiver_name: str
    reason: str
    is_next_morning: bool


@dataclass(frozen=True, slots=True)
class SlipView:
    """A slip on the way, or arrived."""

    handoff_id: int
    number: str
    from_id: int
    from_name: str
    to_id: int
    to_name: str
    sent_at: datetime
    sender_name: str
    items: tuple[SlipItem, ...]
    form_id: int

    @property
    def open_count(self) -> int:
        """Dossiers not yet accepted, refused or recalled."""
        return len(self.open_codes)

    @property
    def open_codes(self) -> tuple[str, ...]:
        """Codes of the dossiers not yet accepted, refused or recalled."""
        return tuple(item.code for item in self.items if item.state is HandoffItemState.SENT)


@dataclass(frozen=True, slots=True)
class ScannedDossier:
    """What a scan or a typed code stands for at a desk, and whether the act may follow.

    `refusal` says what is wrong and what to do; it is empty when the act is allowed. `verdict` is
    set where the text was a signed QR.
    """

    row: DossierRow | None
    refusal: str = ""
    verdict: Verdict | None = None

    @property
    def code(self) -> str:
        """The dossier's code, empty when none was found."""
        return self.row.code if self.row else ""


@dataclass(frozen=True, slots=True)
class ScannedHandoff:
    """A scan at the handoff desk: a dossier to send on, one that has arrived, or a whole slip."""

    dossier: ScannedDossier
    has_arrived: bool = False
    slip: SlipView | None = None


@dataclass(frozen=True, slots=True)
class ReturnCheck:
    """The one-screen check before a result is handed to a citizen.

    `waybill` is the number of the item the result lies in already, "" where it was not posted.
    """

    dossier_id: int
    code: str
    owner_name: str
    owner_id_number: str
    submitter_name: str
    procedure_name: str
    outcome: Outcome
    document_number: str
    resolved_at: datetime
    due_at: datetime | None
    fee_vnd: int
    paid_vnd: int
    original_papers: tuple[str, ...]
    submitter_id_number: str = ""
    return_by: ReturnBy = ReturnBy.COUNTER
    return_address: str = ""
    exempt_ground: str = ""
    waybill: str = ""

    @property
    def owed_vnd(self) -> int:
        """What is still to be paid."""
        return max(self.fee_vnd - self.paid_vnd, 0)


@dataclass(frozen=True, slots=True)
class Collection:
    """Who collects, how identity was checked, what was paid. `happened_at` empty means now.

    `is_by_post`: the public post carries it, so `collector_name` is the person who took it along,
    and `waybill` and `carrier` are asked for unless the item was recorded before.
    """

    collector_name: str
    collector_id_number: str = ""
    is_authorised: bool = False
    paid_vnd: int = 0
    note: str = ""
    prints_receipt: bool = False
    happened_at: datetime | None = None
    is_by_post: bool = False
    waybill: str = ""
    carrier: str = ""
    prints_fee_receipt: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """A return just recorded; the form ids are 0 when no paper was asked for.

    `fee_receipt` and `label` are the other papers it issued; `warning` says what looks wrong with
    the waybill.
    """

    code: str
    receipt: ReturnReceiptData
    form_id: int
    job_id: int
    fee_receipt: FeeReceiptData | None = None
    label: PostLabelData | None = None
    warning: str = ""

    @property
    def has_prints(self) -> bool:
        """Say whether a copy waits for the printer."""
        return bool(self.job_id or self.fee_receipt or self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersCheck:
    """What the desk looks at before it gives papers back (withdrawn or stopped dossiers)."""

    code: str
    owner_name: str
    owner_id_number: str
    submitter_name: str
    submitter_id_number: str
    procedure_name: str
    status: DossierStatus
    ended_at: datetime | None
    papers: tuple[str, ...]
