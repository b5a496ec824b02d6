"""Petitions and registers entered late count once, in the next period; locked ones stay frozen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from sqlalchemy import func, select

from app.clock import local_date
from app.errors import RuleBrokenError
from app.models.periods import PeriodLock
from app.models.petitions import Petition
from app.petition_vocabulary import PetitionAct
from app.services.figures.entered_late import WITHOUT_LOCKS
from app.services.figures.period import period_of
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.periods.calendar import ReportPeriod, custom_period
from app.services.periods.checking import period_problems
from app.services.periods.frozen import read_frozen
from app.services.periods.records import Sections
from app.services.periods.recounting import changed_sections
from app.services.periods.sections import sections_in
from app.services.petitions.petitions import Petitions
from app.services.petitions.records import PetitionSaid
from app.services.publishing.publishing import Publishing
from app.services.publishing.records import DecisionView
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import Answers, Tap
from app.services.registers.figures import LateCount, RegisterFigure
from app.services.registers.records import Entry
from app.services.registers.registers import Registers
from app.vocabulary import Face, RegisterKind
from tests.harness.register_entries import TYPED
from tests.services.desk_builders import a_counter
from tests.services.periods.builders import BEGINNING, FIRST, Reporter, a_reporter, at, week
from tests.services.petitions.builders import the_petitions, typed
from tests.services.publishing.builders import a_draft, again, an_item
from tests.services.store_builders import FakeTime, a_copied_store
from tests.whole import IS_WHOLE

_DAY = timedelta(days=1)
ONE, TWO, THREE = week(1), week(2), week(3)
_WEEKS = 4
_ADDED = frozenset({"late", "late_received", "late_ended"})
"""The fields that figures frozen before late entries were counted do not have."""


@dataclass
class Books:
    """The books of an office beside its dossiers, and its periods."""

    desk: Reporter
    petitions: Petitions
    registers: Registers
    publishing: Publishing
    tx: Transactions
    decisions: list[DecisionView] = field(default_factory=list)
    made: list[Entry] = field(default_factory=list)
    open_petitions: list[tuple[int, date]] = field(default_factory=list)

    def sections(self, period: ReportPeriod) -> Sections:
        """Return a period's sections: frozen where it is locked."""
        with self.tx.read(self.desk.boss, Right.SEE_FIGURES) as reading:
            return sections_in(reading, period)

    def lock(self, period: ReportPeriod) -> None:
        """Lock a period; what comes next comes a minute later."""
        self.desk.lock(period)
        self.desk.counter.time.advance(timedelta(minutes=1))

    def receive(self, day: date) -> int:
        """Enter a petition that came on `day`."""
        with self.desk.opened_days(day):
            done = self.petitions.receive(self.desk.counter.admin, typed(received_at=at(day)))
        self.open_petitions.append((done.petition_id, day))
        return done.petition_id

    def withdraw(self, petition_id: int, day: date) -> bool:
        """Enter that its sender took a petition back on `day`; False where it had gone on."""
        said = PetitionSaid(note="Người gửi rút", at=at(day, 10))
        with self.desk.opened_days(day):
            try:
                self.petitions.act(self.desk.counter.admin, petition_id, PetitionAct.WITHDRAW, said)
            except RuleBrokenError:
                return False
        return True

    def trained(self, day: date, participants: int = 10) -> Entry:
        """Enter a training held on `day`."""
        said: dict[str, Any] = {
            **TYPED[RegisterKind.ACTIVITIES],
            "subject": f"Tập huấn {len(self.made)}",
            "kind": "training",
            "held_on": day,
            "participants": participants,
        }
        self.made.append(self.registers.add(self.desk.counter.admin, RegisterKind.ACTIVITIES, said))
        return self.made[-1]

    def decided(self, day: date) -> DecisionView:
        """Enter a decision signed on `day` that publishes one procedure."""
        number = f"{len(self.decisions) + 1}/QĐ-UBND"
        item = an_item(f"1.{len(self.decisions) + 1:06}")
        draft = a_draft(number, item, decided_on=day)
        self.decisions.append(self.publishing.enter(self.desk.counter.admin, draft))
        return self.decisions[-1]

    def signed_again(self, place: int, day: date) -> None:
        """Correct the day of signing of a decision."""
        view = self.decisions[place]
        draft = again(view, decided_on=day, effective_from=day)
        self.decisions[place] = self.publishing.correct(
            self.desk.counter.admin, view.line.decision_id, draft, based_on=view.line.revision
        )

    def problems(self) -> list[str]:
        """Return what `motcua check` says of the locks."""
        with self.desk.counter.database.read() as session:
            return list(period_problems(session))


