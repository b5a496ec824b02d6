from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import Clock
from app.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
)
from app.models.database import Database
from app.models.office import Unit
from app.models.people import Officer, OfficerRole
from app.services.access.accounts import Accounts
from app.services.access.approvals import ApprovalNeededError
from app.services.access.passwords import Passwords
from app.services.access.records import NewOfficer, OfficerFacts, OfficerLine
from app.services.access.signing_in import SignIn
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.office import Level, UnitKind
from app.vocabulary.people import Role
from tests.services.access.confirming import confirmed
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    an_actor,
    an_agency,
    cheap_passwords,
    logged_acts,
    the_actor,
)

_NEW = NewOfficer(login="canbo.moi", name="Nguyễn Thị Mới", password="cá mập đạp xe qua cầu")
_OTHER_PASSWORD = "bốn con mèo ngủ trưa"
_DESK = frozenset({Role.OFFICER})
_ADMINISTRATION = frozenset({Role.ADMINISTRATOR})

Confirm = Callable[[Callable[[int], Any]], Any]


@pytest.fixture
def accounts(tx: Transactions) -> Accounts:
    return Accounts(tx, cheap_passwords())


@pytest.fixture
def confirm(tx: Transactions, admin: Actor) -> Confirm:
    return lambda work: confirmed(tx, admin, work)


def test_added_officer_can_sign_in(
    accounts: Accounts, admin: Actor, database: Database, clock: Clock, confirm: Confirm
) -> None:
    line = confirm(
        lambda given: accounts.add(admin, _NEW, _DESK, phone="0912 345 678", approval_id=given)
    )
    assert (line.login, line.unit_name, line.phone) == (
        "canbo.moi",
        admin.unit_name,
        "0912 345 678",
    )
    actor = SignIn(database, clock, cheap_passwords()).sign_in(
        "canbo.moi", _NEW.password, "Quầy 2", "Máy 2"
    )
    assert actor.roles == _DESK
    assert logged_acts(database)[1:] == ["approved", "account_added", "sign_in"]


def test_list_shows_those_in_use_first_by_given_name(
    accounts: Accounts, admin: Actor, confirm: Confirm
) -> None:
    for login, name in (("mot", "Trần Văn Ẩn"), ("hai", "Lê Thị Bé"), ("ba.b", "Vũ Văn Anh")):
        add(accounts, confirm, admin, replace(_NEW, login=login, name=name))
    accounts.deactivate(admin, the_id(accounts, admin, "ba.b"))
    assert [line.login for line in accounts.officers(admin)] == ["mot", "hai", "quanly", "ba.b"]


def test_agency_officer_belongs_to_an_agency(
    accounts: Accounts, admin: Actor, database: Database, confirm: Confirm
) -> None:
    agency = an_agency(database)
    line = confirm(
        lambda given: accounts.add(
            admin, _NEW, frozenset({Role.AGENCY_OFFICER}), unit_id=agency, approval_id=given
        )
    )
    assert line.unit_name == "Phòng Kinh tế"


