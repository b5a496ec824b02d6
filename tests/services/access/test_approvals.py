"""A password again, or a second person's: for one act, subject, asker and office, once, briefly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.errors import InvalidInputError, NotAllowedError, RuleBrokenError
from app.models.database import Database
from app.models.people import Officer
from app.services.access.approvals import OWN_PASSWORD_ACTS, Approvals, Approved, take_approval
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import GuardedAct, Role
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    an_actor,
    cheap_passwords,
    logged_acts,
)

_TWO = [act for act in GuardedAct if act not in OWN_PASSWORD_ACTS]
_ACT = GuardedAct.VOID_FORM
_SUBJECT = "17"


@pytest.fixture
def approvals(tx: Transactions) -> Approvals:
    return Approvals(tx, cheap_passwords())


@pytest.fixture
def asker(database: Database, admin: Actor) -> Actor:
    return an_actor(database, Role.SUPERVISOR, login="phu.trach")


@pytest.fixture
def take(tx: Transactions) -> Callable[..., Approved]:
    def taken(
        actor: Actor, approval_id: int, act: GuardedAct = _ACT, subject: str = _SUBJECT
    ) -> Approved:
        with tx.write(actor, Right.OWN_ACCOUNT) as work:
            return take_approval(work, approval_id, act, subject)

    return taken


def second(approvals: Approvals, asker: Actor, act: GuardedAct = _ACT) -> int:
    return approvals.by_second(asker, "quanly", GOOD_PASSWORD, act, _SUBJECT)


def test_second_person_is_named_and_logged(
    approvals: Approvals,
    asker: Actor,
    admin: Actor,
    take: Callable[..., Approved],
    database: Database,
) -> None:
    approval_id = second(approvals, asker)
    assert take(asker, approval_id) == Approved(admin.officer_id, admin.name)
    assert logged_acts(database)[-1] == "approved"


@pytest.mark.parametrize("act", _TWO)
def test_same_person_twice_is_refused(
    approvals: Approvals, asker: Actor, take: Callable[..., Approved], act: GuardedAct
) -> None:
    with pytest.raises(InvalidInputError, match="người khác") as caught:
        approvals.by_second(asker, " Phu.Trach ", GOOD_PASSWORD, act, _SUBJECT)
    assert caught.value.field == "login"
    own = approvals.again(asker, GOOD_PASSWORD, act, _SUBJECT)
    with pytest.raises(NotAllowedError, match="người thứ hai"):
        take(asker, own, act)


def test_same_person_through_two_sessions_is_refused(
    approvals: Approvals, asker: Actor, take: Callable[..., Approved]
) -> None:
    elsewhere = replace(asker, station="Máy 2", counter_name="Quầy 2")
    with pytest.raises(InvalidInputError, match="người khác"):
        approvals.by_second(elsewhere, asker.login, GOOD_PASSWORD, _ACT, _SUBJECT)
    with pytest.raises(NotAllowedError, match="người thứ hai"):
        take(asker, approvals.again(elsewhere, GOOD_PASSWORD, _ACT, _SUBJECT))


@pytest.mark.parametrize("act", sorted(OWN_PASSWORD_ACTS))
def test_own_password_is_enough_where_one_person_may(
    approvals: Approvals, asker: Actor, take: Callable[..., Approved], act: GuardedAct
) -> None:
    assert not approvals.needs_second(asker, act)
    own = approvals.again(asker, GOOD_PASSWORD, act, _SUBJECT)
    assert take(asker, own, act).approved_by == asker.officer_id


def test_approval_serves_once(
    approvals: Approvals, asker: Actor, take: Callable[..., Approved]
) -> None:
    approval_id = second(approvals, asker)
    take(asker, approval_id)
    with pytest.raises(NotAllowedError, match="đã dùng"):
        take(asker, approval_id)


@pytest.mark.parametrize(("seconds", "holds"), [(300, True), (301, False), (-1, False)])
def test_approval_holds_five_minutes(
    approvals: Approvals,
    asker: Actor,
    time: FakeTime,
    take: Callable[..., Approved],
    seconds: int,
    holds: bool,
) -> None:
    approval_id = second(approvals, asker)
    time.advance(timedelta(seconds=seconds))
    if holds:
        take(asker, approval_id)
        return
    with pytest.raises(NotAllowedError, match="quá 5 phút"):
        take(asker, approval_id)


@pytest.mark.parametrize(
    ("act", "subject"), [(GuardedAct.RESTORE, _SUBJECT), (_ACT, "18"), (_ACT, "")]
)
def test_approval_is_for_one_act_and_subject(
    approvals: Approvals,
    asker: Actor,
    take: Callable[..., Approved],
    act: GuardedAct,
    subject: str,
) -> None:
    approval_id = second(approvals, asker)
    with pytest.raises(NotAllowedError, match="chưa được xác nhận"):
        take(asker, approval_id, act, subject)
    take(asker, approval_id)


def test_approval_is_for_its_asker_alone(
    approvals: Approvals, asker: Actor, database: Database, take: Callable[..., Approved]
) -> None:
    approval_id = second(approvals, asker)
    other = an_actor(database, Role.SUPERVISOR, login="phu.trach.2")
    for actor, which in ((other, approval_id), (asker, approval_id + 1)):
        with pytest.raises(NotAllowedError, match="chưa được xác nhận"):
            take(actor, which)


def test_second_person_put_out_of_use_no_longer_counts(
    approvals: Approvals, asker: Actor, database: Database, take: Callable[..., Approved]
) -> None:
    approval_id = second(approvals, asker)
    with database.write() as session:
        session.execute(update(Officer).where(Officer.login == "quanly").values(is_active=False))
    with pytest.raises(NotAllowedError):
        take(asker, approval_id)
    with pytest.raises(InvalidInputError):
        second(approvals, asker)


def test_second_person_needs_the_right(
    approvals: Approvals, asker: Actor, database: Database
) -> None:
    an_actor(database, Role.OFFICER, login="canbo.b")
    with pytest.raises(InvalidInputError, match="không được xác nhận") as caught:
        approvals.by_second(asker, "canbo.b", GOOD_PASSWORD, _ACT)
    assert caught.value.field == "login"
    assert logged_acts(database)[-1] == "approval_refused"


def test_second_person_is_offered_from_those_who_may_confirm_but_not_the_asker(
    approvals: Approvals, asker: Actor, admin: Actor, database: Database
) -> None:
    an_actor(database, Role.OFFICER, login="canbo.a")
    an_actor(database, Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR, login="phu.hai")
    gone = an_actor(database, Role.SUPERVISOR, login="da.nghi")
    with database.write() as session:
        session.execute(
            update(Officer).where(Officer.id == gone.officer_id).values(is_active=False)
        )
    logins = {one.login for one in approvals.who_may_confirm(asker)}
    assert logins == {"quanly", "phu.hai"}
    assert len(approvals.who_may_confirm(asker)) == 2


def test_roles_in_an_office_of_one_take_the_own_password(
    approvals: Approvals, admin: Actor, database: Database, take: Callable[..., Approved]
) -> None:
    act = GuardedAct.CHANGE_ROLES
    assert not approvals.needs_second(admin, act)
    own = approvals.again(admin, GOOD_PASSWORD, act, _SUBJECT)
    assert take(admin, own, act).approved_by == admin.officer_id
    an_actor(database, Role.OFFICER, login="canbo.b")
    assert not approvals.needs_second(admin, act)
    an_actor(database, Role.SUPERVISOR, login="phu.trach")
    assert approvals.needs_second(admin, act)
    with pytest.raises(NotAllowedError, match="người thứ hai"):
        take(admin, approvals.again(admin, GOOD_PASSWORD, act, _SUBJECT), act)


@pytest.mark.parametrize("login", ["quanly", "khong.co"])
def test_wrong_second_password_is_told_alike_and_logged(
    approvals: Approvals, asker: Actor, database: Database, login: str
) -> None:
    with pytest.raises(InvalidInputError, match="người thứ hai chưa đúng") as caught:
        approvals.by_second(asker, login, "sai mật khẩu rồi", _ACT)
    assert caught.value.field == "password"
    assert logged_acts(database)[-1] == "approval_refused"


def test_wrong_passwords_slow_down_the_account(
    approvals: Approvals, asker: Actor, time: FakeTime
) -> None:
    for _ in range(3):
        with pytest.raises(InvalidInputError):
            approvals.again(asker, "sai mật khẩu rồi", _ACT)
    with pytest.raises(RuleBrokenError, match="tài khoản tạm dừng"):
        approvals.again(asker, GOOD_PASSWORD, _ACT)
    time.advance(timedelta(seconds=5))
    approvals.again(asker, GOOD_PASSWORD, _ACT)


def test_wrong_passwords_slow_down_the_station(approvals: Approvals, asker: Actor) -> None:
    for guess in range(10):
        with pytest.raises(InvalidInputError):
            approvals.by_second(asker, f"khong.co.{guess}", "sai mật khẩu rồi", _ACT)
    with pytest.raises(RuleBrokenError, match="Máy này"):
        second(approvals, asker)
    elsewhere = replace(asker, station="Máy 2")
    second(approvals, elsewhere)
