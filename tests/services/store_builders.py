"""A real temporary store with an office in it, for the tests of services."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import select, update

from app.clock import Clock
from app.models.database import Database, sqlite_engine
from app.models.log import LogClock, LogEntry
from app.models.office import Unit
from app.models.people import Officer, OfficerRole
from app.paths import STORE_NAME
from app.services.access.passwords import Passwords
from app.services.access.records import NewOfficer
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.records import NewOffice
from app.services.office.setup import Setup
from app.vocabulary.office import Level, UnitKind
from app.vocabulary.people import Role
from tests.services.ready_stores import a_ready_store, furnish

MONDAY_MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""09:00 at the office on Monday 23/11/2026."""

OFFICE = NewOffice(
    code="000.00.15.H53",
    name="Trung tâm Phục vụ hành chính công xã An Thử",
    parent_name="UBND xã An Thử",
    level=Level.COMMUNE,
    head_name="Đỗ Thị Mẫu",
    address="Số 1 đường Thử",
    place="An Thử",
    hotline="0276 000 000",
)
GOOD_PASSWORD = "gấu trắng uống trà đá"
ADMIN = NewOfficer(login="quanly", name="Đặng Thị Quản", password=GOOD_PASSWORD)


class FakeTime:
    """A clock's source that moves only when told."""

    def __init__(self, start: datetime = MONDAY_MORNING) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


def turn_back(database: Database, time: FakeTime, by: timedelta) -> None:
    """Set the clock back as two people who accepted it would: work may be entered then."""
    time.now -= by
    with database.write() as session:
        session.execute(update(LogClock).values(latest_at=time.now))


def cheap_passwords() -> Passwords:
    """Return real argon2id with the smallest parameters: a hash takes well under a millisecond."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def a_store(folder: Path) -> Database:
    """Put an empty store into `folder` and open it; the caller closes it."""
    return a_ready_store(folder)


def a_copied_store(template: Path, folder: Path) -> Database:
    """Copy a closed store into `folder` and open it; the caller closes it."""
    copy = folder / STORE_NAME
    shutil.copyfile(template, copy)
    return Database(sqlite_engine(copy))


def an_office(
    database: Database, clock: Clock, office: NewOffice = OFFICE, admin: NewOfficer = ADMIN
) -> Actor:
    """Found the office and return its administrator, who also works at the counter."""
    # What a high-water record must hear of is founded in truth.
    if clock.now() == MONDAY_MORNING and database.high_water is None:
        return furnish(database, _on_monday(office, admin))
    return _found(database, clock, office, admin)


@cache
def _on_monday(office: NewOffice, admin: NewOfficer) -> Callable[[Database], Actor]:
    return lambda database: _found(database, Clock(FakeTime()), office, admin)


def _found(database: Database, clock: Clock, office: NewOffice, admin: NewOfficer) -> Actor:
    Setup(database, clock, cheap_passwords()).create_office(office, admin)
    return the_actor(database, admin.login)


def an_agency(database: Database, code: str = "PKT", name: str = "Phòng Kinh tế") -> int:
    """Add an agency and return its id."""
    with database.write() as session:
        unit = Unit(kind=UnitKind.AGENCY, level=Level.COMMUNE, code=code, name=name)
        session.add(unit)
        session.flush()
        return unit.id


def an_actor(
    database: Database, *roles: Role, login: str = "canbo.a", unit_id: int | None = None
) -> Actor:
    """Add an officer of the store's first office with `roles` (OFFICER when none)."""
    with database.write() as session:
        office_id = session.execute(
            select(Unit.id).where(Unit.kind == UnitKind.ONE_STOP).order_by(Unit.id).limit(1)
        ).scalar_one()
        session.add(
            Officer(
                login=login,
                name=f"Người {login}",
                password_hash=cheap_passwords().hash(GOOD_PASSWORD),
                unit_id=unit_id or office_id,
                office_id=office_id,
                roles=[OfficerRole(role=role) for role in roles or (Role.OFFICER,)],
            )
        )
    return the_actor(database, login)


def a_stranger(database: Database, *roles: Role, login: str = "noi.khac") -> Actor:
    """Add another one-stop office to the store, and return its officer with `roles`."""
    with database.write() as session:
        unit = Unit(kind=UnitKind.ONE_STOP, level=Level.COMMUNE, code="H99", name="Nơi khác")
        session.add(unit)
        session.flush()
        session.add(
            Officer(
                login=login,
                name="Người Nơi Khác",
                password_hash=cheap_passwords().hash(GOOD_PASSWORD),
                unit_id=unit.id,
                office_id=unit.id,
                roles=[OfficerRole(role=role) for role in roles or (Role.OFFICER,)],
            )
        )
    return the_actor(database, login)


def the_actor(database: Database, login: str, counter_name: str = "Quầy 1") -> Actor:
    """Return the officer `login` as signed in at `counter_name`."""
    with database.read() as session:
        officer, unit = session.execute(
            select(Officer, Unit)
            .join(Unit, Unit.id == Officer.unit_id)
            .where(Officer.login == login)
        ).one()
        actor = Actor(
            officer_id=officer.id,
            login=officer.login,
            name=officer.name,
            unit_id=unit.id,
            unit_name=unit.name,
            office_id=officer.office_id,
            roles=frozenset(row.role for row in officer.roles),
        )
    return replace(actor, counter_name=counter_name, station="Máy 1")


def transactions(database: Database, clock: Clock) -> Transactions:
    """Return the transactions of a store."""
    return Transactions(database, clock)


def logged_acts(database: Database) -> list[str]:
    """Return the acts of the log in order."""
    with database.read() as session:
        return list(session.scalars(select(LogEntry.act).order_by(LogEntry.id)))
