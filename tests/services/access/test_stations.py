"""Guessing at a station slows the station, kept in the store, and never shuts a queue out."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from time import process_time

import pytest
from sqlalchemy import update

from app.clock import Clock
from app.errors import InvalidInputError, RuleBrokenError, UserError
from app.models.database import Database
from app.models.people import Officer
from app.services.access.passwords import Passwords, station_wait_after
from app.services.access.signing_in import SignIn
from app.services.ledger.records import Actor
from tests.services.store_builders import GOOD_PASSWORD, FakeTime, an_actor, cheap_passwords
from tests.whole import IS_WHOLE

_GUESSES = 10_000 if IS_WHOLE else 1_000


@pytest.fixture
def sign_in(database: Database, clock: Clock, admin: Actor) -> SignIn:
    return SignIn(database, clock, cheap_passwords())


def attempt(sign_in: SignIn, password: str = GOOD_PASSWORD, login: str = "quanly") -> Actor:
    return sign_in.sign_in(login, password, "Quầy 3", "Máy 1")


def test_a_day_of_guesses_at_one_station_over_ten_accounts(
    sign_in: SignIn, time: FakeTime, database: Database
) -> None:
    """No account is tried over 100 times, and the station slows all of them down."""
    logins = [f"canbo.{letter}" for letter in "abcdefghij"]
    for login in logins:
        an_actor(database, login=login)
    tried: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for guess in range(_GUESSES):
        time.advance(timedelta(days=1) / _GUESSES)
        login = logins[guess % 10]
        try:
            attempt(sign_in, "đoán mò", login)
        except RuleBrokenError as error:
            said[error.message[:8]] += 1
        except InvalidInputError:
            tried[login] += 1
    assert max(tried.values()) <= 100
    assert 100 <= tried.total() <= 750
    assert set(said) == {"Nhập sai", "Máy này "}


def test_station_that_guessed_waits_whatever_the_login(
    sign_in: SignIn, time: FakeTime, database: Database
) -> None:
    an_actor(database, login="canbo.b")
    for guess in range(10):
        with pytest.raises(InvalidInputError):
            attempt(sign_in, login=f"khong.co.{guess}")
    with pytest.raises(RuleBrokenError, match=r"Máy này .* 5 giây"):
        attempt(sign_in, login="canbo.b")
    restarted = SignIn(database, Clock(time), cheap_passwords())
    with pytest.raises(RuleBrokenError, match="Máy này"):
        attempt(restarted, login="canbo.b")
    assert restarted.sign_in("canbo.b", GOOD_PASSWORD, "Quầy 1", "Máy 2").login == "canbo.b"
    time.advance(timedelta(seconds=5))
    assert attempt(restarted, login="canbo.b").login == "canbo.b"


def test_station_s_wait_grows_but_never_shuts_a_queue_out() -> None:
    waits = [station_wait_after(count).total_seconds() for count in range(9, 18)]
    assert waits == [0, 5, 10, 20, 40, 80, 120, 120, 120]
    assert station_wait_after(100_000) == timedelta(minutes=2)


def test_own_password_does_not_wipe_out_guesses_at_others(
    sign_in: SignIn, time: FakeTime, database: Database
) -> None:
    an_actor(database, login="canbo.b")
    for guess in range(9):
        with pytest.raises(InvalidInputError):
            attempt(sign_in, login=f"khong.co.{guess}")
    attempt(sign_in, login="canbo.b")
    with pytest.raises(InvalidInputError):
        attempt(sign_in, login="khong.co")
    with pytest.raises(RuleBrokenError, match="Máy này"):
        attempt(sign_in, login="khong.co")


def test_administrator_s_right_password_starts_the_station_anew(
    sign_in: SignIn, time: FakeTime
) -> None:
    for guess in range(9):
        with pytest.raises(InvalidInputError):
            attempt(sign_in, login=f"khong.co.{guess}")
    attempt(sign_in)
    for guess in range(9):
        with pytest.raises(InvalidInputError):
            attempt(sign_in, login=f"khong.co.{guess}")


def test_station_forgets_overnight(sign_in: SignIn, time: FakeTime, database: Database) -> None:
    an_actor(database, login="canbo.b")
    for guess in range(10):
        with pytest.raises(InvalidInputError):
            attempt(sign_in, login=f"khong.co.{guess}")
    time.advance(timedelta(hours=13))
    for guess in range(9):
        with pytest.raises(InvalidInputError):
            attempt(sign_in, login=f"khong.co.{guess}")
    assert attempt(sign_in, login="canbo.b").login == "canbo.b"


def test_the_only_administrator_is_never_locked_out_for_good(
    sign_in: SignIn, time: FakeTime
) -> None:
    for _ in range(300):
        with suppress(UserError):
            attempt(sign_in, "sai mật khẩu rồi")
        time.advance(timedelta(minutes=1))
    time.advance(timedelta(minutes=20))
    assert attempt(sign_in).login == "quanly"


def test_unknown_login_takes_as_long_as_a_wrong_password(
    database: Database, clock: Clock, time: FakeTime, admin: Actor
) -> None:
    """Real argon2id: the least of both are within 20 percent of each other.

    What the processor did is measured, all lanes of it: who else uses the machine does not count.
    """
    sign_in = SignIn(database, clock, Passwords())
    with database.write() as session:
        session.execute(update(Officer).values(password_hash=Passwords().hash(GOOD_PASSWORD)))
    took: dict[str, list[float]] = {"quanly": [], "khong.co": []}
    for _ in range(7):
        for login, times in took.items():
            time.advance(timedelta(hours=13))
            start = process_time()
            with pytest.raises(InvalidInputError):
                attempt(sign_in, "sai mật khẩu rồi", login)
            times.append(process_time() - start)
    known, unknown = min(took["quanly"]), min(took["khong.co"])
    assert 0.8 <= unknown / known <= 1.25
