"""Pauses, a new date, the result, an early end: status, clock and custody after each."""

from datetime import date, timedelta

import pytest

from app.errors import InvalidInputError, RuleBrokenError
from app.models.office import Unit
from app.services.dossiers.decision import Decision, clean_decision
from app.services.forms.notice_records import ApologyData, SupplementRequestData
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Action, DossierStatus, Outcome, Timeliness
from app.vocabulary.office import DayKind, ReasonKind
from tests.services.desk_builders import Counter
from tests.services.dossiers.every_act import everything

A = Action


def status(counter: Counter, code: str) -> DossierStatus:
    return counter.tracking.one(counter.officer, code).row.status


def test_a_supplement_stops_the_clock_and_restarts_it_at_nought(counter: Counter) -> None:
    code = counter.at_agency()
    counter.time.advance(timedelta(days=2, hours=1))
    counter.decide(code, A.ASK_SUPPLEMENT, items=("thiếu bản sao",))
    assert status(counter, code) is DossierStatus.AWAITING_SUPPLEMENT
    counter.time.advance(timedelta(days=7))
    counter.decide(code, A.SUPPLEMENT_IN)
    view = counter.tracking.one(counter.officer, code)
    fresh = counter.intake.due(counter.officer, counter.case_id, counter.time.now)
    assert view.row.status is DossierStatus.PROCESSING
    assert view.due.due_at == fresh.due_at
    assert view.due.measured_at is not None
    assert view.due.due_at is not None
    assert view.due.measured_at < view.due.due_at


@pytest.mark.parametrize("note", ["", "  \n"])
@pytest.mark.parametrize(
    "action", [A.ASK_PAYMENT, A.ASK_OPINION, A.ASK_CHECK, A.EXTEND, A.WITHDRAW, A.STOP]
)
def test_a_decision_that_needs_a_reason_is_refused_without_one(
    counter: Counter, action: Action, note: str
) -> None:
    code = counter.at_agency()
    due = counter.tracking.one(counter.officer, code).due.due_at
    assert due is not None
    new_due_at = due + timedelta(days=7) if action is A.EXTEND else None
    before = everything(counter)
    with pytest.raises(RuleBrokenError, match="cần ghi lý do"):
        counter.decide(code, action, note=note, new_due_at=new_due_at)
    assert everything(counter) == before
    counter.decide(code, action, note="theo đơn", new_due_at=new_due_at)


def test_a_supplement_asked_at_the_desk_returns_to_received(counter: Counter) -> None:
    code = counter.code()
    counter.decide(code, A.ASK_SUPPLEMENT, items=("thiếu",))
    counter.decide(code, A.SUPPLEMENT_IN)
    assert status(counter, code) is DossierStatus.RECEIVED


def test_a_payment_pause_moves_the_date_by_the_time_waited(counter: Counter) -> None:
    code = counter.at_agency()
    before = counter.tracking.one(counter.officer, code).due.due_at
    counter.decide(code, A.ASK_PAYMENT, note="thuế đất")
    counter.time.advance(timedelta(days=2))
    counter.decide(code, A.PAYMENT_IN)
    after = counter.tracking.one(counter.officer, code).due.due_at
    assert before is not None
    assert after is not None
    assert after > before


def test_a_date_is_moved_once_and_only_later(counter: Counter) -> None:
    code = counter.at_agency()
    due = counter.tracking.one(counter.officer, code).due.due_at
    assert due is not None
    with pytest.raises(InvalidInputError) as caught:
        counter.decide(code, A.EXTEND, note="chờ xác minh")
    assert caught.value.field == "due"
    with pytest.raises(RuleBrokenError):
        counter.decide(code, A.EXTEND, note="x", new_due_at=due - timedelta(days=1))
    new_due = due + timedelta(days=3)
    counter.decide(code, A.EXTEND, note="chờ xác minh", new_due_at=new_due)
    assert counter.tracking.one(counter.officer, code).due.due_at == new_due
    with pytest.raises(RuleBrokenError):
        counter.decide(code, A.EXTEND, note="nữa", new_due_at=new_due + timedelta(days=3))