@pytest.fixture
def books(tmp_path: Path, empty_store: Path) -> Iterator[Books]:
    counter = a_counter(tmp_path, FakeTime(BEGINNING), a_copied_store(empty_store, tmp_path))
    tx = Transactions(counter.database, counter.clock)
    petitions = the_petitions(counter, tmp_path)
    yield Books(a_reporter(counter), petitions, Registers(tx), Publishing(tx), tx)
    counter.database.close()


def test_petition_entered_after_the_lock_counts_in_the_next_period_which_says_so(
    books: Books,
) -> None:
    kept = books.receive(FIRST)
    books.desk.go_to(TWO.first_day + _DAY)
    books.lock(ONE)
    books.receive(FIRST + _DAY)
    assert books.withdraw(kept, FIRST + 2 * _DAY)
    one, two = books.sections(ONE).petitions, books.sections(TWO).petitions
    assert (one.received, one.ended, one.open) == (1, 0, 1)
    assert (two.carried_over, two.received, two.withdrawn, two.open) == (1, 1, 1, 1)
    assert (two.late_received, two.late_ended) == (1, 1)
    assert two.adds_up
    assert two.has_late
    assert not one.has_late
    assert books.problems() == []


def test_training_entered_after_the_lock_counts_in_the_next_period_which_says_so(
    books: Books,
) -> None:
    books.trained(FIRST)
    books.desk.go_to(TWO.first_day)
    books.lock(ONE)
    books.trained(FIRST + _DAY, participants=7)
    one, two = books.sections(ONE).registers, books.sections(TWO).registers
    assert (one.training, one.training_participants, one.late) == (1, 10, ())
    assert (two.training, two.training_participants) == (1, 7)
    assert two.late == (LateCount(figure=RegisterFigure.TRAINING, count=1),)
    assert two.late_of(RegisterFigure.TRAINING) == 1
    both = custom_period(ONE.first_day, TWO.last_day)
    assert (books.sections(both).registers.training, books.sections(both).registers.late) == (2, ())


def test_decision_entered_after_the_lock_counts_in_the_next_period_which_says_so(
    books: Books,
) -> None:
    books.decided(FIRST)
    books.desk.go_to(TWO.first_day)
    books.lock(ONE)
    books.decided(FIRST + _DAY)
    one, two = books.sections(ONE).published, books.sections(TWO).published
    assert (len(one.decisions), one.total.authority.total, one.late) == (1, 1, 0)
    assert (len(two.decisions), two.total.authority.total, two.late) == (1, 2, 1)
    assert books.problems() == []


def test_decision_that_a_locked_period_counted_stays_there_as_it_was(books: Books) -> None:
    books.desk.go_to(TWO.first_day)
    books.decided(FIRST)
    books.decided(FIRST + _DAY)
    books.lock(ONE)
    books.signed_again(0, TWO.first_day)
    gone = books.decisions[1].line
    books.publishing.end(
        books.desk.counter.admin, gone.decision_id, "Nhập nhầm", based_on=gone.revision
    )
    assert books.sections(TWO).published.decisions == ()
    assert books.sections(TWO).published.total.authority.total == 1
    both = books.sections(custom_period(ONE.first_day, TWO.last_day)).published
    assert [each.decided_on for each in both.decisions] == [FIRST, FIRST + _DAY]
    assert books.problems() == []


