"""Checklist rows 8-11: acts in their order, whole or not at all, once, and two people for some."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app.errors import ConflictError, InvalidInputError, NotAllowedError, RuleBrokenError
from app.services.access import approvals as approvals_module
from app.services.access.approvals import OWN_PASSWORD_ACTS, take_approval
from app.services.dossiers import lifecycle, states
from app.services.dossiers.decision import Decision
from app.services.ledger.rights import Right
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.people import GuardedAct, Role
from tests.security.dumps import dump
from tests.services.desk_builders import Counter
from tests.services.dossiers.every_act import EVERY_ACT
from tests.services.store_builders import GOOD_PASSWORD, an_actor

_GRANTED = Decision(outcome=Outcome.GRANTED, document_number="1/QĐ")


def test_row_08_only_the_listed_acts_pass(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every pair is tried in the tests of the table; here the store is seen to stay as it was."""
    returned = counter.returned()
    before = dump(counter.database)
    for action in (Action.RESOLVE, Action.ASK_SUPPLEMENT, Action.STOP, Action.WITHDRAW):
        with pytest.raises((RuleBrokenError, InvalidInputError)):
            counter.decisions.decide(counter.officer, returned, action, _GRANTED)
    assert dump(counter.database) == before
    stop = partial(counter.decisions.decide, counter.officer, returned, Action.STOP)
    monkeypatch.setattr(lifecycle, "refusal", lambda *_said: "")
    with pytest.raises(ValueError, match="stop does not lead from returned to stopped"):
        stop(Decision(note="x"))
    assert dump(counter.database) == before
    monkeypatch.setattr(states, "require_move", lambda *_said: None)
    stop(Decision(note="x"))
    assert dump(counter.database) != before


class _BreaksAt:
    """Raises after the n-th statement that writes."""

    def __init__(self, engine: Any, number: int) -> None:
        self._engine = engine
        self._left = number
        self.reached = False

    def __enter__(self) -> "_BreaksAt":
        event.listen(self._engine, "after_cursor_execute", self._count)
        return self

    def __exit__(self, *_fault: object) -> None:
        event.remove(self._engine, "after_cursor_execute", self._count)

    def _count(self, _line: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self._left -= 1
            if self._left == 0:
                self.reached = True
                raise _CutError


class _CutError(Exception):
    """The power, say."""


def _changed_by_cuts(counter: Counter, do: Callable[[], object]) -> list[int]:
    """Cut `do` after each of its writing statements; return after which something was left."""
    left = []
    for number in range(1, 200):
        before = dump(counter.database)
        cut = _BreaksAt(counter.database.engine, number)
        try:
            with cut:
                do()
        except _CutError:
            if dump(counter.database) != before:
                left.append(number)
        if not cut.reached:
            return left
    pytest.fail("the act never ended")


_CUT = (Action.ASK_SUPPLEMENT, Action.HANDOFF, Action.ACCEPT, Action.RESOLVE, Action.RETURN)


@pytest.mark.parametrize("action", _CUT)
def test_row_09_an_act_is_whole_or_not_at_all(counter: Counter, action: Action) -> None:
    act = EVERY_ACT[action]
    code = act.ready(counter)
    assert _changed_by_cuts(counter, lambda: act.do(counter, counter.officer, code)) == []


def test_row_09_a_registration_is_whole_or_not_at_all(counter: Counter) -> None:
    assert _changed_by_cuts(counter, counter.code) == []


def test_row_09_is_seen_to_fail(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "rollback", Session.commit)
    monkeypatch.setattr(Session, "__exit__", lambda session, *_fault: session.commit())
    assert _changed_by_cuts(counter, counter.code)


def _accepted_twice(counter: Counter) -> bool:
    code = counter.at_agency()
    try:
        counter.handoffs.accept(counter.economy_officer, [code])
    except ConflictError:
        return False
    return True


def test_row_10_a_handoff_is_answered_once_and_a_number_given_once(counter: Counter) -> None:
    assert not _accepted_twice(counter)
    typed = counter.as_typed()
    first = counter.intake.register(counter.officer, typed)
    again = counter.intake.register(counter.officer, typed)
    assert (again.code, again.was_known) == (first.code, True)
    codes = [counter.code(f"Người {number}") for number in range(10)]
    assert len({*codes, first.code}) == 11


def test_row_10_is_seen_to_fail(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "app.services.intake.intake._registered_before", lambda _work, _draft_id: None
    )
    typed = counter.as_typed()
    counter.intake.register(counter.officer, typed)
    with pytest.raises(Exception, match="draft_id"):  # the table itself is the second line
        counter.intake.register(counter.officer, typed)


_FOR_TWO = sorted(set(GuardedAct) - OWN_PASSWORD_ACTS)


def _alone(counter: Counter, act: GuardedAct) -> bool:
    """Say whether one person can do `act` alone, also through a second session of their own."""
    tx = counter.tx
    approvals = counter.approvals
    own, login = partial(approvals.again, counter.admin), counter.admin.login
    second = partial(approvals.by_second, counter.admin, login)
    for approve in (own, second):
        try:
            given = approve(GOOD_PASSWORD, act, "7")
            with tx.write(counter.admin, Right.OWN_ACCOUNT) as work:
                take_approval(work, given, act, "7")
        except (InvalidInputError, NotAllowedError):
            continue
        return True
    return False


@pytest.mark.parametrize("act", _FOR_TWO)
def test_row_11_guarded_acts_take_two_people(
    counter: Counter, act: GuardedAct, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_actor(counter.database, Role.SUPERVISOR, login="phu.trach")
    assert not _alone(counter, act)
    monkeypatch.setattr(approvals_module, "act_needs_second", lambda *_said: False)
    assert _alone(counter, act)


def test_row_11_names_the_acts_for_two() -> None:
    assert {GuardedAct.VOID_FORM, GuardedAct.RESTORE, GuardedAct.RENEW_KEY} <= set(_FOR_TWO)
    assert {GuardedAct.CHANGE_ROLES, GuardedAct.REOPEN_DAY} <= set(_FOR_TWO)
