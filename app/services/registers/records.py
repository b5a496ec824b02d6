"""What crosses between the windows and the registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum, auto

from app.services.fields import Given, Value
from app.services.registers.definitions import Register
from app.vocabulary.dossiers import WorkKind
from app.vocabulary.reports import RegisterKind
from app.wording import states
from app.wording.labels import label


class EntryDue(Enum):
    """How an entry stands against the day by which something is to be done."""

    NONE = auto()
    DONE = auto()
    IN_TIME = auto()
    SOON = auto()
    TODAY = auto()
    LATE = auto()


class EntryScope(StrEnum):
    """Which entries of a register are listed; the value is what the command line takes."""

    KEPT = "kept"
    """All that were not struck out."""
    DUE = "due"
    """What is late, or due within the days ahead."""
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class EntryRef:
    """An entry as it was shown: a change is refused once somebody else has changed it."""

    kind: RegisterKind
    number: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One entry of a register, or one of its versions; `values` by the names of its fields.

    `entered_at` is when it first came in, `changed_at` and `officer_name` tell of this version,
    `reason` why it differs from the one before. `due_on` is the last day in time.
    """

    kind: RegisterKind
    number: int
    version: int
    values: Mapping[str, Value]
    due: EntryDue
    due_on: date | None
    is_struck: bool
    entered_at: datetime
    changed_at: datetime
    officer_name: str
    reason: str

    @property
    def ref(self) -> EntryRef:
        """The entry as it is shown here."""
        return EntryRef(self.kind, self.number, self.version)


@dataclass(frozen=True, slots=True)
class EntryList:
    """The entries that were asked for; `total` counts those that were cut off too."""

    entries: tuple[RegisterEntry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """What to list: words anywhere in an entry (marks do not matter), the scope, of what entry."""

    text: str = ""
    scope: EntryScope = EntryScope.KEPT
    of_number: int = 0


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was found on following up: what was seen, and the day it was done (None: not yet)."""

    note: str = ""
    done_on: Given = None


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many entries of a register are late, and how many are due soon."""

    kind: RegisterKind
    late: int
    soon: int


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a file that cannot be taken in: its number, the field, why."""

    row: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class RegisterImport:
    """What became of a file: nothing is added while a row of it is refused."""

    added: int
    refused: tuple[RefusedRow, ...] = ()


SCOPE_WORDS = {
    EntryScope.KEPT: "Đang ghi trong sổ",
    EntryScope.DUE: "Đến hạn, quá hạn",
    EntryScope.STRUCK: "Đã gạch khỏi sổ",
}


def standing_text(register: Register, entry: RegisterEntry, today: date) -> str:
    """Return how an entry stands on `today`: "Quá hạn 3 ngày", "Còn 5 ngày", "Đã kết thúc"."""
    if entry.is_struck:
        return states.STRUCK
    if entry.due is EntryDue.NONE or entry.due_on is None:
        return _in_force_text(register, entry, today)
    match entry.due:
        case EntryDue.DONE:
            return states.DONE
        case EntryDue.LATE:
            return f"Quá hạn {(today - entry.due_on).days} ngày"
        case EntryDue.TODAY:
            return label(WorkKind.DUE_TODAY)
        case _:
            return f"Còn {(entry.due_on - today).days} ngày"


def _in_force_text(register: Register, entry: RegisterEntry, today: date) -> str:
    until = entry.values[register.until] if register.until else None
    if not register.until:
        return ""
    if isinstance(until, date) and until < today:
        return states.ENDED
    since = entry.values[register.since] if register.since else None
    if isinstance(since, date) and since > today:
        return "Chưa đến ngày"
    return "Còn hiệu lực"