def test_tap_sent_after_the_lock_counts_when_it_came_and_is_named(books: Books) -> None:
    ratings = Ratings(books.tx)

    def tapped(day: date) -> None:
        said = Answers(overall=Face.HAPPY)
        tap = Tap(answer_id=str(uuid4()), at=at(day), answers=said)
        ratings.tap(books.desk.counter.officer, tap)

    tapped(FIRST)
    books.desk.go_to(TWO.first_day)
    books.lock(ONE)
    tapped(FIRST + _DAY)
    tapped(TWO.first_day)
    one, two = books.sections(ONE).ratings, books.sections(TWO).ratings
    assert (one.faces.total, one.late) == (1, 0)
    assert (two.faces.total, two.late) == (2, 1)
    for period, count in ((ONE, 0), (TWO, 1)):
        days = (period.first_day, period.last_day)
        assert len(ratings.rows_behind(books.desk.boss, "late", days)) == count
    assert books.problems() == []


@pytest.mark.parametrize("moved_to", [TWO.first_day, FIRST - 30 * _DAY])
def test_what_a_locked_period_counted_is_counted_nowhere_else_when_it_is_corrected(
    books: Books, moved_to: date
) -> None:
    entry = books.trained(FIRST)
    books.desk.go_to(TWO.first_day)
    books.lock(ONE)
    said = {**entry.values, "held_on": moved_to, "participants": 99}
    books.registers.correct(books.desk.counter.admin, entry.ref, said, "Ghi nhầm ngày")
    assert books.sections(ONE).registers.training == 1
    assert books.sections(TWO).registers.training == 0
    both = books.sections(custom_period(ONE.first_day, TWO.last_day)).registers
    assert (both.training, both.training_participants) == (1, 10)
    assert books.problems() == []


def test_changed_count_of_a_locked_period_is_told_by_the_check(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.desk.go_to(TWO.first_day)
    books.lock(ONE)
    books.receive(FIRST)
    books.trained(FIRST)
    books.decided(FIRST)
    assert books.problems() == []
    for module in ("petitions.lives", "registers.counting", "publishing.counts"):
        monkeypatch.setattr(
            f"app.services.{module}.stretches_in", lambda _session, _office: WITHOUT_LOCKS
        )
    assert [one.partition(": ")[2] for one in books.problems()] == [
        "số liệu phản ánh, kiến nghị tính lại khác với số liệu đã khóa.",
        "số liệu sổ theo dõi (kiểm tra, văn bản, truyền thông, trang bị) tính lại khác với số liệu "
        "đã khóa.",
        "số liệu công bố danh mục thủ tục tính lại khác với số liệu đã khóa.",
    ]


def _without(node: Any, names: frozenset[str]) -> Any:
    if isinstance(node, dict):
        return {key: _without(each, names) for key, each in node.items() if key not in names}
    return [_without(each, names) for each in node] if isinstance(node, list) else node


def test_figures_frozen_before_late_entries_were_counted_are_still_read_and_sound(
    books: Books,
) -> None:
    books.receive(FIRST)
    books.desk.go_to(TWO.first_day)
    books.lock(ONE)
    with books.desk.counter.database.read() as session:
        text = session.scalars(select(PeriodLock.figures)).one()
    new = msgspec.json.decode(text)
    for section in ("petitions", "registers", "published", "ratings"):
        new["sections"][section] = _without(new["sections"][section], _ADDED)
    old = read_frozen(msgspec.json.encode(new).decode())
    assert old.sections is not None
    sections = old.sections
    unknown = (sections.petitions.late_received, sections.registers.late, sections.published.late)
    assert {*unknown, sections.ratings.late} == {None}
    assert not old.sections.petitions.has_late
    assert old.sections.petitions.received == 1
    with books.desk.counter.database.read() as session:
        period = period_of(books.desk.boss.office_id, ONE.first_day, ONE.last_day, BEGINNING)
        assert (
            list(changed_sections(session, replace(period, as_of=period.end), old.sections)) == []
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
        counts: tuple[Callable[[Sections], int], ...] = (
            lambda one: one.registers.training,
            lambda one: one.registers.training_participants,
            lambda one: len(one.published.decisions),
            lambda one: one.published.told.total or 0,
            lambda one: one.petitions.received,
            lambda one: one.petitions.ended,
        )
        for count in counts:
            assert count(whole) == sum(map(count, weeks))
        self.late += sum(bool(one.registers.late) + one.petitions.has_late for one in weeks)
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
