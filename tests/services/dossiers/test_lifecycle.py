"""Every pair of statuses and every act: only what the table lists passes."""

import itertools

import pytest

from app.errors import RuleBrokenError
from app.services.dossiers.lifecycle import (
    CHANGES,
    FIRST_STATUS,
    FOUNDING,
    NATIONAL_STATUS,
    OPEN_STATUSES,
    PAUSED_STATUSES,
    ClockEffect,
    Custody,
    Situation,
    allowed,
    refusal,
    require,
    require_move,
)
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, DossierStatus

S = DossierStatus
_ENDS = "withdraw stop"
_ASKS = "ask_supplement ask_payment ask_opinion ask_check"
# A supplement names the papers asked for instead.
_NEED_A_NOTE = f"correct decline {_ASKS} extend reschedule {_ENDS}".replace("ask_supplement ", "")
_RUNS = f"correct handoff {_ASKS} extend reschedule {_ENDS}"
ALLOWED: dict[DossierStatus, str] = {
    S.RECEIVED: _RUNS,
    S.PROCESSING: f"{_RUNS} resolve",
    S.AWAITING_SUPPLEMENT: f"handoff supplement_in {_ENDS}",
    S.AWAITING_PAYMENT: f"handoff payment_in {_ENDS}",
    S.AWAITING_OPINION: f"handoff opinion_in extend reschedule {_ENDS}",
    S.AWAITING_CHECK: f"handoff check_in extend reschedule {_ENDS}",
    S.RESOLVED: "return",
    S.RETURNED: "",
    S.WITHDRAWN: "give_back",
    S.STOPPED: "give_back",
    S.NOT_ACCEPTED: "",
}
_R, _P = S.RECEIVED, S.PROCESSING
_PAIRS = {
    (_R, _P): "accept",
    (_R, S.AWAITING_SUPPLEMENT): "ask_supplement",
    (_P, S.AWAITING_SUPPLEMENT): "ask_supplement",
    (_R, S.AWAITING_PAYMENT): "ask_payment",
    (_P, S.AWAITING_PAYMENT): "ask_payment",
    (_R, S.AWAITING_OPINION): "ask_opinion",
    (_P, S.AWAITING_OPINION): "ask_opinion",
    (_R, S.AWAITING_CHECK): "ask_check",
    (_P, S.AWAITING_CHECK): "ask_check",
    (S.AWAITING_SUPPLEMENT, _R): "supplement_in",
    (S.AWAITING_SUPPLEMENT, _P): "supplement_in",
    (S.AWAITING_PAYMENT, _R): "payment_in",
    (S.AWAITING_PAYMENT, _P): "payment_in",
    (S.AWAITING_OPINION, _R): "opinion_in",
    (S.AWAITING_OPINION, _P): "opinion_in",
    (S.AWAITING_CHECK, _R): "check_in",
    (S.AWAITING_CHECK, _P): "check_in",
    (_R, S.RESOLVED): "resolve",
    (_P, S.RESOLVED): "resolve",
    (_R, S.RETURNED): "finish",
    (S.RESOLVED, S.RETURNED): "return",
    **{(status, S.WITHDRAWN): "withdraw" for status in OPEN_STATUSES},
    **{(status, S.STOPPED): "stop" for status in OPEN_STATUSES},
}
"""Every pair of different statuses that any act may join, and the one act that does."""


