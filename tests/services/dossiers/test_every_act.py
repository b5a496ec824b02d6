"""Every act of the table: twice in a row, from two desks at once, by every role, and replayed."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select, text

from app.errors import ConflictError, NotAllowedError, RuleBrokenError, UserError
from app.models.base import FOREVER
from app.models.dossiers import DossierState
from app.models.forms import IssuedForm
from app.models.log import LogEntry
from app.services.dossiers.lifecycle import CHANGES
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.services.ledger.replay import replay_problems
from app.services.ledger.rights import RIGHTS
from app.vocabulary.dossiers import Action
from app.vocabulary.forms import FormKind
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter, a_counter
from tests.services.dossiers.every_act import EVERY_ACT, everything
from tests.services.store_builders import FakeTime, a_copied_store, an_actor, the_actor

_DESK = frozenset({Role.OFFICER, Role.SUPERVISOR})
_BOTH_SIDES = frozenset({Action.HANDOFF, Action.ACCEPT, Action.DECLINE, Action.RECALL})
ONCE = [action for action, act in EVERY_ACT.items() if act.again]


@pytest.fixture
def second_desk(counter: Counter) -> Actor:
    an_actor(counter.database, Role.OFFICER, login="canbo.b")
    return the_actor(counter.database, "canbo.b", "Quầy 2")


@pytest.fixture
def one_desk(tmp_path: Path, time: FakeTime, empty_store: Path) -> Iterator[Counter]:
    """A counter on SQLite alone: what is asked of it does not lie with the database."""
    store = a_copied_store(empty_store, tmp_path)
    yield a_counter(tmp_path, time, store)
    store.close()


def whole(counter: Counter) -> bool:
    return StoreCheck(counter.database, (signed_form_problems,)).problems() == []


def entries(counter: Counter, action: Action) -> int:
    with counter.database.read() as session:
        return session.execute(
            select(func.count()).select_from(LogEntry).where(LogEntry.act == action.value)
        ).scalar_one()


def test_every_act_of_the_table_is_here() -> None:
    assert set(EVERY_ACT) == set(CHANGES)


@pytest.mark.parametrize("action", ONCE)
def test_the_same_act_again_is_told_what_is_true_now(counter: Counter, action: Action) -> None:
    act = EVERY_ACT[action]
    code = act.ready(counter)
    done_before = entries(counter, action)
    act.do(counter, counter.officer, code)
    before = everything(counter)
    with pytest.raises((RuleBrokenError, ConflictError), match=act.again):
        act.do(counter, counter.officer, code)
    assert everything(counter) == before
    assert entries(counter, action) == done_before + 1
    assert whole(counter)


@pytest.mark.parametrize("action", ONCE)
def test_two_desks_at_once_and_one_of_them_wins(
    counter: Counter, second_desk: Actor, action: Action
) -> None:
    act = EVERY_ACT[action]
    code = act.ready(counter)
    done_before = entries(counter, action)
    told = at_once(act.do, counter, (counter.officer, second_desk), code)
    assert [answer for answer in told if answer == ""] == [""], told
    (refusal,) = (answer for answer in told if answer)
    assert re.search(act.again, refusal)
    assert entries(counter, action) == done_before + 1
    assert whole(counter)


def test_two_corrections_at_once_leave_one_receipt_in_force(
    counter: Counter, second_desk: Actor
) -> None:
    """A correction may be corrected: both are made, one after the other."""
    act = EVERY_ACT[Action.CORRECT]
    code = act.ready(counter)
    assert at_once(act.do, counter, (counter.officer, second_desk), code) == ["", ""]
    with counter.database.read() as session:
        in_force = session.execute(
            select(func.count())
            .select_from(IssuedForm)
            .where(IssuedForm.kind == FormKind.RECEIPT, IssuedForm.voided_at.is_(None))
        ).scalar_one()
    assert in_force == 1
    assert whole(counter)


def at_once(
    do: Callable[[Counter, Actor, str], object],
    counter: Counter,
    actors: tuple[Actor, Actor],
    code: str,
) -> list[str]:
    """Return what each desk is told, "" where the act was done."""
    start = Barrier(2, timeout=20)

    def run(actor: Actor) -> str:
        start.wait()
        try:
            do(counter, actor, code)
        except UserError as error:
            return error.message
        return ""

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, actors))


@pytest.mark.parametrize("action", EVERY_ACT)
def test_each_role_does_what_its_right_says(one_desk: Counter, action: Action) -> None:
    """An agency officer of the unit that receives may accept and decline; no other agency act."""
    act = EVERY_ACT[action]
    allowed = _DESK | ({Role.AGENCY_OFFICER} if action in _BOTH_SIDES else frozenset())
    assert RIGHTS[CHANGES[action].right] == allowed
    code = act.ready(one_desk)
    before = everything(one_desk)
    for role in Role:
        if role in allowed:
            continue
        actor = an_actor(one_desk.database, role, login=f"thu.{role.value}")
        with pytest.raises(NotAllowedError):
            act.do(one_desk, actor, code)
        after = everything(one_desk)
        told = after["log_entries"][len(before["log_entries"]) :]
        assert {row[_ACT] for row in told} == {"denied"}, role
        assert after | {"log_entries": before["log_entries"]} == before, role
    for role in sorted(_DESK):
        again = act.ready(one_desk) if role is Role.SUPERVISOR else code
        act.do(one_desk, an_actor(one_desk.database, role, login=f"duoc.{role.value}"), again)


@pytest.mark.parametrize("action", sorted(_BOTH_SIDES))
def test_an_agency_of_neither_side_may_not_touch_a_slip(one_desk: Counter, action: Action) -> None:
    act = EVERY_ACT[action]
    code = act.ready(one_desk)
    before = everything(one_desk)
    with pytest.raises(NotAllowedError, match="thuộc đơn vị khác"):
        act.do(one_desk, one_desk.culture_officer, code)
    assert everything(one_desk) == before


_ACT = 6
"""The place of the act in a row of the log."""
_TOUCHES = (
    "holder_id = {culture}",
    "status = 'not_accepted'",
    "due_at = '2031-01-01 00:00:00.000000'",
)


@pytest.mark.parametrize("action", EVERY_ACT)
def test_each_act_logs_enough_to_be_replayed(one_desk: Counter, action: Action) -> None:
    """Whatever the act left is told by the log: touched behind it, it is found."""
    act = EVERY_ACT[action]
    code = act.ready(one_desk)
    act.do(one_desk, one_desk.officer, code)
    for touch in _TOUCHES:
        change = touch.format(culture=one_desk.culture)
        with one_desk.database.write() as session:
            last = select(func.max(DossierState.id)).where(DossierState.to_at == FOREVER)
            row = session.execute(last).scalar_one()
            session.execute(text(f"UPDATE dossier_states SET {change} WHERE id = {row}"))  # noqa: S608
            assert [problem for problem in replay_problems(session) if code in problem], touch
            session.rollback()
    with one_desk.database.read() as session:
        assert list(replay_problems(session)) == []