@pytest.mark.parametrize(
    ("field", "new", "roles"),
    [
        ("login", replace(_NEW, login="quanly"), _DESK),
        ("login", replace(_NEW, login="có dấu"), _DESK),
        ("name", replace(_NEW, name=" "), _DESK),
        ("password", replace(_NEW, password="ngắn"), _DESK),
        ("password", replace(_NEW, password="canbo.moi.2026"), _DESK),
        ("roles", _NEW, frozenset()),
        ("unit_id", _NEW, frozenset({Role.AGENCY_OFFICER})),
    ],
)
def test_bad_account_is_refused_at_its_field(
    accounts: Accounts, admin: Actor, field: str, new: NewOfficer, roles: frozenset[Role]
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        accounts.add(admin, new, roles)
    assert caught.value.field == field
    assert len(accounts.officers(admin)) == 1


@pytest.mark.parametrize("kind", [UnitKind.ONE_STOP, UnitKind.EXTERNAL])
def test_unit_must_be_the_office_or_an_agency(
    accounts: Accounts, admin: Actor, database: Database, kind: UnitKind
) -> None:
    other = a_unit(database, kind)
    for unit_id in (other, 999):
        with pytest.raises(InvalidInputError) as caught:
            accounts.add(admin, _NEW, _DESK, unit_id=unit_id)
        assert caught.value.field == "unit_id"


def test_edit_changes_name_phone_and_unit(
    accounts: Accounts, admin: Actor, database: Database, confirm: Confirm
) -> None:
    agency = an_agency(database)
    added = add(accounts, confirm, admin)
    line = accounts.edit(
        admin, added.officer_id, OfficerFacts(name="Tên Khác", phone="113", unit_id=agency)
    )
    assert (line.name, line.phone, line.unit_id) == ("Tên Khác", "113", agency)
    assert line in accounts.officers(admin)


def test_edit_moves_an_agency_officer_to_the_counter_in_one_act(
    accounts: Accounts, admin: Actor, database: Database, confirm: Confirm
) -> None:
    agency = an_agency(database)
    added = confirm(
        lambda given: accounts.add(
            admin, _NEW, frozenset({Role.AGENCY_OFFICER}), unit_id=agency, approval_id=given
        )
    )
    facts = OfficerFacts(name=_NEW.name)
    with pytest.raises(InvalidInputError) as caught:
        accounts.edit(admin, added.officer_id, facts)
    assert caught.value.field == "unit_id"
    line = confirm(
        lambda given: accounts.edit(admin, added.officer_id, facts, _DESK, approval_id=given)
    )
    assert (line.roles, line.unit_id) == (_DESK, admin.office_id)
    assert logged_acts(database)[3:] == ["approved", "account_edited", "account_roles_changed"]


_GIVING_UP: Mapping[str, Callable[[Accounts, Actor], object]] = {
    "deactivate": lambda accounts, me: accounts.deactivate(me, me.officer_id),
    "change roles": lambda accounts, me: accounts.change_roles(me, me.officer_id, _DESK),
    "edit": lambda accounts, me: accounts.edit(me, me.officer_id, OfficerFacts(name="Khác"), _DESK),
}


@pytest.mark.parametrize("act", _GIVING_UP.values(), ids=_GIVING_UP)
@pytest.mark.parametrize("beside", ["nobody", "officer", "out of use", "another office's"])
def test_last_administrator_keeps_role_and_use(
    accounts: Accounts,
    admin: Actor,
    database: Database,
    confirm: Confirm,
    beside: str,
    act: Callable[[Accounts, Actor], object],
) -> None:
    second = 0
    if beside == "officer":
        add(accounts, confirm, admin)
    if beside == "out of use":
        second = add(accounts, confirm, admin, roles=_ADMINISTRATION).officer_id
        confirm(lambda given: accounts.deactivate(admin, second, approval_id=given))
    if beside == "another office's":
        unit_id = a_unit(database, UnitKind.ONE_STOP)
        with database.write() as session:
            session.add(a_stranger(unit_id))
    with pytest.raises(RuleBrokenError, match="quản trị viên cuối cùng"):
        act(accounts, admin)
    (mine,) = (one for one in accounts.officers(admin) if one.login == admin.login)
    assert (mine.is_active, mine.name, mine.roles) == (True, admin.name, admin.roles)
    if second:
        confirm(lambda given: accounts.reactivate(admin, second, approval_id=given))
        with pytest.raises(ApprovalNeededError):
            act(accounts, admin)


def test_roles_taken_hold_at_the_next_call(
    accounts: Accounts, admin: Actor, database: Database, confirm: Confirm
) -> None:
    second = add(accounts, confirm, admin, roles=_ADMINISTRATION).officer_id

    def give(roles: frozenset[Role]) -> None:
        confirm(lambda given: accounts.change_roles(admin, second, roles, approval_id=given))

    open_session = the_actor(database, "canbo.moi")
    assert accounts.officers(open_session)
    give(_DESK)
    with pytest.raises(NotAllowedError, match="không có quyền"):
        accounts.officers(open_session)
    give(_ADMINISTRATION)
    assert accounts.officers(open_session)
    confirm(lambda given: accounts.deactivate(admin, second, approval_id=given))
    with pytest.raises(NotAllowedError, match="ngừng hoạt động"):
        accounts.officers(open_session)


def test_changed_roles_are_exactly_those_given(
    accounts: Accounts, admin: Actor, database: Database, confirm: Confirm
) -> None:
    added = add(accounts, confirm, admin, roles=frozenset({Role.OFFICER, Role.SUPERVISOR}))
    wanted = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
    confirm(lambda given: accounts.change_roles(admin, added.officer_id, wanted, approval_id=given))
    with database.read() as session:
        stored = session.scalars(
            select(OfficerRole.role).where(OfficerRole.officer_id == added.officer_id)
        ).all()
    assert sorted(stored) == [Role.ADMINISTRATOR, Role.SUPERVISOR]


def test_reset_password_ends_the_wait_and_the_old_password(
    accounts: Accounts, admin: Actor, database: Database, clock: Clock, confirm: Confirm
) -> None:
    added = add(accounts, confirm, admin)
    sign_in = SignIn(database, clock, cheap_passwords())
    for _ in range(3):
        with pytest.raises(InvalidInputError):
            sign_in.sign_in("canbo.moi", "sai mật khẩu", "Quầy 2", "Máy 2")
    assert accounts.officers(admin)[0].locked_until is not None
    accounts.reset_password(admin, added.officer_id, _OTHER_PASSWORD)
    actor = sign_in.sign_in("canbo.moi", _OTHER_PASSWORD, "Quầy 2", "Máy 2")
    assert actor.officer_id == added.officer_id
    with pytest.raises(InvalidInputError):
        sign_in.sign_in("canbo.moi", _NEW.password, "Quầy 2", "Máy 2")


def test_own_password_is_changed_by_whoever_knows_the_old_one(
    accounts: Accounts, database: Database, clock: Clock, admin: Actor
) -> None:
    actor = an_actor(database)
    accounts.change_own_password(actor, GOOD_PASSWORD, _OTHER_PASSWORD)
    signed_in = SignIn(database, clock, cheap_passwords()).sign_in(
        actor.login, _OTHER_PASSWORD, "Quầy 1", "Máy 1"
    )
    assert signed_in.officer_id == actor.officer_id
    assert logged_acts(database)[1:] == ["password_changed", "sign_in"]


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("old", "sai mật khẩu", _OTHER_PASSWORD),
        ("password", GOOD_PASSWORD, "ngắn"),
        ("password", GOOD_PASSWORD, GOOD_PASSWORD),
        ("password", GOOD_PASSWORD, "canbo.a.1234567"),
    ],
)
def test_own_password_stays_when_something_is_wrong(
    accounts: Accounts, database: Database, admin: Actor, field: str, old: str, new: str
) -> None:
    actor = an_actor(database)
    with pytest.raises(InvalidInputError) as caught:
        accounts.change_own_password(actor, old, new)
    assert caught.value.field == field
    with database.read() as session:
        stored = session.get_one(Officer, actor.officer_id).password_hash
    assert cheap_passwords().matches(stored, GOOD_PASSWORD)


