"""Every pair of status and act: only what the table lists passes."""

import itertools

import pytest

from app.errors import RuleBrokenError
from app.services.dossiers.lifecycle import (
    CHANGES,
    NATIONAL_STATUS,
    OPEN_STATUSES,
    Custody,
    Situation,
    allowed,
    refusal,
    require,
)
from app.vocabulary import Action, DossierStatus, TimeUnit

S = DossierStatus
ALLOWED: dict[DossierStatus, str] = {
    S.RECEIVED: "correct handoff ask_supplement ask_payment extend withdraw stop",
    S.PROCESSING: "correct handoff ask_supplement ask_payment extend resolve withdraw stop",
    S.AWAITING_SUPPLEMENT: "supplement_in withdraw stop",
    S.AWAITING_PAYMENT: "payment_in withdraw stop",
    S.RESOLVED: "return",
    S.RETURNED: "",
    S.WITHDRAWN: "",
    S.STOPPED: "",
    S.NOT_ACCEPTED: "",
}


def at_rest(status: DossierStatus) -> Situation:
    return Situation(status, is_on_the_way=False, time_unit=TimeUnit.WORKING_DAY, has_agency=True)


@pytest.mark.parametrize("status", DossierStatus)
def test_with_the_paper_at_rest_only_the_listed_acts_pass(status: DossierStatus) -> None:
    assert {act.value for act in allowed(at_rest(status))} == set(ALLOWED[status].split())


@pytest.mark.parametrize("status", DossierStatus)
def test_on_the_way_only_accept_decline_recall_and_a_new_date_pass(status: DossierStatus) -> None:
    way = Situation(status, is_on_the_way=True, time_unit=TimeUnit.WORKING_DAY, has_agency=True)
    wanted = {"accept", "decline", "recall", "extend"}
    is_unpaused = status in {S.RECEIVED, S.PROCESSING}
    assert {act.value for act in allowed(way)} == (wanted if is_unpaused else set())


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
    here = Situation(S.RECEIVED, is_on_the_way=False, time_unit=unit, has_agency=has_agency)
    assert (refusal(Action.RESOLVE, here) == "") is passes


def test_every_refusal_says_what_is_true_now() -> None:
    for status, action in itertools.product(DossierStatus, Action):
        reason = refusal(action, at_rest(status))
        if reason:
            assert "Hồ sơ" in reason
            with pytest.raises(RuleBrokenError):
                require(action, at_rest(status), "lý do")


@pytest.mark.parametrize("action", [act for act, change in CHANGES.items() if change.needs_note])
def test_an_act_that_needs_a_reason_is_refused_without(action: Action) -> None:
    change = CHANGES[action]
    here = Situation(
        next(iter(change.before)),
        is_on_the_way=change.custody is Custody.ON_THE_WAY,
        time_unit=TimeUnit.SAME_DAY,
        has_agency=True,
    )
    with pytest.raises(RuleBrokenError, match="lý do"):
        require(action, here, "  ")
    assert require(action, here, "có lý do") is change


def test_every_status_has_its_national_code() -> None:
    assert sorted(NATIONAL_STATUS.values()) == list(range(2, 11))
    assert set(NATIONAL_STATUS) == set(DossierStatus)


def test_every_open_status_has_a_way_out() -> None:
    for status in OPEN_STATUSES:
        assert any(CHANGES[act].to not in {None, status} for act in allowed(at_rest(status)))
