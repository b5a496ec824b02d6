from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import func, select

from app.clock import Clock
from app.errors import InvalidInputError, RuleBrokenError
from app.models.database import Database
from app.models.office import CalendarDay, Counter, Unit
from app.models.people import Officer
from app.services.access.records import NewOfficer
from app.services.deadlines.calendar import (
    HoursSpan,
    WorkingHours,
    shipped_confirmed_years,
    shipped_exceptions,
)
from app.services.office.calendar import calendar_version, load_working_calendar
from app.services.office.records import NewOffice
from app.services.office.setup import Setup
from app.vocabulary.office import DayKind
from app.vocabulary.people import Role
from tests.services.store_builders import (
    ADMIN,
    GOOD_PASSWORD,
    OFFICE,
    cheap_passwords,
    logged_acts,
    the_actor,
)


@pytest.fixture
def setup(database: Database, clock: Clock) -> Setup:
    return Setup(database, clock, cheap_passwords())


def test_new_store_is_empty_until_an_office_is_created(setup: Setup) -> None:
    assert setup.is_empty()
    setup.create_office(OFFICE, ADMIN)
    assert not setup.is_empty()


def test_office_is_stored_with_its_facts_and_first_counter(
    setup: Setup, database: Database
) -> None:
    setup.create_office(replace(OFFICE, code=" 000.00.15.h53 ", name="  Trung  tâm A "), ADMIN)
    with database.read() as session:
        unit = session.scalars(select(Unit)).one()
        counter = session.scalars(select(Counter)).one()
    assert (unit.code, unit.name, unit.place) == ("000.00.15.H53", "Trung tâm A", "An Thử")
    assert (counter.unit_id, counter.name) == (unit.id, "Quầy 1")
    assert not unit.is_demo


def test_founder_may_work_at_the_counter_and_administer(setup: Setup, database: Database) -> None:
    setup.create_office(OFFICE, replace(ADMIN, login=" QuanLy "))
    actor = the_actor(database, "quanly")
    assert actor.roles == {Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR}


def test_founder_is_always_administrator(setup: Setup, database: Database) -> None:
    setup.create_office(OFFICE, ADMIN, roles=frozenset())
    assert the_actor(database, "quanly").roles == {Role.ADMINISTRATOR}


def test_password_is_kept_as_a_hash_only(setup: Setup, database: Database) -> None:
    setup.create_office(OFFICE, ADMIN)
    with database.read() as session:
        stored = session.scalars(select(Officer.password_hash)).one()
    assert stored.startswith("$argon2id$")
    assert GOOD_PASSWORD not in stored


def test_shipped_calendar_and_given_hours_are_in_force(setup: Setup, database: Database) -> None:
    saturday = (HoursSpan(time(8), time(11)),)
    hours = WorkingHours((*WorkingHours.ordinary().by_weekday[:5], saturday, ()))
    setup.create_office(OFFICE, ADMIN, hours)
    actor = the_actor(database, "quanly")
    with database.read() as session:
        calendar = load_working_calendar(session, actor.office_id)
        version = calendar_version(session, actor.office_id)
    assert calendar.exceptions == shipped_exceptions()
    assert calendar.confirmed_years == shipped_confirmed_years()
    assert calendar.hours == hours
    assert version == 1


def test_ordinary_hours_are_the_default(setup: Setup, database: Database) -> None:
    setup.create_office(OFFICE, ADMIN)
    with database.read() as session:
        calendar = load_working_calendar(session, the_actor(database, "quanly").office_id)
    assert calendar.hours == WorkingHours.ordinary()


def test_founding_is_the_first_entry_of_the_log(setup: Setup, database: Database) -> None:
    setup.create_office(OFFICE, ADMIN)
    assert logged_acts(database) == ["office_created"]


def test_second_run_is_refused_and_changes_nothing(setup: Setup, database: Database) -> None:
    setup.create_office(OFFICE, ADMIN)
    with pytest.raises(RuleBrokenError, match="đã có đơn vị"):
        setup.create_office(replace(OFFICE, code="38.98.H29"), replace(ADMIN, login="khac"))
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Unit)) == 1
        assert session.scalar(select(func.count()).select_from(Officer)) == 1


def test_two_at_once_leave_one_office(setup: Setup, database: Database) -> None:
    def found(code: str) -> str:
        try:
            setup.create_office(replace(OFFICE, code=code), ADMIN)
        except RuleBrokenError:
            return "refused"
        return "founded"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(found, ["38.98.H29", "38.98.H30"]))
    assert outcomes == ["founded", "refused"]


_BAD_OFFICES: list[tuple[str, NewOffice]] = [
    ("code", replace(OFFICE, code="")),
    ("code", replace(OFFICE, code="H53")),
    ("code", replace(OFFICE, code="000.00.15.53")),
    ("code", replace(OFFICE, code="000.00.15.H53-1")),
    ("code", replace(OFFICE, code="000/00/15/H53")),
    ("code", replace(OFFICE, code="000.00.١٥.H53")),
    ("name", replace(OFFICE, name="   ")),
    ("name", replace(OFFICE, name="A" * 301)),
    ("name", replace(OFFICE, name="A\x00B")),
    ("parent_name", replace(OFFICE, parent_name="\u202eA")),
    ("head_name", replace(OFFICE, head_name="A" * 201)),
    ("address", replace(OFFICE, address="A" * 501)),
    ("place", replace(OFFICE, place="A" * 201)),
    ("hotline", replace(OFFICE, hotline="0" * 101)),
]
_BAD_ADMINS: list[tuple[str, NewOfficer]] = [
    ("login", replace(ADMIN, login="")),
    ("login", replace(ADMIN, login="ab")),
    ("login", replace(ADMIN, login="1quanly")),
    ("login", replace(ADMIN, login="quản lý")),
    ("login", replace(ADMIN, login="a" * 33)),
    ("admin_name", replace(ADMIN, name=" ")),
    ("admin_name", replace(ADMIN, name="A" * 201)),
    ("password", replace(ADMIN, password="ngắn")),
    ("password", replace(ADMIN, password="matkhau12345")),
    ("password", replace(ADMIN, password="000.00.15.H53")),
]


@pytest.mark.parametrize(("field", "office"), _BAD_OFFICES)
def test_bad_office_is_refused_at_its_field(setup: Setup, field: str, office: NewOffice) -> None:
    _expect_refusal(lambda: setup.create_office(office, ADMIN), field)
    assert setup.is_empty()


@pytest.mark.parametrize(("field", "admin"), _BAD_ADMINS)
def test_bad_administrator_is_refused_at_the_field(
    setup: Setup, field: str, admin: NewOfficer
) -> None:
    _expect_refusal(lambda: setup.create_office(OFFICE, admin), field)
    assert setup.is_empty()


def test_failure_halfway_leaves_the_store_empty(setup: Setup, database: Database) -> None:
    with database.write() as session:
        session.add(
            CalendarDay(day=shipped_exceptions()[0].day, kind=DayKind.OFF, reason="có trước")
        )
    with pytest.raises(Exception, match=r"(?i)unique"):
        setup.create_office(OFFICE, ADMIN)
    assert setup.is_empty()


def _expect_refusal(act: Callable[[], None], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        act()
    assert caught.value.field == field
