"""A clock that was set back: what is refused, what goes on, who may accept it, who is told."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.errors import InvalidInputError, NotAllowedError, RuleBrokenError
from app.models.database import Database
from app.models.log import LogClock
from app.models.people import Officer
from app.services.access.approvals import Approvals
from app.services.access.records import NewOfficer
from app.services.access.signing_in import SignIn
from app.services.dossiers.decision import Decision
from app.services.ledger.checking import StoreCheck
from app.services.ledger.clock_order import ClockBehindError, require_clock, setback_notes
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.machine_clock import MachineClock
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.people import GuardedAct, Role
from tests.services.audit_builders import audited
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, an_actor, cheap_passwords, logged_acts

_GRANTED = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
_DEAD_BATTERY = datetime(2036, 1, 1, tzinfo=UTC)
_GOES_ON = """
sign_in sign_in_failed sign_out session_locked session_unlocked
denied approved approval_refused act_announced clock_accepted
password_changed password_change_failed password_reset account_wait_ended
account_added account_edited account_roles_changed account_deactivated account_reactivated
audited restore_begun store_restored
"""
_REASON = "Pin CMOS hỏng, giờ máy nay đã đúng"


def _approvals(counter: Counter) -> Approvals:
    return counter.approvals


def _clock(counter: Counter) -> MachineClock:
    return counter.machine_clock


def _accept(counter: Counter, asker: Actor, second: str) -> None:
    behind = _clock(counter).standing(asker)
    assert behind is not None
    given = _approvals(counter).by_second(
        asker, second, GOOD_PASSWORD, GuardedAct.ACCEPT_CLOCK, behind.subject
    )
    _clock(counter).accept(asker, _REASON, given)


def _notes(database: Database) -> list[str]:
    with database.read() as session:
        return list(setback_notes(session))


@pytest.mark.parametrize("act", _GOES_ON.split())
def test_what_leads_back_to_a_right_clock_goes_on(act: str) -> None:
    require_clock(act, _DEAD_BATTERY - timedelta(days=3), _DEAD_BATTERY)


def test_an_overdue_dossier_is_not_finished_on_time_by_a_clock_set_back(counter: Counter) -> None:
    code = counter.code(case_id=counter.same_day_case)
    counter.time.advance(timedelta(days=30))
    counter.code("Trần Văn Bình")
    counter.time.advance(timedelta(days=-30))
    with pytest.raises(ClockBehindError) as refused:
        counter.decisions.decide(counter.officer, code, Action.RESOLVE, _GRANTED)
    for said in ("23/11/2026 09:00", "23/12/2026 09:00", "chỉnh lại giờ", "hai người"):
        assert said in refused.value.message
    assert StoreCheck(counter.database).problems() == []


@pytest.mark.parametrize(("seconds", "passes"), [(0, True), (120, True), (121, False)])
def test_a_clock_put_right_by_two_minutes_stops_nobody(
    counter: Counter, seconds: int, passes: bool
) -> None:
    counter.code()
    counter.time.advance(timedelta(seconds=-seconds))
    if passes:
        counter.code("Trần Văn Bình")
        return
    with pytest.raises(ClockBehindError):
        counter.code("Trần Văn Bình")


def test_small_steps_backwards_do_not_add_up(counter: Counter) -> None:
    counter.code()
    counter.time.advance(timedelta(seconds=-90))
    counter.code("Trần Văn Bình")
    counter.time.advance(timedelta(seconds=-90))
    with pytest.raises(ClockBehindError):
        counter.code("Lê Thị Cúc")


def test_paper_work_done_earlier_is_entered_later_as_before(counter: Counter) -> None:
    code = counter.code(case_id=counter.same_day_case)
    counter.time.advance(timedelta(hours=3))
    earlier = Decision(
        outcome=Outcome.GRANTED,
        document_number="12/QĐ-UBND",
        happened_at=counter.time.now - timedelta(hours=2),
    )
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, earlier)
    assert _notes(counter.database) == []


def test_whoever_signs_in_with_a_clock_set_back_gets_in_and_opens_no_way(counter: Counter) -> None:
    counter.code()
    counter.time.advance(timedelta(days=-3))
    sign_in = SignIn(counter.database, counter.clock, cheap_passwords())
    actor = sign_in.sign_in(counter.officer.login, GOOD_PASSWORD, "Quầy 1", "Máy 1")
    with pytest.raises(ClockBehindError):
        counter.intake.register(actor, counter.as_typed("Trần Văn Bình"))
    sign_in.leave(actor)


def test_two_people_and_a_reason_go_on_and_the_log_tells(counter: Counter) -> None:
    an_actor(counter.database, Role.SUPERVISOR, login="phu.trach")
    counter.code()
    counter.time.advance(timedelta(days=-3))
    clock = _clock(counter)
    with pytest.raises(NotAllowedError):
        clock.accept(counter.officer, _REASON)
    with pytest.raises(InvalidInputError, match="lý do"):
        clock.accept(counter.officer, " ")
    _accept(counter, counter.officer, "phu.trach")
    assert logged_acts(counter.database)[-1] == "clock_accepted"
    assert clock.standing(counter.officer) is None
    counter.code("Trần Văn Bình")
    with pytest.raises(RuleBrokenError, match="không cần"):
        clock.accept(counter.officer, _REASON)


def test_what_was_accepted_is_no_leave_for_later(counter: Counter) -> None:
    an_actor(counter.database, Role.SUPERVISOR, login="phu.trach")
    counter.code()
    counter.time.advance(timedelta(days=-3))
    _accept(counter, counter.officer, "phu.trach")
    counter.time.advance(timedelta(hours=1))
    counter.code("Trần Văn Bình")
    counter.time.advance(timedelta(minutes=-3))
    with pytest.raises(ClockBehindError):
        counter.code("Lê Thị Cúc")


def test_an_office_whose_clock_once_was_years_ahead_goes_on(counter: Counter) -> None:
    """A dead battery: entries of 2036, a password given then, wrong passwords typed then."""
    passwords = cheap_passwords()
    accounts = counter.accounts
    sign_in = SignIn(counter.database, counter.clock, passwords)
    today = counter.time.now
    counter.time.now = _DEAD_BATTERY
    counter.code()
    given = _approvals(counter).again(
        counter.admin, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, "phu.trach"
    )
    new = NewOfficer(login="phu.trach", name="Trần Thị Phụ", password="bốn con mèo ngủ trưa")
    boss = accounts.add(
        counter.admin, new, frozenset({Role.SUPERVISOR}), approval_id=given
    ).officer_id
    for _again in range(3):
        with pytest.raises(InvalidInputError):
            sign_in.sign_in(counter.officer.login, "sai mật khẩu", "Quầy 1", "Máy 1")
    counter.time.now = today + timedelta(hours=1)
    actor = sign_in.sign_in(counter.officer.login, GOOD_PASSWORD, "Quầy 1", "Máy 1")
    with pytest.raises(ClockBehindError):
        counter.intake.register(actor, counter.as_typed())
    _accept(counter, actor, counter.admin.login)
    counter.intake.register(actor, counter.as_typed("Trần Văn Bình"))
    with counter.database.read() as session:
        officer = session.get_one(Officer, boss)
        assert officer.password_given_at == counter.time.now


def test_an_office_of_one_accepts_its_clock_with_the_own_password(
    tx: Transactions, admin: Actor, database: Database
) -> None:
    approvals, clock = Approvals(tx, cheap_passwords()), MachineClock(tx)
    with database.write() as session:
        session.execute(update(LogClock).values(latest_at=_DEAD_BATTERY))
    behind = clock.standing(admin)
    assert behind is not None
    own = approvals.again(admin, GOOD_PASSWORD, GuardedAct.ACCEPT_CLOCK, behind.subject)
    clock.accept(admin, _REASON, own)
    assert clock.standing(admin) is None


def test_check_and_audit_tell_every_decrease_with_its_entry(counter: Counter) -> None:
    an_actor(counter.database, Role.SUPERVISOR, login="phu.trach")
    counter.code()
    counter.time.advance(timedelta(seconds=-1))
    counter.code("Trần Văn Bình")
    counter.time.advance(timedelta(days=-3, hours=-2))
    _accept(counter, counter.officer, "phu.trach")
    first, second, third = _notes(counter.database)
    assert "dòng 3" in first
    assert "lùi 1 giây so với dòng 2" in first
    assert "lùi 3 ngày 2 giờ so với dòng 3" in second
    assert "dòng 5 chấp nhận giờ máy" in third
    report = audited(counter)
    assert report.is_whole
    assert report.notes == (first, second, third)
    assert StoreCheck(counter.database).notes() == [first, second, third]
    assert StoreCheck(counter.database).problems() == []
