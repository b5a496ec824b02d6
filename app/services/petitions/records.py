"""What crosses between the windows, the verb and the register of petitions."""

from dataclasses import dataclass
from datetime import datetime

from app.vocabulary.dossiers import Timeliness
from app.vocabulary.petitions import (
    Criterion,
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionDuty,
    PetitionKind,
    PetitionOutcome,
    PetitionStatus,
    PublishedBy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPetition:
    """A petition as typed; the same `draft_id` sent twice is the same petition.

    `dossier_code`, `officer_login` and `procedure_code` are what it speaks of, each "" where it
    speaks of none. `received_at` is set where it was taken on paper earlier ("nhập bù").
    `prints` asks for the acknowledgement at this station's printer.
    """

    draft_id: str
    channel: PetitionChannel
    kind: PetitionKind
    about: PetitionAbout
    sender_name: str
    sender_address: str
    sender_phone: str
    content: str
    dossier_code: str = ""
    officer_login: str = ""
    procedure_code: str = ""
    received_at: datetime | None = None
    prints: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionSaid:
    """What is said with an act; each act takes what it needs and leaves the rest.

    `to_unit_id` is a unit of this store, `to_name` a body outside it: one of them for forwarding.
    `prints` asks for the letter of an answer (or of not receiving it), which `signer` signs. `at`
    is set for what was done on paper earlier.
    """

    note: str = ""
    petition_class: PetitionClass | None = None
    to_unit_id: int | None = None
    to_name: str = ""
    has_ground: bool | None = None
    criteria: tuple[Criterion, ...] = ()
    outcome: PetitionOutcome | None = None
    finding: Finding | None = None
    published_by: PublishedBy | None = None
    signer: str = ""
    prints: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty of a petition: by when, whether it was met, and why that instant.

    `due_at` is None while the sender is waited for; `done_at` while it is not met.
    `is_next` marks the one that has to be met now; the others may still come.
    """

    duty: PetitionDuty
    due_at: datetime | None
    done_at: datetime | None
    standing: Timeliness | None
    is_next: bool
    why: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionRow:
    """One line of the list. `standing` is that of what has to be done next, None where nothing is.

    `waits_since` is from when the sender's information has been waited for.
    """

    petition_id: int
    number: str
    year: int
    received_at: datetime
    channel: PetitionChannel
    kind: PetitionKind
    about: PetitionAbout
    petition_class: PetitionClass | None
    status: PetitionStatus
    sender_name: str
    sender_phone: str
    sender_address: str
    content: str
    dossier_code: str
    due_at: datetime | None
    standing: Timeliness | None
    waits_since: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionBehind:
    """A petition behind a figure, as it stood at the end of the figure's period.

    `act` is the event by which it is counted, `at` when that was, and `is_late` whether it came
    after the time set for it; one act may be counted again for another `ordinal`.
    """

    row: PetitionRow
    ordinal: int
    act: PetitionAct
    at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One act of the timeline."""

    ordinal: int
    act: PetitionAct
    at: datetime
    entered_at: datetime
    officer_name: str
    status: PetitionStatus
    note: str
    petition_class: PetitionClass | None
    has_ground: bool | None
    criteria: tuple[Criterion, ...]
    outcome: PetitionOutcome | None
    finding: Finding | None
    published_by: PublishedBy | None
    to_name: str
    form_id: int
    standing: Timeliness | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A unit of this store that a petition can be forwarded to."""

    unit_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOfficer:
    """Somebody of the office whom a petition can speak of."""

    login: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionChoices:
    """What the forms of petitions offer."""

    receivers: tuple[Receiver, ...]
    officers: tuple[KnownOfficer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionView:
    """One petition whole: facts as far as they may be seen, timeline, duties, what may be done."""

    row: PetitionRow
    entered_by: str
    is_late_entry: bool
    officer_name: str
    procedure_name: str
    finding: Finding | None
    events: tuple[EventLine, ...]
    duties: tuple[DutyView, ...]
    acts: tuple[PetitionAct, ...]
    outcomes: tuple[PetitionOutcome, ...]
    receipt_form_id: int
    answer_form_id: int
    is_erased: bool
    is_masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionList:
    """The office's petitions that were asked for, open ones first, and how many there are."""

    rows: tuple[PetitionRow, ...]
    open: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionFilter:
    """What a list shows; every part that is left empty shows all.

    `text` is looked for, without marks, in number, sender, content and dossier code.
    """

    text: str = ""
    status: PetitionStatus | None = None
    channel: PetitionChannel | None = None
    about: PetitionAbout | None = None
    only_open: bool = False
    only_overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionDone:
    """An act done: on which petition, what is true now, the form it issued (0 for none).

    `job_id` is the form's copy in the print outbox. `was_known`: the form had been sent before.
    """

    petition_id: int
    number: str
    status: PetitionStatus
    due_at: datetime | None
    form_id: int = 0
    job_id: int = 0
    was_known: bool = False
