"""Long random walks of entering, locking and opening again, against a model that knows no SQL."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from app.clock import local_date
from app.services.evaluation.evaluation import evaluation_in
from app.services.evaluation.quality import quality_in
from app.services.figures.period import period_of
from app.services.ledger.transactions import Transactions
from app.services.periods.calendar import ReportPeriod, custom_period
from app.services.periods.checking import period_problems
from app.services.periods.records import DossierCounts, PeriodFigures
from app.services.periods.sections import EvaluatedPeriods
from app.vocabulary.dossiers import Action, Channel
from app.vocabulary.evaluation import EvaluationIndex
from tests.services.desk_builders import a_counter
from tests.services.evaluation.builders import score_of
from tests.services.periods.builders import BEGINNING, FIRST, Reporter, a_reporter, at, week
from tests.services.store_builders import FakeTime, a_copied_store
from tests.whole import IS_WHOLE

WEEKS = 5
_ACTS = 54


@dataclass
class _Event:
    """Something entered: which locks held then, and the week it belongs to."""

    week: int
    held: frozenset[int]


@dataclass
class _Life:
    came: _Event
    channel: Channel
    ended: _Event | None = None
    came_at: datetime = BEGINNING
    is_same_day: bool = False


@dataclass
class _Model:
    """Counts by sets: an event belongs to the first week after those that were locked for it.

    A lock is a number of its own: a week locked again is another one.
    """

    lives: dict[str, _Life] = field(default_factory=dict)
    locks: dict[int, int] = field(default_factory=dict)
    """The locks in force: number to week."""
    made: int = 0

    def event(self, moment: datetime) -> _Event:
        number = (local_date(moment) - FIRST).days // 7 + 1
        return _Event(number, frozenset(self.locks))

    def counts_in(self, event: _Event) -> int:
        """Return the week whose report counts an event."""
        held = [self.locks[one] + 1 for one in event.held if one in self.locks]
        return max([event.week, *held])

    def lock(self, number: int) -> None:
        self.made += 1
        self.locks[self.made] = number

    def reopen(self, number: int) -> None:
        made = next(one for one, week in self.locks.items() if week == number)
        for one in [o for o, w in self.locks.items() if w >= number or o >= made]:
            del self.locks[one]

    def counts(self, first: int, last: int) -> tuple[int, ...]:
        """Return (carried over, received, online, ended, open, late received, late ended)."""
        carried = received = online = ended = still = late_in = late_out = 0
        for life in self.lives.values():
            came = self.counts_in(life.came)
            end = self.counts_in(life.ended) if life.ended else 999
            carried += came < first <= end
            is_received = first <= came <= last
            received += is_received
            online += is_received and life.channel is Channel.ONLINE
            late_in += is_received and life.came.week < first
            is_ended = first <= end <= last
            ended += is_ended
            late_out += bool(is_ended and life.ended and life.ended.week < first)
            still += came <= last < end
        return carried, received, online, ended, still, late_in, late_out


def _told(counts: DossierCounts) -> tuple[int, ...]:
    return (
        counts.carried_over,
        counts.received.total,
        counts.received.online,
        counts.ended.total,
        counts.open.total,
        counts.late_received,
        counts.late_ended,
    )


def _moment(dice: Random, now: datetime) -> datetime:
    """Return a moment up to now, mostly of late."""
    span = (now - at(FIRST)).total_seconds()
    back = timedelta(seconds=int(span * dice.random() ** 1.5))
    return (now - back).replace(second=0, microsecond=0)


def _spans() -> Iterable[tuple[int, int, ReportPeriod]]:
    for number in range(1, WEEKS + 1):
        yield number, number, week(number)
    for first, last in ((1, 2), (2, 4), (1, WEEKS)):
        yield first, last, custom_period(week(first).first_day, week(last).last_day)


class _Walk:
    """One office, one model, and what both are asked."""

    def __init__(self, desk: Reporter, seed: int) -> None:
        self.desk, self.model, self.dice = desk, _Model(), Random(seed)  # noqa: S311 - a walk, no secret
        self.frozen: dict[int, PeriodFigures] = {}
        self.evaluated = EvaluatedPeriods(Transactions(desk.counter.database, desk.counter.clock))
        self.moves = {"late": 0, "locked": 0, "reopened": 0}

    def step(self) -> None:
        pick = self.dice.random()
        if pick < 0.5:
            self._receive()
        elif pick < 0.70:
            self._end()
        elif pick < 0.92:
            self._lock()
        else:
            self._reopen()
        self.desk.counter.time.advance(timedelta(hours=self.dice.randint(5, 28)))

    def _receive(self) -> None:
        moment = _moment(self.dice, self.desk.counter.time.now)
        channel = self.dice.choice((Channel.COUNTER, Channel.ONLINE))
        is_same_day = self.dice.random() < 0.5
        counter = self.desk.counter
        case = counter.same_day_case if is_same_day else counter.case_id
        code = self.desk.receive(moment, channel=channel, case_id=case)
        event = self.model.event(moment)
        self.moves["late"] += self.model.counts_in(event) > event.week
        self.model.lives[code] = _Life(event, channel, came_at=moment, is_same_day=is_same_day)

    def _end(self) -> None:
        going = [code for code, life in self.model.lives.items() if life.ended is None]
        if not going:
            return
        code = self.dice.choice(going)
        life = self.model.lives[code]
        moment = max(_moment(self.dice, self.desk.counter.time.now), life.came_at)
        action = Action.RESOLVE if life.is_same_day else Action.WITHDRAW
        if self.desk.act(code, action, moment):
            life.ended = self.model.event(moment)

    def _lock(self) -> None:
        today = local_date(self.desk.counter.time.now)
        over = [n for n in range(1, WEEKS + 1) if week(n).last_day < today]
        open_ones = [n for n in over if n not in self.model.locks.values()]
        if not open_ones:
            return
        number = self.dice.choice(open_ones)
        self.desk.lock(week(number))
        self.model.lock(number)
        self.frozen[number] = self.desk.figures(week(number))
        self.moves["locked"] += 1

    def _reopen(self) -> None:
        if not self.model.locks:
            return
        number = self.dice.choice(sorted(self.model.locks.values()))
        self.desk.reopen(week(number))
        self.model.reopen(number)
        self.moves["reopened"] += 1

    def _check_evaluation(self, figures: PeriodFigures) -> None:
        """Require that the evaluation counts the dossiers of form II.06a, for ever."""
        evaluated = self.evaluated.of_period(self.desk.boss, figures.period.key)
        row, total = evaluated.quality.processing[0], figures.total
        assert (row.carried_over, row.online) == (total.carried_over, total.received.online)
        assert row.counter + row.post == total["received.direct"]
        assert row["done"] == total.ended.total
        assert row["running"] + row["paused"] == total.open.total
        resolved = total.ended.total - total.withdrawn
        digital = {each.key: each.whole for each in evaluated.quality.figures}
        assert digital["scanned"] == resolved
        unit = score_of(evaluated.table, EvaluationIndex.TOTAL_TIME)
        assert unit.count == resolved
        if evaluated.is_locked:
            with self.desk.counter.database.read() as session:
                days = period_of(
                    self.desk.boss.office_id,
                    figures.period.first_day,
                    figures.period.last_day,
                    self.desk.counter.time.now,
                )
                assert evaluation_in(session, days) == evaluated.table
                assert quality_in(session, days) == evaluated.quality

    def check(self) -> None:
        for first, last, period in _spans():
            if period.first_day > local_date(self.desk.counter.time.now):
                continue
            figures = self.desk.figures(period)
            assert list(figures.broken()) == [], period.name
            assert _told(figures.total) == self.model.counts(first, last), period.name
            self._check_evaluation(figures)
        for number in self.model.locks.values():
            assert self.desk.figures(week(number)) == self.frozen[number]
            after = week(number + 1)
            if number < WEEKS and after.first_day <= local_date(self.desk.counter.time.now):
                left = self.frozen[number].total.open.total
                assert self.desk.figures(after).total.carried_over == left
        with self.desk.counter.database.read() as session:
            assert list(period_problems(session)) == []


@pytest.mark.parametrize("seed", range(12) if IS_WHOLE else [11])
def test_reports_are_the_models_after_any_walk(
    tmp_path: Path, empty_store: Path, seed: int
) -> None:
    database = a_copied_store(empty_store, tmp_path)
    walk = _Walk(a_reporter(a_counter(tmp_path, FakeTime(BEGINNING), database)), seed)
    for number in range(_ACTS):
        walk.step()
        if number % 9 == 8:
            walk.check()
    walk.check()
    database.close()
    assert min(walk.moves.values()) >= 1, walk.moves
