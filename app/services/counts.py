"""Counts of dossiers: plain values that summaries, the sheet of a closed day and reports share."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal


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


def percent_of(counted: int, of: int) -> Decimal | None:
    """Return `counted` of `of` in per cent, two decimals, rounded half up; None of nothing."""
    if not of:
        return None
    return (Decimal(100 * counted) / of).quantize(Decimal("0.01"), ROUND_HALF_UP)
