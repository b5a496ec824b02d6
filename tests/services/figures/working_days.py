"""Random days at a counter, and what they amount to, counted the slow way from the outside."""

from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from app.clock import end_of_day, local_date, start_of_day
from app.errors import UserError
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.vocabulary.dossiers import Action, Channel, DossierStatus, Outcome
from tests.services.desk_builders import OWNER, Counter

ENDINGS = {
    "resolve": DossierStatus.RESOLVED,
    "withdraw": DossierStatus.WITHDRAWN,
    "stop": DossierStatus.STOPPED,
}


ACTS = (
    *["register"] * 3,
    "refuse_at_desk",
    "handoff",
    "accept",
    "decline",
    *["resolve"] * 2,
    *["return"] * 2,
    "supplement",
    "supplement_in",
    "withdraw",
    "stop",
)


@dataclass
class Life:
    """What the oracle wrote down of one dossier while it happened."""

    code: str
    channel: Channel
    received_at: datetime
    fee: int
    dues: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    pauses: list[tuple[datetime, datetime | None, str]] = field(default_factory=list)
    slips: list[list[object]] = field(default_factory=list)
    ended_at: datetime | None = None
    ending: str = ""
    refused: bool = False
    returned_at: datetime | None = None
    paid: list[tuple[datetime, int]] = field(default_factory=list)

    def due_at(self, at: datetime) -> datetime | None:
        """Return the due instant as it stood just before `at`."""
        known = [due for since, due in self.dues if since < at]
        return known[-1] if known else None

    def paused_at(self, at: datetime) -> bool:
        """Say whether the clock stood still just before `at`."""
        return any(start < at and (end is None or end >= at) for start, end, _why in self.pauses)


class Counterday:
    """Plays random acts through the services and keeps its own books."""

    def __init__(self, counter: Counter, seed: int) -> None:
        self.counter = counter
        self.random = Random(seed)  # noqa: S311 - a reproducible day
        self.lives: list[Life] = []
        self.turned_away: list[datetime] = []

    def play(self, days: int, acts_a_day: int) -> None:
        """Let `days` office days pass."""
        for _day in range(days):
            for _act in range(acts_a_day):
                self.counter.time.advance(timedelta(minutes=self.random.randint(1, 25)))
                self._act()
            self.counter.time.advance(timedelta(hours=self.random.randint(10, 20)))

    def turned_away_in(self, first: date, last: date) -> int:
        """Return how many were refused at the desk; they are in no other figure."""
        start, end = start_of_day(first), end_of_day(last)
        return sum(start <= at < end for at in self.turned_away)

    def _act(self) -> None:
        kind = self.random.choice(ACTS)
        if kind == "refuse_at_desk":
            self._refuse_at_desk()
            return
        if kind == "register" or not self.lives:
            self._register()
            return
        life = self.random.choice(self.lives)
        try:
            getattr(self, f"_{kind}")(life)
        except UserError:
            return  # not allowed now: nothing may have changed, so the books stay as they are

    def _register(self) -> None:
        fee = self.random.choice((0, 0, 20_000))
        channel = self.random.choice(list(Channel))
        case_id = self.random.choice((self.counter.case_id, self.counter.same_day_case))
        done = self.counter.dossier(
            OWNER.name, channel=channel, fee_vnd=fee, paid_vnd=fee, case_id=case_id
        )
        at = done.receipt.received_at
        life = Life(done.code, channel, at, fee, dues=[(at, done.due.due_at)])
        if fee:
            life.paid.append((at, fee))
        self.lives.append(life)

    def _refuse_at_desk(self) -> None:
        new = self.counter.as_typed(channel=self.random.choice(list(Channel)))
        self.counter.refusing.refuse(self.counter.officer, new, ("không thuộc thẩm quyền",))
        self.turned_away.append(self.counter.time.now)

    def _handoff(self, life: Life) -> None:
        to_id = self.random.choice((self.counter.economy, self.counter.culture))
        self.counter.handoffs.send(self.counter.officer, to_id, [life.code])
        life.slips.append([self.counter.time.now, None, ""])

    def _accept(self, life: Life) -> None:
        self.counter.handoffs.accept(self.counter.officer, [life.code], receiver_name="A")
        life.slips[-1][1:] = [self.counter.time.now, "accepted"]

    def _decline(self, life: Life) -> None:
        self.counter.handoffs.decline(self.counter.officer, life.code, "thiếu giấy tờ")
        life.slips[-1][1:] = [self.counter.time.now, "refused"]

    def _resolve(self, life: Life) -> None:
        outcome = self.random.choice(list(Outcome))
        self._decide(life, Action.RESOLVE, Decision(outcome=outcome))
        life.ended_at, life.ending = self.counter.time.now, "resolve"
        life.refused = outcome is Outcome.REFUSED

    def _return(self, life: Life) -> None:
        self.counter.returning.give_back(self.counter.officer, life.code, Collection(OWNER.name))
        life.returned_at = self.counter.time.now

    def _supplement(self, life: Life) -> None:
        self._decide(life, Action.ASK_SUPPLEMENT, Decision(items=("thiếu bản sao",)))
        life.pauses.append((self.counter.time.now, None, "supplement"))

    def _supplement_in(self, life: Life) -> None:
        self._decide(life, Action.SUPPLEMENT_IN, Decision())
        start, _end, why = life.pauses[-1]
        life.pauses[-1] = (start, self.counter.time.now, why)
        due = self.counter.tracking.one(self.counter.officer, life.code).due.due_at
        life.dues.append((self.counter.time.now, due))

    def _withdraw(self, life: Life) -> None:
        self._end(life, Action.WITHDRAW)

    def _stop(self, life: Life) -> None:
        self._end(life, Action.STOP)

    def _end(self, life: Life, action: Action) -> None:
        self._decide(life, action, Decision(note="theo đơn"))
        life.ended_at, life.ending = self.counter.time.now, action.value
        if life.pauses and life.pauses[-1][1] is None:
            start, _end, why = life.pauses[-1]
            life.pauses[-1] = (start, self.counter.time.now, why)

    def _decide(self, life: Life, action: Action, said: Decision) -> None:
        self.counter.decisions.decide(self.counter.officer, life.code, action, said)