@pytest.mark.parametrize(
    ("days", "timeliness"),
    [(0, Timeliness.EARLY), (4, Timeliness.ON_TIME), (5, Timeliness.LATE)],
)
def test_a_result_is_judged_when_it_is_back_at_the_counter(
    counter: Counter, days: int, timeliness: Timeliness
) -> None:
    code = counter.at_agency()
    counter.time.advance(timedelta(days=days))
    counter.decide(code, A.RESOLVE, outcome=Outcome.GRANTED, document_number="1/QĐ")
    view = counter.tracking.one(counter.officer, code)
    assert (view.row.status, view.row.timeliness) == (DossierStatus.RESOLVED, timeliness)
    assert view.row.holder_name == counter.officer.unit_name
    assert view.result is not None
    assert view.result.document_number == "1/QĐ"


def test_a_result_needs_its_outcome(counter: Counter) -> None:
    code = counter.at_agency()
    with pytest.raises(InvalidInputError) as caught:
        counter.decide(code, A.RESOLVE)
    assert caught.value.field == "outcome"


@pytest.mark.parametrize("action", [A.WITHDRAW, A.STOP])
@pytest.mark.parametrize("note", ["", " \n "])
def test_no_work_is_cut_short_without_a_reason(counter: Counter, action: Action, note: str) -> None:
    code = counter.at_agency()
    with pytest.raises(RuleBrokenError, match="cần ghi lý do"):
        counter.decide(code, action, note=note)
    assert status(counter, code) is DossierStatus.PROCESSING


@pytest.mark.parametrize(
    ("action", "ended"),
    [(A.WITHDRAW, DossierStatus.WITHDRAWN), (A.STOP, DossierStatus.STOPPED)],
)
def test_an_early_end_ends_a_pause_and_leaves_the_paper_where_it_is(
    counter: Counter, action: Action, ended: DossierStatus
) -> None:
    code = counter.at_agency()
    counter.decide(code, A.ASK_SUPPLEMENT, items=("thiếu",))
    counter.decide(code, action, note="theo đơn")
    view = counter.tracking.one(counter.officer, code)
    assert view.row.status is ended
    assert view.row.holder_name != counter.officer.unit_name
    assert [item.action for item in view.actions] == [A.HANDOFF]
    with pytest.raises(RuleBrokenError, match="chưa ở"):
        counter.decide(code, A.GIVE_BACK)
    counter.handoffs.send(counter.officer, counter.officer.office_id, [code])
    counter.handoffs.accept(counter.officer, [code])
    view = counter.tracking.one(counter.officer, code)
    assert view.row.status is ended
    assert view.row.holder_name == counter.officer.unit_name
    counter.decide(code, A.GIVE_BACK)
    assert counter.tracking.one(counter.officer, code).actions == ()
    assert StoreCheck(counter.database).problems() == []


def test_paper_work_done_earlier_is_recorded_in_its_order(counter: Counter) -> None:
    code = counter.code()
    counter.time.advance(timedelta(hours=5))
    earlier = counter.time.now - timedelta(hours=2)
    counter.decide(code, A.ASK_SUPPLEMENT, items=("thiếu",), happened_at=earlier)
    step = counter.tracking.one(counter.officer, code).timeline[-1]
    assert (step.happened_at, step.is_late_entry) == (earlier, True)
    with pytest.raises(RuleBrokenError, match="sớm hơn"):
        counter.decide(code, A.SUPPLEMENT_IN, happened_at=earlier - timedelta(hours=1))
    with pytest.raises(InvalidInputError):
        counter.decide(code, A.SUPPLEMENT_IN, happened_at=counter.time.now + timedelta(minutes=1))


