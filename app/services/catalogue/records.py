"""What the catalogue is made of, as it crosses layers: drafts in, views and import reports out."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from app.services.deadlines.limits import LATE_CUTOFF
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.vocabulary.office import Level

ALL_CHANNELS = tuple(Channel)
ONLY_CASE = "Thông thường"
"""The name of a case where the procedure names none."""


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    """A named part of a case with its own time."""

    name: str
    value: Decimal
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class StepDraft:
    """One unit's step of a case; the unit is known by its code or its name.

    A parallel step (an opinion) runs beside the one before it; one unit leads the route.
    """

    unit_name: str
    value: Decimal
    unit: TimeUnit
    unit_code: str = ""
    work: str = ""
    is_parallel: bool = False
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A named case: its time, its fee in đồng, the channels it is open to.

    `late_cutoff` (office time) matters to a same-day case alone; `time.max` means no cut-off.
    `advance_vnd` is the part of the fee that is taken on intake. `route_note` says why the steps
    of the route do not add up to the time.
    """

    name: str
    value: Decimal = Decimal(0)
    unit: TimeUnit = TimeUnit.NONE
    channels: tuple[Channel, ...] = ALL_CHANNELS
    fee_vnd: int = 0
    late_cutoff: time = LATE_CUTOFF
    advance_vnd: int = 0
    phases: tuple[PhaseDraft, ...] = ()
    route: tuple[StepDraft, ...] = ()
    route_note: str = ""


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A required document and how many of each kind are asked for."""

    name: str
    original: int = 0
    certified: int = 0
    plain: int = 0
    electronic: int = 0
    is_required: bool = True

    @property
    def total(self) -> int:
        """All kinds together."""
        return self.original + self.certified + self.plain + self.electronic


@dataclass(frozen=True, slots=True)
class ProcedureDraft:
    """A procedure as typed or read from a file; the agency is known by its code or its name."""

    code: str
    name: str
    field: str
    level: Level
    decision: str = ""
    agency_name: str = ""
    agency_code: str = ""
    cases: tuple[CaseDraft, ...] = ()
    papers: tuple[PaperDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a draft cannot be kept; `field` like `name`, `cases.0.value`, `papers.2.name`."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class ProcedureFilter:
    """What a list of procedures is narrowed to; empty text, field or level lets all through."""

    text: str = ""
    field: str = ""
    level: Level | None = None
    has_ended: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """A procedure in a list: its newest version; `times` is its time, or the number of cases."""

    procedure_id: int
    version_id: int
    code: str
    name: str
    field: str
    level: Level
    agency_name: str
    number: int
    is_active: bool
    times: str = ""


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """One page of a list and how many rows the whole list has."""

    rows: tuple[ProcedureRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a procedure; `valid_to` empty while it is in force."""

    number: int
    valid_from: datetime
    valid_to: datetime | None
    name: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A stored case."""

    case_id: int
    case: CaseDraft


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """One version of a procedure with everything in it, and the list of all its versions."""

    procedure_id: int
    version_id: int
    number: int
    valid_from: datetime
    valid_to: datetime | None
    is_active: bool
    agency_id: int | None
    draft: ProcedureDraft
    cases: tuple[CaseView, ...]
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row of a file was not taken. Rows count as the file's own program shows them."""

    row: int
    code: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What was taken otherwise than the file says, to be looked at by a person."""

    row: int
    code: str
    field: str
    message: str


class ImportKind(StrEnum):
    """What an import does to one procedure."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One procedure of a file; `detail` says which parts of it change."""

    row: int
    code: str
    name: str
    field: str
    kind: ImportKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do; `asks_hours`: only once it is told what a bare "giờ" means."""

    new: tuple[ImportLine, ...]
    changed: tuple[ImportLine, ...]
    unchanged: tuple[ImportLine, ...]
    refused: tuple[Refusal, ...]
    notices: tuple[Notice, ...] = ()
    new_agencies: tuple[str, ...] = ()
    asks_hours: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: nothing where rows were refused and a partial one was not asked for."""

    new: int
    changed: int
    unchanged: int
    refused: tuple[Refusal, ...]
    notices: tuple[Notice, ...] = ()
    new_agencies: int = 0

    @property
    def imported(self) -> int:
        """Procedures that were added or got a new version."""
        return self.new + self.changed


@dataclass(frozen=True, slots=True)
class ImportedProcedure:
    """One procedure of a file, the rows it was read from, and its case rows in order."""

    rows: tuple[int, ...]
    draft: ProcedureDraft

    @property
    def row(self) -> int:
        """The first row."""
        return self.rows[0]

    def row_of(self, field: str) -> int:
        """Return the row that a problem's field belongs to."""
        part, _, rest = field.partition(".")
        number = rest.partition(".")[0]
        if part == "cases" and number.isdigit() and int(number) < len(self.rows):
            return self.rows[int(number)]
        return self.row


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a reader made of a file, before the rules of the catalogue are applied.

    `has_bare_hours`: it says "giờ" somewhere without saying which hours.
    """

    entries: tuple[ImportedProcedure, ...]
    refused: tuple[Refusal, ...] = ()
    notices: tuple[Notice, ...] = ()
    has_bare_hours: bool = False


@dataclass(frozen=True, slots=True)
class AgencyDraft:
    """An agency as typed; an empty code is made of the name's initials."""

    name: str
    level: Level
    code: str = ""


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """An agency in a list; an ended one names its successor where it has one."""

    agency_id: int
    code: str
    name: str
    level: Level
    valid_from: date | None
    valid_to: date | None
    successor_name: str
    procedure_count: int


@dataclass(frozen=True, slots=True)
class CounterRow:
    """A desk of the office."""

    counter_id: int
    name: str
    is_active: bool