def expected(lives: list[Life], first: date, last: date, now: datetime) -> dict[str, int]:
    """Return every figure of DESIGN §8 by counting lives one at a time."""
    start, end = start_of_day(first), end_of_day(last)
    as_of = min(now, end)
    tally: Tally[str] = Tally()
    for life in lives:
        if life.received_at >= end:
            continue
        is_ended = life.ended_at is not None and life.ended_at < end
        if life.received_at < start and not (life.ended_at and life.ended_at < start):
            tally["carried_over"] += 1
        if start <= life.received_at:
            tally[f"received.{life.channel.value}"] += 1
        if is_ended and life.ended_at is not None and life.ended_at >= start:
            tally[f"ended.{_punctual(life)}"] += 1
            tally["refused"] += life.refused
            tally["withdrawn"] += life.ending == "withdraw"
            tally["stopped"] += life.ending == "stop"
        if not is_ended:
            _count_open(tally, life, end, as_of)
        if is_ended and life.ending == "resolve":
            tally["waiting_collection"] += not (life.returned_at and life.returned_at < end)
        tally["returned"] += bool(life.returned_at and start <= life.returned_at < end)
        tally["supplements"] += sum(start <= since < end for since, _to, _why in life.pauses)
        tally["fees_vnd"] += sum(paid for at, paid in life.paid if start <= at < end)
        _count_slips(tally, life, start, end)
    return dict(tally)


def _count_open(tally: Tally[str], life: Life, end: datetime, as_of: datetime) -> None:
    due, paused = life.due_at(end), life.paused_at(end)
    tally["paused"] += paused
    late = due is not None and end_of_day(local_date(due)) <= as_of and not paused
    tally["open.overdue" if late else "open.in_time"] += 1


def _count_slips(tally: Tally[str], life: Life, start: datetime, end: datetime) -> None:
    for sent, closed, how in life.slips:
        assert isinstance(sent, datetime)
        tally["handoffs.sent"] += start <= sent < end
        if isinstance(closed, datetime) and closed < end:
            tally[f"handoffs.{how}"] += closed >= start
        else:
            tally["handoffs.outstanding"] += sent < end


def _punctual(life: Life) -> str:
    assert life.ended_at is not None
    due = life.due_at(life.ended_at + timedelta(microseconds=1))
    if due is None:
        return "on_time"
    # Both cases of this office are in days: late only when the due day is over.
    if life.ended_at >= end_of_day(local_date(due)):
        return "late"
    return "early" if local_date(life.ended_at) < local_date(due) else "on_time"