def test_a_refused_act_changes_nothing(counter: Counter) -> None:
    code = counter.code()
    before = counter.tracking.one(counter.officer, code)
    with pytest.raises(RuleBrokenError):
        counter.decide(code, A.SUPPLEMENT_IN)
    assert counter.tracking.one(counter.officer, code) == before


def test_a_new_date_is_later_than_the_one_printed_whatever_the_calendar_says_since(
    counter: Counter,
) -> None:
    code = counter.code()
    printed = counter.tracking.one(counter.officer, code).due.due_at
    assert printed is not None
    calendar = counter.calendar
    calendar.set_day(counter.admin, date(2026, 11, 24), DayKind.WORKED, "làm bù")
    sooner = printed - timedelta(minutes=1)
    with pytest.raises(RuleBrokenError, match="phải sau ngày hẹn"):
        counter.decide(code, A.EXTEND, note="thiếu người", new_due_at=sooner)


@pytest.mark.parametrize(
    "said", [Decision(), Decision(note="Hồ sơ còn thiếu giấy tờ"), Decision(items=("  ",))]
)
def test_a_supplement_that_names_no_paper_is_refused(counter: Counter, said: Decision) -> None:
    code = counter.code()
    for ask in (counter.decisions.decide, counter.decisions.preview):
        with pytest.raises(InvalidInputError, match="Chưa ghi giấy tờ") as refused:
            ask(counter.officer, code, A.ASK_SUPPLEMENT, said)
        assert refused.value.field == "items"
    assert status(counter, code) is DossierStatus.RECEIVED


def test_the_shipped_reason_names_the_papers_asked_for(counter: Counter) -> None:
    shipped = counter.reasons.of(counter.officer, ReasonKind.SUPPLEMENT)[0]
    code = counter.code()
    said = Decision(note=shipped.text, items=("Bản chính giấy chứng sinh;", "Tờ khai."))
    form = counter.decisions.decide(counter.officer, code, A.ASK_SUPPLEMENT, said).form
    assert isinstance(form, SupplementRequestData)
    assert form.items == ("Bản chính giấy chứng sinh;", "Tờ khai.")
    assert form.reason == "Hồ sơ còn thiếu: Bản chính giấy chứng sinh; Tờ khai."
    assert "đã công bố" not in form.reason


def test_a_reason_for_papers_prints_no_braces_where_none_are_listed() -> None:
    assert clean_decision(Decision(note="Còn thiếu {giấy tờ}.")).note == "Còn thiếu giấy tờ."


def _head(counter: Counter, unit_id: int, name: str) -> None:
    with counter.database.write() as session:
        session.get_one(Unit, unit_id).head_name = name


def _apology(counter: Counter, code: str) -> ApologyData:
    due = counter.tracking.one(counter.officer, code).due.due_at
    assert due is not None
    said = Decision(note="chờ xác minh", new_due_at=due + timedelta(days=7))
    form = counter.decisions.decide(counter.officer, code, A.EXTEND, said).form
    assert isinstance(form, ApologyData)
    return form


def test_the_agency_that_holds_the_dossier_apologises_and_signs(counter: Counter) -> None:
    _head(counter, counter.economy, "Lê Thị Trưởng Phòng")
    form = _apology(counter, counter.at_agency())
    agency = counter.economy_officer.unit_name
    assert form.agency_head is not None
    assert (form.agency_head.unit_name, form.agency_name) == (agency, agency)
    assert form.signer == "Lê Thị Trưởng Phòng"
    assert form.head.unit_name == counter.officer.unit_name


def test_the_office_apologises_for_what_it_holds_itself(counter: Counter) -> None:
    _head(counter, counter.officer.office_id, "Đỗ Văn Chủ Tịch")
    form = _apology(counter, counter.code())
    assert form.agency_head is None
    assert form.agency_name == counter.officer.unit_name
    assert form.signer == "Đỗ Văn Chủ Tịch"
