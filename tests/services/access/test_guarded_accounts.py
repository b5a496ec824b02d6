"""What one administrator cannot do to accounts alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from app.clock import Clock
from app.errors import InvalidInputError
from app.models.database import Database
from app.services.access.accounts import Accounts
from app.services.access.approvals import ApprovalNeededError, Approvals
from app.services.access.records import NewOfficer, OfficerFacts
from app.services.access.signing_in import SignIn
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import GuardedAct, Role
from tests.services.access.confirming import confirmed
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    an_actor,
    cheap_passwords,
    logged_acts,
)

_OTHER_PASSWORD = "bốn con mèo ngủ trưa"
_DESK = frozenset({Role.OFFICER})
_BOTH = frozenset({Role.OFFICER, Role.SUPERVISOR})
_NEW = NewOfficer(login="canbo.moi", name="Nguyễn Thị Mới", password="cá mập đạp xe qua cầu")


@pytest.fixture
def accounts(tx: Transactions) -> Accounts:
    return Accounts(tx, cheap_passwords())


@pytest.fixture
def approvals(tx: Transactions) -> Approvals:
    return Approvals(tx, cheap_passwords())


@pytest.fixture
def supervisor(database: Database, admin: Actor) -> Actor:
    return an_actor(database, Role.SUPERVISOR, login="phu.trach")


@dataclass(frozen=True)
class Guarded:
    name: str
    login: str
    run: Callable[[Accounts, Actor, int, int], object]


_FACTS = OfficerFacts(name="Tên Khác")
_TO_ANY = [
    Guarded(
        "add", "canbo.moi", lambda acc, act, _id, ok: acc.add(act, _NEW, _DESK, approval_id=ok)
    ),
    Guarded(
        "change_roles",
        "canbo.b",
        lambda acc, act, id_, ok: acc.change_roles(act, id_, _BOTH, approval_id=ok),
    ),
    Guarded(
        "edit",
        "canbo.b",
        lambda acc, act, id_, ok: acc.edit(act, id_, _FACTS, _BOTH, approval_id=ok),
    ),
]
_TO_AN_APPROVER = [
    Guarded(
        "deactivate",
        "phu.trach.2",
        lambda acc, act, id_, ok: acc.deactivate(act, id_, approval_id=ok),
    ),
    Guarded(
        "reactivate",
        "phu.trach.2",
        lambda acc, act, id_, ok: acc.reactivate(act, id_, approval_id=ok),
    ),
    Guarded(
        "reset_password",
        "phu.trach.2",
        lambda acc, act, id_, ok: acc.reset_password(act, id_, _OTHER_PASSWORD, approval_id=ok),
    ),
]


def the_id(accounts: Accounts, admin: Actor, login: str) -> int:
    ids = {line.login: line.officer_id for line in accounts.officers(admin)}
    return ids.get(login, 0)


@pytest.mark.parametrize("act", [*_TO_ANY, *_TO_AN_APPROVER], ids=lambda act: act.name)
def test_change_of_who_may_do_what_takes_a_second_person(
    accounts: Accounts,
    approvals: Approvals,
    tx: Transactions,
    admin: Actor,
    supervisor: Actor,
    database: Database,
    act: Guarded,
) -> None:
    an_actor(database, Role.OFFICER, login="canbo.b")
    an_actor(database, Role.SUPERVISOR, login="phu.trach.2")
    officer_id = the_id(accounts, admin, act.login)
    before = accounts.officers(admin)
    for approval in (
        0,
        approvals.again(admin, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, act.login),
        approvals.by_second(
            admin, supervisor.login, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, "quanly"
        ),
        approvals.by_second(admin, supervisor.login, GOOD_PASSWORD, GuardedAct.RESTORE, act.login),
    ):
        with pytest.raises(ApprovalNeededError):
            act.run(accounts, admin, officer_id, approval)
    assert accounts.officers(admin) == before
    confirmed(tx, admin, lambda given: act.run(accounts, admin, officer_id, given))


def test_plain_account_is_helped_and_put_out_of_use_by_one_person(
    accounts: Accounts, admin: Actor, supervisor: Actor, database: Database
) -> None:
    plain = an_actor(database, Role.OFFICER, login="canbo.b").officer_id
    accounts.reset_password(admin, plain, _OTHER_PASSWORD)
    accounts.deactivate(admin, plain)
    accounts.reactivate(admin, plain)
    accounts.edit(admin, plain, OfficerFacts(name="Tên Khác"), _DESK)
    assert the_id(accounts, admin, "canbo.b") == plain


def test_whoever_has_left_is_not_needed_once_their_leaving_was_announced_for_a_day(
    accounts: Accounts,
    approvals: Approvals,
    tx: Transactions,
    admin: Actor,
    supervisor: Actor,
    time: FakeTime,
) -> None:
    approvals.announce(admin, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, supervisor.login)
    time.advance(timedelta(hours=24))
    confirmed(
        tx,
        admin,
        lambda given: accounts.deactivate(admin, supervisor.officer_id, approval_id=given),
        second="nobody asks",
    )
    assert not next(one for one in accounts.officers(admin) if one.login == "phu.trach").is_active


def test_own_password_is_not_reset_at_an_open_desk(
    accounts: Accounts, admin: Actor, database: Database
) -> None:
    with pytest.raises(ApprovalNeededError):
        accounts.reset_password(admin, admin.officer_id, _OTHER_PASSWORD)
    assert logged_acts(database) == ["office_created"]


def test_refusals_of_the_form_come_before_the_second_person_is_called(
    accounts: Accounts, admin: Actor, supervisor: Actor
) -> None:
    weak = NewOfficer(login="canbo.moi", name="Nguyễn Thị Mới", password="ngắn")
    with pytest.raises(InvalidInputError) as caught:
        accounts.add(admin, weak, _DESK)
    assert caught.value.field == "password"


def test_waiting_account_is_seen_and_let_in_again_by_the_administrator(
    accounts: Accounts, admin: Actor, database: Database, clock: Clock, time: FakeTime
) -> None:
    officer = an_actor(database, Role.OFFICER, login="canbo.b")
    sign_in = SignIn(database, clock, cheap_passwords())
    for _ in range(3):
        with pytest.raises(InvalidInputError):
            sign_in.sign_in("canbo.b", "sai mật khẩu", "Quầy 2", "Máy 2")
    line = next(one for one in accounts.officers(admin) if one.login == "canbo.b")
    assert (line.failed_count, line.locked_until) == (3, time.now.replace(second=5))
    accounts.end_wait(admin, officer.officer_id)
    line = next(one for one in accounts.officers(admin) if one.login == "canbo.b")
    assert (line.failed_count, line.locked_until) == (0, None)
    assert sign_in.sign_in("canbo.b", GOOD_PASSWORD, "Quầy 2", "Máy 2").login == "canbo.b"
    assert logged_acts(database)[-2:] == ["account_wait_ended", "sign_in"]
