"""Handing over: one numbered slip per receiver, all or none, two acts by two people."""

from datetime import timedelta

import pytest

from app.errors import ConflictError, InvalidInputError, NotAllowedError, RuleBrokenError
from app.vocabulary.dossiers import DossierStatus, HandoffItemState
from tests.services.desk_builders import Counter
from tests.services.store_builders import logged_acts

MINUTE = timedelta(minutes=1)


def _states(counter: Counter, code: str) -> list[HandoffItemState]:
    return [step.state for step in counter.tracking.one(counter.officer, code).custody]


def _holds(counter: Counter, code: str, unit: str) -> bool:
    return counter.holder(code) == unit


def test_a_slip_carries_its_dossiers_in_order_and_waits_for_the_printer(counter: Counter) -> None:
    codes = [counter.code(), counter.code(), counter.code()]
    sent = counter.handoffs.send(counter.officer, counter.economy, codes[::-1], note=" mang  tay ")
    assert sent.number == "1/PBG"
    assert [line.code for line in sent.slip.lines] == codes[::-1]
    assert sent.slip.note == "mang tay"
    assert sent.slip.lines[0].paper_count == 3
    assert sent.job_id in [job.job_id for job in counter.print_queue.waiting(counter.officer)]
    assert counter.holder(codes[0]) == counter.officer.unit_name


def test_each_slip_takes_the_next_number_of_the_year(counter: Counter) -> None:
    first = counter.handoffs.send(counter.officer, counter.economy, [counter.code()])
    second = counter.handoffs.send(counter.officer, counter.culture, [counter.code()])
    assert (first.number, second.number) == ("1/PBG", "2/PBG")


def test_one_dossier_that_cannot_go_keeps_all_and_the_number(counter: Counter) -> None:
    moving, waiting = counter.code(), counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [moving])
    acts = logged_acts(counter.database)
    with pytest.raises(ConflictError, match=f"{moving} đã nằm trên phiếu 1/PBG do Người canbo.a"):
        counter.handoffs.send(counter.officer, counter.economy, [waiting, moving])
    assert _states(counter, waiting) == []
    assert logged_acts(counter.database) == acts
    assert counter.handoffs.send(counter.officer, counter.economy, [waiting]).number == "2/PBG"


def test_an_empty_slip_is_refused_and_a_double_scan_is_one_line(counter: Counter) -> None:
    with pytest.raises(InvalidInputError, match="Chưa có hồ sơ nào") as refused:
        counter.handoffs.send(counter.officer, counter.economy, [])
    assert refused.value.field == "codes"
    code = counter.code()
    assert counter.handoffs.send(counter.officer, counter.economy, [code, code.lower()]).codes == (
        code,
    )


def test_dossiers_of_two_holders_do_not_share_a_slip(counter: Counter) -> None:
    away, here = counter.code(), counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [away])
    counter.handoffs.accept(counter.officer, [away])
    with pytest.raises(RuleBrokenError, match="hai đơn vị khác nhau"):
        counter.handoffs.send(counter.officer, counter.culture, [here, away])
    assert counter.handoffs.send(counter.officer, counter.culture, [away]).slip.from_name == (
        "Phòng Kinh tế"
    )


def test_acceptance_moves_the_paper_and_starts_the_work(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.time.advance(20 * MINUTE)
    counter.handoffs.accept(counter.economy_officer, [code])
    view = counter.tracking.one(counter.officer, code)
    assert view.row.status is DossierStatus.PROCESSING
    assert (view.row.holder_name, view.row.is_on_the_way) == ("Phòng Kinh tế", False)
    assert view.custody[0].receiver_name == counter.economy_officer.name
    assert [(held.unit_name, held.until is None) for held in view.holdings] == [
        (counter.officer.unit_name, False),
        ("Phòng Kinh tế", True),
    ]
    assert view.holdings[1].since - view.holdings[0].since == 20 * MINUTE
    assert view.holdings[0].worked == 20 * MINUTE
    counter.time.advance(timedelta(days=2))  # Tuesday 24/11 is a holiday
    view = counter.tracking.one(counter.officer, code)
    assert view.holdings[1].worked == timedelta(hours=7, minutes=30)


def test_a_second_acceptance_says_who_was_first_and_when(counter: Counter) -> None:
    code = counter.at_agency()
    with pytest.raises(ConflictError, match="đã được Người kinhte nhận lúc 23/11/2026 09:00"):
        counter.handoffs.accept(counter.officer, [code])


def test_accepting_many_is_all_or_none(counter: Counter) -> None:
    mine, other = counter.code(), counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [mine])
    counter.handoffs.send(counter.officer, counter.culture, [other])
    with pytest.raises(NotAllowedError, match="thuộc đơn vị khác"):
        counter.handoffs.accept(counter.economy_officer, [mine, other])
    assert _states(counter, mine) == [HandoffItemState.SENT]


def test_the_counter_records_a_paper_receiver_by_name(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.officer, [code], receiver_name="Lê Văn Nhận")
    assert counter.tracking.one(counter.officer, code).custody[0].receiver_name == "Lê Văn Nhận"


def test_an_unnamed_paper_receiver_is_the_unit_and_never_the_counter(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.officer, [code])
    assert counter.tracking.one(counter.officer, code).custody[0].receiver_name == "Phòng Kinh tế"


