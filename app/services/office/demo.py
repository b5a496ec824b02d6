"""A demo office for an empty store: agencies and officers of every role, with fresh passwords."""

import tomllib
from dataclasses import replace

import msgspec
from sqlalchemy.orm import Session

from app.clock import Clock
from app.models.database import Database
from app.models.office import Unit
from app.paths import resource
from app.services.access.accounts import clean_login
from app.services.access.passwords import Passwords, fresh_password
from app.services.deadlines.calendar import WorkingHours
from app.services.forms.certificates import KeyPlace
from app.services.ledger.transactions import append_entry
from app.services.office.demo_files import read_demo_file
from app.services.office.records import DemoAgency, DemoMade, DemoOfficer, NewOffice
from app.services.office.setup import Account, add_account, found_office
from app.services.office.validation import clean_new_office
from app.vocabulary.office import Level, UnitKind
from app.vocabulary.people import Role


class _Account(msgspec.Struct, frozen=True):
    login: str
    name: str
    roles: frozenset[Role]


class _Demo(msgspec.Struct, frozen=True):
    agency_count: int
    office: NewOffice
    founder: _Account
    desk: tuple[_Account, ...]
    at_agencies: tuple[_Account, ...]


class DemoOffice:
    """Fills an empty store with an office to try things in; all of it is marked as a trial."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        passwords: Passwords | None = None,
        keys: KeyPlace | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords or Passwords()
        self._keys = keys

    def create(
        self, code: str | None = None, name: str | None = None, admin_login: str | None = None
    ) -> DemoMade:
        """Create the office, its agencies and officers, and return them with their passwords.

        What is not given is the demo's own. Raises InvalidInputError for a bad code or name,
        RuleBrokenError for a store in use.
        """
        demo = read_demo_file("office", _Demo)
        own = demo.office
        office = clean_new_office(
            replace(
                own,
                code=own.code if code is None else code,
                name=own.name if name is None else name,
            )
        )
        login = clean_login(demo.founder.login if admin_login is None else admin_login)
        founding = msgspec.structs.replace(demo.founder, login=login)
        everyone = (founding, *demo.desk, *demo.at_agencies)
        people = {one.login: fresh_password() for one in everyone}
        accounts = {
            one.login: Account(
                login=one.login,
                name=one.name,
                password_hash=self._passwords.hash(people[one.login]),
                roles=one.roles,
            )
            for one in everyone
        }
        now = self._clock.now()
        with self._database.write() as session:
            hours = WorkingHours.ordinary()
            founder = found_office(session, office, accounts[login], hours, now, self._keys)
            unit = session.get_one(Unit, founder.office_id)
            agencies = _add_agencies(session, demo.agency_count)
            for one in demo.desk:
                add_account(session, unit, unit, accounts[one.login])
            for one, agency in zip(demo.at_agencies, agencies, strict=False):
                add_account(session, unit, agency, accounts[one.login])
            facts = {"officers": sorted(people), "agencies": [agency.code for agency in agencies]}
            append_entry(session, founder, "demo_filled", facts, (now, now), None)
            made = tuple(DemoAgency(code=agency.code, name=agency.name) for agency in agencies)
        return DemoMade(
            officers=tuple(
                DemoOfficer(
                    login=one.login, roles=tuple(sorted(one.roles)), password=people[one.login]
                )
                for one in everyone
            ),
            agencies=made,
        )


def _add_agencies(session: Session, count: int) -> list[Unit]:
    """Add the first agencies of the starter catalogue, whose procedures name them by code."""
    text = resource("catalogue/agencies.toml").read_text(encoding="utf-8")
    agencies = [
        Unit(
            kind=UnitKind.AGENCY,
            level=Level(row["level"]),
            code=row["code"],
            name=row["name"],
            is_demo=True,
        )
        for row in tomllib.loads(text)["agency"][:count]
    ]
    session.add_all(agencies)
    session.flush()
    return agencies
