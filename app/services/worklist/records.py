"""What crosses between the work list and the windows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.vocabulary import Action, WorkKind

URGENT_KINDS = frozenset({WorkKind.LATE, WorkKind.STEP_LATE, WorkKind.DUE_TODAY})
"""What must not wait until tomorrow: the number on the rail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One dossier that waits for the person, under its worst kind.

    `unit_name` holds the paper; `since` is from when it has been waiting as its kind says; `text`
    says all that is wrong with it; `action` is what usually comes next and is allowed to this
    person now, None where it is only to be looked at.
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
