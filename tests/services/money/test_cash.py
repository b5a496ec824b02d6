"""The cash of a day and of a quarter, counted again by plain SQL kept apart from the services."""

import random
from collections import Counter as Tally
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.clock import end_of_day, start_of_day
from app.errors import InvalidInputError, UserError
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.ledger.records import Actor
from app.services.money.cash import quarter_days
from app.services.money.records import DayCash, Taking
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, Outcome, PaymentKind
from app.vocabulary.people import Role
from tests.services.desk_builders import OWNER, Counter, a_procedure
from tests.services.store_builders import an_actor

TODAY = date(2026, 11, 23)
_OF_DAY = """
SELECT o.login, count(*), sum(p.amount_vnd),
       sum(CASE WHEN p.kind = 'advance' THEN p.amount_vnd ELSE 0 END),
       min(p.ordinal), max(p.ordinal)
FROM payments p JOIN officers o ON o.id = p.taken_by
WHERE p.taken_at >= :start AND p.taken_at < :end GROUP BY o.login
"""
_OPEN_ADVANCES = """
SELECT coalesce(sum(p.amount_vnd), 0) FROM payments p
WHERE p.kind = 'advance' AND p.taken_at < :end AND p.dossier_id NOT IN (
    SELECT s.dossier_id FROM dossier_states s
    WHERE s.from_at < :end AND s.to_at >= :end
      AND s.status IN ('resolved', 'returned', 'withdrawn', 'stopped', 'not_accepted'))
"""


@pytest.fixture
def colleague(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.OFFICER, login="canbo.b")


@pytest.fixture
def supervisor(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.SUPERVISOR, login="phutrach")


def _bounds(counter: Counter, first: date, last: date) -> dict[str, object]:
    """Return the instants as each database compares them in plain SQL."""
    start, end = start_of_day(first), end_of_day(last)
    if counter.database.is_shared:
        return {"start": start, "end": end}
    shape = "%Y-%m-%d %H:%M:%S.%f"
    return {"start": start.strftime(shape), "end": end.strftime(shape)}


def _by_sql(counter: Counter, day: date) -> dict[str, tuple[int, ...]]:
    with counter.database.read() as session:
        rows = session.execute(text(_OF_DAY), _bounds(counter, day, day))
        return {row[0]: tuple(int(value) for value in row[1:]) for row in rows}


def _by_service(sheet: DayCash) -> dict[str, tuple[int, ...]]:
    return {
        one.login: (
            one.count,
            one.total_vnd,
            one.advance_vnd,
            int(one.first_number.removesuffix("/PT")),
            int(one.last_number.removesuffix("/PT")),
        )
        for one in sheet.officers
    }


def test_each_officer_s_takings_stand_apart(
    counter: Counter, colleague: Actor, supervisor: Actor
) -> None:
    one = counter.code(fee_vnd=50_000, paid_vnd=20_000)
    other = counter.resolved(fee_vnd=9_000)
    counter.cashier.take(
        colleague, one, Taking(amount_vnd=10_000, kind=PaymentKind.ADVANCE, payer_name="Bà Tư")
    )
    counter.returning.give_back(counter.officer, other, Collection(OWNER.name, paid_vnd=9_000))
    sheet = counter.cash.of_day(supervisor, TODAY)
    assert [(one.login, one.count, one.total_vnd) for one in sheet.officers] == [
        ("canbo.a", 2, 29_000),
        ("canbo.b", 1, 10_000),
    ]
    first = sheet.officers[0]
    assert (first.advance_vnd, first.final_vnd) == (20_000, 9_000)
    assert (first.first_number, first.last_number) == ("1/PT", "3/PT")
    assert (sheet.total_vnd, sheet.adds_up, sheet.is_own) == (39_000, True, False)
    assert [row.payer_name for row in sheet.rows] == ["", OWNER.name, "Bà Tư"]


