"""The post: waybills in and out, the label that goes with a result, and finding by a scan."""

from dataclasses import replace
from typing import Any

import pytest

from app.errors import InvalidInputError, RuleBrokenError
from app.services.custody.records import Collection
from app.services.dossiers.waybills import clean_waybill, s10_check_digit, waybill_warning
from app.services.ledger.checking import StoreCheck
from app.services.post import Waybill
from app.vocabulary.dossiers import DossierStatus, PostDirection, ReturnBy, Verdict
from app.vocabulary.forms import FormKind
from tests.services.desk_builders import Counter

GOOD = "RA123456785VN"
ITEM = Waybill(number="ra 123.456-785 vn", carrier="Bưu điện Việt Nam")
BY_POST = Collection("Bưu tá Hòa", is_by_post=True, waybill=GOOD, carrier="Bưu điện Việt Nam")
TO: dict[str, Any] = {"return_by": ReturnBy.POST, "return_address": "Số 5 đường Thử"}


@pytest.mark.parametrize(
    ("serial", "digit"),
    [("12345678", 5), ("47312482", 9), ("00000000", 5), ("00004000", 0), ("00000007", 6)],
)
def test_the_check_digit_is_that_of_the_standard(serial: str, digit: int) -> None:
    assert s10_check_digit(serial) == digit


def test_a_wrong_check_digit_is_warned_about_and_other_numbers_are_left_alone() -> None:
    assert waybill_warning(GOOD) == ""
    assert "S10" in waybill_warning("RA123456784VN")
    assert waybill_warning("8412345678") == ""
    assert waybill_warning("RA12345678VN") == ""


@pytest.mark.parametrize("typed", ["", "  ", "1234567", "A" * 41, "SỐ12345678", "RA12345678'VN"])
def test_what_is_no_waybill_names_its_field(typed: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        clean_waybill(typed)
    assert refused.value.field == "waybill"


def test_papers_that_came_by_post_are_found_by_their_waybill(counter: Counter) -> None:
    code = counter.code()
    done = counter.postings.record(counter.officer, code, PostDirection.IN, ITEM)
    assert (done.waybill, done.label, done.job_id, done.warning) == (GOOD, None, 0, "")
    for typed in (GOOD, "ra123456785vn", " RA 123456785 VN "):
        found = counter.search.find(counter.officer, typed)
        assert [row.code for row in found.rows] == [code]
    assert counter.search.find(counter.officer, "RA123456799VN").rows == ()
    (line,) = counter.postings.of_dossier(counter.officer, code)
    assert (line.direction, line.waybill, line.carrier) == (
        PostDirection.IN,
        GOOD,
        "Bưu điện Việt Nam",
    )


def test_a_waybill_of_digits_alone_is_found_beside_codes(counter: Counter) -> None:
    code = counter.code()
    for number in ("8412345678", "2611230001", "841234567890123456"):
        item = replace(ITEM, number=number)
        counter.postings.record(counter.officer, code, PostDirection.IN, item)
        assert [row.code for row in counter.search.find(counter.officer, number).rows] == [code]


def test_one_waybill_is_one_item_in_each_direction(counter: Counter) -> None:
    code, other = counter.code(), counter.resolved(**TO)
    counter.postings.record(counter.officer, code, PostDirection.IN, ITEM)
    with pytest.raises(RuleBrokenError, match=code):
        counter.postings.record(counter.officer, counter.code(), PostDirection.IN, ITEM)
    counter.postings.record(counter.officer, other, PostDirection.OUT, ITEM)
    with pytest.raises(RuleBrokenError, match=other):
        counter.returning.give_back(counter.officer, counter.resolved(**TO), BY_POST)


def test_a_result_goes_out_only_resolved_and_where_the_post_was_asked_for(
    counter: Counter,
) -> None:
    with pytest.raises(RuleBrokenError, match="không đăng ký"):
        counter.postings.record(counter.officer, counter.resolved(), PostDirection.OUT, ITEM)
    with pytest.raises(RuleBrokenError, match="Đã tiếp nhận"):
        counter.postings.record(counter.officer, counter.code(**TO), PostDirection.OUT, ITEM)
    with pytest.raises(RuleBrokenError, match="Đã trả kết quả"):
        counter.postings.record(counter.officer, counter.returned(), PostDirection.IN, ITEM)


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (replace(ITEM, number="12"), "waybill"),
        (replace(ITEM, carrier=" "), "carrier"),
        (replace(ITEM, carrier="ẩn\u202e"), "carrier"),
    ],
)
def test_a_problem_names_its_field_and_stores_nothing(
    counter: Counter, item: Waybill, field: str
) -> None:
    code = counter.resolved(**TO)
    with pytest.raises(InvalidInputError) as refused:
        counter.postings.record(counter.officer, code, PostDirection.OUT, item)
    assert refused.value.field == field
    assert counter.postings.of_dossier(counter.officer, code) == ()


