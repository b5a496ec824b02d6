"""Every act of every kind, forged behind the log: the replay names each state that it left not."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.models.base import FOREVER
from app.models.dossiers import DossierState
from app.models.log import LogEntry
from app.services.ledger.replay import replay_problems
from app.vocabulary.dossiers import Action, DossierStatus, Timeliness
from tests.services.desk_builders import Counter, a_counter
from tests.services.dossiers.every_act import EVERY_ACT
from tests.services.store_builders import FakeTime, a_copied_store

A = Action
_LEADS_ELSEWHERE = {A.ACCEPT, A.SUPPLEMENT_IN, A.PAYMENT_IN, A.OPINION_IN, A.CHECK_IN}
"""Acts whose entry alone says which status they led to; of all others the act says it."""
_ENDS = {A.RESOLVE, A.FINISH, A.WITHDRAW, A.STOP}
_WAITS = {A.ASK_SUPPLEMENT, A.ASK_PAYMENT, A.ASK_OPINION, A.ASK_CHECK}


@pytest.fixture
def one_desk(tmp_path: Path, time: FakeTime, empty_store: Path) -> Iterator[Counter]:
    """A counter on SQLite alone: what is asked of it does not lie with the database."""
    store = a_copied_store(empty_store, tmp_path)
    counter = a_counter(tmp_path, time, store)
    with store.write() as session:
        session.execute(text("DROP TRIGGER log_entries_no_update"))
    yield counter
    store.close()


def _do(counter: Counter, action: Action) -> str:
    """Do the act and return the code of the dossier it was done to."""
    if action is A.REGISTER:
        return counter.code()
    if action is A.NOT_ACCEPT:
        new = counter.as_typed()
        counter.refusing.refuse(counter.officer, new, ("không thuộc thẩm quyền",))
        with counter.database.read() as session:
            return str(session.execute(text("SELECT max(code) FROM dossiers")).scalar_one())
    act = EVERY_ACT[action]
    code = act.ready(counter)
    act.do(counter, counter.officer, code)
    return code


def _last(session: Session) -> DossierState:
    newest = select(func.max(DossierState.id)).where(DossierState.to_at == FOREVER)
    return session.get_one(DossierState, session.scalars(newest).one())


def _problem(session: Session) -> str:
    """Return what the replay says, "" where nothing is wrong."""
    return "".join(replay_problems(session))


def _said_after(session: Session, column: str, value: object) -> str:
    """Return what the replay says once the newest state has another value."""
    state = _last(session).id
    forged = f"UPDATE dossier_states SET {column} = :value WHERE id = :state"  # noqa: S608
    with session.begin_nested() as undone:
        session.execute(text(forged), {"value": value, "state": state})
        told = _problem(session)
        undone.rollback()
    return told


def _leave_out(session: Session, *names: str) -> None:
    """Let the newest state's entry not say what entries of older versions did not."""
    state = _last(session)
    entry = select(LogEntry).where(LogEntry.seq == state.log_seq, LogEntry.unit_id == state.unit_id)
    row = session.scalars(entry).one()
    facts = {name: said for name, said in json.loads(row.facts).items() if name not in names}
    session.execute(
        text("UPDATE log_entries SET facts = :facts WHERE id = :id"),
        {"facts": json.dumps(facts), "id": row.id},
    )
    session.expire_all()


@pytest.mark.parametrize("says_less", [False, True], ids=["as logged", "without a status"])
@pytest.mark.parametrize("action", Action)
def test_a_status_that_the_act_does_not_lead_to_is_named(
    one_desk: Counter, action: Action, says_less: bool
) -> None:
    code = _do(one_desk, action)
    with one_desk.database.write() as session:
        if says_less:
            _leave_out(session, "status")
        true = _last(session).status
        assert _problem(session) == ""
        for status in set(DossierStatus) - {true}:
            told = _said_after(session, "status", status.value)
            if says_less and action in _LEADS_ELSEWHERE:
                assert told == "", status
            else:
                assert code in told, status
                assert "(trạng thái," in told, status
        session.rollback()


@pytest.mark.parametrize("says_less", [False, True], ids=["as logged", "without a holder"])
@pytest.mark.parametrize("action", Action)
def test_a_holder_that_the_act_does_not_lead_to_is_named(
    one_desk: Counter, action: Action, says_less: bool
) -> None:
    _do(one_desk, action)
    with one_desk.database.write() as session:
        if says_less:
            _leave_out(session, "holder")
        true = _last(session).holder_id
        assert _problem(session) == ""
        for holder in {one_desk.officer.office_id, one_desk.economy, one_desk.culture} - {true}:
            told = _said_after(session, "holder_id", holder)
            is_unknown = says_less and action is A.ACCEPT
            assert ("(nơi giữ," in told) is not is_unknown, holder
        session.rollback()