def test_guessing_the_old_password_waits_like_signing_in(
    accounts: Accounts, database: Database, time: FakeTime, admin: Actor
) -> None:
    actor = an_actor(database)
    for _ in range(3):
        with pytest.raises(InvalidInputError):
            accounts.change_own_password(actor, "sai mật khẩu", _OTHER_PASSWORD)
    assert logged_acts(database)[1:] == ["password_change_failed"] * 3
    with pytest.raises(RuleBrokenError, match="5 giây"):
        accounts.change_own_password(actor, GOOD_PASSWORD, _OTHER_PASSWORD)
    time.advance(timedelta(seconds=5))
    accounts.change_own_password(actor, GOOD_PASSWORD, _OTHER_PASSWORD)


def test_own_password_changed_elsewhere_meanwhile_is_a_conflict(
    tx: Transactions, accounts: Accounts, database: Database, admin: Actor
) -> None:
    actor = an_actor(database)

    class Meanwhile(Passwords):
        def matches(self, stored: str, password: str) -> bool:
            accounts.reset_password(admin, actor.officer_id, _OTHER_PASSWORD)
            return cheap_passwords().matches(stored, password)

    with pytest.raises(ConflictError):
        Accounts(tx, Meanwhile()).change_own_password(actor, GOOD_PASSWORD, "ba cái ghế nhựa xanh")


@dataclass(frozen=True)
class Act:
    name: str
    run: Callable[[Accounts, Actor, int], object]


_ADMIN_ACTS = [
    Act("edit", lambda accounts, actor, id_: accounts.edit(actor, id_, OfficerFacts(name="A"))),
    Act("change_roles", lambda accounts, actor, id_: accounts.change_roles(actor, id_, _DESK)),
    Act("deactivate", lambda accounts, actor, id_: accounts.deactivate(actor, id_)),
    Act("reactivate", lambda accounts, actor, id_: accounts.reactivate(actor, id_)),
    Act("end_wait", lambda accounts, actor, id_: accounts.end_wait(actor, id_)),
    Act(
        "reset_password",
        lambda accounts, actor, id_: accounts.reset_password(actor, id_, _OTHER_PASSWORD),
    ),
]


@pytest.mark.parametrize("act", _ADMIN_ACTS, ids=lambda act: act.name)
def test_another_office_s_account_is_out_of_reach(
    accounts: Accounts, admin: Actor, database: Database, act: Act
) -> None:
    unit_id = a_unit(database, UnitKind.ONE_STOP)
    with database.write() as session:
        stranger = a_stranger(unit_id)
        session.add(stranger)
        session.flush()
        stranger_id = stranger.id
    assert [line.login for line in accounts.officers(admin)] == ["quanly"]
    for officer_id in (stranger_id, 999):
        with pytest.raises(NotFoundError):
            act.run(accounts, admin, officer_id)


def add(
    accounts: Accounts,
    confirm: Confirm,
    admin: Actor,
    new: NewOfficer = _NEW,
    roles: frozenset[Role] = _DESK,
) -> OfficerLine:
    line = confirm(lambda given: accounts.add(admin, new, roles, approval_id=given))
    assert isinstance(line, OfficerLine)
    return line


def the_id(accounts: Accounts, actor: Actor, login: str) -> int:
    return next(line.officer_id for line in accounts.officers(actor) if line.login == login)


def a_unit(database: Database, kind: UnitKind) -> int:
    with database.write() as session:
        unit = Unit(kind=kind, level=Level.COMMUNE, code="38.98.H29", name="Đơn vị khác")
        session.add(unit)
        session.flush()
        return unit.id


def a_stranger(unit_id: int) -> Officer:
    return Officer(
        login="noi.khac",
        name="Người Nơi Khác",
        password_hash="-",
        unit_id=unit_id,
        office_id=unit_id,
        roles=[OfficerRole(role=Role.ADMINISTRATOR)],
    )
