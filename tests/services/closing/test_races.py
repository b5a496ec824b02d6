"""Desks that close and write at once: one closing, and every act either before it or refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest

from app.errors import RuleBrokenError
from app.services.closing.checking import closing_problems
from app.services.closing.records import Closed
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor

MONDAY = date(2026, 11, 23)
Made = TypeVar("Made")


@pytest.fixture
def boss(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.SUPERVISOR, login="phutrach")


def at_once(acts: list[Callable[[], Made]]) -> list[Made | RuleBrokenError]:
    """Let every act begin at the same moment; return what each gave or was refused with."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Made]) -> Made | RuleBrokenError:
        start.wait()
        try:
            return act()
        except RuleBrokenError as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_desks_that_close_at_once_one_closes(counter: Counter, boss: Actor) -> None:
    others = [
        an_actor(counter.database, Role.SUPERVISOR, login=f"phutrach.{number}")
        for number in range(5)
    ]
    answers = at_once([partial(counter.closings.close, who, MONDAY) for who in others])
    assert sum(isinstance(answer, Closed) for answer in answers) == 1
    assert sum(isinstance(answer, RuleBrokenError) for answer in answers) == 4
    assert StoreCheck(counter.database, (closing_problems,)).problems() == []


def test_an_act_beside_a_closing_is_before_it_or_refused(counter: Counter, boss: Actor) -> None:
    for number in range(3):
        counter.code(f"Người sớm {number}")
    news = [counter.as_typed(f"Người {number}") for number in range(10)]
    acts: list[Callable[[], object]] = [
        partial(counter.intake.register, counter.officer, new) for new in news
    ]
    acts.insert(5, lambda: counter.closings.close(boss, MONDAY))
    answers = at_once(acts)
    (closed,) = [answer for answer in answers if isinstance(answer, Closed)]
    refused = [answer for answer in answers if isinstance(answer, RuleBrokenError)]
    taken = len(answers) - len(refused) - 1
    assert all("đã khóa" in refusal.message for refusal in refused)
    assert closed.sheet.total.received.total == 3 + taken
    assert counter.summaries.figures(boss, MONDAY, MONDAY).received.total == 3 + taken
    assert StoreCheck(counter.database, (closing_problems,)).problems() == []
