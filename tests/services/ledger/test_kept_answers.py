"""A kept answer is given again only while store, rights and minute are what it was made of."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text, update

from app.clock import Clock
from app.errors import NoRightError, SessionOverError
from app.models.database import Database, sqlite_engine
from app.models.log import LogEntry
from app.models.people import Officer, OfficerRole
from app.models.store import open_postgresql
from app.services.access.signing_in import SignIn
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.ui.runtime.kept_answers import KeptAnswers
from app.vocabulary.people import Role
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    a_stranger,
    an_actor,
    cheap_passwords,
    logged_acts,
)


class _Desk:
    """A service and the questions that came through to it."""

    def __init__(self, tx: Transactions) -> None:
        self.tx = tx
        self.asked: list[Actor] = []

    def entries(self, actor: Actor, least: int = 0) -> tuple[int, object]:
        """Return how many entries the log has, and when that was."""
        self.asked.append(actor)
        with self.tx.read(actor, Right.SEE_FIGURES) as reading:
            count = select(func.count()).where(LogEntry.seq >= least)
            return reading.session.execute(count).scalar_one(), reading.now

    def write(self, actor: Actor) -> None:
        with self.tx.write(actor, Right.OWN_ACCOUNT) as work:
            work.log("tried", {})


@pytest.fixture
def desk(tx: Transactions) -> _Desk:
    return _Desk(tx)


@pytest.fixture
def kept(tx: Transactions) -> KeptAnswers:
    return KeptAnswers(tx.standing)


@pytest.fixture
def actor(admin: Actor, database: Database) -> Actor:
    assert admin.office_id
    return an_actor(database, Role.SUPERVISOR)


@pytest.fixture
def other_desk(database: Database) -> Iterator[Database]:
    """The same store, opened by another program."""
    url = database.engine.url
    if database.is_shared:
        other = open_postgresql(url.render_as_string(hide_password=False))
    else:
        other = Database(sqlite_engine(Path(str(url.database))))
    yield other
    other.close()


def test_the_same_question_is_asked_once(kept: KeptAnswers, desk: _Desk, actor: Actor) -> None:
    first = kept.answer(desk.entries, actor, (), {})
    assert kept.answer(desk.entries, actor, (), {}) is first
    assert len(desk.asked) == 1


def test_another_question_is_asked(kept: KeptAnswers, desk: _Desk, actor: Actor) -> None:
    kept.answer(desk.entries, actor, (0,), {})
    kept.answer(desk.entries, actor, (1,), {})
    kept.answer(desk.entries, actor, (), {"least": 1})
    kept.answer(_Desk(desk.tx).entries, actor, (), {"least": 1})
    assert len(desk.asked) == 3


def test_a_change_by_this_desk_is_seen(kept: KeptAnswers, desk: _Desk, actor: Actor) -> None:
    before, _at = kept.answer(desk.entries, actor, (), {})
    desk.write(actor)
    assert kept.answer(desk.entries, actor, (), {})[0] == before + 1


def test_a_change_that_no_log_tells_of_is_seen(
    kept: KeptAnswers, desk: _Desk, actor: Actor, database: Database
) -> None:
    kept.answer(desk.entries, actor, (), {})
    with database.write() as session:
        session.execute(text("INSERT INTO calendar_years VALUES (2031, :no, '')"), {"no": False})
    kept.answer(desk.entries, actor, (), {})
    assert len(desk.asked) == 2


def test_a_change_by_another_desk_is_seen(
    kept: KeptAnswers, desk: _Desk, actor: Actor, other_desk: Database, clock: Clock
) -> None:
    before, _at = kept.answer(desk.entries, actor, (), {})
    for more in (1, 2):
        _Desk(Transactions(other_desk, clock)).write(actor)
        assert kept.answer(desk.entries, actor, (), {})[0] == before + more


def test_what_another_desk_has_not_committed_is_seen_once_it_has(
    kept: KeptAnswers, desk: _Desk, actor: Actor, other_desk: Database, clock: Clock
) -> None:
    with Transactions(other_desk, clock).write(actor, Right.OWN_ACCOUNT) as work:
        work.log("tried", {})
        before, _at = kept.answer(desk.entries, actor, (), {})
        kept.answer(desk.entries, actor, (), {})
        assert len(desk.asked) == 1
    assert kept.answer(desk.entries, actor, (), {})[0] == before + 1


def test_a_change_while_it_is_answered_is_seen(
    kept: KeptAnswers, desk: _Desk, actor: Actor
) -> None:
    def slow(who: Actor) -> int:
        found, _at = desk.entries(who)
        if len(desk.asked) == 1:
            desk.write(who)
        return found

    before = kept.answer(slow, actor, (), {})
    assert kept.answer(slow, actor, (), {}) == before + 1


@pytest.mark.parametrize("by", [timedelta(minutes=1), timedelta(hours=16)])
def test_the_next_minute_and_the_next_day_are_asked_anew(
    kept: KeptAnswers, desk: _Desk, actor: Actor, time: FakeTime, by: timedelta
) -> None:
    kept.answer(desk.entries, actor, (), {})
    time.advance(by)
    assert kept.answer(desk.entries, actor, (), {})[1] == time.now


def test_midnight_is_seen_a_second_after_it(
    kept: KeptAnswers, desk: _Desk, actor: Actor, time: FakeTime, clock: Clock
) -> None:
    time.now = time.now.replace(hour=16, minute=59, second=59)  # UTC: a second before midnight
    today = clock.today()
    kept.answer(desk.entries, actor, (), {})
    time.advance(timedelta(seconds=1))
    assert clock.today() == today + timedelta(days=1)
    assert kept.answer(desk.entries, actor, (), {})[1] == time.now


def test_nobody_is_given_another_s_answer(
    kept: KeptAnswers, desk: _Desk, actor: Actor, database: Database
) -> None:
    colleague = an_actor(database, Role.SUPERVISOR, login="canbo.b")
    stranger = a_stranger(database, Role.SUPERVISOR)
    for one in (actor, colleague, stranger, replace(actor, unit_id=stranger.unit_id)):
        kept.answer(desk.entries, one, (), {})
        assert desk.asked[-1] == one


def test_who_lost_the_right_at_another_desk_is_refused_and_it_is_logged(
    kept: KeptAnswers, desk: _Desk, actor: Actor, other_desk: Database
) -> None:
    kept.answer(desk.entries, actor, (), {})
    with other_desk.write() as session:
        session.execute(delete(OfficerRole).where(OfficerRole.officer_id == actor.officer_id))
        session.add(OfficerRole(officer_id=actor.officer_id, role=Role.OFFICER))
    with pytest.raises(NoRightError):
        kept.answer(desk.entries, actor, (), {})
    assert logged_acts(other_desk)[-1] == "denied"


def test_who_is_out_of_use_is_refused(
    kept: KeptAnswers, desk: _Desk, actor: Actor, database: Database
) -> None:
    kept.answer(desk.entries, actor, (), {})
    with database.write() as session:
        session.execute(
            update(Officer).where(Officer.id == actor.officer_id).values(is_active=False)
        )
    with pytest.raises(NoRightError):
        kept.answer(desk.entries, actor, (), {})


def test_a_session_that_is_locked_or_too_old_is_refused(
    kept: KeptAnswers,
    desk: _Desk,
    actor: Actor,
    database: Database,
    time: FakeTime,
    clock: Clock,
) -> None:
    sign_in = SignIn(database, clock, cheap_passwords())
    signed_in = sign_in.sign_in(actor.login, GOOD_PASSWORD, "Quầy 1", "Máy 1")
    kept.answer(desk.entries, signed_in, (), {})
    sign_in.lock(signed_in)
    with pytest.raises(SessionOverError):
        kept.answer(desk.entries, signed_in, (), {})
    again = sign_in.sign_in(actor.login, GOOD_PASSWORD, "Quầy 1", "Máy 1")
    kept.answer(desk.entries, again, (), {})
    time.advance(timedelta(hours=13))
    with pytest.raises(SessionOverError):
        kept.answer(desk.entries, again, (), {})


def test_what_failed_is_asked_again(kept: KeptAnswers, desk: _Desk, actor: Actor) -> None:
    def broken(who: Actor) -> int:
        desk.asked.append(who)
        raise ZeroDivisionError

    for _time in range(2):
        with suppress(ZeroDivisionError):
            kept.answer(broken, actor, (), {})
    assert len(desk.asked) == 2
