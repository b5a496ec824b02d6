"""Same-day work done in one step: decided, settled, handed over; or received as well."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import InvalidInputError, RuleBrokenError, UserError
from app.models.dossiers import Dossier
from app.models.outcomes import Payment, Result
from app.services.custody.records import Collection
from app.services.dossiers.records import Submitter
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import DossierStatus, Outcome, PaymentKind, Timeliness
from tests.services.desk_builders import OWNER, Counter

IN_PERSON = Collection(OWNER.name)


def same_day(counter: Counter, **facts: Any) -> str:
    return counter.code(case_id=counter.same_day_case, **facts)


def test_one_step_ends_the_clock_and_gives_the_result(counter: Counter) -> None:
    code = same_day(counter)
    counter.time.advance(timedelta(minutes=20))
    done = counter.same_day.finish(counter.officer, code, IN_PERSON, " 45/CT ")
    view = counter.tracking.one(counter.officer, code)
    assert (view.row.status, view.row.timeliness) == (DossierStatus.RETURNED, Timeliness.ON_TIME)
    assert view.ended_at == counter.time.now
    assert view.result is not None
    assert (view.result.outcome, view.result.document_number) == (Outcome.GRANTED, "45/CT")
    assert (view.result.collector_name, view.result.returned_at) == (OWNER.name, counter.time.now)
    assert [step.title for step in view.timeline] == ["Tiếp nhận", "Giải quyết và trả ngay"]
    assert (done.receipt.result_number, done.form_id) == ("45/CT", 0)
    assert StoreCheck(counter.database).problems() == []


def test_a_return_receipt_is_issued_where_it_is_asked_for(counter: Counter) -> None:
    said = Collection(OWNER.name, prints_receipt=True)
    done = counter.same_day.finish(counter.officer, same_day(counter), said)
    assert done.receipt.number == "1/PTKQ"
    assert done.form_id


def test_the_fee_is_settled_or_nothing_is_done(counter: Counter) -> None:
    code = same_day(counter, fee_vnd=50_000, paid_vnd=20_000)
    with pytest.raises(RuleBrokenError, match="Còn phải thu 30"):
        counter.same_day.finish(counter.officer, code, IN_PERSON)
    assert counter.tracking.one(counter.officer, code).row.status is DossierStatus.RECEIVED
    with counter.database.read() as session:
        assert session.execute(select(Result)).all() == []
    counter.same_day.finish(counter.officer, code, Collection(OWNER.name, paid_vnd=30_000))
    with counter.database.read() as session:
        taken = session.execute(select(Payment.amount_vnd, Payment.kind).order_by(Payment.id)).all()
    assert [tuple(row) for row in taken] == [
        (20_000, PaymentKind.ADVANCE),
        (30_000, PaymentKind.FINAL),
    ]


def test_a_stranger_and_an_ordinary_procedure_are_refused(counter: Counter) -> None:
    with pytest.raises(RuleBrokenError, match="trong ngày"):
        counter.same_day.finish(counter.officer, counter.code(), IN_PERSON)
    with pytest.raises(InvalidInputError) as refused:
        counter.same_day.finish(counter.officer, same_day(counter), Collection("Người lạ"))
    assert refused.value.field == "collector_name"


def test_what_is_away_or_done_is_refused_with_what_is_true(counter: Counter) -> None:
    code = same_day(counter)
    counter.handoffs.send(counter.officer, counter.culture, [code])
    with pytest.raises(RuleBrokenError, match="trên đường"):
        counter.same_day.finish(counter.officer, code, IN_PERSON)
    counter.handoffs.recall(counter.officer, code)
    counter.same_day.finish(counter.officer, code, IN_PERSON)
    with pytest.raises(RuleBrokenError, match="Đã trả kết quả"):
        counter.same_day.finish(counter.officer, code, IN_PERSON)


def test_work_done_on_paper_is_entered_with_its_time(counter: Counter) -> None:
    code = same_day(counter)
    counter.time.advance(timedelta(hours=3))
    at = counter.time.now - timedelta(hours=1)
    counter.same_day.finish(counter.officer, code, Collection(OWNER.name, happened_at=at))
    view = counter.tracking.one(counter.officer, code)
    assert (view.ended_at, view.timeline[-1].is_late_entry) == (at, True)
    too_early = Collection(OWNER.name, happened_at=at - timedelta(hours=4))
    with pytest.raises(RuleBrokenError, match="sớm hơn"):
        counter.same_day.finish(counter.officer, same_day(counter), too_early)
    ahead = Collection(OWNER.name, happened_at=counter.time.now + timedelta(hours=1))
    with pytest.raises(InvalidInputError):
        counter.same_day.finish(counter.officer, same_day(counter), ahead)


def test_received_and_returned_in_one_go(counter: Counter) -> None:
    new = counter.as_typed(
        case_id=counter.same_day_case,
        fee_vnd=10_000,
        paid_vnd=4_000,
        submitter=Submitter("Trần Văn Thay", "079085001234"),
    )
    served = counter.same_day.receive_and_finish(counter.officer, new, document_number="7/CT")
    assert served.returned is not None
    view = counter.tracking.one(counter.officer, served.registered.code)
    assert view.row.status is DossierStatus.RETURNED
    assert view.paid_vnd == 10_000
    assert view.result is not None
    assert view.result.collector_name == "Trần Văn Thay"
    assert list(counter.print_queue.waiting(counter.officer)) == []
    assert [form.number for form in view.forms] == ["1/TNHS"]
    assert StoreCheck(counter.database).problems() == []


def test_a_receipt_is_printed_where_somebody_wants_it(counter: Counter) -> None:
    new = counter.as_typed(case_id=counter.same_day_case)
    counter.same_day.receive_and_finish(
        counter.officer, new, wants_receipt=True, prints_return=True
    )
    kinds = [job.number for job in counter.print_queue.waiting(counter.officer)]
    assert kinds == ["1/TNHS", "1/PTKQ"]


def test_sent_twice_it_is_one_dossier_returned_once(counter: Counter) -> None:
    new = counter.as_typed(case_id=counter.same_day_case)
    first = counter.same_day.receive_and_finish(counter.officer, new)
    again = counter.same_day.receive_and_finish(counter.officer, new)
    assert (again.registered.code, again.returned) == (first.registered.code, None)


def test_an_ordinary_procedure_is_not_even_received(counter: Counter) -> None:
    with pytest.raises(RuleBrokenError, match="trong ngày"):
        counter.same_day.receive_and_finish(counter.officer, counter.as_typed())
    with counter.database.read() as session:
        assert session.execute(select(Dossier.id)).all() == []
    assert counter.code().endswith("-0001")


def test_what_was_received_on_paper_ends_when_it_was_received(counter: Counter) -> None:
    at = counter.time.now - timedelta(days=3)
    new = counter.as_typed(case_id=counter.same_day_case, received_at=at)
    served = counter.same_day.receive_and_finish(counter.officer, new)
    view = counter.tracking.one(counter.officer, served.registered.code)
    assert (view.ended_at, view.row.timeliness) == (at, Timeliness.ON_TIME)


def test_four_desks_at_once_finish_it_once(counter: Counter) -> None:
    code = same_day(counter, fee_vnd=10_000)

    def finish(_desk: int) -> str:
        said = Collection(OWNER.name, paid_vnd=10_000)
        try:
            return counter.same_day.finish(counter.officer, code, said).code
        except UserError as error:
            return error.message

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(finish, range(4)))
    assert said.count(code) == 1
    assert all("không thể" in one for one in said if one != code)
    assert counter.tracking.one(counter.officer, code).paid_vnd == 10_000
    assert StoreCheck(counter.database).problems() == []
