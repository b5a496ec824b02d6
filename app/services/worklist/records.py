"""What crosses between the work list and the windows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from app.services.petitions.lifecycle import DUTIES
from app.vocabulary.dossiers import Action, WorkKind
from app.vocabulary.petitions import PetitionDuty
from app.vocabulary.reports import RegisterKind
from app.wording import buttons
from app.wording.labels import label

URGENT_KINDS = frozenset(
    {
        WorkKind.LATE,
        WorkKind.STEP_LATE,
        WorkKind.PETITION_LATE,
        WorkKind.DUE_TODAY,
        WorkKind.PETITION_TODAY,
        WorkKind.REMINDED,
    }
)
"""What must not wait until tomorrow: the number on the rail. Registers have a number of theirs."""


_MEETS: Final = {duty: act for act, duty in DUTIES.items()}


@dataclass(frozen=True, slots=True)
class OfPetition:
    """A line is of a petition, and what has to be done about it next."""

    petition_id: int
    duty: PetitionDuty


@dataclass(frozen=True, slots=True)
class OfEntry:
    """A line is of an entry of a register; `of_number` is the entry that it is of itself, or 0."""

    kind: RegisterKind
    number: int
    of_number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One dossier that waits for the person, under its worst kind; or what else `of` says.

    `unit_name` holds the paper; `since` is from when it has been waiting as its kind says; `text`
    says all that is wrong with it; `action` is what usually comes next and is allowed to this
    person now, None where it is only to be looked at. Of a petition, `code` is its number,
    `owner_name` its sender and `procedure_name` what it says; of an entry of a register they are
    its number, nobody and what it is about; what is due by a day alone has it in `due_on`.
    """

    kind: WorkKind
    code: str
    owner_name: str
    procedure_name: str
    unit_name: str
    since: datetime
    due_at: datetime | None
    text: str
    action: Action | None
    due_on: date | None = None
    of: OfPetition | OfEntry | None = None

    @property
    def next_words(self) -> str:
        """What comes next, in words."""
        match self.of:
            case OfPetition(duty=duty):
                return label(_MEETS[duty])
            case OfEntry():
                return "Theo dõi"
            case None:
                return label(self.action) if self.action else buttons.VIEW_DOSSIER


@dataclass(frozen=True, slots=True)
class WorkView:
    """The worst of a person's work, and how much there is of each kind (those of none left out)."""

    items: tuple[WorkItem, ...] = ()
    counts: Mapping[WorkKind, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All kinds together, shown or not."""
        return sum(self.counts.values())

    @property
    def urgent(self) -> int:
        """How many must not wait until tomorrow."""
        return sum(count for kind, count in self.counts.items() if kind in URGENT_KINDS)
