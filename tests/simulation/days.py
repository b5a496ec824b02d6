"""The working days of the town: who does what when, through the services, and into the book."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import HandedPaper, NewDossier, Owner
from app.services.ledger.records import Actor
from app.vocabulary import Action, Channel, Outcome, ReturnBy
from tests.simulation.book import CUT, Case, Hand, Life, Wait
from tests.simulation.town import BEGINS, Town, instant

Event = Callable[[], None]
_DAY = timedelta(days=1)
_PEAKS = ((450, 570, 50), (570, 690, 15), (810, 900, 25), (900, 1020, 10))
"""Minutes of the day, and how many of a hundred registrations fall between them."""
_OFFICE_RUNS = (630, 685, 930, 1010)
_AGENCY_RUNS = (605, 870, 985)
_WAITS = {
    "supplement": (Action.ASK_SUPPLEMENT, Action.SUPPLEMENT_IN, "awaiting_supplement"),
    "payment": (Action.ASK_PAYMENT, Action.PAYMENT_IN, "awaiting_payment"),
    "opinion": (Action.ASK_OPINION, Action.OPINION_IN, "awaiting_opinion"),
    "field_check": (Action.ASK_CHECK, Action.CHECK_IN, "awaiting_check"),
}


class Days:
    """Lets the days pass; what people do is drawn from the town's own chance."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._queue: list[tuple[datetime, int, Event]] = []
        self._order = count()
        self._waiting: dict[int, list[tuple[Life, int]]] = {}
        self._last = BEGINS
        self._items = count(1)

    def run(self, days: int, registrations: int) -> None:
        """Live through so many working days of so many registrations each."""
        day = BEGINS.replace(hour=0, minute=0)
        lived = 0
        while lived < days:
            if self._town.calendar.works(day.date()):
                self._plan(day, registrations, lived)
                lived += 1
                self._last = day + timedelta(hours=17)
            day += _DAY
        while self._queue and self._queue[0][0] <= self._last:
            at, _number, event = heapq.heappop(self._queue)
            self._town.set_clock(max(at, self._town.now))
            event()
        self._town.set_clock(self._last)

    def _plan(self, day: datetime, registrations: int, number: int) -> None:
        cases, chance = self._town.cases, self._town.chance
        for place in range(registrations):
            start, end, _share = chance.choices(_PEAKS, [share for *_span, share in _PEAKS])[0]
            case = cases[(number * registrations + place) % len(cases)]
            at = day + timedelta(minutes=chance.randrange(start, end))
            self._at(at, lambda case=case: self._register(case))  # type: ignore[misc]
        for minute in _OFFICE_RUNS:
            self._at(day + timedelta(minutes=minute), lambda: self._send(self._town.office_id))
        for minute in _AGENCY_RUNS:
            for unit in self._town.units:
                if unit != self._town.office_id:
                    self._at(
                        day + timedelta(minutes=minute),
                        lambda unit=unit: self._send(unit),  # type: ignore[misc]
                    )

    def _at(self, at: datetime, event: Event) -> None:
        heapq.heappush(self._queue, (self._town.opening(at), next(self._order), event))

    def _later(self, least: int, most: int, event: Event) -> None:
        """Let something happen so many minutes from now, when the office is open."""
        minutes = self._town.chance.randint(least, most)
        self._at(self._town.now + timedelta(minutes=minutes), event)

    def _does(self, percent: float) -> bool:
        return self._town.chance.random() * 100 < percent

    # Receiving

    def _register(self, case: Case) -> None:
        town = self._town
        number, now = len(town.lives) + 1, town.now
        owner, clerk = f"Người Thử {number}", town.counter()
        channel = town.chance.choice(case.channels)
        is_elsewhere = case.limit.unit != "same_day" and self._does(3)
        is_by_post = self._does(10)
        new = NewDossier(
            draft_id=f"{number:036}",
            case_id=case.case_id,
            owner=Owner(owner, address="Ấp Thử"),
            papers=(HandedPaper("Đơn theo mẫu", original=1),),
            channel=Channel(channel),
            return_by=ReturnBy.POST if is_by_post else ReturnBy.COUNTER,
            fee_vnd=case.fee_vnd,
            paid_vnd=case.fee_vnd if self._does(50) else 0,
            competent_id=case.way[0] if is_elsewhere else None,
        )
        life = Life("", case, channel, owner, town.office_id, now, None, is_by_post=is_by_post)
        life.left = list(case.way)
        life.holds.append((town.office_id, now))
        life.become("received", now)
        town.lives.append(life)
        town.acts += 1
        if new.paid_vnd:
            life.paid.append((now, new.paid_vnd))
        if is_elsewhere:
            life.competent = case.way[0]
        else:
            life.begun = now
        life.count_due(now, town.calendar)
        if case.limit.unit == "same_day" and not is_by_post and self._does(75):
            self._finish_at_once(life, clerk, new)
            return
        life.code = town.desk.intake.register(clerk, new).code
        self._waiting.setdefault(town.office_id, []).append((life, life.left[0]))
        if self._does(4):
            self._later(5, 60, lambda: self._cut(life))

    def _finish_at_once(self, life: Life, clerk: Actor, new: NewDossier) -> None:
        town, now = self._town, self._town.now
        life.code = town.desk.same_day.receive_and_finish(clerk, new).registered.code
        if life.owed_vnd:
            life.paid.append((now, life.owed_vnd))
        life.end(now)
        life.become("returned", now)
        life.resolved = (now, clerk.name, town.office_id)
        life.to_citizen = (now, clerk.name, life.owner)

    # Handing over

    def _send(self, giver: int) -> None:
        """Send what waits at a unit: one slip a receiver."""
        waiting = self._waiting.pop(giver, [])
        for taker in sorted({to for _life, to in waiting}):
            lives = [life for life, to in waiting if to == taker]
            self._send_to(giver, taker, [life for life in lives if life.holder == giver])

    def _send_to(self, giver: int, taker: int, lives: list[Life]) -> None:
        town, now = self._town, self._town.now
        lives = [life for life in lives if life.to_citizen is None and life.going is None]
        lives = [life for life in lives if not (life.status in CUT and giver == town.office_id)]
        if not lives:
            return
        actor = town.person_at(giver) or town.counter()
        slip = town.desk.handoffs.send(actor, taker, [life.code for life in lives])
        town.acts += len(lives)
        for life in lives:
            due = life.step_due(now, town.calendar)
            life.hands.append(Hand(slip.number, giver, actor.name, taker, now, due))
        self._later(10, 200, lambda: self._answer(lives, slip.number, taker))

    def _answer(self, lives: list[Life], number: str, taker: int) -> None:
        """Let the receiver answer for a slip: most are accepted together."""
        accepted = []
        for life in lives:
            hand = life.going
            if hand is None or hand.number != number:
                continue
            if self._does(5):
                self._give_up(life, hand, is_recall=False)
            elif self._does(4):
                self._give_up(life, hand, is_recall=True)
            else:
                accepted.append(life)
        if accepted:
            self._accept(accepted, taker)

    def _give_up(self, life: Life, hand: Hand, *, is_recall: bool) -> None:
        """Let the paper stay with its sender; it goes again with a later slip."""
        town = self._town
        side = hand.giver if is_recall else hand.taker
        actor = town.person_at(side) or town.counter()
        if is_recall:
            town.desk.handoffs.recall(actor, life.code)
        else:
            town.desk.handoffs.decline(actor, life.code, "thiếu trang")
        town.acts += 1
        hand.state, hand.closed = "recalled" if is_recall else "refused", town.now
        self._waiting.setdefault(hand.giver, []).append((life, hand.taker))

    def _accept(self, lives: list[Life], taker: int) -> None:
        """Accept on the store, or write down whoever signed on paper a quarter of an hour ago."""
        town = self._town
        actor = town.person_at(taker) if taker != town.office_id else town.counter()
        codes = [life.code for life in lives]
        at = town.now
        if actor is None:
            sent = max(hand.sent for life in lives if (hand := life.going) is not None)
            at = max(town.now - timedelta(minutes=15), sent)
            name = f"Người ký ở {town.units[taker]}"
            clerk = town.counter()
            town.desk.handoffs.accept(clerk, codes, receiver_name=name, happened_at=instant(at))
        else:
            name = actor.name
            town.desk.handoffs.accept(actor, codes)
        town.acts += len(lives)
        for life in lives:
            self._take_over(life, taker, at, name)

    def _take_over(self, life: Life, taker: int, at: datetime, name: str) -> None:
        town = self._town
        hand = life.hands[-1]
        hand.state, hand.closed, hand.person = "accepted", at, name
        life.holds.append((taker, at))
        if taker != town.office_id:
            if life.status == "received":
                life.become("processing", at)
            if taker == life.competent and life.begun is None and life.status not in CUT:
                life.begun = at
                life.count_due(at, town.calendar)
            self._later(60, 1500, lambda: self._work(life))
        elif life.status in CUT:
            self._later(20, 600, lambda: self._give_papers_back(life))
        elif life.left:
            self._waiting.setdefault(taker, []).append((life, life.left[0]))
        else:
            self._later(10, 120, lambda: self._resolve(life))

    # Work

    def _work(self, life: Life) -> None:
        """Let the unit that holds the paper do what comes next."""
        if life.going is not None or life.status != "processing":
            return
        drawn = self._town.chance.random() * 100
        if drawn < 12:
            self._pause(life)
        elif drawn < 17 and life.due is not None and life.extended is None:
            self._extend(life)
        elif drawn < 20:
            self._cut(life)
        elif drawn < 24 and len(life.holds) > 2 and life.holds[-2][0] != life.holder:
            self._waiting.setdefault(life.holder, []).append((life, life.holds[-2][0]))
        else:
            self._go_on(life)

    def _go_on(self, life: Life) -> None:
        if life.left and life.left[0] == life.holder:
            life.left.pop(0)
        if not life.left and self._does(35):
            self._resolve(life)
            return
        to = life.left[0] if life.left else self._town.office_id
        self._waiting.setdefault(life.holder, []).append((life, to))

    def _decide(self, life: Life, action: Action, **said: object) -> Actor:
        clerk = self._town.counter()
        decision = Decision(**said)  # type: ignore[arg-type]
        self._town.desk.decisions.decide(clerk, life.code, action, decision)
        self._town.acts += 1
        return clerk

    def _pause(self, life: Life) -> None:
        kind = self._town.chance.choice(sorted(_WAITS))
        ask, _resume, status = _WAITS[kind]
        again = kind == "supplement" and any(one.kind == kind for one in life.waits)
        ground = "Luật Thử, Điều 1" if again else ""
        approver = "Lê Văn Duyệt" if again else ""
        self._decide(life, ask, note="chờ", ground=ground, approver=approver)
        life.waits.append(Wait(kind, self._town.now))
        life.become(status, self._town.now)
        if self._does(85):
            self._later(200, 3 * 1440, lambda: self._resume(life))
        elif self._does(60):
            self._later(200, 3 * 1440, lambda: self._cut(life))

    def _resume(self, life: Life) -> None:
        town = self._town
        wait = life.waits[-1]
        self._decide(life, _WAITS[wait.kind][1])
        wait.end = town.now
        life.become("processing", town.now)
        life.count_due(town.now, town.calendar)
        self._later(60, 900, lambda: self._work(life))

    def _extend(self, life: Life) -> None:
        town = self._town
        assert life.due is not None
        new_due = max(life.due, town.now) + 2 * _DAY
        self._decide(
            life,
            Action.EXTEND,
            note="nhiều việc",
            approver="Lê Văn Duyệt",
            new_due_at=instant(new_due),
        )
        life.extended = (town.now, new_due)
        life.count_due(town.now, town.calendar)
        self._later(60, 900, lambda: self._work(life))

    def _cut(self, life: Life) -> None:
        """Let the citizen withdraw, or the law stop the work."""
        if life.going is not None or life.ended is not None:
            return
        town, now = self._town, self._town.now
        is_stop = self._does(40)
        self._decide(life, Action.STOP if is_stop else Action.WITHDRAW, note="không làm nữa")
        life.end(now)
        life.become("stopped" if is_stop else "withdrawn", now)
        if life.holder == town.office_id:
            self._later(20, 600, lambda: self._give_papers_back(life))
        else:
            self._waiting.setdefault(life.holder, []).append((life, town.office_id))

    # The end

    def _resolve(self, life: Life) -> None:
        town, now = self._town, self._town.now
        if life.ended is not None or life.going is not None:
            return
        outcome = Outcome.GRANTED if self._does(92) else Outcome.REFUSED
        note = "" if outcome is Outcome.GRANTED else "không đủ điều kiện"
        clerk = self._decide(
            life, Action.RESOLVE, outcome=outcome, document_number="1/QĐ", note=note
        )
        life.resolved = (now, clerk.name, life.holder)
        if life.holder != town.office_id:
            life.hands.append(_brought_back(life, clerk, now, town))
            life.holds.append((town.office_id, now))
        life.end(now)
        life.become("resolved", now)
        if self._does(80):
            self._later(30, 3 * 1440, lambda: self._collect(life))

    def _collect(self, life: Life) -> None:
        town, now = self._town, self._town.now
        clerk = town.counter()
        collector = "Bưu tá Thử" if life.is_by_post else life.owner
        owed = life.owed_vnd
        waybill = f"RA{next(self._items):09}VN" if life.is_by_post else ""
        said = Collection(
            collector,
            paid_vnd=owed,
            is_by_post=life.is_by_post,
            waybill=waybill,
            carrier="Bưu điện Thử" if life.is_by_post else "",
            prints_receipt=self._does(30),
            prints_fee_receipt=self._does(50),
        )
        town.desk.returning.give_back(clerk, life.code, said)
        town.acts += 1
        if owed:
            life.paid.append((now, owed))
        life.become("returned", now)
        life.to_citizen = (now, clerk.name, collector)

    def _give_papers_back(self, life: Life) -> None:
        if life.to_citizen is not None:
            return
        clerk = self._decide(life, Action.GIVE_BACK)
        life.to_citizen = (self._town.now, clerk.name, life.owner)


def _brought_back(life: Life, clerk: Actor, at: datetime, town: Town) -> Hand:
    """Return what the control slip says of a result that came back without a slip."""
    due = life.step_due(at, town.calendar)
    hand = Hand("", life.holder, "", town.office_id, at, due, "accepted", at, clerk.name)
    life.left.clear()
    return hand
