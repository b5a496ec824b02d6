"""What is entered into a locked period counts in the next one, which says so; nothing is lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.services.counts import Ended, Received, StillOpen
from app.services.periods.calendar import custom_period
from app.services.periods.records import DossierCounts, FormPlace
from app.vocabulary.dossiers import Action, Channel
from tests.services.desk_builders import a_counter
from tests.services.periods.builders import (
    BEGINNING,
    FIRST,
    Reporter,
    a_reporter,
    at,
    week,
)
from tests.services.store_builders import FakeTime, a_copied_store, a_stranger

_DAY = timedelta(days=1)
ONE, TWO, THREE = week(1), week(2), week(3)


@pytest.fixture
def desk(tmp_path: Path, empty_store: Path) -> Reporter:
    time = FakeTime(BEGINNING)
    database = a_copied_store(empty_store, tmp_path)
    return a_reporter(a_counter(tmp_path, time, database))


def _counts(desk: Reporter) -> tuple[DossierCounts, DossierCounts]:
    return desk.figures(ONE).total, desk.figures(TWO).total


def test_dossier_entered_after_the_lock_is_received_in_the_next_period(desk: Reporter) -> None:
    desk.receive(at(FIRST))
    desk.go_to(TWO.first_day)
    desk.lock(ONE)
    frozen = desk.figures(ONE)
    desk.receive(at(FIRST + _DAY), channel=Channel.ONLINE)
    one, two = _counts(desk)
    assert desk.figures(ONE) == frozen
    assert (one.received, one.open.total) == (Received(counter=1), 1)
    assert (two.carried_over, two.received, two.late_received) == (1, Received(online=1), 1)
    assert two.adds_up
    assert two.has_late
    assert not desk.figures(THREE).total.has_late


def test_result_entered_after_the_lock_ends_in_the_next_period_by_its_own_day(
    desk: Reporter,
) -> None:
    code = desk.receive(at(FIRST), case_id=desk.counter.same_day_case)
    desk.go_to(TWO.first_day + _DAY)
    desk.lock(ONE)
    assert desk.act(code, Action.RESOLVE, at(FIRST, 11))
    one, two = _counts(desk)
    assert (one.ended.total, one.open) == (0, StillOpen(overdue=1))
    assert (two.carried_over, two.ended, two.late_ended) == (1, Ended(on_time=1), 1)
    assert two.open == StillOpen()
    assert two.adds_up


def test_whole_life_entered_late_comes_and_ends_in_the_next_period(desk: Reporter) -> None:
    desk.go_to(TWO.first_day)
    desk.lock(ONE)
    code = desk.receive(at(FIRST))
    desk.act(code, Action.WITHDRAW, at(FIRST + _DAY))
    one, two = _counts(desk)
    assert one.is_empty
    assert (two.received.total, two.ended.total, two.withdrawn) == (1, 1, 1)
    assert (two.late_received, two.late_ended) == (1, 1)


def test_late_entry_after_two_locks_counts_after_both(desk: Reporter) -> None:
    desk.go_to(THREE.first_day)
    desk.lock(ONE)
    desk.lock(TWO)
    desk.receive(at(FIRST))
    assert desk.figures(ONE).total.is_empty
    assert desk.figures(TWO).total.is_empty
    assert desk.figures(THREE).total.late_received == 1


def test_late_entry_within_a_longer_period_is_no_late_entry_of_it(desk: Reporter) -> None:
    """A half-year is its two quarters: what moved from one to the other is in it, and in time."""
    desk.receive(at(FIRST))
    desk.go_to(TWO.first_day)
    desk.lock(ONE)
    desk.receive(at(FIRST + _DAY))
    both = desk.figures(custom_period(ONE.first_day, TWO.last_day)).total
    assert (both.received.total, both.carried_over, both.late_received) == (2, 0, 0)


def test_reopened_period_counts_in_its_own_time_again(desk: Reporter) -> None:
    desk.go_to(TWO.first_day)
    desk.lock(ONE)
    desk.receive(at(FIRST))
    assert desk.reopen(ONE) == (ONE.name,)
    one, two = _counts(desk)
    assert (one.received.total, one.open.total) == (1, 1)
    assert (two.carried_over, two.received.total, two.has_late) == (1, 0, False)
    desk.periods.lock(desk.boss, ONE.key)
    assert desk.figures(ONE).total.received.total == 1


@pytest.mark.parametrize("table", ["period_locks", "late_entries"])
def test_what_another_office_locked_or_entered_late_moves_nothing(
    desk: Reporter, table: str
) -> None:
    desk.go_to(TWO.first_day)
    desk.lock(ONE)
    desk.receive(at(FIRST))
    assert desk.figures(TWO).total.late_received == 1
    other = a_stranger(desk.counter.database).office_id
    with desk.counter.database.write() as session:
        assert session.connection().execute(text(f"UPDATE {table} SET unit_id = {other}")).rowcount  # noqa: S608
    two = desk.figures(TWO).total
    assert (two.late_received, two.received.total, two.carried_over) == (0, 0, 1)


def test_entry_before_the_lock_is_never_late(desk: Reporter) -> None:
    desk.go_to(TWO.first_day)
    desk.receive(at(FIRST))
    desk.lock(ONE)
    one, two = _counts(desk)
    assert (one.received.total, one.late_received) == (1, 0)
    assert (two.carried_over, two.has_late) == (1, False)


def test_late_dossiers_open_behind_their_numbers_in_the_period_that_counts_them(
    desk: Reporter,
) -> None:
    kept = desk.receive(at(FIRST))
    ended = desk.receive(at(FIRST), case_id=desk.counter.same_day_case)
    desk.go_to(TWO.first_day)
    desk.lock(ONE)
    late = desk.receive(at(FIRST))
    desk.act(ended, Action.RESOLVE, at(FIRST + _DAY))

    def behind(key: str, figure: str) -> list[str]:
        return [row.code for row in desk.periods.rows_behind(desk.boss, key, figure)]

    assert behind(ONE.key, "received") == [kept, ended]
    assert behind(ONE.key, "open") == [kept, ended]
    assert behind(ONE.key, "ended") == []
    assert behind(TWO.key, "taken_on") == [kept, ended, late]
    assert behind(TWO.key, "received.direct") == [late]
    assert behind(TWO.key, "late.received") == [late]
    assert behind(TWO.key, "late.ended") == [ended]
    assert behind(TWO.key, "open") == [kept, late]


def test_every_number_of_every_row_opens_to_as_many_dossiers(desk: Reporter) -> None:
    for minute in range(3):
        desk.receive(at(FIRST, minute=minute))
    same_day = desk.receive(at(FIRST, minute=9), case_id=desk.counter.same_day_case)
    desk.go_to(TWO.first_day)
    desk.lock(ONE)
    desk.act(same_day, Action.RESOLVE, at(FIRST + _DAY))
    figures = desk.figures(TWO)
    assert len(figures.agencies) == 2
    places = [(FormPlace(level=row.level, field=row.field), row.counts) for row in figures.rows] + [
        (FormPlace(agency=row.code), row.counts) for row in figures.agencies
    ]
    for place, counts in ((FormPlace(), figures.total), *places):
        for figure, number in (
            ("carried_over", counts.carried_over),
            ("received", counts.received.total),
            ("taken_on", counts.taken_on),
            ("ended", counts.ended.total),
            ("ended.late", counts.ended.late),
            ("open", counts.open.total),
            ("late.ended", counts.late_ended),
        ):
            rows = desk.periods.rows_behind(desk.boss, TWO.key, figure, place)
            assert len(rows) == number, (place, figure)
