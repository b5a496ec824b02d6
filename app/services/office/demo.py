"""A demo office for an empty store: agencies and officers of every role, with fresh passwords."""

import tomllib

from sqlalchemy.orm import Session

from app.clock import Clock
from app.models.database import Database
from app.models.office import Unit
from app.paths import resource
from app.services.access.accounts import clean_login
from app.services.access.passwords import Passwords, fresh_password
from app.services.deadlines.calendar import WorkingHours
from app.services.ledger.transactions import append_entry
from app.services.office.founding import Account, add_account, found_office
from app.services.office.records import DemoAgency, DemoMade, DemoOfficer, NewOffice
from app.services.office.validation import clean_new_office
from app.vocabulary.office import Level, UnitKind
from app.vocabulary.people import Role

DEMO_CODE = "000.00.15.H53"
DEMO_NAME = "Trung tâm Phục vụ hành chính công phường Mẫu"
_AGENCY_COUNT = 8
_FOUNDER = ("quantri", "Trần Quản Trị (thử)", frozenset({Role.ADMINISTRATOR}))
_DESK = (
    ("tiepnhan1", "Nguyễn Thị Tiếp Nhận (thử)", frozenset({Role.OFFICER})),
    ("tiepnhan2", "Lê Văn Một Cửa (thử)", frozenset({Role.OFFICER})),
    ("phutrach", "Phạm Thị Phụ Trách (thử)", frozenset({Role.SUPERVISOR})),
)
_AT_AGENCIES = (
    ("coquan1", "Hoàng Văn Cơ Quan (thử)", frozenset({Role.AGENCY_OFFICER})),
    ("coquan2", "Vũ Thị Chuyên Môn (thử)", frozenset({Role.AGENCY_OFFICER})),
)


class DemoOffice:
    """Fills an empty store with an office to try things in; all of it is marked as a trial."""

    def __init__(
        self, database: Database, clock: Clock, passwords: Passwords | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords or Passwords()

    def create(
        self, code: str = DEMO_CODE, name: str = DEMO_NAME, admin_login: str = _FOUNDER[0]
    ) -> DemoMade:
        """Create the office, its agencies and officers, and return them with their passwords.

        Raises InvalidInputError for a bad code or name, RuleBrokenError for a store in use.
        """
        office = clean_new_office(_demo_office(code, name))
        founder_facts = (clean_login(admin_login), *_FOUNDER[1:])
        everyone = (founder_facts, *_DESK, *_AT_AGENCIES)
        people = {login: fresh_password() for login, *_rest in everyone}
        accounts = {
            login: Account(
                login=login,
                name=person,
                password_hash=self._passwords.hash(people[login]),
                roles=roles,
            )
            for login, person, roles in everyone
        }
        now = self._clock.now()
        with self._database.write() as session:
            founder = found_office(
                session, office, accounts[founder_facts[0]], WorkingHours.ordinary(), now
            )
            unit = session.get_one(Unit, founder.office_id)
            agencies = _add_agencies(session)
            for login, *_rest in _DESK:
                add_account(session, unit, unit, accounts[login])
            for (login, *_rest), agency in zip(_AT_AGENCIES, agencies, strict=False):
                add_account(session, unit, agency, accounts[login])
            facts = {"officers": sorted(people), "agencies": [agency.code for agency in agencies]}
            append_entry(session, founder, "demo_filled", facts, (now, now), None)
            made = tuple(DemoAgency(code=agency.code, name=agency.name) for agency in agencies)
        return DemoMade(
            officers=tuple(
                DemoOfficer(login=login, roles=tuple(sorted(roles)), password=people[login])
                for login, _name, roles in everyone
            ),
            agencies=made,
        )


def _demo_office(code: str, name: str) -> NewOffice:
    return NewOffice(
        code=code,
        name=name,
        parent_name="UBND phường Mẫu",
        level=Level.COMMUNE,
        head_name="Đặng Giám Đốc (thử)",
        address="Số 1 đường Thử Nghiệm, phường Mẫu",
        place="phường Mẫu",
        hotline="0000 000 000",
        is_demo=True,
    )


def _add_agencies(session: Session) -> list[Unit]:
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
        for row in tomllib.loads(text)["agency"][:_AGENCY_COUNT]
    ]
    session.add_all(agencies)
    session.flush()
    return agencies
