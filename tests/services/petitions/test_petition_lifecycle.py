"""The table of what may be done to a petition: every walk ends, and nothing else is let."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RuleBrokenError
from app.services.petitions.lifecycle import (
    CLASS_LEADS_TO,
    FIRST_STATUS,
    OPEN_STATUSES,
    STEPS,
    PetitionSituation,
    allowed,
    next_duty,
    outcomes_for,
    refusal,
    require,
    require_move,
)
from app.vocabulary.petitions import (
    Finding,
    PetitionAct,
    PetitionClass,
    PetitionOutcome,
    PetitionStatus,
)

_FINAL = {PetitionStatus.REFUSED, PetitionStatus.WITHDRAWN, PetitionStatus.CLOSED}


def test_every_act_is_in_the_table_and_every_class_leads_somewhere() -> None:
    assert set(STEPS) == set(PetitionAct) - {PetitionAct.RECEIVE}
    assert set(CLASS_LEADS_TO) == set(PetitionClass)
    assert set(CLASS_LEADS_TO.values()) <= STEPS[PetitionAct.CLASSIFY].after


def test_every_status_is_reached_and_has_a_way_out_or_is_final() -> None:
    reached = {FIRST_STATUS}.union(*(step.after for step in STEPS.values()))
    ways = {
        status for step in STEPS.values() for status in step.before if step.moves[status] - {status}
    }
    assert reached == set(PetitionStatus)
    assert set(PetitionStatus) - ways == _FINAL


def test_what_is_open_has_a_duty_unless_its_sender_is_waited_for() -> None:
    without = {status for status in OPEN_STATUSES if next_duty(status) is None}
    assert without == {PetitionStatus.AWAITING_INFORMATION}


@given(st.data())
def test_a_walk_along_the_table_never_opens_what_has_ended(data: st.DataObject) -> None:
    now, has_ended = PetitionSituation(status=FIRST_STATUS), False
    for _step in range(30):
        acts = allowed(now)
        if not acts:
            assert now.status in _FINAL
            return
        act = data.draw(st.sampled_from(acts))
        after = data.draw(st.sampled_from(sorted(STEPS[act].moves[now.status])))
        require(act, now, "ghi rõ")
        require_move(act, now.status, after)
        assert not (has_ended and after in OPEN_STATUSES)
        has_ended = has_ended or after not in OPEN_STATUSES
        known = data.draw(st.sampled_from(PetitionClass)) if act is PetitionAct.CLASSIFY else None
        now = replace(now, status=after, petition_class=known or now.petition_class)


@given(st.sampled_from(PetitionStatus), st.sampled_from(PetitionAct))
def test_what_the_table_does_not_list_is_refused_in_words(
    status: PetitionStatus, act: PetitionAct
) -> None:
    listed = act in STEPS and status in STEPS[act].before
    reason = refusal(act, PetitionSituation(status=status, petition_class=PetitionClass.CONDUCT))
    if not listed:
        assert "nên không thể" in reason
    else:
        assert bool(reason) is (act is PetitionAct.DECIDE)


def test_a_complaint_is_found_true_or_false_and_a_rule_is_decided_on() -> None:
    complaint = PetitionSituation(
        status=PetitionStatus.FORWARDED, petition_class=PetitionClass.CONDUCT
    )
    rule = replace(complaint, petition_class=PetitionClass.OTHER_RULE)
    assert PetitionAct.FIND in allowed(complaint)
    assert PetitionAct.FIND not in allowed(rule)
    assert PetitionAct.DECIDE in allowed(rule)
    known = replace(complaint, status=PetitionStatus.DECIDED, finding=Finding.FALSE)
    assert PetitionAct.FIND in allowed(known), "a mistake can be put right before the answer"


@pytest.mark.parametrize("act", [act for act, step in STEPS.items() if step.needs_note])
def test_an_act_that_needs_words_is_not_done_without(act: PetitionAct) -> None:
    status = sorted(STEPS[act].before)[0]
    is_finding = act is PetitionAct.FIND
    known = PetitionClass.CONDUCT if is_finding else PetitionClass.OWN_RULE
    with pytest.raises(RuleBrokenError, match="cần ghi nội dung"):
        require(act, PetitionSituation(status=status, petition_class=known), "")


def test_closing_without_publication_says_why() -> None:
    now = PetitionSituation(status=PetitionStatus.ANSWERED)
    with pytest.raises(RuleBrokenError, match="vì sao không công khai"):
        require(PetitionAct.CLOSE, now, "")
    require(PetitionAct.CLOSE, replace(now, status=PetitionStatus.PUBLISHED), "")


def test_outcomes_go_with_what_the_study_found() -> None:
    studied = PetitionSituation(status=PetitionStatus.STUDIED)
    assert set(outcomes_for(studied)) == set(PetitionOutcome)
    assert set(outcomes_for(replace(studied, has_ground=False))) == {
        PetitionOutcome.NO_GROUND,
        PetitionOutcome.EXPLAIN,
    }
    assert PetitionOutcome.NO_GROUND not in outcomes_for(replace(studied, has_ground=True))
