import json
import logging
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from app.clock import Clock
from app.errors import InvalidInputError, NotAllowedError, RuleBrokenError, UserError
from app.models.database import Database
from app.models.log import LogEntry
from app.models.people import Officer
from app.services.access.passwords import Passwords
from app.services.access.signing_in import SignIn
from app.services.ledger.records import Actor
from app.vocabulary.people import Role
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    an_actor,
    an_agency,
    cheap_passwords,
    logged_acts,
)


class CountingPasswords(Passwords):
    """Counts how often a password was really tried and how often time was only spent."""

    def __init__(self) -> None:
        super().__init__(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.tried = 0
        self.spent = 0

    def matches(self, stored: str, password: str) -> bool:
        self.tried += 1
        return super().matches(stored, password)

    def spend_as_long(self, password: str) -> None:
        self.spent += 1
        super().spend_as_long(password)


@pytest.fixture
def passwords() -> CountingPasswords:
    return CountingPasswords()


@pytest.fixture
def sign_in(database: Database, clock: Clock, passwords: Passwords, admin: Actor) -> SignIn:
    return SignIn(database, clock, passwords)


def attempt(sign_in: SignIn, password: str = GOOD_PASSWORD, login: str = "quanly") -> Actor:
    return sign_in.sign_in(login, password, "Quầy 3", "Máy 1")


def test_right_password_gives_the_actor_at_the_desk(sign_in: SignIn, admin: Actor) -> None:
    actor = attempt(sign_in, login="  QuanLy ")
    assert (actor.officer_id, actor.login, actor.name) == (admin.officer_id, "quanly", admin.name)
    assert (actor.unit_id, actor.unit_name) == (admin.unit_id, admin.unit_name)
    assert (actor.counter_name, actor.station) == ("Quầy 3", "Máy 1")
    assert actor.roles == {Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR}


def test_agency_officer_signs_in_at_the_agency(sign_in: SignIn, database: Database) -> None:
    agency = an_agency(database)
    an_actor(database, Role.AGENCY_OFFICER, login="coquan", unit_id=agency)
    actor = attempt(sign_in, login="coquan")
    assert (actor.unit_id, actor.unit_name) == (agency, "Phòng Kinh tế")
    assert actor.office_id != agency


@pytest.mark.parametrize("password", ["", "gấu trắng uống trà", GOOD_PASSWORD.upper(), " " * 20])
def test_wrong_password_is_refused(sign_in: SignIn, password: str) -> None:
    with pytest.raises(InvalidInputError, match="chưa đúng") as caught:
        attempt(sign_in, password)
    assert caught.value.field == "password"


def test_password_is_the_same_however_its_marks_were_composed(sign_in: SignIn) -> None:
    decomposed = unicodedata.normalize("NFD", GOOD_PASSWORD)
    assert decomposed != GOOD_PASSWORD
    assert attempt(sign_in, decomposed).login == "quanly"


def test_unknown_login_is_refused_alike_and_costs_as_much(
    sign_in: SignIn, passwords: CountingPasswords
) -> None:
    with pytest.raises(InvalidInputError) as unknown:
        attempt(sign_in, login="khongco")
    assert (passwords.tried, passwords.spent) == (0, 1)
    with pytest.raises(InvalidInputError) as wrong:
        attempt(sign_in, "sai mật khẩu rồi")
    assert unknown.value.message == wrong.value.message
    assert unknown.value.field == wrong.value.field


def test_what_was_typed_as_unknown_login_is_not_written_to_the_program_log(
    sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(InvalidInputError):
        attempt(sign_in, login="mat-khau-go-nham")
    assert "Máy 1" in caplog.text
    assert "mat-khau-go-nham" not in caplog.text


def test_success_and_failure_are_logged_with_place(sign_in: SignIn, database: Database) -> None:
    with pytest.raises(InvalidInputError):
        attempt(sign_in, "sai mật khẩu rồi")
    attempt(sign_in)
    assert logged_acts(database)[1:] == ["sign_in_failed", "sign_in"]
    with database.read() as session:
        facts = [json.loads(f) for f in session.scalars(select(LogEntry.facts))][1:]
    assert facts[0]["why"] == "wrong_password"
    assert facts[1] == {
        "counter": "Quầy 3",
        "failed_at_station": 1,
        "failed_before": 1,
        "login": "quanly",
        "station": "Máy 1",
    }


def test_deactivated_account_is_told_so_only_with_the_right_password(
    sign_in: SignIn, database: Database
) -> None:
    an_actor(database, login="nghi.viec")
    with database.write() as session:
        session.execute(update(Officer).where(Officer.login == "nghi.viec").values(is_active=False))
    with pytest.raises(InvalidInputError):
        attempt(sign_in, "sai mật khẩu rồi", "nghi.viec")
    with pytest.raises(NotAllowedError, match="ngừng hoạt động"):
        attempt(sign_in, login="nghi.viec")
    assert logged_acts(database)[1:] == ["sign_in_failed", "sign_in_failed"]


def test_wait_refuses_even_the_right_password_and_says_how_long(
    sign_in: SignIn, time: FakeTime, passwords: CountingPasswords
) -> None:
    fail(sign_in, 3)
    tried = passwords.tried
    with pytest.raises(RuleBrokenError, match="thử lại sau 5 giây"):
        attempt(sign_in)
    assert passwords.tried == tried
    time.advance(timedelta(seconds=5))
    assert attempt(sign_in).login == "quanly"


def test_long_wait_is_told_in_minutes(sign_in: SignIn, time: FakeTime) -> None:
    for _ in range(12):
        fail(sign_in, 1)
        time.advance(timedelta(minutes=20))
    fail(sign_in, 1)
    with pytest.raises(RuleBrokenError, match="sau 20 phút"):
        attempt(sign_in)


def test_success_forgets_the_wrong_ones_before(sign_in: SignIn) -> None:
    for _ in range(3):
        fail(sign_in, 2)
        attempt(sign_in)


def test_restart_does_not_reset_the_wait(sign_in: SignIn, database: Database, clock: Clock) -> None:
    fail(sign_in, 3)
    restarted = SignIn(database, clock, cheap_passwords())
    with pytest.raises(RuleBrokenError):
        attempt(restarted)


def test_one_account_waiting_does_not_hold_up_another(sign_in: SignIn, database: Database) -> None:
    an_actor(database, login="canbo.b")
    fail(sign_in, 3)
    assert attempt(sign_in, login="canbo.b").login == "canbo.b"


def test_a_day_of_guesses_through_the_store_tries_at_most_a_hundred(
    sign_in: SignIn, time: FakeTime, passwords: CountingPasswords
) -> None:
    waits = 0
    for guess in range(720):
        time.advance(timedelta(minutes=2))
        try:
            attempt(sign_in, f"đoán mò lần thứ {guess}")
        except RuleBrokenError:
            waits += 1
        except InvalidInputError:
            continue
    assert 50 <= passwords.tried <= 100
    assert passwords.tried + waits == 720
    time.advance(timedelta(minutes=20))
    assert attempt(sign_in).login == "quanly"


def test_guesses_side_by_side_are_all_counted(
    sign_in: SignIn, passwords: CountingPasswords
) -> None:
    def guess(number: int) -> type[UserError]:
        try:
            attempt(sign_in, f"đoán mò lần thứ {number}")
        except UserError as error:
            return type(error)
        raise AssertionError

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(guess, range(16)))
    assert outcomes.count(InvalidInputError) == passwords.tried == 3


def test_weaker_hash_is_renewed_at_sign_in(database: Database, clock: Clock, admin: Actor) -> None:
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    attempt(SignIn(database, clock, stronger))
    with database.read() as session:
        stored = session.scalars(select(Officer.password_hash)).one()
    assert "m=16,t=2,p=1" in stored
    assert attempt(SignIn(database, clock, stronger)).login == "quanly"


def test_password_changed_while_it_was_being_checked_is_refused(
    database: Database, clock: Clock, admin: Actor
) -> None:
    class Meanwhile(CountingPasswords):
        def matches(self, stored: str, password: str) -> bool:
            with database.write() as session:
                session.execute(update(Officer).values(password_hash=self.hash("khác hẳn rồi")))
            return super().matches(stored, password)

    with pytest.raises(InvalidInputError):
        attempt(SignIn(database, clock, Meanwhile()))


@pytest.mark.parametrize(
    ("field", "counter", "station"),
    [
        ("counter_name", "Q" * 101, "Máy 1"),
        ("station", "Quầy 1", "Máy\x07"),
    ],
)
def test_odd_places_are_refused(sign_in: SignIn, field: str, counter: str, station: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        sign_in.sign_in("quanly", GOOD_PASSWORD, counter, station)
    assert caught.value.field == field


def test_no_accounts_are_listed_unless_the_office_wants_it(
    sign_in: SignIn, database: Database, clock: Clock, admin: Actor
) -> None:
    an_actor(database, login="canbo.b")
    assert sign_in.who_can_sign_in() == ()
    listed = SignIn(database, clock, cheap_passwords(), shows_logins=True).who_can_sign_in()
    assert {line.login: line.name for line in listed} == {
        "canbo.b": "Người canbo.b",
        "quanly": admin.name,
    }


def fail(sign_in: SignIn, times: int) -> None:
    for _ in range(times):
        with pytest.raises(InvalidInputError):
            attempt(sign_in, "sai mật khẩu rồi")
