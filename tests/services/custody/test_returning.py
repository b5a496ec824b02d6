"""Handing a result over: who may collect it, what is owed, what is printed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import InvalidInputError, RuleBrokenError
from app.services.custody.records import Collection
from app.services.dossiers.records import Owner, Submitter
from app.services.forms.records import ReturnReceiptData
from app.vocabulary.dossiers import DossierStatus, Outcome, ReturnBy, Verdict
from tests.services.desk_builders import OWNER, Counter

IN_PERSON = Collection(OWNER.name)
PROXY = Collection("Trần Văn Thay", "079085001234", is_authorised=True)


def _refused(counter: Counter, code: str, said: Collection) -> InvalidInputError:
    with pytest.raises(InvalidInputError) as refused:
        counter.returning.give_back(counter.officer, code, said)
    return refused.value


def test_results_wait_by_given_name_in_the_vietnamese_order(counter: Counter) -> None:
    for name in ("Nguyễn Văn Đức", "Lê Thị Ánh", "Trần Dũng", "Bùi An", "Phạm Ân"):
        counter.resolved(name)
    names = [row.owner_name for row in counter.returning.waiting(counter.officer)]
    assert names == ["Bùi An", "Lê Thị Ánh", "Phạm Ân", "Trần Dũng", "Nguyễn Văn Đức"]


def test_only_results_wait_and_a_filter_needs_no_marks(counter: Counter) -> None:
    counter.code("Nguyễn Văn Đức")
    wanted = counter.resolved("Nguyễn Văn Đức")
    counter.resolved("Lê Thị Ánh")
    found = counter.returning.waiting(counter.officer, "duc nguyen")
    assert [row.code for row in found] == [wanted]
    assert [row.code for row in counter.returning.waiting(counter.officer, wanted)] == [wanted]
    assert counter.returning.waiting(counter.officer, "không ai") == ()


def test_the_check_shows_what_the_desk_looks_at(counter: Counter) -> None:
    code = counter.resolved(fee_vnd=50_000, paid_vnd=20_000)
    check = counter.returning.check(counter.officer, code)
    assert (check.outcome, check.document_number) == (Outcome.GRANTED, "12/QĐ-UBND")
    assert check.original_papers == ("Tờ khai đăng ký", "Giấy chứng nhận đã cấp")
    assert check.owed_vnd == 30_000


def test_what_is_not_resolved_or_already_returned_cannot_be_returned(counter: Counter) -> None:
    with pytest.raises(RuleBrokenError, match="Đã tiếp nhận"):
        counter.returning.check(counter.officer, counter.code())
    code = counter.returned()
    with pytest.raises(RuleBrokenError, match="Đã trả kết quả"):
        counter.returning.give_back(counter.officer, code, IN_PERSON)


def test_the_owner_collects_with_or_without_a_number(counter: Counter) -> None:
    code = counter.resolved()
    done = counter.returning.give_back(counter.officer, code, Collection("nguyen thi anh"))
    assert (done.code, done.form_id, done.job_id) == (code, 0, 0)
    view = counter.tracking.one(counter.officer, code)
    assert view.row.status is DossierStatus.RETURNED
    assert view.result is not None
    assert view.result.collector_name == "nguyen thi anh"
    assert view.actions == ()


def test_the_submitter_may_collect_what_they_brought(counter: Counter) -> None:
    code = counter.resolved(submitter=Submitter("Trần Văn Nộp", "079085001234"))
    counter.returning.give_back(counter.officer, code, Collection("Trần Văn Nộp", "079085001234"))
    assert counter.tracking.one(counter.officer, code).row.status is DossierStatus.RETURNED


def test_somebody_else_needs_an_authorisation_and_an_identity_paper(counter: Counter) -> None:
    code = counter.resolved()
    assert _refused(counter, code, Collection("Trần Văn Thay")).field == "collector_name"
    unnumbered = replace(PROXY, collector_id_number="")
    assert _refused(counter, code, unnumbered).field == "collector_id"
    counter.returning.give_back(counter.officer, code, PROXY)
    result = counter.tracking.one(counter.officer, code).result
    assert result is not None
    assert (result.collector_name, result.is_authorised) == (PROXY.collector_name, True)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Collection("  "), "collector_name"),
        (replace(PROXY, collector_id_number="123"), "collector_id"),
        (replace(PROXY, collector_id_number="999085001234"), "collector_id"),
        (replace(IN_PERSON, note="ẩn\u202e"), "note"),
    ],
)
def test_a_problem_names_its_field(counter: Counter, said: Collection, field: str) -> None:
    assert _refused(counter, counter.resolved(), said).field == field


def test_a_namesake_with_another_number_is_stopped_until_explained(counter: Counter) -> None:
    code = counter.resolved()
    namesake = Collection(OWNER.name, "079085001234")
    problem = _refused(counter, code, namesake)
    assert problem.field == "collector_id"
    assert "072*****1234" in problem.message
    counter.returning.give_back(counter.officer, code, replace(namesake, note="đã đổi thẻ"))


def test_an_owner_without_a_number_is_not_compared(counter: Counter) -> None:
    code = counter.resolved(owner=Owner("Lê Thị Ánh"))
    counter.returning.give_back(counter.officer, code, Collection("Lê Thị Ánh", "079085001234"))


def test_the_post_carries_only_what_asked_for_it(counter: Counter) -> None:
    carrier = Collection(
        "Bưu tá Hòa", is_by_post=True, waybill="RA123456785VN", carrier="Bưu điện Việt Nam"
    )
    assert _refused(counter, counter.resolved(), carrier).field == "collector_name"
    code = counter.resolved(return_by=ReturnBy.POST, return_address="Số 5 đường Thử")
    check = counter.returning.check(counter.officer, code)
    assert (check.return_by, check.return_address) == (ReturnBy.POST, "Số 5 đường Thử")
    counter.returning.give_back(counter.officer, code, carrier)
    result = counter.tracking.one(counter.officer, code).result
    assert result is not None
    assert (result.collector_name, result.is_authorised) == ("Bưu tá Hòa", False)


def test_a_fee_still_owed_keeps_the_result(counter: Counter) -> None:
    code = counter.resolved(fee_vnd=50_000, paid_vnd=20_000)
    with pytest.raises(RuleBrokenError, match=r"Còn phải thu 10\.000 ₫"):
        counter.returning.give_back(counter.officer, code, replace(IN_PERSON, paid_vnd=20_000))
    assert _refused(counter, code, replace(IN_PERSON, paid_vnd=30_001)).field == "paid_vnd"
    assert _refused(counter, code, replace(IN_PERSON, paid_vnd=-1)).field == "paid_vnd"
    done = counter.returning.give_back(counter.officer, code, replace(IN_PERSON, paid_vnd=30_000))
    assert (done.receipt.fee_vnd, done.receipt.payment_number) == (30_000, "2/PT")
    assert counter.tracking.one(counter.officer, code).paid_vnd == 50_000


def test_a_receipt_is_numbered_and_queued_only_when_asked_for(counter: Counter) -> None:
    counter.returning.give_back(counter.officer, counter.resolved(), IN_PERSON)
    code = counter.resolved()
    done = counter.returning.give_back(
        counter.officer, code, replace(IN_PERSON, prints_receipt=True, note="đã kiểm tra")
    )
    assert done.receipt.number == "1/PTKQ"
    (job,) = [
        job for job in counter.print_queue.waiting(counter.officer) if job.job_id == done.job_id
    ]
    assert isinstance(job.data, ReturnReceiptData)
    assert (job.data.code, job.data.note) == (code, "đã kiểm tra")


def test_a_return_entered_late_keeps_its_moment_and_its_order(counter: Counter) -> None:
    code = counter.resolved()
    resolved_at = counter.time.now
    counter.time.advance(timedelta(hours=5))
    early = replace(IN_PERSON, happened_at=resolved_at - timedelta(minutes=1))
    with pytest.raises(RuleBrokenError, match="không thể ghi một việc sớm hơn"):
        counter.returning.give_back(counter.officer, code, early)
    at = resolved_at + timedelta(hours=1)
    counter.returning.give_back(counter.officer, code, replace(IN_PERSON, happened_at=at))
    view = counter.tracking.one(counter.officer, code)
    assert view.result is not None
    assert view.result.returned_at == at
    assert view.timeline[-1].is_late_entry


def test_the_return_receipt_is_shown_before_and_found_by_its_qr_after(counter: Counter) -> None:
    code = counter.resolved()
    check = counter.returning.check(counter.officer, code)
    said = Collection(check.owner_name, paid_vnd=check.owed_vnd, prints_receipt=True)
    shown = counter.returning.preview(counter.officer, code, said)
    assert (shown.number, shown.qr_payload) == ("", "")
    given = counter.returning.give_back(counter.officer, code, said)
    assert given.receipt.collector_name == shown.collector_name == check.owner_name
    found = counter.search.find(counter.officer, given.receipt.qr_payload, 5)
    assert found.verification is not None
    assert found.verification.verdict is Verdict.GENUINE
    assert [row.code for row in found.rows] == [code]
    again = counter.print_queue.reprint(counter.officer, given.form_id)
    assert again.data.qr_payload != given.receipt.qr_payload
