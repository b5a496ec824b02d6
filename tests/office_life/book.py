"""What happened to each dossier as a plain note keeper writes it down, and what must follow.

Times are the office's wall clock, in whole minutes. Dates are counted by the other opinion that
the deadline tests keep; nothing here is taken from the services.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from tests.office_life.dates import Event, Limit, counted_due
from tests.services.deadlines.oracle import Office

RUNNING = frozenset({"received", "processing"})
CUT = frozenset({"withdrawn", "stopped"})
WAITS: Mapping[str, str] = {
    "awaiting_supplement": "supplement",
    "awaiting_payment": "payment",
    "awaiting_opinion": "opinion",
    "awaiting_check": "field_check",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the catalogue; `way` are the agencies of its route in their order."""

    case_id: int
    limit: Limit
    way: tuple[int, ...] = ()
    steps: tuple[tuple[int, Limit], ...] = ()
    fee_vnd: int = 0
    channels: tuple[str, ...] = ("counter", "online", "post")
    phases: int = 0

    @property
    def agency(self) -> int | None:
        return self.way[0] if self.way else None


@dataclass(slots=True)
class Hand:
    """One time on a slip; `number` is empty where a result came back without one."""

    number: str
    giver: int
    sender: str
    taker: int
    sent: datetime
    step: Limit | None
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
    agency: int | None = None
    is_by_post: bool = False
    status: str = ""
    last_at: datetime = field(init=False)
    left: list[int] = field(default_factory=list)
    dues: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    statuses: list[tuple[datetime, str]] = field(default_factory=list)
    holds: list[tuple[int, datetime]] = field(default_factory=list)
    hands: list[Hand] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    has_new_date: bool = False
    phases_done: int = 0
    paid: list[tuple[datetime, int]] = field(default_factory=list)
    outcome: str = ""
    ended: datetime | None = None
    late: str = ""
    to_citizen: tuple[datetime, str, str] | None = None

    def __post_init__(self) -> None:
        self.agency = self.case.agency
        self.left = list(self.case.way)
        self.holds.append((self.office, self.received))
        self.become("received", self.received)

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
    def waits(self) -> list[Event]:
        return [event for event in self.events if event.kind != "new_date"]

    @property
    def clock_stands(self) -> bool:
        return self.status in WAITS and self.waits[-1].stops

    @property
    def owed_vnd(self) -> int:
        return self.case.fee_vnd - sum(amount for _at, amount in self.paid)

    def become(self, status: str, at: datetime) -> None:
        self.status, self.last_at = status, at
        self.statuses.append((at, status))

    def was(self, at: datetime) -> str:
        """Return the status just before `at`; "" where the dossier had not come in yet."""
        return next((status for since, status in reversed(self.statuses) if since < at), "")

    def stood(self, at: datetime) -> bool:
        """Say whether its time stood just before `at`."""
        waiting = self.was(at) in WAITS
        return waiting and [one for one in self.waits if one.start < at][-1].stops

    def due_as_of(self, at: datetime) -> datetime | None:
        return next((due for since, due in reversed(self.dues) if since < at), None)

    def is_overdue(self, end: datetime, now: datetime) -> bool:
        """Say whether by `now` it was late of what was promised before `end`."""
        due = self.due_as_of(end)
        return due is not None and late_after(due, self.case.limit) < now

    def count_due(self, at: datetime, calendar: Office) -> None:
        """Promise anew what the law gives after all that happened."""
        self.last_at = at
        due = self.begun and counted_due(self.begun, self.case.limit, self.events, calendar)
        self.dues.append((at, due))

    def send(self, number: str, sender: str, taker: int, at: datetime, calendar: Office) -> None:
        """Put the paper on the way, or note that a result came back without a slip."""
        step, due = self._step(at, calendar)
        self.hands.append(Hand(number, self.holder, sender, taker, at, step, due))
        self.last_at = at

    def close_hand(self, state: str, at: datetime, person: str = "") -> None:
        """End the time on the slip: accepted, refused, recalled."""
        hand = self.hands[-1]
        hand.state, hand.closed, hand.person = state, at, person
        self.last_at = at
        if state == "accepted":
            self.holds.append((hand.taker, at))

    def accept(self, at: datetime, person: str, calendar: Office) -> None:
        """Let the receiver have the paper: an agency that does begins its work."""
        self.close_hand("accepted", at, person)
        if self.holder == self.office:
            return
        self.agency = self.holder
        if self.status == "received":
            self.become("processing", at)
        if self.holder == self.competent and self.begun is None and self.status not in CUT:
            self.begun = at
            self.count_due(at, calendar)

    def wait(self, status: str, at: datetime, *, stops: bool) -> None:
        self.events.append(Event(WAITS[status], at, stops=stops))
        self.become(status, at)

    def resume(self, at: datetime, calendar: Office) -> None:
        wait = self.waits[-1]
        wait.end = at
        was_at_an_agency = any(unit != self.office for unit, _since in self.holds)
        self.become("processing" if was_at_an_agency else "received", at)
        if wait.stops:
            self.count_due(at, calendar)

    def extend(self, at: datetime, new_due: datetime, calendar: Office) -> None:
        """Promise `new_due`; after the appointment is over this is an apology alone."""
        self.has_new_date, self.last_at = True, at
        if self.due is not None and at <= late_after(self.due, self.case.limit):
            self.events.append(Event("new_date", at, new_due=new_due))
            self.count_due(at, calendar)

    def resolve(self, at: datetime, clerk: str, outcome: str, calendar: Office) -> None:
        """End with a result, which is at the counter from then on."""
        self.outcome = outcome
        if self.holder != self.office:
            self.send("", "", self.office, at, calendar)
            self.close_hand("accepted", at, clerk)
            self.left.clear()
        self.end("resolved", at)

    def end(self, status: str, at: datetime) -> None:
        """End the clock: early on an earlier day, late as the time's unit says."""
        self.ended = at
        self.late = judged(at, self.due, self.case.limit) or "on_time"
        self.become(status, at)

    def give(self, at: datetime, clerk: str, person: str) -> None:
        """Give the citizen the result, or the papers of what was cut short."""
        self.to_citizen, self.last_at = (at, clerk, person), at

    def _step(self, at: datetime, calendar: Office) -> tuple[Limit | None, datetime | None]:
        """Return the holder's step and when it was due as known at `at`; None off the route."""
        unit, since = self.holds[-1]
        times = sum(one == unit for one, _since in self.holds)
        limits = [limit for one, limit in self.case.steps if one == unit]
        if not limits or self.status in CUT:
            return None, None
        over = [one for one in self.waits if one.end and since < one.end <= at and one.stops]
        clipped = [Event(one.kind, max(one.start, since), one.end) for one in over]
        limit = limits[min(times, len(limits)) - 1]
        return limit, counted_due(since, limit, clipped, calendar)


def late_after(due: datetime, limit: Limit) -> datetime:
    """Return the last moment in time: the due one, or the end of its day."""
    if not limit.is_by_day:
        return due
    return datetime.combine(due.date(), time()) + timedelta(days=1, microseconds=-1)


def judged(at: datetime, due: datetime | None, limit: Limit | None) -> str:
    """Return whether what was done at `at` was early, on_time or late; "" without a due moment."""
    if due is None or limit is None:
        return ""
    if at > late_after(due, limit):
        return "late"
    return "early" if at.date() < due.date() else "on_time"
