"""What crosses between the counter's windows and the dossier services."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from app.services.deadlines.phases import PhaseDue
from app.services.forms.notice_records import PaperLine, RefusalData
from app.services.forms.records import (
    ReceiptData,
)
from app.vocabulary.dossiers import (
    Action,
    Channel,
    DossierStatus,
    HandoffItemState,
    Outcome,
    ReturnBy,
    Timeliness,
)
from app.vocabulary.forms import FormKind
from app.vocabulary.people import PersonKind, Sex


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose dossier it is. `birth` is yyyy-mm-dd, or yyyy alone for people who know no more."""

    name: str
    kind: PersonKind = PersonKind.CITIZEN
    id_number: str = ""
    birth: str = ""
    sex: Sex | None = None
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Submitter:
    """An authorised person who brings the dossier for its owner."""

    name: str
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """A paper handed in; `is_extra` when the procedure does not ask for it."""

    name: str
    original: int = 0
    certified: int = 0
    plain: int = 0
    electronic: int = 0
    is_extra: bool = False

    @property
    def count(self) -> int:
        """All kinds together."""
        return self.original + self.certified + self.plain + self.electronic

    def line(self) -> PaperLine:
        """Return the paper as a receipt prints it."""
        return msgspec.convert(self, PaperLine, from_attributes=True)


@dataclass(frozen=True, slots=True)
class NewDossier:
    """An intake as typed. `draft_id` makes a re-sent form the same dossier.

    `received_at` is empty at the counter; set, it is an earlier instant entered late ("nhập bù").
    `competent_id` is the unit that decides where it is not this office's (phi địa giới).
    `exempt_ground` says why less than the case's fee is taken (miễn, giảm).
    """

    draft_id: str
    case_id: int
    owner: Owner
    papers: tuple[HandedPaper, ...] = ()
    submitter: Submitter | None = None
    channel: Channel = Channel.COUNTER
    received_at: datetime | None = None
    request: str = ""
    set_count: int = 1
    return_by: ReturnBy = ReturnBy.COUNTER
    return_address: str = ""
    fee_vnd: int = 0
    paid_vnd: int = 0
    note: str = ""
    exempt_ground: str = ""
    competent_id: int | None = None


@dataclass(frozen=True, slots=True)
class CaseOffer:
    """A case as an intake takes it: its row and its fee in đồng."""

    case_id: int
    fee_vnd: int


@dataclass(frozen=True, slots=True)
class DueView:
    """A due instant and why; `measured_at` differs where QĐ 766 counts otherwise.

    `today_at` is what the calendar of today would give, where that is not the date printed.
    """

    due_at: datetime | None
    summary: str
    steps: tuple[str, ...]
    is_unconfirmed: bool = False
    measured_at: datetime | None = None
    measured_summary: str = ""
    today_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """A dossier just registered, or found registered under the same draft."""

    dossier_id: int
    code: str
    due: DueView
    receipt: ReceiptData
    form_id: int
    job_id: int
    was_known: bool = False


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """A dossier refused at the desk, or found refused under the same draft."""

    dossier_id: int
    code: str
    notice: RefusalData
    form_id: int
    job_id: int
    was_known: bool = False


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of a list of dossiers."""

    dossier_id: int
    code: str
    procedure_code: str
    procedure_name: str
    owner_name: str
    owner_id_masked: str
    received_at: datetime
    due_at: datetime | None
    status: DossierStatus
    timeliness: Timeliness | None
    holder_name: str
    is_on_the_way: bool
    agency_id: int | None = None
    agency_name: str = ""


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One act of the timeline: who, where, when, and what it said."""

    act: str
    title: str
    officer_name: str
    unit_name: str
    happened_at: datetime
    entered_at: datetime
    detail: str
    is_late_entry: bool


