"""A locked period keeps its evaluation: what is noted later changes nothing of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import InvalidInputError, NotAllowedError
from app.services.evaluation.facts import FactNotes
from app.services.ledger.transactions import Transactions
from app.services.periods.sections import EvaluatedPeriods
from app.vocabulary.evaluation import EvaluationIndex
from tests.services.desk_builders import a_counter
from tests.services.evaluation.builders import a_fact, score_of
from tests.services.periods.builders import BEGINNING, FIRST, Reporter, a_reporter, at, week
from tests.services.store_builders import FakeTime, a_copied_store

WEEK = week(1)


@pytest.fixture
def desk(tmp_path: Path, empty_store: Path) -> Reporter:
    database = a_copied_store(empty_store, tmp_path)
    reporter = a_reporter(a_counter(tmp_path, FakeTime(BEGINNING), database))
    reporter.receive(at(FIRST), case_id=reporter.counter.same_day_case)
    reporter.go_to(week(2).first_day)
    return reporter


def _tx(desk: Reporter) -> Transactions:
    return Transactions(desk.counter.database, desk.counter.clock)


def test_an_open_period_is_counted_now_and_a_locked_one_as_it_was(desk: Reporter) -> None:
    evaluated, notes = EvaluatedPeriods(_tx(desk)), FactNotes(_tx(desk))
    first = evaluated.of_period(desk.boss, WEEK.key)
    assert not first.is_locked
    assert first.period == WEEK
    nine = EvaluationIndex.ONLINE
    assert score_of(first.table, nine).count == 0
    desk.lock(WEEK)
    desk.counter.time.advance(timedelta(hours=1))
    notes.note(desk.counter.admin, ["2.000002"], a_fact(valid_from=FIRST))
    kept = evaluated.of_period(desk.boss, WEEK.key)
    assert kept.is_locked
    assert score_of(kept.table, nine).count == 0
    desk.reopen(WEEK)
    again = evaluated.of_period(desk.boss, WEEK.key)
    assert not again.is_locked
    assert score_of(again.table, nine).count == 1
    desk.counter.database.close()


def test_only_who_may_see_figures_and_only_a_period_there_is(desk: Reporter) -> None:
    evaluated = EvaluatedPeriods(_tx(desk))
    with pytest.raises(InvalidInputError):
        evaluated.of_period(desk.boss, "2026-Q9")
    with pytest.raises(NotAllowedError):
        evaluated.of_period(desk.counter.officer, WEEK.key)
    assert evaluated.calendar(desk.boss).named(WEEK.key) == WEEK
    desk.counter.database.close()