def test_a_refusal_needs_a_reason_and_leaves_the_paper_with_the_sender(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    with pytest.raises(RuleBrokenError, match="cần ghi lý do"):
        counter.handoffs.decline(counter.economy_officer, code, "  ")
    counter.handoffs.decline(counter.economy_officer, code, "thiếu bản chính")
    view = counter.tracking.one(counter.officer, code)
    assert view.row.status is DossierStatus.RECEIVED
    assert _holds(counter, code, counter.officer.unit_name)
    assert (view.custody[0].state, view.custody[0].reason) == (
        HandoffItemState.REFUSED,
        "thiếu bản chính",
    )
    again = counter.handoffs.send(counter.officer, counter.economy, [code])
    assert again.number == "2/PBG"


def test_a_recalled_dossier_can_go_elsewhere_but_not_be_accepted(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.recall(counter.officer, code)
    with pytest.raises(ConflictError, match=r"đã được Người canbo\.a thu hồi lúc 23/11/2026 09:00"):
        counter.handoffs.accept(counter.economy_officer, [code])
    counter.handoffs.send(counter.officer, counter.culture, [code])
    assert _states(counter, code) == [HandoffItemState.RECALLED, HandoffItemState.SENT]


def test_recalling_a_slip_is_all_or_none(counter: Counter) -> None:
    codes = [counter.code(), counter.code()]
    counter.handoffs.send(counter.officer, counter.economy, codes)
    counter.handoffs.accept(counter.economy_officer, codes[1:])
    with pytest.raises(ConflictError, match="đã được"):
        counter.handoffs.recall_all(counter.officer, codes)
    assert _states(counter, codes[0]) == [HandoffItemState.SENT]
    counter.handoffs.recall_all(counter.officer, codes[:1])
    assert _states(counter, codes[0]) == [HandoffItemState.RECALLED]


def test_an_agency_officer_acts_for_their_own_unit_alone(counter: Counter) -> None:
    code = counter.code()
    with pytest.raises(NotAllowedError):
        counter.handoffs.send(counter.economy_officer, counter.culture, [code])
    counter.handoffs.send(counter.officer, counter.economy, [code])
    with pytest.raises(NotAllowedError):
        counter.handoffs.accept(counter.culture_officer, [code])
    with pytest.raises(NotAllowedError):
        counter.handoffs.decline(counter.culture_officer, code, "không phải của tôi")
    with pytest.raises(NotAllowedError):
        counter.handoffs.recall(counter.culture_officer, code)
    assert _states(counter, code) == [HandoffItemState.SENT]


def test_the_sender_of_an_agency_cannot_accept_for_the_counter(counter: Counter) -> None:
    code = counter.at_agency()
    counter.handoffs.send(counter.economy_officer, counter.officer.unit_id, [code])
    with pytest.raises(NotAllowedError):
        counter.handoffs.accept(counter.economy_officer, [code])
    with pytest.raises(NotAllowedError):
        counter.handoffs.decline(counter.economy_officer, code, "tự từ chối")
    counter.handoffs.accept(counter.officer, [code])
    view = counter.tracking.one(counter.officer, code)
    assert _holds(counter, code, counter.officer.unit_name)
    assert view.row.status is DossierStatus.PROCESSING
    assert view.custody[1].receiver_name == counter.officer.name


def test_paper_is_not_handed_to_its_holder_or_to_a_closed_unit(counter: Counter) -> None:
    code = counter.code()
    with pytest.raises(RuleBrokenError, match="không cần bàn giao"):
        counter.handoffs.send(counter.officer, counter.officer.unit_id, [code])
    with pytest.raises(InvalidInputError) as refused:
        counter.handoffs.send(counter.officer, 999, [code])
    assert refused.value.field == "to"


def test_late_entries_keep_their_order_and_are_marked(counter: Counter) -> None:
    code = counter.code()
    counter.time.advance(timedelta(hours=3))
    sent_at = counter.time.now - timedelta(hours=2)
    counter.handoffs.send(counter.officer, counter.economy, [code], happened_at=sent_at)
    with pytest.raises(RuleBrokenError, match="không thể ghi một việc sớm hơn"):
        counter.handoffs.accept(counter.officer, [code], happened_at=sent_at - MINUTE)
    with pytest.raises(InvalidInputError, match="tương lai"):
        counter.handoffs.accept(counter.officer, [code], happened_at=counter.time.now + MINUTE)
    counter.handoffs.accept(counter.officer, [code], happened_at=sent_at + MINUTE)
    view = counter.tracking.one(counter.officer, code)
    assert view.custody[0].closed_at == sent_at + MINUTE
    assert [step.is_late_entry for step in view.timeline] == [False, True, True]


def test_the_page_offers_only_what_this_person_may_do_now(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    offered = {
        actor.login: {item.action.value for item in counter.tracking.one(actor, code).actions}
        for actor in (counter.officer, counter.economy_officer)
    }
    assert offered["kinhte"] == {"accept", "decline"}
    assert offered["canbo.a"] == {"accept", "decline", "recall", "extend"}
    counter.handoffs.accept(counter.economy_officer, [code])
    own = counter.tracking.one(counter.economy_officer, code).actions
    assert [item.action.value for item in own] == ["handoff"]
