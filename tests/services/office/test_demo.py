import tomllib

import pytest
from sqlalchemy import select

from app.clock import Clock
from app.errors import InvalidInputError, RuleBrokenError
from app.models.database import Database
from app.models.office import Unit
from app.models.people import Officer
from app.paths import resource
from app.services.access.signing_in import SignIn
from app.services.ledger.records import Actor
from app.services.office.demo import DemoOffice
from app.services.office.records import DemoMade
from app.services.office.setup import Setup
from app.vocabulary.office import UnitKind
from app.vocabulary.people import Role
from tests.services.store_builders import cheap_passwords, logged_acts


@pytest.fixture
def made(database: Database, clock: Clock) -> DemoMade:
    return DemoOffice(database, clock, cheap_passwords()).create()


def test_every_role_is_there_and_can_sign_in(
    made: DemoMade, database: Database, clock: Clock
) -> None:
    sign_in = SignIn(database, clock, cheap_passwords())
    by_role: dict[Role, list[Actor]] = {role: [] for role in Role}
    for officer in made.officers:
        actor = sign_in.sign_in(officer.login, officer.password, "Quầy 1", "Máy 1")
        assert actor.roles == set(officer.roles)
        for role in officer.roles:
            by_role[role].append(actor)
    assert len(by_role[Role.OFFICER]) >= 2
    assert len(by_role[Role.SUPERVISOR]) == 1
    assert len(by_role[Role.ADMINISTRATOR]) == 1
    assert len({actor.unit_id for actor in by_role[Role.AGENCY_OFFICER]}) == 2


def test_agencies_are_those_of_the_starter_catalogue(made: DemoMade, database: Database) -> None:
    text = resource("catalogue/agencies.toml").read_text(encoding="utf-8")
    shipped = {row["code"]: row["name"] for row in tomllib.loads(text)["agency"]}
    assert 6 <= len(made.agencies) <= 8
    assert {agency.code: agency.name for agency in made.agencies}.items() <= shipped.items()
    with database.read() as session:
        stored = session.scalars(select(Unit.code).where(Unit.kind == UnitKind.AGENCY)).all()
    assert sorted(stored) == sorted(agency.code for agency in made.agencies)


def test_everything_is_marked_as_a_trial(made: DemoMade, database: Database) -> None:
    with database.read() as session:
        assert all(session.scalars(select(Unit.is_demo)))
        assert all(name.endswith("(thử)") for name in session.scalars(select(Officer.name)))


def test_passwords_are_fresh_and_not_kept(made: DemoMade, database: Database) -> None:
    passwords = {officer.password for officer in made.officers}
    assert len(passwords) == len(made.officers)
    with database.read() as session:
        stored = "".join(session.scalars(select(Officer.password_hash)))
    assert not any(password in stored for password in passwords)
    assert logged_acts(database) == ["office_created", "demo_filled"]


def test_own_code_and_name_are_taken(database: Database, clock: Clock) -> None:
    DemoOffice(database, clock, cheap_passwords()).create("38.98.H29", "Đơn vị tự đặt")
    with database.read() as session:
        unit = session.scalars(select(Unit).where(Unit.kind == UnitKind.ONE_STOP)).one()
    assert (unit.code, unit.name) == ("38.98.H29", "Đơn vị tự đặt")


def test_store_in_use_is_refused(database: Database, clock: Clock, admin: Actor) -> None:
    with pytest.raises(RuleBrokenError):
        DemoOffice(database, clock, cheap_passwords()).create()
    assert logged_acts(database) == ["office_created"]


def test_bad_code_leaves_the_store_empty(database: Database, clock: Clock) -> None:
    with pytest.raises(InvalidInputError):
        DemoOffice(database, clock, cheap_passwords()).create("H53")
    assert Setup(database, clock, cheap_passwords()).is_empty()
