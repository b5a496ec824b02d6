"""A session holds from the password until it is locked, ended or twelve hours old."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.clock import Clock
from app.errors import InvalidInputError, NotAllowedError, RuleBrokenError, SessionOverError
from app.models.database import Database
from app.models.people import DeskSession, Officer
from app.services.access.signing_in import SignIn
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import Role
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    an_actor,
    cheap_passwords,
    logged_acts,
)


@pytest.fixture
def sign_in(database: Database, clock: Clock, admin: Actor) -> SignIn:
    return SignIn(database, clock, cheap_passwords())


@pytest.fixture
def actor(sign_in: SignIn) -> Actor:
    return sign_in.sign_in("quanly", GOOD_PASSWORD, "Quầy 3", "Máy 1")


def act(tx: Transactions, actor: Actor) -> None:
    with tx.write(actor, Right.OWN_ACCOUNT):
        pass
    with tx.read(actor, Right.OWN_ACCOUNT):
        pass


def refused(tx: Transactions, actor: Actor) -> str:
    sentences = set()
    for open_ in (tx.read, tx.write):
        with pytest.raises(SessionOverError) as caught, open_(actor, Right.LOOK_UP):
            pass
        sentences.add(caught.value.message)
    assert len(sentences) == 1
    return sentences.pop()


def test_signing_in_makes_a_session(actor: Actor, tx: Transactions, database: Database) -> None:
    act(tx, actor)
    with database.read() as session:
        row = session.get_one(DeskSession, actor.session_id)
    assert (row.officer_id, row.station, row.counter_name) == (actor.officer_id, "Máy 1", "Quầy 3")
    assert (row.locked_at, row.ended_at) == (None, None)


def test_locked_session_is_refused_until_unlocked(
    actor: Actor, sign_in: SignIn, tx: Transactions, database: Database
) -> None:
    sign_in.lock(actor)
    sign_in.lock(actor)
    assert "đang khóa" in refused(tx, actor)
    again = sign_in.unlock(actor, GOOD_PASSWORD)
    assert again == actor
    act(tx, actor)
    assert logged_acts(database)[1:] == ["sign_in", "session_locked", "session_unlocked"]


def test_unlocking_is_an_attempt_like_signing_in(
    actor: Actor, sign_in: SignIn, tx: Transactions, time: FakeTime
) -> None:
    sign_in.lock(actor)
    for _ in range(3):
        with pytest.raises(InvalidInputError):
            sign_in.unlock(actor, "sai mật khẩu rồi")
    with pytest.raises(RuleBrokenError, match="5 giây"):
        sign_in.unlock(actor, GOOD_PASSWORD)
    assert "đang khóa" in refused(tx, actor)
    time.advance(timedelta(seconds=5))
    act(tx, sign_in.unlock(actor, GOOD_PASSWORD))


def test_ended_session_is_refused_for_good(
    actor: Actor, sign_in: SignIn, tx: Transactions, database: Database
) -> None:
    sign_in.leave(actor)
    sign_in.leave(actor)
    assert "đã kết thúc" in refused(tx, actor)
    fresh = sign_in.unlock(actor, GOOD_PASSWORD)
    assert fresh.session_id != actor.session_id
    act(tx, fresh)
    assert "đã kết thúc" in refused(tx, actor)
    assert logged_acts(database)[1:] == ["sign_in", "sign_out", "sign_in"]


def test_session_is_too_old_after_twelve_hours(
    actor: Actor, sign_in: SignIn, tx: Transactions, time: FakeTime, database: Database
) -> None:
    time.advance(timedelta(hours=12))
    act(tx, actor)
    time.advance(timedelta(seconds=1))
    assert "quá 12 giờ" in refused(tx, actor)
    fresh = sign_in.unlock(actor, GOOD_PASSWORD)
    act(tx, fresh)
    assert fresh.session_id != actor.session_id
    with database.read() as session:
        ended = session.scalars(select(DeskSession.ended_at).order_by(DeskSession.id)).all()
    assert ended[0] is not None
    assert ended[1] is None


def test_session_is_its_officer_s_alone(actor: Actor, tx: Transactions, database: Database) -> None:
    other = an_actor(database, Role.SUPERVISOR)
    assert "đã kết thúc" in refused(tx, replace(other, session_id=actor.session_id))
    assert "đã kết thúc" in refused(tx, replace(actor, session_id=actor.session_id + 1))


def test_one_session_s_lock_leaves_the_other_alone(
    actor: Actor, sign_in: SignIn, tx: Transactions
) -> None:
    elsewhere = sign_in.sign_in("quanly", GOOD_PASSWORD, "Quầy 1", "Máy 2")
    sign_in.lock(actor)
    act(tx, elsewhere)
    refused(tx, actor)


def test_unlocked_person_has_the_roles_of_now(
    actor: Actor, sign_in: SignIn, database: Database
) -> None:
    other = an_actor(database, Role.OFFICER, login="canbo.b")
    signed_in = sign_in.sign_in("canbo.b", GOOD_PASSWORD, "Quầy 1", "Máy 2")
    sign_in.lock(signed_in)
    with database.write() as session:
        session.execute(
            update(Officer).where(Officer.id == other.officer_id).values(is_active=False)
        )
    with pytest.raises(NotAllowedError, match="ngừng hoạt động"):
        sign_in.unlock(signed_in, GOOD_PASSWORD)


def test_who_claims_another_office_is_refused(
    actor: Actor, tx: Transactions, database: Database
) -> None:
    claimed = replace(actor, office_id=actor.office_id + 1)
    for open_ in (tx.read, tx.write):
        with pytest.raises(NotAllowedError), open_(claimed, Right.LOOK_UP):
            pass


def test_session_of_a_clock_that_was_years_ahead_is_over(
    actor: Actor, tx: Transactions, time: FakeTime
) -> None:
    time.advance(timedelta(hours=-12))
    act(tx, actor)
    time.advance(timedelta(seconds=-1))
    assert "quá 12 giờ" in refused(tx, actor)