def test_a_return_by_post_stores_the_item_and_issues_its_label(counter: Counter) -> None:
    code = counter.resolved(**TO)
    done = counter.returning.give_back(counter.officer, code, BY_POST)
    assert done.has_prints
    assert done.label is not None
    assert (done.label.number, done.label.waybill) == ("1/NBG", GOOD)
    assert (done.label.receiver_name, done.label.receiver_address) == (
        "Nguyễn Thị Ánh",
        "Số 5 đường Thử",
    )
    (job,) = [
        job
        for job in counter.print_queue.waiting(counter.officer)
        if job.kind is FormKind.POST_LABEL
    ]
    assert job.data == done.label
    found = counter.search.find(counter.officer, done.label.qr_payload)
    assert found.verification is not None
    assert found.verification.verdict is Verdict.GENUINE
    view = counter.tracking.one(counter.officer, code)
    assert view.row.status is DossierStatus.RETURNED
    assert GOOD in view.timeline[-1].detail
    assert [row.code for row in counter.search.find(counter.officer, GOOD).rows] == [code]
    assert StoreCheck(counter.database).problems() == []


def test_a_result_posted_before_needs_no_second_waybill(counter: Counter) -> None:
    code = counter.resolved(**TO)
    sent = counter.postings.record(counter.officer, code, PostDirection.OUT, ITEM)
    assert sent.label is not None
    assert sent.job_id > 0
    assert counter.returning.check(counter.officer, code).waybill == GOOD
    done = counter.returning.give_back(counter.officer, code, replace(BY_POST, waybill="  "))
    assert done.label is None
    assert len(counter.postings.of_dossier(counter.officer, code)) == 1


def test_the_same_waybill_again_at_the_return_is_the_same_item(counter: Counter) -> None:
    code = counter.resolved(**TO)
    counter.postings.record(counter.officer, code, PostDirection.OUT, ITEM)
    counter.returning.give_back(counter.officer, code, BY_POST)
    assert len(counter.postings.of_dossier(counter.officer, code)) == 1


def test_a_return_by_post_asks_for_its_waybill(counter: Counter) -> None:
    code = counter.resolved(**TO)
    for said, field in ((replace(BY_POST, waybill=""), "waybill"), (BY_POST, "carrier")):
        with pytest.raises(InvalidInputError) as refused:
            counter.returning.give_back(counter.officer, code, replace(said, carrier=""))
        assert refused.value.field == field
    assert counter.tracking.one(counter.officer, code).row.status is DossierStatus.RESOLVED


def test_a_refused_return_spends_no_number_of_the_labels(counter: Counter) -> None:
    first, second = counter.resolved(**TO), counter.resolved(**TO)
    counter.returning.give_back(counter.officer, first, BY_POST)
    with pytest.raises(RuleBrokenError, match=first):
        counter.returning.give_back(counter.officer, second, BY_POST)
    again = replace(BY_POST, waybill="RA123456798VN")
    done = counter.returning.give_back(counter.officer, second, again)
    assert done.label is not None
    assert done.label.number == "2/NBG"
    assert "S10" in done.warning


def test_a_fee_taken_with_the_post_names_the_owner_as_payer(counter: Counter) -> None:
    code = counter.resolved(fee_vnd=9_000, **TO)
    said = replace(BY_POST, paid_vnd=9_000, prints_fee_receipt=True)
    done = counter.returning.give_back(counter.officer, code, said)
    assert done.fee_receipt is not None
    assert done.fee_receipt.number == done.receipt.payment_number == "1/PT"
    assert done.fee_receipt.payer_name == "Nguyễn Thị Ánh"
