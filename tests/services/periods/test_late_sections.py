"""Petitions and registers entered late count once, in the next period; locked ones stay frozen."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from sqlalchemy import select

from app.models.periods import PeriodLock
from app.services.figures.entered_late import WITHOUT_LOCKS
from app.services.figures.period import period_of
from app.services.periods.calendar import custom_period
from app.services.periods.checking import changed_sections
from app.services.periods.locks import read_frozen
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import Answers, Tap
from app.services.registers.figures import LateCount, RegisterFigure
from app.vocabulary.ratings import Face
from tests.services.periods.books import Books
from tests.services.periods.builders import BEGINNING, FIRST, at, week

_DAY = timedelta(days=1)
ONE, TWO, THREE = week(1), week(2), week(3)
_ADDED = frozenset({"late", "late_received", "late_ended"})
"""The fields that figures frozen before late entries were counted do not have."""


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
    assert (one["late"], two["late"]) == (0, 2)
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


def test_reopened_period_counts_in_its_own_time_again(books: Books) -> None:
    books.desk.go_to(TWO.first_day)
    books.lock(ONE)
    books.receive(FIRST)
    books.trained(FIRST)
    books.decided(FIRST)
    books.desk.reopen(ONE)
    one, two = books.sections(ONE), books.sections(TWO)
    assert (one.petitions.received, one.registers.training, len(one.published.decisions)) == (
        1,
        1,
        1,
    )
    assert (two.petitions.received, two.registers.training, two.published.decisions) == (0, 0, ())
    assert (two.petitions.late_received, two.registers.late, two.published.late) == (0, (), 0)


def test_entry_struck_out_after_the_lock_stays_where_it_was_counted(books: Books) -> None:
    counted = books.trained(FIRST)
    books.desk.go_to(TWO.first_day)
    books.lock(ONE)
    late = books.trained(FIRST)
    for entry in (counted, late):
        books.registers.strike(books.desk.counter.admin, entry.ref, "Ghi nhầm")
    both = books.sections(custom_period(ONE.first_day, TWO.last_day)).registers
    assert (books.sections(ONE).registers.training, both.training) == (1, 1)
    assert books.sections(TWO).registers.training == 0
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
    for module in ("petitions.selecting", "registers.counting", "publishing.counts"):
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
    assert old.sections.petitions["late"] == 0
    assert old.sections.petitions.received == 1
    with books.desk.counter.database.read() as session:
        period = period_of(books.desk.boss.office_id, ONE.first_day, ONE.last_day, BEGINNING)
        assert (
            list(changed_sections(session, replace(period, as_of=period.end), old.sections)) == []
        )


def test_figure_that_a_lock_does_not_tell_is_not_compared_and_one_it_tells_is(books: Books) -> None:
    books.receive(FIRST)
    books.desk.go_to(TWO.first_day)
    books.lock(ONE)
    sections = books.sections(ONE)
    assert sections.petitions.late_ended == 0
    older = replace(sections.petitions, late_ended=None)
    with books.desk.counter.database.read() as session:
        period = period_of(books.desk.boss.office_id, ONE.first_day, ONE.last_day, BEGINNING)
        period = replace(period, as_of=period.end)
        assert list(changed_sections(session, period, replace(sections, petitions=older))) == []
        other = replace(older, withdrawn=1)
        changed = list(changed_sections(session, period, replace(sections, petitions=other)))
    assert changed == ["phản ánh, kiến nghị"]
