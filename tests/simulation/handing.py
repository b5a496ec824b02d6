"""Papers go from unit to unit: slips, acceptance on the store and on paper, refusals, recalls."""

from datetime import timedelta

from tests.office_life.book import CUT, Hand, Life
from tests.simulation.timetable import Timetable
from tests.simulation.town import Town
from tests.simulation.work import Work


class Handing:
    """Sends what waits in the trays and lets receivers answer."""

    def __init__(self, town: Town, times: Timetable, work: Work) -> None:
        self._town = town
        self._times = times
        self._work = work

    def send(self, giver: int) -> None:
        """Send what waits at a unit: one slip a receiver."""
        waiting = self._times.trays.pop(giver, [])
        for taker in sorted({to for _life, to in waiting}):
            lives = [life for life, to in waiting if to == taker]
            self._send_to(giver, taker, [life for life in lives if life.holder == giver])

    def _send_to(self, giver: int, taker: int, lives: list[Life]) -> None:
        town, office = self._town, self._town.office
        lives = [life for life in lives if life.to_citizen is None and life.going is None]
        lives = [life for life in lives if not (life.status in CUT and giver == office.office_id)]
        if not lives:
            return
        actor = town.person_at(giver) or town.counter()
        office.send(actor, lives, taker)
        number = lives[0].hands[-1].number
        self._times.later(10, 200, lambda: self._answer(lives, number, taker))

    def _answer(self, lives: list[Life], number: str, taker: int) -> None:
        """Let the receiver answer for a slip: most are accepted together."""
        accepted = []
        for life in lives:
            hand = life.going
            if hand is None or hand.number != number:
                continue
            if self._town.does(5):
                self._give_up(life, hand, is_recall=False)
            elif self._town.does(4):
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
            town.office.recall(actor, life)
        else:
            town.office.decline(actor, life, "thiếu trang")
        self._times.put(hand.giver, life, hand.taker)

    def _accept(self, lives: list[Life], taker: int) -> None:
        """Accept on the store, or write down whoever signed on paper a quarter of an hour ago."""
        town, office = self._town, self._town.office
        actor = town.person_at(taker) if taker != office.office_id else town.counter()
        if actor is None:
            sent = max(hand.sent for life in lives if (hand := life.going) is not None)
            at = max(office.now - timedelta(minutes=15), sent)
            office.accept(town.counter(), lives, at, f"Người ký ở {town.units[taker]}")
        else:
            office.accept(actor, lives)
        for life in lives:
            self._plan_work(life, taker)

    def _plan_work(self, life: Life, taker: int) -> None:
        if taker != self._town.office.office_id:
            self._times.later(60, 1500, lambda: self._work.work(life))
        elif life.status in CUT:
            self._times.later(20, 600, lambda: self._work.give_papers_back(life))
        elif life.left:
            self._times.put(taker, life, life.left[0])
        else:
            self._times.later(10, 120, lambda: self._work.resolve(life))