def test_an_officer_sees_their_own(counter: Counter, colleague: Actor) -> None:
    counter.code(fee_vnd=50_000, paid_vnd=20_000)
    own = counter.cash.of_day(counter.officer, TODAY)
    assert (own.total_vnd, own.is_own) == (20_000, True)
    theirs = counter.cash.of_day(colleague, TODAY)
    assert (theirs.total_vnd, theirs.rows, theirs.officers) == (0, (), ())


def test_a_day_ends_at_the_office_s_midnight(counter: Counter, supervisor: Actor) -> None:
    counter.time.advance(end_of_day(TODAY) - counter.time.now - timedelta(minutes=1))
    counter.code(fee_vnd=5_000, paid_vnd=5_000)
    counter.time.advance(timedelta(minutes=1))
    counter.code(fee_vnd=7_000, paid_vnd=7_000)
    assert counter.cash.of_day(supervisor, TODAY).total_vnd == 5_000
    assert counter.cash.of_day(supervisor, date(2026, 11, 24)).total_vnd == 7_000


def test_a_day_before_the_program_s_calendar_is_refused(
    counter: Counter, supervisor: Actor
) -> None:
    with pytest.raises(InvalidInputError):
        counter.cash.of_day(supervisor, date(2017, 1, 1))


@pytest.mark.parametrize("seed", range(3))
def test_random_takings_add_up_and_leave_no_gap(
    counter: Counter, colleague: Actor, supervisor: Actor, seed: int
) -> None:
    """Plays takings, refusals and returns in a random order over three days."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable order, not a secret
    open_codes: list[str] = []
    done: list[str] = []
    outcomes: Tally[bool] = Tally()
    for step in range(60):
        actor = chance.choice((counter.officer, colleague))
        taking = Taking(
            amount_vnd=chance.choice((1_000, 7_000, 20_000, 900_000)),
            kind=chance.choice((PaymentKind.ADVANCE, PaymentKind.FINAL)),
            prints_receipt=chance.random() < 0.3,
        )
        try:
            match chance.randrange(4):
                case 0:
                    fee = chance.choice((0, 8_000, 50_000))
                    paid = chance.choice((0, fee, fee + 1))
                    open_codes.append(counter.code(fee_vnd=fee, paid_vnd=paid))
                case 1:
                    done.append(counter.resolved(fee_vnd=chance.choice((0, 30_000))))
                case 2 if open_codes:
                    counter.cashier.take(actor, chance.choice(open_codes), taking)
                case 3 if done:
                    code = chance.choice(done)
                    said = Collection(OWNER.name, paid_vnd=chance.choice((0, 30_000)))
                    counter.returning.give_back(actor, code, said)
            outcomes[True] += 1
        except UserError:
            outcomes[False] += 1
        if step % 20 == 19:
            counter.time.advance(timedelta(days=1))
    assert outcomes[False] > 3
    _require_whole_book(counter)
    for day in (TODAY + timedelta(days=number) for number in range(3)):
        sheet = counter.cash.of_day(supervisor, day)
        assert _by_service(sheet) == _by_sql(counter, day)
        assert sheet.total_vnd == counter.summaries.figures(supervisor, day, day).fees_vnd
        assert sheet.adds_up
        own = [counter.cash.of_day(actor, day) for actor in (counter.officer, colleague)]
        assert sum(one.total_vnd for one in own) == sheet.total_vnd


def _require_whole_book(counter: Counter) -> None:
    with counter.database.read() as session:
        ordinals = list(session.scalars(text("SELECT ordinal FROM payments ORDER BY ordinal")))
        over = session.scalars(
            text(
                "SELECT d.code FROM dossiers d JOIN payments p ON p.dossier_id = d.id "
                "GROUP BY d.code, d.fee_vnd HAVING sum(p.amount_vnd) > d.fee_vnd"
            )
        )
        assert ordinals == list(range(1, len(ordinals) + 1))
        assert len(ordinals) > 5
        assert list(over) == []


def test_a_quarter_is_settled_by_agency_and_field(counter: Counter, supervisor: Actor) -> None:
    open_code = counter.code(fee_vnd=50_000, paid_vnd=20_000)
    counter.cashier.take(
        counter.officer, open_code, Taking(amount_vnd=5_000, kind=PaymentKind.ADVANCE)
    )
    ended = counter.resolved(fee_vnd=9_000, paid_vnd=4_000)
    counter.returning.give_back(counter.officer, ended, Collection(OWNER.name, paid_vnd=5_000))
    free = a_procedure(
        counter.database, counter.time.now, None, "4.000004", time_unit=TimeUnit.WORKING_HOUR
    )
    counter.code(case_id=free, fee_vnd=3_000, paid_vnd=3_000)
    sheet = counter.settlement.of_quarter(supervisor, 2026, 4)
    found = {
        group.agency_name: (
            group.dossiers,
            group.payments,
            group.advance_vnd,
            group.final_vnd,
            group.open_advance_vnd,
        )
        for group in sheet.groups
    }
    assert found == {
        "Phòng Kinh tế": (1, 2, 25_000, 0, 25_000),
        "Phòng Văn hóa - Xã hội": (1, 2, 4_000, 5_000, 0),
        "Chưa phân cơ quan": (1, 1, 3_000, 0, 3_000),
    }
    assert (sheet.total_vnd, sheet.dossiers, sheet.payments) == (37_000, 3, 5)
    first, last = quarter_days(2026, 4)
    assert sheet.total_vnd == counter.summaries.figures(supervisor, first, last).fees_vnd
    with counter.database.read() as session:
        bounds = _bounds(counter, first, last)
        counted = session.execute(text(_OPEN_ADVANCES), bounds).scalar_one()
    assert sheet.open_advance_vnd == counted == 28_000


def test_an_advance_of_an_earlier_quarter_is_shown_while_its_dossier_is_open(
    counter: Counter, supervisor: Actor
) -> None:
    case = counter.same_day_case
    code = counter.code(case_id=case, fee_vnd=50_000, paid_vnd=20_000)
    counter.time.advance(timedelta(days=60))
    later = counter.settlement.of_quarter(supervisor, 2027, 1)
    (group,) = later.groups
    assert (group.dossiers, group.total_vnd, group.open_advance_vnd) == (0, 0, 20_000)
    said = Collection(OWNER.name, paid_vnd=30_000)
    granted = Decision(outcome=Outcome.GRANTED)
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, granted)
    counter.returning.give_back(counter.officer, code, said)
    (group,) = counter.settlement.of_quarter(supervisor, 2027, 1).groups
    assert (group.final_vnd, group.open_advance_vnd) == (30_000, 0)
    before = counter.settlement.of_quarter(supervisor, 2026, 4)
    assert (before.total_vnd, before.open_advance_vnd) == (20_000, 20_000)


@pytest.mark.parametrize(
    ("year", "quarter", "first", "last"),
    [
        (2026, 1, date(2026, 1, 1), date(2026, 3, 31)),
        (2024, 2, date(2024, 4, 1), date(2024, 6, 30)),
        (2026, 3, date(2026, 7, 1), date(2026, 9, 30)),
        (2026, 4, date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_quarters_are_whole_months(year: int, quarter: int, first: date, last: date) -> None:
    assert quarter_days(year, quarter) == (first, last)


@pytest.mark.parametrize(("year", "quarter"), [(2026, 0), (2026, 5), (2017, 4), (9999, 4)])
def test_a_quarter_that_is_none_is_refused(year: int, quarter: int) -> None:
    with pytest.raises(InvalidInputError):
        quarter_days(year, quarter)


def test_the_console_sees_the_whole_day(counter: Counter) -> None:
    counter.code(fee_vnd=5_000, paid_vnd=5_000)
    console = replace(counter.officer, officer_id=0, login="console")
    sheet = counter.cash.of_day(console, TODAY)
    assert (sheet.total_vnd, sheet.is_own) == (5_000, False)
