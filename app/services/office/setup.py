"""A new store's first content; the only act that needs nobody signed in."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.clock import Clock
from app.errors import RuleBrokenError
from app.models.database import Database, lock_office
from app.models.office import CalendarDay, CalendarYear, Counter, Unit
from app.models.people import Officer, OfficerRole
from app.services.access.accounts import clean_facts, clean_login
from app.services.access.passwords import Passwords, require_strong
from app.services.access.records import NewOfficer, OfficerFacts
from app.services.deadlines.calendar import WorkingHours, shipped_exceptions, shipped_notices
from app.services.forms.certificates import KeyPlace, make_office_key
from app.services.ledger.records import Actor
from app.services.ledger.transactions import append_entry
from app.services.office.calendar import bump_version, store_hours
from app.services.office.own_office import has_no_office
from app.services.office.reasons import add_starter_reasons
from app.services.office.records import NewOffice
from app.services.office.validation import clean_new_office
from app.vocabulary.catalogue import DueTimeRule
from app.vocabulary.office import UnitKind
from app.vocabulary.people import Role

# What founding an office writes: the unit, its first account, hours, calendar, first counter.

FIRST_COUNTER = "Quầy 1"
# No office has this id: whoever founds the first one holds this lock.
_NO_OFFICE = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account ready to be stored: everything checked, the password hashed."""

    login: str
    name: str
    password_hash: str
    roles: frozenset[Role]


def found_office(
    session: Session,
    office: NewOffice,
    founder: Account,
    hours: WorkingHours,
    now: datetime,
    keys: KeyPlace | None = None,
) -> Actor:
    """Write a checked office into an empty store, log it, and return its founder.

    The office's key is made where `keys` says where to keep it. Raises RuleBrokenError
    where the store has an office already.
    """
    lock_office(session, _NO_OFFICE)
    if not has_no_office(session):
        raise RuleBrokenError(
            "Kho dữ liệu này đã có đơn vị. Hãy đăng nhập để dùng, hoặc chọn thư mục khác."
        )
    unit = _add_unit(session, office)
    actor = add_account(session, unit, unit, founder)
    session.add(Counter(unit_id=unit.id, name=FIRST_COUNTER))
    store_hours(session, unit.id, hours)
    _add_shipped_calendar(session)
    add_starter_reasons(session, unit.id)
    bump_version(session)
    facts = {
        "code": unit.code,
        "name": unit.name,
        "admin": actor.login,
        "is_demo": unit.is_demo,
        # No two stores begin with the same entry: its hash tells them apart (`models.watermark`).
        "store": secrets.token_hex(16),
    }
    if keys is not None:
        facts["office_key"] = make_office_key(session, keys, unit.id, now).public_key.hex()
    append_entry(session, actor, "office_created", facts, (now, now), None)
    return actor


def add_account(session: Session, office: Unit, unit: Unit, account: Account) -> Actor:
    """Store an account of `office` whose holder works at `unit`."""
    officer = Officer(
        login=account.login,
        name=account.name,
        password_hash=account.password_hash,
        unit_id=unit.id,
        office_id=office.id,
        roles=[OfficerRole(role=role) for role in sorted(account.roles)],
    )
    session.add(officer)
    session.flush()
    return Actor(
        officer_id=officer.id,
        login=officer.login,
        name=officer.name,
        unit_id=unit.id,
        unit_name=unit.name,
        office_id=office.id,
        roles=account.roles,
    )


def _add_unit(session: Session, office: NewOffice) -> Unit:
    unit = Unit(
        kind=UnitKind.ONE_STOP,
        level=office.level,
        code=office.code,
        name=office.name,
        parent_name=office.parent_name,
        head_name=office.head_name,
        address=office.address,
        place=office.place,
        hotline=office.hotline,
        due_time=DueTimeRule.SAME_TIME,
        is_demo=office.is_demo,
    )
    session.add(unit)
    session.flush()
    return unit


def _add_shipped_calendar(session: Session) -> None:
    session.add_all(
        CalendarDay(day=row.day, kind=row.kind, reason=row.reason, decision=row.decision)
        for row in shipped_exceptions()
    )
    session.add_all(
        CalendarYear(year=year, is_confirmed=True, decision=decision)
        for year, decision in shipped_notices().items()
    )


# A new office has one person: whoever sets it up must be able to work at the counter at once.
FOUNDER_ROLES = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})


class Setup:
    """Creates the office of an empty store; its key too, where `keys` says where to keep it."""

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

    def is_empty(self) -> bool:
        """Say whether the store has no office yet."""
        with self._database.read() as session:
            return has_no_office(session)

    def create_office(
        self,
        office: NewOffice,
        admin: NewOfficer,
        hours: WorkingHours | None = None,
        roles: frozenset[Role] = FOUNDER_ROLES,
    ) -> None:
        """Create the office, its first administrator, hours, the shipped calendar and one counter.

        `hours` default to Monday to Friday, 07:30-11:30 and 13:30-17:00; `roles` always gain the
        administrator's. Raises InvalidInputError naming the field (the administrator's are login,
        admin_name, password) and RuleBrokenError where the store has an office already.
        """
        office = clean_new_office(office)
        login, name = check_administrator(admin, office)
        founder = Account(
            login=login,
            name=name,
            password_hash=self._passwords.hash(admin.password),
            roles=roles | {Role.ADMINISTRATOR},
        )
        with self._database.write() as session:
            worked = hours or WorkingHours.ordinary()
            found_office(session, office, founder, worked, self._clock.now(), self._keys)


def check_administrator(admin: NewOfficer, office: NewOffice) -> tuple[str, str]:
    """Return login and name as they are stored, the password being good enough.

    Raises InvalidInputError for login, admin_name or password.
    """
    login = clean_login(admin.login)
    name = clean_facts(OfficerFacts(name=admin.name), name_field="admin_name").name
    require_strong(admin.password, (login, name, office.name, office.code))
    return login, name
