"""Units work on what they hold: pauses, new dates, early ends, results, and who collects them."""

from datetime import datetime, timedelta
from itertools import count

from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.vocabulary.dossiers import Action, Outcome
from tests.office_life.book import Life
from tests.office_life.driver import BY_LAW, RESUMES, instant
from tests.services.deadlines import oracle
from tests.services.deadlines.oracle import Office
from tests.simulation.timetable import Timetable
from tests.simulation.town import Town

_DAY = timedelta(days=1)
_ASKS = (Action.ASK_CHECK, Action.ASK_OPINION, Action.ASK_PAYMENT, Action.ASK_SUPPLEMENT)


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
        elif drawn < 17 and life.due is not None and not life.has_new_date:
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
        to = life.left[0] if life.left else self._town.office.office_id
        self._times.put(life.holder, life, to)

    def _decide(self, life: Life, action: Action, **said: object) -> None:
        decision = Decision(**said)  # type: ignore[arg-type]
        self._town.office.decide(self._town.counter(), life, action, decision)

    def _pause(self, life: Life) -> None:
        ask = self._town.chance.choice(_ASKS)
        is_supplement = ask is Action.ASK_SUPPLEMENT
        again = is_supplement and any(one.kind == "supplement" for one in life.waits)
        ground = "Luật Thử, Điều 1" if again else ""
        approver = "Lê Văn Duyệt" if again else ""
        items = ("Bản sao căn cước",) if is_supplement else ()
        law = "Luật Thử, Điều 2" if ask in BY_LAW and len(life.hands) % 2 else ""
        self._decide(
            life, ask, note="chờ", items=items, ground=ground, approver=approver, special_law=law
        )
        if self._town.does(85):
            self._times.later(200, 3 * 1440, lambda: self._resume(life, RESUMES[ask]))
        elif self._town.does(60):
            self._times.later(200, 3 * 1440, lambda: self.cut(life))

    def _resume(self, life: Life, action: Action) -> None:
        self._decide(life, action)
        self._times.later(60, 900, lambda: self.work(life))

    def _extend(self, life: Life) -> None:
        office = self._town.office
        assert life.due is not None
        new_due = _open_at(max(life.due, office.now) + 2 * _DAY, office.calendar)
        self._decide(
            life,
            Action.EXTEND,
            note="nhiều việc",
            approver="Lê Văn Duyệt",
            new_due_at=instant(new_due),
        )
        self._times.later(60, 900, lambda: self.work(life))

    def cut(self, life: Life) -> None:
        """Let the citizen withdraw, or the law stop the work."""
        if life.going is not None or life.ended is not None:
            return
        office_id = self._town.office.office_id
        action = Action.STOP if self._town.does(40) else Action.WITHDRAW
        self._decide(life, action, note="không làm nữa")
        if life.holder == office_id:
            self._times.later(20, 600, lambda: self.give_papers_back(life))
        else:
            self._times.put(life.holder, life, office_id)

    def resolve(self, life: Life) -> None:
        if life.ended is not None or life.going is not None:
            return
        outcome = Outcome.GRANTED if self._town.does(92) else Outcome.REFUSED
        note = "" if outcome is Outcome.GRANTED else "không đủ điều kiện"
        self._decide(life, Action.RESOLVE, outcome=outcome, document_number="1/QĐ", note=note)
        if self._town.does(80):
            self._times.later(30, 3 * 1440, lambda: self._collect(life))

    def _collect(self, life: Life) -> None:
        clerk = self._town.counter()
        said = Collection(
            "Bưu tá Thử" if life.is_by_post else life.owner,
            paid_vnd=life.owed_vnd,
            is_by_post=life.is_by_post,
            waybill=f"RA{next(self._items):09}VN" if life.is_by_post else "",
            carrier="Bưu điện Thử" if life.is_by_post else "",
            prints_receipt=self._town.does(30),
            prints_fee_receipt=self._town.does(50),
        )
        self._town.office.give_result(clerk, life, said)

    def give_papers_back(self, life: Life) -> None:
        if life.to_citizen is None:
            self._decide(life, Action.GIVE_BACK)


def _open_at(at: datetime, office: Office) -> datetime:
    """Return `at`, moved into the next hours in which the office works."""
    while not office.works(at.date()):
        at += _DAY
    return oracle.on(at.date(), oracle.within(oracle.minute_of(at), at.date(), office))
