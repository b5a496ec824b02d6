"""Weeks add up and locked ones stay, whatever is entered and corrected late, in any order."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from app.clock import local_date
from app.models.petitions import Petition
from app.services.periods.calendar import custom_period
from app.services.periods.records import Sections
from tests.services.periods.books import Books
from tests.services.periods.builders import FIRST, week
from tests.whole import IS_WHOLE

_DAY = timedelta(days=1)
_WEEKS = 4
_COUNTS: tuple[Callable[[Sections], int], ...] = (
    lambda one: one.registers.training,
    lambda one: one.registers.training_participants,
    lambda one: len(one.published.decisions),
    lambda one: one.published.told.total or 0,
    lambda one: one.petitions.received,
    lambda one: one.petitions.ended,
)


class _Walk:
    """Random entries, corrections, locks; each thing must be in exactly one week's figures."""

    def __init__(self, books: Books, seed: int) -> None:
        self.books, self.dice = books, Random(seed)  # noqa: S311 - a walk, no secret
        self.frozen: dict[int, Sections] = {}
        self.late = 0

    def _day(self) -> date:
        today = local_date(self.books.desk.counter.time.now)
        return FIRST + self.dice.randrange((today - FIRST).days + 1) * _DAY

    def step(self) -> None:
        self.books.desk.counter.time.advance(timedelta(hours=self.dice.randint(3, 20)))
        match self.dice.randrange(8):
            case 6:
                self.books.decided(self._day())
            case 7 if self.books.decisions:
                self.books.signed_again(self.dice.randrange(len(self.books.decisions)), self._day())
            case 0 | 1:
                self.books.trained(self._day(), self.dice.randrange(50))
            case 2:
                self.books.receive(self._day())
            case 3 if self.books.open_petitions:
                place = self.dice.randrange(len(self.books.open_petitions))
                petition_id, came = self.books.open_petitions[place]
                if self.books.withdraw(petition_id, max(came, self._day() - _DAY)):
                    del self.books.open_petitions[place]
            case 4 if self.books.made:
                self._correct()
            case _:
                self._lock()

    def _correct(self) -> None:
        place = self.dice.randrange(len(self.books.made))
        old = self.books.made[place]
        said = {**old.values, "held_on": self._day(), "participants": self.dice.randrange(50)}
        admin = self.books.desk.counter.admin
        self.books.made[place] = self.books.registers.correct(admin, old.ref, said, "Ghi nhầm")

    def _lock(self) -> None:
        today = local_date(self.books.desk.counter.time.now)
        over = [n for n in range(1, _WEEKS + 1) if week(n).last_day < today]
        open_ones = [n for n in over if n not in self.frozen]
        if open_ones:
            number = self.dice.choice(open_ones)
            self.books.lock(week(number))
            self.frozen[number] = self.books.sections(week(number))

    def check(self, *, received: int, ended: int) -> None:
        """Require what the module's docstring says of figures by weeks."""
        assert self.books.problems() == []
        today = local_date(self.books.desk.counter.time.now)
        weeks = [self.books.sections(week(n)) for n in range(1, (today - FIRST).days // 7 + 2)]
        assert sum(one.registers.training for one in weeks) == len(self.books.made)
        assert sum(len(one.published.decisions) for one in weeks) == len(self.books.decisions)
        assert sum(one.petitions.received for one in weeks) == received
        assert sum(one.petitions.ended for one in weeks) == ended
        for before, after in pairwise(weeks):
            assert after.petitions.carried_over == before.petitions.open
        whole = self.books.sections(custom_period(FIRST, today))
        for count in _COUNTS:
            assert count(whole) == sum(map(count, weeks))
        self.late += sum(bool(one.registers.late) + bool(one.petitions["late"]) for one in weeks)
        self.late += sum(one.published.late or 0 for one in weeks)


@pytest.mark.parametrize("seed", range(10) if IS_WHOLE else [3])
def test_weeks_add_up_and_locked_ones_stay_after_any_walk(books: Books, seed: int) -> None:
    walk = _Walk(books, seed)
    for number in range(72):
        walk.step()
        if number % 18 == 17:
            received = _count(books, Petition.id)
            ended = _count(books, Petition.ended_at)
            walk.check(received=received, ended=ended)
    assert walk.late
    assert len(walk.frozen) > 1


def _count(books: Books, column: Any) -> int:
    with books.desk.counter.database.read() as session:
        return session.execute(select(func.count(column))).scalar_one()