@dataclass(frozen=True, slots=True)
class CustodyStep:
    """One slip the dossier went on."""

    number: str
    from_name: str
    to_name: str
    sent_at: datetime
    sender_name: str
    state: HandoffItemState
    closed_at: datetime | None
    receiver_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Holding:
    """How long one unit held the paper; `until` empty while it still does.

    `worked` is how much of that time lies within the office's working hours, `late` how much of it
    past the limit of the unit's step.
    """

    unit_name: str
    since: datetime
    until: datetime | None
    worked: timedelta = timedelta(0)
    late: timedelta = timedelta(0)
    unit_id: int = 0


@dataclass(frozen=True, slots=True)
class StepView:
    """One unit's step of the route; `since` empty while the paper has not come there.

    `ended_at` is when the unit handed the paper on. `worked` is the working time it took, waits
    left out; `timeliness` None where the step has no fixed time or has not begun.
    """

    unit_name: str
    limit_text: str
    since: datetime | None = None
    due_at: datetime | None = None
    ended_at: datetime | None = None
    timeliness: Timeliness | None = None
    worked: timedelta = timedelta(0)
    work: str = ""
    is_parallel: bool = False
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form issued for the dossier."""

    form_id: int
    kind: FormKind
    title: str
    number: str
    issued_at: datetime
    copy_count: int
    is_void: bool


@dataclass(frozen=True, slots=True)
class AllowedAction:
    """Something that may be done to the dossier now."""

    action: Action
    label: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """What came back, and who collected it."""

    outcome: Outcome
    document_number: str
    resolved_at: datetime
    returned_at: datetime | None
    collector_name: str
    is_authorised: bool


@dataclass(frozen=True, slots=True)
class DossierView:
    """One dossier, whole.

    `required_papers` are those its procedure asks for. `is_at_office`: the one-stop office has the
    paper in its hands, neither on the way nor given back. `is_masked`: its people's numbers and
    addresses are hidden from who asked; `is_foreign`: it was opened for a reason, to look at.
    """

    row: DossierRow
    code_check: str
    case_name: str
    case_id: int
    procedure_id: int
    channel: Channel
    owner: Owner
    submitter: Submitter | None
    papers: tuple[HandedPaper, ...]
    request: str
    set_count: int
    return_by: ReturnBy
    return_address: str
    fee_vnd: int
    paid_vnd: int
    note: str
    counter_name: str
    officer_name: str
    national_status: int
    is_late_entry: bool
    due: DueView
    ended_at: datetime | None
    result: ResultView | None
    timeline: tuple[TimelineStep, ...]
    custody: tuple[CustodyStep, ...]
    forms: tuple[FormLine, ...]
    actions: tuple[AllowedAction, ...]
    holdings: tuple[Holding, ...] = ()
    exempt_ground: str = ""
    competent_id: int | None = None
    competent_name: str = ""
    clock_from: datetime | None = None
    phases: tuple[PhaseDue, ...] = ()
    steps: tuple[StepView, ...] = ()
    supplement_count: int = 0
    required_papers: tuple[str, ...] = ()
    is_at_office: bool = True
    apology_was_due_at: datetime | None = None
    is_masked: bool = False
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A returning applicant, from their newest dossier."""

    owner: Owner
    last_code: str
    last_received_at: datetime


@dataclass(frozen=True, slots=True)
class OpenTwin:
    """An open dossier of the same owner and procedure."""

    code: str
    received_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProcedureChoice:
    """A procedure as the intake's lookup lists it."""

    procedure_id: int
    code: str
    name: str
    field: str
    is_recent: bool = False


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """A case of the version in force; money in đồng, `advance_vnd` what is taken on intake."""

    case_id: int
    name: str
    time_text: str
    fee_vnd: int
    channels: tuple[Channel, ...]
    advance_vnd: int = 0
    is_same_day: bool = False


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """What the intake page needs once a procedure is chosen."""

    procedure_id: int
    code: str
    name: str
    field: str
    agency_name: str
    cases: tuple[CaseChoice, ...]
    papers: tuple[HandedPaper, ...]
    required: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A half-typed form found after a crash; `registered_as` when it was stored after all.

    `was_refused`: what it became was not accepted.
    """

    draft_id: str
    saved_at: datetime
    content: str
    registered_as: str = ""
    was_refused: bool = False
