"""Two people are two people: every act for two, in offices of one, two and three who may approve.

Two accounts whose passwords one person knows are one person.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from app.clock import Clock
from app.errors import InvalidInputError, NotAllowedError, RuleBrokenError
from app.models.database import Database
from app.models.log import LogEntry
from app.services.access.accounts import Accounts
from app.services.access.approvals import Approvals, take_approval
from app.services.access.records import NewOfficer
from app.services.access.signing_in import SignIn
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
    the_actor,
)

_GIVEN = "bốn con mèo ngủ trưa"
_CHOSEN = "cá mập đạp xe qua cầu"
_NEVER_FOR_TWO = {GuardedAct.EXPORT_UNMASKED, GuardedAct.PRINT_RECOVERY}
_ALONE_IN_AN_OFFICE_OF_ONE = {"change_roles", "accept_clock"}
_ROLES = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.ADMINISTRATOR)
_LOGINS = ("quanly", "phu.trach", "quanly.hai")
_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Room:
    """An office: who may approve, the administrator first, and one officer who may not."""

    database: Database
    tx: Transactions
    time: FakeTime
    accounts: Accounts
    approvals: Approvals
    approvers: tuple[Actor, ...]
    officer: Actor

    def passes(self, asker: Actor, second: Actor | None, act: GuardedAct, subject: str) -> bool:
        """Say whether `act` goes through with the password of `second`, None for the own again."""
        try:
            if second is None:
                given = self.approvals.again(asker, GOOD_PASSWORD, act, subject)
            else:
                given = self.approvals.by_second(asker, second.login, GOOD_PASSWORD, act, subject)
            with self.tx.write(asker, Right.OWN_ACCOUNT) as work:
                take_approval(work, given, act, subject)
        except (InvalidInputError, NotAllowedError):
            return False
        return True

    def confirms(self, asker: Actor, second: Actor, password: str) -> str:
        """Return why `second` is not taken for a void that `asker` wants, "" where they are."""
        try:
            self.approvals.by_second(asker, second.login, password, GuardedAct.VOID_FORM, "7")
        except InvalidInputError as refusal:
            return refusal.message
        return ""

    def change(self, asker: Actor, login: str, second: Actor | None, password: str) -> int:
        """Return the approval of a change of the account `login`."""
        act = GuardedAct.CHANGE_ROLES
        if second is None:
            return self.approvals.again(asker, password, act, login)
        return self.approvals.by_second(asker, second.login, password, act, login)

    def reset(self, asker: Actor, whose: Actor, second: Actor | None) -> None:
        given = self.change(asker, whose.login, second, GOOD_PASSWORD)
        self.accounts.reset_password(asker, whose.officer_id, _GIVEN, approval_id=given)

    def pass_time(self, by: timedelta) -> None:
        self.time.advance(by)


@pytest.fixture
def room_of(
    database: Database, tx: Transactions, time: FakeTime, admin: Actor
) -> Callable[[int], Room]:
    def made(count: int) -> Room:
        others = [
            an_actor(database, role, login=login)
            for role, login in zip(_ROLES[1:count], _LOGINS[1:count], strict=True)
        ]
        passwords = cheap_passwords()
        return Room(
            database=database,
            tx=tx,
            time=time,
            accounts=Accounts(tx, passwords),
            approvals=Approvals(tx, passwords),
            approvers=(admin, *others),
            officer=an_actor(database, Role.OFFICER, login="canbo.b"),
        )

    return made


@pytest.mark.parametrize(("act", "count"), list(product(GuardedAct, (1, 2, 3))))
def test_every_pair_of_people_for_every_act(
    room_of: Callable[[int], Room], act: GuardedAct, count: int
) -> None:
    """The subject, each account in turn, never changes who is asked."""
    room = room_of(count)
    everybody = (*room.approvers, room.officer)
    for asker, subject in product(everybody, ("7", *(one.login for one in everybody))):
        is_own = act in _NEVER_FOR_TWO
        others = [one for one in room.approvers if one is not asker]
        is_alone = act.value in _ALONE_IN_AN_OFFICE_OF_ONE and not others
        assert room.approvals.needs_second(asker, act, subject) is not (is_own or is_alone)
        assert room.passes(asker, None, act, subject) is (is_own or is_alone), (asker, subject)
        for second in everybody:
            may = second is not asker and second in room.approvers
            assert room.passes(asker, second, act, subject) is may, (asker, second, subject)
            room.pass_time(timedelta(minutes=5))


@pytest.mark.parametrize("count", [2, 3])
def test_an_administrator_does_not_become_the_other_by_a_reset(
    room_of: Callable[[int], Room], count: int
) -> None:
    room = room_of(count)
    asker, other, *_more = room.approvers
    with pytest.raises(NotAllowedError):
        room.reset(asker, other, None)
    with pytest.raises(NotAllowedError):
        room.accounts.reset_password(asker, other.officer_id, _GIVEN)


def test_a_reset_password_confirms_nothing_before_its_owner_changed_it(
    room_of: Callable[[int], Room],
) -> None:
    room = room_of(3)
    asker, reset, third = room.approvers
    room.reset(asker, reset, third)
    for whoever in (asker, third, room.officer):
        assert "tự đổi mật khẩu" in room.confirms(whoever, reset, _GIVEN)
    assert logged_acts(room.database)[-1] == "approval_refused"
    room.accounts.change_own_password(reset, _GIVEN, _CHOSEN)
    assert room.confirms(third, reset, _CHOSEN) == ""
    assert room.confirms(room.officer, reset, _CHOSEN) == ""
    assert "đã đặt mật khẩu" in room.confirms(asker, reset, _CHOSEN)


def test_whoever_reset_a_password_is_not_taken_together_with_its_owner_for_a_day(
    room_of: Callable[[int], Room],
) -> None:
    room = room_of(3)
    asker, reset, third = room.approvers
    room.reset(asker, reset, third)
    room.accounts.change_own_password(reset, _GIVEN, _CHOSEN)
    room.pass_time(_DAY - timedelta(minutes=1))
    assert "24/11/2026 09:00" in room.confirms(asker, reset, _CHOSEN)
    assert room.confirms(reset, asker, GOOD_PASSWORD) != ""  # nor the other way round
    room.pass_time(timedelta(minutes=1))
    assert room.confirms(asker, reset, _CHOSEN) == ""
    assert room.confirms(reset, asker, GOOD_PASSWORD) == ""


def test_a_plain_officer_s_account_is_not_used_as_the_one_who_asks(
    room_of: Callable[[int], Room],
) -> None:
    room = room_of(2)
    giver, other = room.approvers
    room.accounts.reset_password(giver, room.officer.officer_id, _GIVEN)
    assert "tự đổi mật khẩu" in room.confirms(room.officer, giver, GOOD_PASSWORD)
    assert "tự đổi mật khẩu" in room.confirms(room.officer, other, GOOD_PASSWORD)
    room.accounts.change_own_password(room.officer, _GIVEN, _CHOSEN)
    assert room.confirms(room.officer, giver, GOOD_PASSWORD) != ""
    assert room.confirms(room.officer, other, GOOD_PASSWORD) == ""


def test_the_own_password_again_is_the_owner_s_word_alone(room_of: Callable[[int], Room]) -> None:
    room = room_of(3)
    asker, reset, third = room.approvers
    room.reset(asker, reset, third)
    with pytest.raises(InvalidInputError, match="tự đổi mật khẩu"):
        room.approvals.again(reset, _GIVEN, GuardedAct.EXPORT_UNMASKED)
    room.accounts.change_own_password(reset, _GIVEN, _CHOSEN)
    room.approvals.again(reset, _CHOSEN, GuardedAct.EXPORT_UNMASKED)


def _add(room: Room, asker: Actor, login: str, *roles: Role) -> Actor:
    given = room.change(asker, login, None, GOOD_PASSWORD)
    new = NewOfficer(login=login, name=f"Người {login}", password=_GIVEN)
    room.accounts.add(asker, new, frozenset(roles), approval_id=given)
    return the_actor(room.database, login)


def test_a_first_password_set_by_another_is_not_the_second_person_s_word(
    room_of: Callable[[int], Room],
) -> None:
    room = room_of(1)
    (founder,) = room.approvers
    made = _add(room, founder, "phu.trach", Role.SUPERVISOR)
    assert "tự đổi mật khẩu" in room.confirms(founder, made, _GIVEN)
    assert "tự đổi mật khẩu" in room.confirms(room.officer, made, _GIVEN)
    room.accounts.change_own_password(made, _GIVEN, _CHOSEN)
    assert room.confirms(room.officer, made, _CHOSEN) == ""
    assert "đã đặt mật khẩu" in room.confirms(founder, made, _CHOSEN)
    room.pass_time(_DAY)
    assert room.confirms(founder, made, _CHOSEN) == ""


def test_an_office_of_one_is_furnished_on_its_first_day(room_of: Callable[[int], Room]) -> None:
    room = room_of(1)
    (founder,) = room.approvers
    supervisor = _add(room, founder, "phu.trach", Role.SUPERVISOR)
    room.accounts.change_own_password(supervisor, _GIVEN, _CHOSEN)
    _add(room, founder, "canbo.c", Role.OFFICER)
    _add(room, founder, "canbo.d", Role.OFFICER)
    room.pass_time(_DAY)
    assert room.approvals.needs_second(founder, GuardedAct.CHANGE_ROLES, "canbo.e")


def test_a_reset_of_whoever_has_approved_before_leaves_nobody_alone(
    room_of: Callable[[int], Room],
) -> None:
    room = room_of(2)
    asker, other = room.approvers
    room.reset(asker, other, other)
    assert room.approvals.needs_second(asker, GuardedAct.CHANGE_ROLES, "canbo.e")
    assert room.approvals.needs_second(asker, GuardedAct.CHANGE_ROLES, other.login)


@pytest.mark.parametrize("count", [2, 3])
def test_where_the_others_stay_away_an_announced_change_is_done_alone_after_a_day(
    room_of: Callable[[int], Room], count: int
) -> None:
    room = room_of(count)
    asker, *away = room.approvers
    act = GuardedAct.CHANGE_ROLES
    for one in away:
        may_at = room.approvals.announce(asker, GOOD_PASSWORD, act, one.login)
        assert may_at == room.time.now + _DAY
        room.pass_time(_DAY - timedelta(minutes=1))
        assert room.approvals.needs_second(asker, act, one.login)
        room.pass_time(timedelta(minutes=1))
        assert room.approvals.needs_second(asker, act, "canbo.e")
        given = room.change(asker, one.login, None, GOOD_PASSWORD)
        room.accounts.deactivate(asker, one.officer_id, approval_id=given)
    assert not room.approvals.needs_second(asker, act, "canbo.e")
    assert room.approvals.announced(asker) == ()
    assert logged_acts(room.database).count("act_announced") == count - 1


def test_an_announced_change_lapses_once_another_who_may_approve_is_at_work(
    room_of: Callable[[int], Room], clock: Clock
) -> None:
    room = room_of(3)
    asker, other, third = room.approvers
    room.approvals.announce(asker, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, other.login)
    sign_in = SignIn(room.database, clock, cheap_passwords())
    with pytest.raises(InvalidInputError):
        sign_in.sign_in(third.login, "không phải mật khẩu", "Quầy 1", "Máy 1")
    assert [one.is_answered for one in room.approvals.announced(room.officer)] == [False]
    sign_in.sign_in(third.login, GOOD_PASSWORD, "Quầy 1", "Máy 1")
    (line,) = room.approvals.announced(room.officer)
    assert (line.name, line.subject, line.is_answered) == (asker.name, other.login, True)
    room.pass_time(_DAY)
    assert room.approvals.needs_second(asker, GuardedAct.CHANGE_ROLES, other.login)


def test_an_announcement_is_for_its_announcer_subject_and_week(
    room_of: Callable[[int], Room],
) -> None:
    room = room_of(2)
    asker, other = room.approvers
    act = GuardedAct.CHANGE_ROLES
    room.approvals.announce(asker, GOOD_PASSWORD, act, other.login)
    room.pass_time(_DAY)
    assert not room.approvals.needs_second(asker, act, other.login)
    assert room.approvals.needs_second(other, act, other.login)
    assert room.approvals.needs_second(asker, GuardedAct.VOID_FORM, other.login)
    room.pass_time(timedelta(days=6, minutes=1))
    assert room.approvals.needs_second(asker, act, other.login)
    with pytest.raises(RuleBrokenError, match="báo trước"):
        room.approvals.announce(asker, GOOD_PASSWORD, GuardedAct.VOID_FORM, "7")
    with pytest.raises(RuleBrokenError, match="báo trước"):
        room.approvals.announce(room.officer, GOOD_PASSWORD, act, other.login)


def test_an_account_that_is_reset_after_an_announcement_still_does_not_approve_for_its_resetter(
    room_of: Callable[[int], Room],
) -> None:
    room = room_of(2)
    asker, other = room.approvers
    room.approvals.announce(asker, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, other.login)
    room.pass_time(_DAY)
    room.reset(asker, other, None)
    assert room.confirms(asker, other, _GIVEN) != ""
    room.accounts.change_own_password(other, _GIVEN, _CHOSEN)
    assert room.confirms(asker, other, _CHOSEN) != ""


def test_the_log_tells_why_a_right_password_was_not_taken(room_of: Callable[[int], Room]) -> None:
    room = room_of(1)
    (founder,) = room.approvers
    made = _add(room, founder, "phu.trach", Role.SUPERVISOR)
    room.confirms(founder, replace(made, login=" Phu.Trach "), _GIVEN)
    with room.database.read() as session:
        last = session.scalars(select(LogEntry).order_by(LogEntry.id.desc()).limit(1)).one()
    assert '"why":"given_password"' in last.facts
