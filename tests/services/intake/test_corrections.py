"""A wrong intake put right: the old receipt is void, the new one says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import local_date
from app.errors import ConflictError, InvalidInputError, RuleBrokenError
from app.services.dossiers.records import HandedPaper, NewDossier
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Channel, Verdict
from tests.services.desk_builders import OWNER, Counter

PAPER = (HandedPaper("Đơn đề nghị", 1),)


def right(counter: Counter, name: str = "Lê Văn Đúng") -> NewDossier:
    return NewDossier("", counter.same_day_case, replace(OWNER, name=name), PAPER)


def test_a_correction_voids_the_old_receipt_and_issues_another(counter: Counter) -> None:
    wrong = counter.dossier()
    fixed = counter.corrections.correct(
        counter.officer, wrong.code, right(counter), "chọn nhầm thủ tục"
    )
    verifier = counter.verifier
    old = verifier.verify(counter.officer, wrong.receipt.qr_payload)
    new = verifier.verify(counter.officer, fixed.receipt.qr_payload)
    assert (old.verdict, new.verdict) == (Verdict.VOID, Verdict.GENUINE)
    assert fixed.code == wrong.code
    assert fixed.receipt.replaces == wrong.receipt.number
    view = counter.tracking.one(counter.officer, wrong.code)
    assert view.owner.name == "Lê Văn Đúng"
    assert [paper.name for paper in view.papers] == ["Đơn đề nghị"]
    assert view.row.procedure_code == "2.000002"
    assert view.row.received_at == wrong.receipt.received_at
    assert StoreCheck(counter.database).problems() == []


def test_the_corrected_person_is_found_and_the_wrong_one_is_not(counter: Counter) -> None:
    code = counter.code()
    counter.corrections.correct(counter.officer, code, right(counter), "sai tên")
    assert [row.code for row in counter.search.find(counter.officer, "van dung").rows] == [code]
    assert counter.search.find(counter.officer, "anh").rows == ()


def test_a_waiting_copy_of_the_void_receipt_is_not_printed(counter: Counter) -> None:
    code = counter.code()
    counter.corrections.correct(counter.officer, code, right(counter), "sai tên")
    assert [job.number for job in counter.print_queue.waiting(counter.officer)] == ["2/TNHS"]


def test_a_correction_needs_its_reason(counter: Counter) -> None:
    code = counter.code()
    with pytest.raises(RuleBrokenError, match="lý do"):
        counter.corrections.correct(counter.officer, code, right(counter), " ")


def test_a_correction_is_checked_like_an_intake(counter: Counter) -> None:
    code = counter.code()
    with pytest.raises(InvalidInputError) as caught:
        counter.corrections.correct(counter.officer, code, right(counter, ""), "sai tên")
    assert caught.value.field == "owner_name"
    assert counter.tracking.one(counter.officer, code).owner.name == OWNER.name


def test_nothing_is_corrected_after_the_result(counter: Counter) -> None:
    code = counter.resolved()
    with pytest.raises(RuleBrokenError, match="Đã xử lý xong"):
        counter.corrections.correct(counter.officer, code, right(counter), "sai tên")


def test_a_channel_corrected_later_leaves_the_day_of_receipt_as_it_was(counter: Counter) -> None:
    code = counter.code()
    day = local_date(counter.time.now)
    before = counter.summaries.of_period(counter.admin, day, day)
    counter.time.advance(timedelta(days=2))
    typed = counter.as_typed(channel=Channel.POST)
    counter.corrections.correct(counter.officer, code, typed, "gửi qua bưu điện")
    after = counter.summaries.of_period(counter.admin, day, day)
    assert (after.total, after.received_rows) == (before.total, before.received_rows)
    today = local_date(counter.time.now)
    whole = counter.summaries.of_period(counter.admin, day, today)
    assert (whole.total.received.counter, whole.total.received.post) == (0, 1)


def test_a_correction_typed_from_a_replaced_receipt_is_refused(counter: Counter) -> None:
    wrong = counter.dossier()
    seen = wrong.receipt.number
    first = counter.corrections.correct(
        counter.officer, wrong.code, right(counter), "nhầm tên", seen=seen
    )
    with pytest.raises(ConflictError, match=first.receipt.number):
        counter.corrections.correct(
            counter.officer, wrong.code, right(counter, "Người Khác"), "nhầm", seen=seen
        )
    view = counter.tracking.one(counter.officer, wrong.code)
    assert view.owner.name == "Lê Văn Đúng"
    counter.corrections.correct(
        counter.officer, wrong.code, right(counter, "Người Khác"), "x", seen=first.receipt.number
    )
