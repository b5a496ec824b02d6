"""What founding an office writes: the unit, its first account, hours, calendar, first counter."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import RuleBrokenError
from app.models.database import lock_office
from app.models.office import CalendarDay, CalendarYear, Counter, Unit
from app.models.people import Officer, OfficerRole
from app.services.deadlines.calendar import WorkingHours
from app.services.deadlines.shipped_calendar import shipped_exceptions, shipped_notices
from app.services.ledger.records import Actor
from app.services.ledger.transactions import append_entry
from app.services.office.calendar import bump_version, store_hours
from app.services.office.own_office import has_no_office
from app.services.office.reasons import add_starter_reasons
from app.services.office.records import NewOffice
from app.vocabulary.catalogue import DueTimeRule
from app.vocabulary.office import UnitKind
from app.vocabulary.people import Role

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
    session: Session, office: NewOffice, founder: Account, hours: WorkingHours, now: datetime
) -> Actor:
    """Write a checked office into an empty store, log it, and return its founder.

    Raises RuleBrokenError where the store has an office already.
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
        # No two stores begin with the same entry: its hash tells them apart (`models.seen`).
        "store": secrets.token_hex(16),
    }
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