@pytest.mark.parametrize("says_less", [False, True], ids=["as logged", "without the clock"])
@pytest.mark.parametrize("action", Action)
def test_a_clock_that_stands_or_runs_otherwise_is_named(
    one_desk: Counter, action: Action, says_less: bool
) -> None:
    """An older entry of a wait says nothing of the clock: it stopped for every one."""
    _do(one_desk, action)
    with one_desk.database.write() as session:
        if says_less:
            _leave_out(session, "clock_paused")
            if action in _WAITS:
                state = _last(session).id
                session.execute(
                    text("UPDATE dossier_states SET is_clock_paused = 1 WHERE id = :state"),
                    {"state": state},
                )
                session.expire_all()
        assert _problem(session) == ""
        told = _said_after(session, "is_clock_paused", not _last(session).is_clock_paused)
        assert "(thời hạn đang dừng hay đang tính," in told
        session.rollback()


@pytest.mark.parametrize("action", Action)
def test_an_end_or_a_judgement_that_the_act_does_not_make_is_named(
    one_desk: Counter, action: Action
) -> None:
    _do(one_desk, action)
    with one_desk.database.write() as session:
        state = _last(session)
        assert (state.ended_at is not None) is (action in _ENDS | {A.RETURN, A.GIVE_BACK})
        earlier = "2026-11-20 02:00:00.000000"
        forged = {
            "ended_at": (earlier, "(lúc kết thúc,"),
            "timeliness": ("late", "(đúng hạn hay quá hạn,"),
            "outcome": ("refused", "(kết quả,"),
            "due_at": (earlier, "(ngày hẹn,"),
            "is_due_by_day": (not state.is_due_by_day, "(cách tính quá hạn,"),
        }
        if action is A.NOT_ACCEPT:  # its entry says nothing of a date: there never was one
            del forged["due_at"], forged["is_due_by_day"]
        for column, (value, said) in forged.items():
            assert said in _said_after(session, column, value), column
        session.rollback()


def _judge_by_the_hour(session: Session) -> None:
    """Let the newest state and its entry be as of a version that knew no judging by day."""
    _leave_out(session, "by_day")
    session.execute(
        text("UPDATE dossier_states SET is_due_by_day = 0 WHERE id = :state"),
        {"state": _last(session).id},
    )
    session.expire_all()


@pytest.mark.parametrize("is_by_day", [True, False])
def test_a_date_that_is_moved_is_missed_as_the_date_before(
    one_desk: Counter, is_by_day: bool
) -> None:
    """An entry that does not say how: the first one of a dossier means by the hour."""
    code = one_desk.code()
    if not is_by_day:
        with one_desk.database.write() as session:
            _judge_by_the_hour(session)
            assert _problem(session) == ""
            assert "(cách tính quá hạn," in _said_after(session, "is_due_by_day", value=True)
    EVERY_ACT[A.EXTEND].do(one_desk, one_desk.officer, code)
    with one_desk.database.write() as session:
        _leave_out(session, "by_day")
        assert _problem(session) == ""
        assert "(cách tính quá hạn," in _said_after(session, "is_due_by_day", not is_by_day)


_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("is_by_day", "after_due", "judged"),
    [
        (False, -_DAY, Timeliness.EARLY),
        (False, -timedelta(minutes=1), Timeliness.ON_TIME),
        (False, timedelta(0), Timeliness.ON_TIME),
        (False, timedelta(minutes=1), Timeliness.LATE),
        (True, timedelta(minutes=1), Timeliness.ON_TIME),
        (True, _DAY, Timeliness.LATE),
    ],
)
def test_an_end_is_judged_again_by_its_date(
    one_desk: Counter, is_by_day: bool, after_due: timedelta, judged: Timeliness
) -> None:
    code = one_desk.at_agency()
    with one_desk.database.write() as session:
        if not is_by_day:
            session.execute(text("UPDATE dossier_states SET is_due_by_day = 0"))
            session.execute(text("UPDATE log_entries SET facts = json_remove(facts, '$.by_day')"))
        due_at = _last(session).due_at
        assert due_at is not None
    one_desk.time.now = due_at + after_due
    EVERY_ACT[A.RESOLVE].do(one_desk, one_desk.officer, code)
    with one_desk.database.write() as session:
        assert _last(session).timeliness is judged
        assert _problem(session) == ""
        for other in set(Timeliness) - {judged}:
            assert "(đúng hạn hay quá hạn," in _said_after(session, "timeliness", other.value)
        session.rollback()


@pytest.mark.parametrize("action", [A.HANDOFF, A.ACCEPT, A.DECLINE, A.RECALL])
def test_a_slip_that_is_open_or_closed_otherwise_is_named(
    one_desk: Counter, action: Action
) -> None:
    _do(one_desk, action)
    is_sent = action is A.HANDOFF
    with one_desk.database.write() as session:
        assert _problem(session) == ""
        session.execute(
            text("UPDATE handoff_items SET state = :state"),
            {"state": "accepted" if is_sent else "sent"},
        )
        assert "(phiếu bàn giao đang đi)" in _problem(session)
        session.rollback()
