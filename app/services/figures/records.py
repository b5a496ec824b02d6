"""The one record that screen, XLSX, PDF and CSV show (DESIGN §8)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.services.figures.closed import ClosingMark
from app.vocabulary import Channel, DossierStatus, GroupBy, Timeliness


@dataclass(frozen=True, slots=True)
class Received:
    """Dossiers received in the period, by channel."""

    counter: int = 0
    online: int = 0
    post: int = 0

    @property
    def total(self) -> int:
        """All channels."""
        return self.counter + self.online + self.post


@dataclass(frozen=True, slots=True)
class Ended:
    """Dossiers whose clock ended in the period."""

    early: int = 0
    on_time: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        """Early, on time and late together."""
        return self.early + self.on_time + self.late


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Dossiers still open at the end of the period."""

    in_time: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        """In time and overdue together."""
        return self.in_time + self.overdue


@dataclass(frozen=True, slots=True)
class HandoffCounts:
    """Dossiers on slips: sent, accepted, refused in the period; outstanding at its end."""

    sent: int = 0
    accepted: int = 0
    refused: int = 0
    outstanding: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one group, or of all."""

    carried_over: int = 0
    received: Received = field(default_factory=Received)
    ended: Ended = field(default_factory=Ended)
    open: StillOpen = field(default_factory=StillOpen)
    paused: int = 0
    refused: int = 0
    withdrawn: int = 0
    stopped: int = 0
    supplements: int = 0
    returned: int = 0
    waiting_collection: int = 0
    fees_vnd: int = 0
    handoffs: HandoffCounts = field(default_factory=HandoffCounts)
    not_accepted: int = 0

    @property
    def adds_up(self) -> bool:
        """Carried over + received = ended + open (form II.06a: (3) = (7) + (11))."""
        return self.carried_over + self.received.total == self.ended.total + self.open.total


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One row of a split: its stable key, its name for people, its figures."""

    key: str
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class HourCount:
    """Received and returned within one hour of the office's day (0–23)."""

    hour: int
    received: int
    returned: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier in the day's register: who received what, its appointment, forwarded to whom."""

    code: str
    procedure_code: str
    procedure_name: str
    field: str
    owner_name: str
    owner_id_masked: str
    channel: Channel
    officer_name: str
    received_at: datetime
    due_at: datetime | None
    agency_name: str
    forwarded_to: str
    receiver_name: str
    status: DossierStatus
    timeliness: Timeliness | None
    ended_at: datetime | None
    returned_at: datetime | None
    fees_vnd: int = 0
    is_late_entry: bool = False


@dataclass(frozen=True, slots=True)
class DailySummary:
    """The figures of a period [first_day, last_day] of one office, as true at its end.

    `closing` tells whether anything can still be entered into it.
    """

    unit_code: str
    unit_name: str
    parent_name: str
    place: str
    is_demo: bool
    first_day: date
    last_day: date
    as_of: datetime
    made_at: datetime
    made_by: str
    total: Figures
    groups: dict[GroupBy, tuple[GroupFigures, ...]]
    hours: tuple[HourCount, ...]
    received_rows: tuple[RegisterRow, ...]
    overdue_rows: tuple[RegisterRow, ...]
    due_today_rows: tuple[RegisterRow, ...]
    closing: ClosingMark = field(default_factory=ClosingMark)