def at_rest(status: DossierStatus, **more: object) -> Situation:
    facts: dict[str, object] = {
        "is_on_the_way": False,
        "time_unit": TimeUnit.WORKING_DAY,
        "has_agency": True,
    }
    return Situation(status=status, **(facts | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("status", DossierStatus)
def test_with_the_paper_at_rest_only_the_listed_acts_pass(status: DossierStatus) -> None:
    assert {act.value for act in allowed(at_rest(status))} == set(ALLOWED[status].split())


@pytest.mark.parametrize("status", DossierStatus)
def test_on_the_way_the_slip_is_answered_first(status: DossierStatus) -> None:
    wanted: set[str] = set()
    if status in OPEN_STATUSES | {S.WITHDRAWN, S.STOPPED}:
        wanted = {"accept", "decline", "recall"}
    if status in OPEN_STATUSES - {S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT}:
        wanted |= {"extend", "reschedule"}
    assert {act.value for act in allowed(at_rest(status, is_on_the_way=True))} == wanted


@pytest.mark.parametrize("status", sorted(OPEN_STATUSES))
@pytest.mark.parametrize("action", [Action.EXTEND, Action.RESCHEDULE])
def test_while_the_clock_stands_no_date_is_moved(status: DossierStatus, action: Action) -> None:
    assert refusal(action, at_rest(status, is_clock_paused=True))


@pytest.mark.parametrize("action", [act for act in CHANGES if act.value in _NEED_A_NOTE.split()])
@pytest.mark.parametrize("note", ["", "  \n"])
def test_an_act_that_needs_a_reason_is_refused_without_one(action: Action, note: str) -> None:
    status = next(iter(CHANGES[action].moves))
    now = at_rest(status, is_on_the_way=CHANGES[action].custody is Custody.ON_THE_WAY)
    with pytest.raises(RuleBrokenError, match="cần ghi lý do"):
        require(action, now, note)
    assert require(action, now, "theo đơn") is CHANGES[action]


@pytest.mark.parametrize("action", Action)
def test_only_the_listed_acts_need_a_reason(action: Action) -> None:
    needs_note = (CHANGES.get(action) or FOUNDING[action]).needs_note
    assert needs_note is (action.value in f"{_NEED_A_NOTE} not_accept".split())


@pytest.mark.parametrize(("before", "after"), list(itertools.product(DossierStatus, DossierStatus)))
def test_only_the_listed_pairs_of_statuses_are_joined(
    before: DossierStatus, after: DossierStatus
) -> None:
    joined = {act.value for act, change in CHANGES.items() if after in change.moves.get(before, ())}
    if before is not after:
        assert joined == ({_PAIRS[before, after]} if (before, after) in _PAIRS else set())
    for act in CHANGES:
        if act.value in joined:
            require_move(act, before, after)
        else:
            with pytest.raises(ValueError, match="does not lead"):
                require_move(act, before, after)


@pytest.mark.parametrize(
    ("unit", "has_agency", "passes"),
    [
        (TimeUnit.SAME_DAY, True, True),
        (TimeUnit.WORKING_DAY, False, True),
        (TimeUnit.WORKING_DAY, True, False),
    ],
)
def test_received_to_resolved_is_for_the_desks_own_work(
    unit: TimeUnit, has_agency: bool, passes: bool
) -> None:
    here = at_rest(S.RECEIVED, time_unit=unit, has_agency=has_agency)
    assert (refusal(Action.RESOLVE, here) == "") is passes


@pytest.mark.parametrize("unit", TimeUnit)
def test_only_same_day_work_is_finished_in_one_step(unit: TimeUnit) -> None:
    here = at_rest(S.RECEIVED, time_unit=unit)
    assert (refusal(Action.FINISH, here) == "") is (unit is TimeUnit.SAME_DAY)
    away = at_rest(S.RECEIVED, time_unit=unit, is_at_office=False)
    assert refusal(Action.FINISH, away)


def test_papers_are_given_back_once_and_only_by_who_has_them() -> None:
    here = at_rest(S.WITHDRAWN)
    assert not refusal(Action.GIVE_BACK, here)
    assert "chưa ở" in refusal(Action.GIVE_BACK, at_rest(S.WITHDRAWN, is_at_office=False))
    for act in (Action.GIVE_BACK, Action.HANDOFF):
        assert "đã trả lại" in refusal(act, at_rest(S.STOPPED, has_papers_back=True))


def test_what_was_cut_short_at_an_agency_comes_back() -> None:
    for status in (S.WITHDRAWN, S.STOPPED):
        assert allowed(at_rest(status, is_at_office=False)) == (Action.HANDOFF,)


def test_a_phase_ends_only_while_one_runs() -> None:
    assert refusal(Action.END_PHASE, at_rest(S.PROCESSING))
    assert not refusal(Action.END_PHASE, at_rest(S.PROCESSING, has_next_phase=True))


def test_every_refusal_says_what_is_true_now() -> None:
    for status, action in itertools.product(DossierStatus, Action):
        reason = refusal(action, at_rest(status))
        if reason:
            assert reason.endswith((".", "được."))
            with pytest.raises(RuleBrokenError):
                require(action, at_rest(status), "lý do")


@pytest.mark.parametrize("action", [act for act, change in CHANGES.items() if change.needs_note])
def test_an_act_that_needs_a_reason_is_refused_without(action: Action) -> None:
    change = CHANGES[action]
    here = at_rest(
        next(iter(change.before)),
        is_on_the_way=change.custody is Custody.ON_THE_WAY,
        time_unit=TimeUnit.SAME_DAY,
    )
    with pytest.raises(RuleBrokenError, match="lý do"):
        require(action, here, "  ")
    assert require(action, here, "có lý do") is change


def test_every_status_has_its_national_code() -> None:
    assert NATIONAL_STATUS == {
        S.RECEIVED: 2,
        S.NOT_ACCEPTED: 3,
        S.PROCESSING: 4,
        S.AWAITING_OPINION: 4,
        S.AWAITING_CHECK: 4,
        S.AWAITING_SUPPLEMENT: 5,
        S.AWAITING_PAYMENT: 6,
        S.WITHDRAWN: 7,
        S.STOPPED: 8,
        S.RESOLVED: 9,
        S.RETURNED: 10,
    }


def test_every_open_status_has_a_way_out() -> None:
    for status in OPEN_STATUSES:
        assert any(CHANGES[act].moves[status] - {status} for act in allowed(at_rest(status)))


def test_what_pauses_has_its_way_back_and_what_ends_the_clock_ends_the_work() -> None:
    for change in CHANGES.values():
        if change.clock is ClockEffect.PAUSES:
            assert change.after <= PAUSED_STATUSES
        if change.clock is ClockEffect.RESUMES:
            assert change.before <= PAUSED_STATUSES
        if change.clock is ClockEffect.ENDS:
            assert not change.after & OPEN_STATUSES


def test_a_dossier_begins_received_or_not_accepted() -> None:
    assert FIRST_STATUS == {
        Action.REGISTER: S.RECEIVED,
        Action.NOT_ACCEPT: S.NOT_ACCEPTED,
    }
    assert set(FOUNDING) == set(FIRST_STATUS)
