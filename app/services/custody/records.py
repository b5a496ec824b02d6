"""What crosses between the windows and custody: slips, what is on the way, returns."""

from dataclasses import dataclass
from datetime import datetime

from app.services.dossiers.records import DossierRow
from app.services.forms.records import HandoffSlipData, ReturnReceiptData
from app.vocabulary import HandoffItemState, Outcome


@dataclass(frozen=True, slots=True)
class AgencyQueue:
    """Dossiers at the counter that wait to go to one agency."""

    agency_id: int
    agency_name: str
    dossiers: tuple[DossierRow, ...]
    oldest_received_at: datetime


@dataclass(frozen=True, slots=True)
class HandoffProblem:
    """Why one dossier could not go on a slip."""

    code: str
    reason: str


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
        return sum(item.state is HandoffItemState.SENT for item in self.items)


@dataclass(frozen=True, slots=True)
class ReturnCheck:
    """The one-screen check before a result is handed to a citizen."""

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

    @property
    def owed_vnd(self) -> int:
        """What is still to be paid."""
        return max(self.fee_vnd - self.paid_vnd, 0)


@dataclass(frozen=True, slots=True)
class Collection:
    """Who collects, how identity was checked, what was paid. `happened_at` empty means now."""

    collector_name: str
    collector_id_number: str = ""
    is_authorised: bool = False
    paid_vnd: int = 0
    note: str = ""
    prints_receipt: bool = False
    happened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A return just recorded; the form ids are 0 when no paper was asked for."""

    code: str
    receipt: ReturnReceiptData
    form_id: int
    job_id: int
