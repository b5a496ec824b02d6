"""Days at a counter whose acts are drawn by chance; what is refused has not happened."""

from datetime import timedelta
from random import Random

from app.errors import UserError
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.vocabulary.dossiers import Action, Channel, Outcome
from tests.office_life.book import Life
from tests.office_life.driver import life_of
from tests.services.desk_builders import OWNER, Counter

ACTS = (
    "register register register refuse_at_desk handoff accept decline resolve resolve "
    "return return supplement supplement_in withdraw stop"
).split()
_DECISIONS = {
    "supplement": (Action.ASK_SUPPLEMENT, Decision(items=("thiếu bản sao",))),
    "supplement_in": (Action.SUPPLEMENT_IN, Decision()),
    "withdraw": (Action.WITHDRAW, Decision(note="theo đơn")),
    "stop": (Action.STOP, Decision(note="theo đơn")),
}


class RandomDays:
    """Plays random acts of one officer; `office` has the book of them."""

    def __init__(self, counter: Counter, seed: int) -> None:
        self.counter = counter
        self.office = life_of(counter)
        self._random = Random(seed)  # noqa: S311 - a reproducible day

    def play(self, days: int, acts_a_day: int) -> None:
        """Let `days` office days pass."""
        for _day in range(days):
            for _act in range(acts_a_day):
                self.counter.time.advance(timedelta(minutes=self._random.randint(1, 25)))
                self._act(self._random.choice(ACTS))
            self.counter.time.advance(timedelta(hours=self._random.randint(10, 20)))

    def _act(self, kind: str) -> None:
        if kind == "refuse_at_desk":
            new = self.counter.as_typed(channel=self._random.choice(list(Channel)))
            self.office.refuse(self.counter.officer, new, "không thuộc thẩm quyền")
        elif kind == "register" or not self.office.lives:
            self._register()
        else:
            life = self._random.choice(self.office.lives)
            try:
                self._act_on(kind, life)
            except UserError:
                return  # not allowed now: nothing may have changed, so the book stays as it is

    def _register(self) -> None:
        fee = self._random.choice((0, 0, 20_000))
        channel = self._random.choice(list(Channel))
        case_id = self._random.choice((self.counter.case_id, self.counter.same_day_case))
        new = self.counter.as_typed(channel=channel, fee_vnd=fee, paid_vnd=fee, case_id=case_id)
        self.office.register(self.counter.officer, new)

    def _act_on(self, kind: str, life: Life) -> None:
        office, officer = self.office, self.counter.officer
        match kind:
            case "handoff":
                to_id = self._random.choice((self.counter.economy, self.counter.culture))
                office.send(officer, [life], to_id)
            case "accept":
                office.accept(officer, [life], receiver="A")
            case "decline":
                office.decline(officer, life, "thiếu giấy tờ")
            case "resolve":
                outcome = self._random.choice(list(Outcome))
                office.decide(officer, life, Action.RESOLVE, Decision(outcome=outcome))
            case "return":
                office.give_result(officer, life, Collection(OWNER.name))
            case _:
                office.decide(officer, life, *_DECISIONS[kind])
