"""What a scan means at a desk, and why it is refused."""

from datetime import timedelta

import pytest

from app.errors import NotAllowedError
from app.vocabulary.dossiers import Action, Verdict
from tests.services.desk_builders import OWNER, Counter

FORGED = "1" + "7" * 200


def test_a_waiting_dossier_goes_on_a_slip(counter: Counter) -> None:
    made = counter.dossier()
    for text in (made.receipt.qr_payload, made.code, made.code.lower(), "1", "261123-0001"):
        scan = counter.scans.for_handoff(counter.officer, text)
        assert (scan.dossier.code, scan.dossier.refusal) == (made.code, ""), text
        assert not scan.has_arrived
    assert (
        counter.scans.for_handoff(counter.officer, made.receipt.qr_payload).dossier.verdict
        is Verdict.GENUINE
    )


def test_a_dossier_already_on_a_slip_says_which_and_where_to(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    scan = counter.scans.for_handoff(counter.officer, code)
    assert "đã nằm trên phiếu 1/PBG đang đi tới Phòng Kinh tế" in scan.dossier.refusal


def test_a_dossier_held_elsewhere_says_who_holds_it(counter: Counter) -> None:
    code = counter.at_agency()
    refusal = counter.scans.for_handoff(counter.officer, code).dossier.refusal
    assert refusal == f"Hồ sơ {code} không ở đây: Phòng Kinh tế đang giữ."


def test_what_comes_to_this_unit_has_arrived(counter: Counter) -> None:
    code = counter.code()
    sent = counter.handoffs.send(counter.officer, counter.economy, [code])
    scan = counter.scans.for_handoff(counter.economy_officer, code)
    assert (scan.has_arrived, scan.dossier.code, scan.dossier.refusal) == (True, code, "")
    slip = counter.scans.for_handoff(counter.economy_officer, sent.slip.qr_payload)
    assert slip.slip is not None
    assert slip.slip.number == sent.number


def test_a_slip_of_another_unit_or_an_old_one_is_refused(counter: Counter) -> None:
    code = counter.code()
    sent = counter.handoffs.send(counter.officer, counter.economy, [code])
    own = counter.scans.for_handoff(counter.officer, sent.slip.qr_payload)
    assert own.dossier.refusal == "Phiếu 1/PBG đi tới Phòng Kinh tế."
    other = counter.scans.for_handoff(counter.culture_officer, sent.slip.qr_payload)
    assert "không còn hồ sơ nào" in other.dossier.refusal
    counter.handoffs.accept(counter.economy_officer, [code])
    done = counter.scans.for_handoff(counter.economy_officer, sent.slip.qr_payload)
    assert "không còn hồ sơ nào" in done.dossier.refusal


def test_forged_and_void_receipts_are_refused_by_verdict(counter: Counter) -> None:
    forged = counter.scans.for_handoff(counter.officer, FORGED).dossier
    assert (forged.verdict, forged.row) == (Verdict.FORGED, None)
    assert forged.refusal
    made = counter.dossier()
    counter.corrections.correct(
        counter.officer, made.code, counter.as_typed(case_id=counter.same_day_case), "sai thủ tục"
    )
    void = counter.scans.for_handoff(counter.officer, made.receipt.qr_payload).dossier
    assert (void.verdict, void.code) == (Verdict.VOID, made.code)
    assert "đã hủy" in void.refusal


def test_nothing_found_repeats_what_was_typed_shortly(counter: Counter) -> None:
    assert "“không có”" in counter.scans.for_handoff(counter.officer, " không  có ").dossier.refusal
    assert len(counter.scans.for_handoff(counter.officer, "x" * 5000).dossier.refusal) < 150


def test_last_digits_mean_the_one_that_can_be_acted_on(counter: Counter) -> None:
    old = counter.code()
    counter.time.advance(timedelta(days=2))
    new = counter.code()
    both = counter.scans.for_handoff(counter.officer, "0001").dossier
    assert "khớp 2 hồ sơ" in both.refusal
    counter.handoffs.send(counter.officer, counter.economy, [old])
    assert counter.scans.for_handoff(counter.officer, "0001").dossier.code == new


def test_a_receipt_of_another_agency_is_not_shown(counter: Counter) -> None:
    made = counter.dossier()
    found = counter.scans.for_handoff(counter.culture_officer, made.receipt.qr_payload).dossier
    assert found.row is None
    assert "không thuộc đơn vị của bạn" in found.refusal


def test_the_return_desk_hears_why_a_dossier_cannot_be_returned(counter: Counter) -> None:
    waiting, ready = counter.code("Bình"), counter.resolved()
    refused = counter.scans.for_action(counter.officer, waiting, Action.RETURN)
    assert "Đã tiếp nhận" in refused.refusal
    assert counter.scans.for_action(counter.officer, ready, Action.RETURN).refusal == ""
    by_name = counter.scans.for_action(counter.officer, OWNER.name, Action.RETURN)
    assert by_name.code == ready


def test_an_act_without_the_right_is_refused(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    with pytest.raises(NotAllowedError):
        counter.scans.for_action(counter.economy_officer, code, Action.RETURN)
