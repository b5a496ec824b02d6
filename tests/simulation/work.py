"""Units work on what they hold: pauses, new dates, early ends, results, and who collects them."""

from datetime import datetime, timedelta
from itertools import count

from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.ledger.records import Actor
from app.vocabulary.dossiers import Action, Outcome
from tests.services.deadlines import oracle
from tests.services.deadlines.oracle import Office
from tests.simulation.book import Hand, Life, Wait
from tests.simulation.timetable import Timetable
from tests.simulation.town import Town, instant

_DAY = timedelta(days=1)
_FOR_OTHERS = frozenset({"opinion", "field_check"})
_WAITS = {
    "supplement": (Action.ASK_SUPPLEMENT, Action.SUPPLEMENT_IN, "awaiting_supplement"),
    "payment": (Action.ASK_PAYMENT, Action.PAYMENT_IN, "awaiting_payment"),
    "opinion": (Action.ASK_OPINION, Action.OPINION_IN, "awaiting_opinion"),
    "field_check": (Action.ASK_CHECK, Action.CHECK_IN, "awaiting_check"),
}


class Work:
    """Does what comes next to a dossier, as chance has it."""

    def __init__(self, town: Town, times: Timetable) -> None:
        self._town = town
        self._times = times
        self._items = count(1)

    def work(self, life: Life) -> None:
        """Let the unit that holds the paper do what comes next."""
        if life.going is not None or life.status != "processing":
            return
        drawn = self._town.chance.random() * 100
        if drawn < 12:
            self._pause(life)
        elif drawn < 17 and life.due is not None and not (life.extended or life.was_apologised_for):
            self._extend(life)
        elif drawn < 20:
            self.cut(life)
        elif drawn < 24 and len(life.holds) > 2 and life.holds[-2][0] != life.holder:
            self._times.put(life.holder, life, life.holds[-2][0])
        else:
            self._go_on(life)

    def _go_on(self, life: Life) -> None:
        if life.left and life.left[0] == life.holder:
            life.left.pop(0)
        if not life.left and self._town.does(35):
            self.resolve(life)
            return
        to = life.left[0] if life.left else self._town.office_id
        self._times.put(life.holder, life, to)

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
        items = ("Bản sao căn cước",) if kind == "supplement" else ()
        law = "Luật Thử, Điều 2" if kind in _FOR_OTHERS and len(life.hands) % 2 else ""
        self._decide(
            life, ask, note="chờ", items=items, ground=ground, approver=approver, special_law=law
        )
        stops = kind not in _FOR_OTHERS or bool(law)
        life.waits.append(Wait(kind, self._town.now, stops=stops))
        life.become(status, self._town.now)
        if self._town.does(85):
            self._times.later(200, 3 * 1440, lambda: self._resume(life))
        elif self._town.does(60):
            self._times.later(200, 3 * 1440, lambda: self.cut(life))

    def _resume(self, life: Life) -> None:
        town = self._town
        wait = life.waits[-1]
        self._decide(life, _WAITS[wait.kind][1])
        wait.end = town.now
        life.become("processing", town.now)
        if wait.stops:
            life.count_due(town.now, town.calendar)
        self._times.later(60, 900, lambda: self.work(life))

    def _extend(self, life: Life) -> None:
        town = self._town
        assert life.due is not None
        new_due = _open_at(max(life.due, town.now) + 2 * _DAY, town.calendar)
        self._decide(
            life,
            Action.EXTEND,
            note="nhiều việc",
            approver="Lê Văn Duyệt",
            new_due_at=instant(new_due),
        )
        if town.now > life.due:
            life.was_apologised_for = True
        else:
            life.extended = (town.now, new_due)
            life.count_due(town.now, town.calendar)
        self._times.later(60, 900, lambda: self.work(life))

    def cut(self, life: Life) -> None:
        """Let the citizen withdraw, or the law stop the work."""
        if life.going is not None or life.ended is not None:
            return
        town, now = self._town, self._town.now
        is_stop = self._town.does(40)
        self._decide(life, Action.STOP if is_stop else Action.WITHDRAW, note="không làm nữa")
        life.end(now)
        life.become("stopped" if is_stop else "withdrawn", now)
        if life.holder == town.office_id:
            self._times.later(20, 600, lambda: self.give_papers_back(life))
        else:
            self._times.put(life.holder, life, town.office_id)

    def resolve(self, life: Life) -> None:
        town, now = self._town, self._town.now
        if life.ended is not None or life.going is not None:
            return
        outcome = Outcome.GRANTED if self._town.does(92) else Outcome.REFUSED
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
        if self._town.does(80):
            self._times.later(30, 3 * 1440, lambda: self._collect(life))

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
            prints_receipt=self._town.does(30),
            prints_fee_receipt=self._town.does(50),
        )
        town.desk.returning.give_back(clerk, life.code, said)
        town.acts += 1
        if owed:
            life.paid.append((now, owed))
        life.become("returned", now)
        life.to_citizen = (now, clerk.name, collector)

    def give_papers_back(self, life: Life) -> None:
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


def _open_at(at: datetime, office: Office) -> datetime:
    """Return `at`, moved into the next hours in which the office works."""
    while not office.works(at.date()):
        at += _DAY
    return oracle.on(at.date(), oracle.within(oracle.minute_of(at), at.date(), office))
