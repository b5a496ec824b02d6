"""What happened to each dossier as a plain note keeper writes it down, and what must follow.

Times are the office's wall clock, in whole minutes. Dates are counted by the other opinion that
the deadline tests keep; nothing here is taken from the services.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.services.deadlines import oracle_waits
from tests.services.deadlines.oracle import Office

RUNNING = frozenset({"received", "processing"})
CUT = frozenset({"withdrawn", "stopped"})


@dataclass(frozen=True, slots=True)
class Limit:
    """A time of so many half units."""

    halves: int
    unit: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the catalogue with its route: `way` are the agencies in their order."""

    case_id: int
    limit: Limit
    way: tuple[int, ...]
    steps: tuple[tuple[int, Limit], ...]
    fee_vnd: int
    channels: tuple[str, ...]


@dataclass(slots=True)
class Wait:
    """A wait; `end` None while it lasts, and when it was cut short. `stops`: the time stands."""

    kind: str
    start: datetime
    end: datetime | None = None
    stops: bool = True


@dataclass(slots=True)
class Hand:
    """One time on a slip."""

    number: str
    giver: int
    sender: str
    taker: int
    sent: datetime
    step_due: datetime | None
    state: str = "sent"
    closed: datetime | None = None
    person: str = ""


@dataclass(slots=True)
class Life:
    """One dossier. `dues` are the promises in their order, `holds` who had the paper since when."""

    code: str
    case: Case
    channel: str
    owner: str
    office: int
    received: datetime
    begun: datetime | None
    competent: int | None = None
    is_by_post: bool = False
    status: str = "received"
    left: list[int] = field(default_factory=list)
    dues: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    statuses: list[tuple[datetime, str]] = field(default_factory=list)
    holds: list[tuple[int, datetime]] = field(default_factory=list)
    hands: list[Hand] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    extended: tuple[datetime, datetime] | None = None
    was_apologised_for: bool = False
    paid: list[tuple[datetime, int]] = field(default_factory=list)
    resolved: tuple[datetime, str, int] | None = None
    ended: datetime | None = None
    late: str = ""
    to_citizen: tuple[datetime, str, str] | None = None

    @property
    def holder(self) -> int:
        return self.holds[-1][0]

    @property
    def due(self) -> datetime | None:
        return self.dues[-1][1] if self.dues else None

    @property
    def going(self) -> Hand | None:
        last = self.hands[-1] if self.hands else None
        return last if last is not None and last.state == "sent" else None

    @property
    def owed_vnd(self) -> int:
        return self.case.fee_vnd - sum(amount for _at, amount in self.paid)

    def become(self, status: str, at: datetime) -> None:
        self.status = status
        self.statuses.append((at, status))

    def was(self, at: datetime) -> str:
        """Return the status just before `at`; "" where the dossier had not come in yet."""
        return next((status for since, status in reversed(self.statuses) if since < at), "")

    def stood(self, at: datetime) -> bool:
        """Say whether its time stood just before `at`."""
        waiting = self.was(at).startswith("awaiting")
        return waiting and [one for one in self.waits if one.start < at][-1].stops

    def due_as_of(self, at: datetime) -> datetime | None:
        return next((due for since, due in reversed(self.dues) if since < at), None)

    def end(self, at: datetime) -> None:
        """End the clock: early on an earlier day, late after the very minute."""
        self.ended = at
        due = self.due
        if due is None:
            self.late = "on_time"
        else:
            early = "early" if at.date() < due.date() else "on_time"
            self.late = "late" if at > due else early

    def count_due(self, at: datetime, office: Office) -> None:
        """Promise anew what the law gives after all that happened."""
        if self.begun is None:
            due = None
        else:
            granted, new_due = self.extended or (None, None)
            due = _lived(self.begun, self.case.limit, self.waits, office, granted, new_due)
        self.dues.append((at, due))

    def step_due(self, at: datetime, office: Office) -> datetime | None:
        """Return when the holder's step was due as known at `at`; None off the route."""
        unit, since = self.holds[-1]
        times = sum(one == unit for one, _since in self.holds)
        limits = [limit for one, limit in self.case.steps if one == unit]
        if not limits or self.status in CUT:
            return None
        over = [one for one in self.waits if one.end and since < one.end <= at and one.stops]
        clipped = [Wait(one.kind, max(one.start, since), one.end) for one in over]
        limit = limits[min(times, len(limits)) - 1]
        return _lived(since, limit, clipped, office)


def _lived(
    since: datetime,
    limit: Limit,
    waits: Sequence[Wait],
    office: Office,
    granted: datetime | None = None,
    new_due: datetime | None = None,
) -> datetime | None:
    lived = tuple(
        oracle_waits.Wait(one.start, one.end, one.kind == "supplement")
        for one in waits
        if one.stops
    )
    case = oracle_waits.Case(
        since, limit.halves, limit.unit, to_end=False, waits=lived, granted=granted, new_due=new_due
    )
    return oracle_waits.due(case, office, restarts=True)
