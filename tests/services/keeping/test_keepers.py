"""Desks, shelves and stand-ins of one unit; all of a list or nothing of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.clock import local_date
from app.errors import InvalidInputError, NotAllowedError, RuleBrokenError
from app.models.custody import Keeping
from app.models.log import LogEntry
from app.services.custody.location_records import StandInDraft
from app.services.ledger.records import Actor
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor


@pytest.fixture
def deputy(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.OFFICER, login="canbo.b")


@pytest.fixture
def today(counter: Counter) -> date:
    return local_date(counter.time.now)


def _entries(counter: Counter, act: str) -> int:
    with counter.database.read() as session:
        counted = select(func.count()).select_from(LogEntry).where(LogEntry.act == act)
        return session.execute(counted).scalar_one()


def test_a_list_is_put_away_whole_or_not_at_all(counter: Counter) -> None:
    here, away = counter.code(), counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [away])
    with pytest.raises(RuleBrokenError):
        counter.keepers.put(counter.officer, [here, away], place="Tủ 1")
    assert _entries(counter, "kept") == 0
    counter.keepers.put(counter.officer, [here, here], place="Tủ 1")
    counter.keepers.put(counter.officer, [here], place="Tủ 2")
    assert _entries(counter, "kept") == 2
    with counter.database.read() as session:
        assert [row.place for row in session.scalars(select(Keeping))] == ["Tủ 2"]


@pytest.mark.parametrize(("codes", "place", "field"), [([], "Tủ", "codes"), (["a"], " ", "place")])
def test_nothing_to_say_is_refused(
    counter: Counter, codes: list[str], place: str, field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        counter.keepers.put(counter.officer, codes, place=place)
    assert caught.value.field == field


def _draft(absent: int, deputy: int, days: tuple[date, date], reason: str) -> StandInDraft:
    return StandInDraft(
        officer_id=absent, deputy_id=deputy, from_day=days[0], until=days[1], reason=reason
    )


def test_papers_go_to_colleagues_only(counter: Counter) -> None:
    code = counter.code()
    names = [each.name for each in counter.keepers.colleagues(counter.officer)]
    assert counter.economy_officer.name not in names
    with pytest.raises(InvalidInputError, match="không còn làm việc"):
        counter.keepers.put(counter.officer, [code], officer_id=counter.economy_officer.officer_id)


def test_a_stand_in_holds_on_its_days_only(counter: Counter, deputy: Actor, today: date) -> None:
    me = counter.officer.officer_id
    days = (today + timedelta(days=1), today + timedelta(days=2))
    counter.keepers.stand_in(counter.officer, _draft(me, deputy.officer_id, days, "nghỉ phép"))
    (told,) = counter.keepers.stand_ins(counter.officer)
    assert (told.officer_name, told.deputy_name) == (counter.officer.name, deputy.name)
    assert (told.from_day, told.until_day, told.is_in_force) == (*days, False)
    in_force = []
    for _day in range(4):
        in_force.append(counter.keepers.stands_in_for(deputy))
        counter.time.advance(timedelta(days=1))
    assert in_force == [frozenset(), {me}, {me}, frozenset()]
    assert counter.keepers.stand_ins(counter.officer) == ()


def test_a_stand_in_is_ended_once(counter: Counter, deputy: Actor, today: date) -> None:
    me = counter.officer.officer_id
    counter.keepers.stand_in(
        counter.officer, _draft(me, deputy.officer_id, (today, today), "đi họp")
    )
    (told,) = counter.keepers.stand_ins(counter.officer)
    counter.keepers.end_stand_in(counter.officer, told.stand_in_id)
    assert counter.keepers.stands_in_for(deputy) == frozenset()
    with pytest.raises(RuleBrokenError, match="đã kết thúc"):
        counter.keepers.end_stand_in(counter.officer, told.stand_in_id)


def test_nobody_sends_somebody_else_away(counter: Counter, deputy: Actor, today: date) -> None:
    me = counter.officer.officer_id
    with pytest.raises(NotAllowedError):
        counter.keepers.stand_in(
            counter.officer, _draft(deputy.officer_id, me, (today, today), "vắng")
        )
    supervisor = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    counter.keepers.stand_in(supervisor, _draft(deputy.officer_id, me, (today, today), "ốm"))
    assert counter.keepers.stands_in_for(counter.officer) == {deputy.officer_id}


@pytest.mark.parametrize(
    ("deputy_is", "first", "last", "reason", "field"),
    [
        ("self", 0, 0, "nghỉ", "deputy_id"),
        ("deputy", 1, 0, "nghỉ", "until"),
        ("deputy", -3, -1, "nghỉ", "until"),
        ("deputy", 0, 0, "  ", "reason"),
        ("stranger", 0, 0, "nghỉ", "officer_id"),
    ],
)
def test_a_stand_in_that_makes_no_sense_is_refused(
    counter: Counter,
    deputy: Actor,
    today: date,
    deputy_is: str,
    first: int,
    last: int,
    reason: str,
    field: str,
) -> None:
    me = counter.officer.officer_id
    wanted = {
        "self": me,
        "deputy": deputy.officer_id,
        "stranger": counter.economy_officer.officer_id,
    }[deputy_is]
    days = (today + timedelta(days=first), today + timedelta(days=last))
    with pytest.raises(InvalidInputError) as caught:
        counter.keepers.stand_in(counter.officer, _draft(me, wanted, days, reason))
    assert caught.value.field == field
    assert _entries(counter, "stand_in") == 0
