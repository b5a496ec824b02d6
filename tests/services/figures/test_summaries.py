"""Every figure of every past day, against books kept from the outside."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.clock import local_date
from app.errors import InvalidInputError, NotAllowedError, RuleBrokenError
from app.services.dossiers.records import NewDossier
from app.services.figures.summaries import Summaries
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import Role
from app.vocabulary.reports import GroupBy
from tests.office_life.counting import counted, shown
from tests.office_life.random_days import RandomDays
from tests.services.desk_builders import PAPERS, Counter
from tests.services.store_builders import a_stranger, an_actor

MONDAY = date(2026, 11, 23)


@pytest.fixture
def boss(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.SUPERVISOR, login="phutrach")


@pytest.fixture
def summaries(counter: Counter) -> Summaries:
    return Summaries(Transactions(counter.database, counter.clock))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_of_random_days_equal_books_kept_outside(
    counter: Counter, summaries: Summaries, boss: Actor, seed: int
) -> None:
    days = RandomDays(counter, seed)
    days.play(days=8, acts_a_day=22)
    last = local_date(counter.time.now)
    periods = [(MONDAY + timedelta(days=n), MONDAY + timedelta(days=n)) for n in range(10)]
    periods += [(MONDAY, last), (MONDAY + timedelta(days=2), MONDAY + timedelta(days=5))]
    for first, end in periods:
        summary = summaries.of_period(boss, first, end)
        assert shown(summary.total) == counted(days.office, first, end), (first, end)
        assert summary.total.adds_up
        for by in GroupBy:
            assert sum(group.figures.received.total for group in summary.groups[by]) == (
                summary.total.received.total
            )
            assert all(group.figures.adds_up for group in summary.groups[by])


def test_a_past_day_gives_the_same_figures_for_ever(
    counter: Counter, summaries: Summaries, boss: Actor
) -> None:
    days = RandomDays(counter, 4)
    days.play(days=3, acts_a_day=25)
    counter.time.advance(timedelta(days=2))
    before = summaries.of_period(boss, MONDAY, MONDAY + timedelta(days=2))
    days.play(days=4, acts_a_day=25)
    counter.time.advance(timedelta(days=365))
    after = summaries.of_period(boss, MONDAY, MONDAY + timedelta(days=2))
    assert after.total == before.total
    assert after.groups == before.groups


def test_a_correction_leaves_yesterdays_groups_alone(
    counter: Counter, summaries: Summaries, boss: Actor
) -> None:
    code = counter.code()
    counter.time.advance(timedelta(days=2))
    before = summaries.of_period(boss, MONDAY, MONDAY).groups[GroupBy.PROCEDURE]
    view = counter.tracking.one(counter.officer, code)
    wrong = NewDossier("", counter.same_day_case, view.owner, PAPERS)
    counter.corrections.correct(counter.officer, code, wrong, "chọn nhầm thủ tục")
    after = summaries.of_period(boss, MONDAY, MONDAY).groups[GroupBy.PROCEDURE]
    today = local_date(counter.time.now)
    assert after == before
    assert [group.key for group in before] == ["1.000001"]
    assert [
        group.key for group in summaries.of_period(boss, today, today).groups[GroupBy.PROCEDURE]
    ] == ["2.000002"]


def test_every_figure_opens_to_as_many_dossiers_as_it_counts(
    counter: Counter, summaries: Summaries, boss: Actor
) -> None:
    days = RandomDays(counter, 5)
    days.play(days=5, acts_a_day=25)
    last = local_date(counter.time.now)
    summary = summaries.of_period(boss, MONDAY, last)
    once_each = {"fees_vnd", "supplements", "handoffs.sent", "handoffs.accepted"}
    for name, count in shown(summary.total).items():
        rows = summaries.rows_behind(boss, MONDAY, last, name)
        if name in once_each | {"handoffs.refused"}:
            assert 0 < len(rows) <= count
        else:
            assert len(rows) == count, name
    for by in GroupBy:
        for group in summary.groups[by]:
            rows = summaries.rows_behind(boss, MONDAY, last, "received", (by, group.key))
            assert len(rows) == group.figures.received.total


def test_lists_hold_who_received_what_and_where_it_went(
    counter: Counter, summaries: Summaries, boss: Actor
) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.officer, [code], receiver_name="Lê Thị Nhận")
    row = summaries.of_period(boss, MONDAY, MONDAY).received_rows[0]
    assert (row.code, row.forwarded_to, row.receiver_name) == (
        code,
        "Phòng Kinh tế",
        "Lê Thị Nhận",
    )
    assert row.owner_id_masked == "072*****1234"
    assert row.officer_name == counter.officer.name


def test_a_refused_dossier_was_forwarded_to_nobody(
    counter: Counter, summaries: Summaries, boss: Actor
) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    on_the_way = summaries.of_period(boss, MONDAY, MONDAY).received_rows[0]
    counter.handoffs.decline(counter.economy_officer, code, "thiếu bản chính")
    refused = summaries.of_period(boss, MONDAY, MONDAY).received_rows[0]
    assert (on_the_way.forwarded_to, refused.forwarded_to) == ("Phòng Kinh tế", "")


def test_overdue_and_due_today_lists(counter: Counter, summaries: Summaries, boss: Actor) -> None:
    code = counter.code()
    due = counter.tracking.one(counter.officer, code).due.due_at
    assert due is not None
    due_day = local_date(due)
    summary = summaries.of_period(boss, due_day, due_day)
    assert [row.code for row in summary.due_today_rows] == [code]
    assert summary.overdue_rows == ()
    counter.time.now = due + timedelta(days=1)
    today = local_date(counter.time.now)
    late = summaries.of_period(boss, today, today)
    assert [row.code for row in late.overdue_rows] == [code]


def test_hours_are_the_offices_hours(counter: Counter, summaries: Summaries, boss: Actor) -> None:
    counter.code()
    counter.time.advance(timedelta(hours=1, minutes=10))
    counter.returned()
    hours = summaries.of_period(boss, MONDAY, MONDAY).hours
    assert [(hour.hour, hour.received, hour.returned) for hour in hours] == [(9, 1, 0), (10, 1, 1)]


def test_a_figure_that_does_not_add_up_is_an_error(
    counter: Counter, summaries: Summaries, boss: Actor
) -> None:
    counter.code()
    with counter.database.write() as session:
        session.execute(text("UPDATE dossier_states SET is_open = false"))
    with pytest.raises(RuleBrokenError, match="không khớp"):
        summaries.of_period(boss, MONDAY, MONDAY)


def test_another_office_counts_nothing_of_it(counter: Counter, summaries: Summaries) -> None:
    counter.returned()
    counter.at_agency(fee_vnd=7000, paid_vnd=7000)
    stranger = a_stranger(counter.database, Role.SUPERVISOR)
    summary = summaries.of_period(stranger, MONDAY, MONDAY)
    assert shown(summary.total) == {}
    assert (summary.received_rows, summary.hours) == ((), ())
    assert all(groups == () for groups in summary.groups.values())
    assert summaries.rows_behind(stranger, MONDAY, MONDAY, "received") == ()


def test_an_empty_day_is_all_noughts(summaries: Summaries, boss: Actor) -> None:
    summary = summaries.of_period(boss, MONDAY, MONDAY)
    assert shown(summary.total) == {}
    assert summary.received_rows == ()


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 11, 24), date(2026, 11, 23), "to"),
        (date(2017, 12, 31), date(2018, 1, 1), "from"),
        (date(2018, 1, 1), date(2029, 1, 1), "to"),
    ],
)
def test_a_bad_period_names_its_field(
    summaries: Summaries, boss: Actor, first: date, last: date, field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        summaries.of_period(boss, first, last)
    assert caught.value.field == field


def test_an_unknown_figure_is_refused(summaries: Summaries, boss: Actor) -> None:
    with pytest.raises(InvalidInputError):
        summaries.rows_behind(boss, MONDAY, MONDAY, "nothing")


def test_figures_are_for_supervisors(counter: Counter, summaries: Summaries) -> None:
    with pytest.raises(NotAllowedError):
        summaries.of_period(counter.officer, MONDAY, MONDAY)
