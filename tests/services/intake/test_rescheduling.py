"""A date by the new calendar: moved by an act alone, with a new receipt, all of them or none."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from app.errors import InvalidInputError, RuleBrokenError
from app.models.catalogue import RouteStep
from app.services.dossiers.decision import Decision
from app.services.dossiers.states import current_state
from app.services.forms.issuing import signed_form_problems
from app.services.intake.rescheduling import MAX_AT_ONCE
from app.services.ledger.checking import StoreCheck
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, Outcome, Verdict
from app.vocabulary.office import DayKind
from tests.services.desk_builders import Counter

_WEDNESDAY = date(2026, 11, 25)
_WHY = "nghỉ đột xuất theo thông báo 12/TB-UBND"


def take_off(counter: Counter, day: date = _WEDNESDAY) -> None:
    counter.calendar.set_day(counter.admin, day, DayKind.OFF, "Mất điện")


def test_the_date_moves_by_the_act_alone(counter: Counter) -> None:
    made = counter.dossier()
    promised = made.due.due_at
    take_off(counter)
    before = counter.tracking.one(counter.officer, made.code)
    assert before.row.due_at == promised
    assert Action.RESCHEDULE in [item.action for item in before.actions]
    moved = counter.rescheduling.reschedule(counter.officer, made.code, _WHY)
    after = counter.tracking.one(counter.officer, made.code)
    assert promised is not None
    assert moved.due.due_at == after.row.due_at == promised + timedelta(days=3)  # over a weekend
    assert Action.RESCHEDULE not in [item.action for item in after.actions]
    assert StoreCheck(counter.database, (signed_form_problems,)).problems() == []


def test_the_old_receipt_is_void_and_the_new_one_says_all_it_said(counter: Counter) -> None:
    made = counter.dossier(request="cấp lại", note="gấp", set_count=2)
    take_off(counter)
    moved = counter.rescheduling.reschedule(counter.officer, made.code, _WHY)
    verifier = counter.verifier
    verdicts = [
        verifier.verify(counter.officer, data.qr_payload).verdict
        for data in (made.receipt, moved.receipt)
    ]
    assert verdicts == [Verdict.VOID, Verdict.GENUINE]
    old, new = made.receipt, moved.receipt
    same = ("code", "owner_name", "papers", "request", "note", "set_count", "received_at", "phone")
    assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]
    assert (new.number, new.replaces) == ("2/TNHS", "1/TNHS")
    assert new.due_at == moved.due.due_at != old.due_at
    assert [job.number for job in counter.print_queue.waiting(counter.officer)] == ["2/TNHS"]


def test_the_timeline_says_why(counter: Counter) -> None:
    code = counter.code()
    take_off(counter)
    counter.rescheduling.reschedule(counter.officer, code, _WHY)
    told = counter.tracking.one(counter.officer, code).timeline[-1]
    assert told.title == "Hẹn theo lịch mới"
    assert _WHY in told.detail
    assert "thay giấy số 1/TNHS" in told.detail


def test_a_date_that_stays_is_not_promised_again(counter: Counter) -> None:
    code = counter.code()
    with pytest.raises(RuleBrokenError, match="vẫn là 27/11/2026 09:00"):
        counter.rescheduling.reschedule(counter.officer, code, _WHY)
    take_off(counter, date(2026, 12, 30))
    with pytest.raises(RuleBrokenError, match="không cần hẹn lại"):
        counter.rescheduling.reschedule(counter.officer, code, _WHY)


def test_twice_is_refused_with_what_is_true_now(counter: Counter) -> None:
    code = counter.code()
    take_off(counter)
    counter.rescheduling.reschedule(counter.officer, code, _WHY)
    with pytest.raises(RuleBrokenError, match="vẫn là 30/11/2026 09:00"):
        counter.rescheduling.reschedule(counter.officer, code, _WHY)


def test_an_extension_stands(counter: Counter) -> None:
    made = counter.dossier()
    assert made.due.due_at is not None
    new_due = made.due.due_at + timedelta(days=7)
    said = Decision(note="chờ xác minh", new_due_at=new_due)
    counter.decisions.decide(counter.officer, made.code, Action.EXTEND, said)
    take_off(counter)
    with pytest.raises(RuleBrokenError, match="không cần hẹn lại"):
        counter.rescheduling.reschedule(counter.officer, made.code, _WHY)
    assert counter.tracking.one(counter.officer, made.code).row.due_at == new_due


def test_a_reason_is_required(counter: Counter) -> None:
    code = counter.code()
    take_off(counter)
    with pytest.raises(RuleBrokenError, match="lý do"):
        counter.rescheduling.reschedule(counter.officer, code, " ")


def test_the_table_refuses_what_waits_and_what_is_done(counter: Counter) -> None:
    waiting, done = counter.code(), counter.resolved("Trần Bình")
    counter.decide(waiting, Action.ASK_SUPPLEMENT, items=("thiếu",))
    take_off(counter)
    for code, word in ((waiting, "Chờ bổ sung"), (done, "Đã xử lý xong")):
        with pytest.raises(RuleBrokenError, match=word):
            counter.rescheduling.reschedule(counter.officer, code, _WHY)


def test_several_move_together_or_not_at_all(counter: Counter) -> None:
    first, second = counter.code(), counter.code("Trần Bình")
    same_day = counter.code("Lê Chi", case_id=counter.same_day_case)
    take_off(counter)
    due = counter.tracking.one(counter.officer, first).row.due_at
    with pytest.raises(RuleBrokenError, match=same_day):
        counter.rescheduling.reschedule_all(counter.officer, (first, second, same_day), _WHY)
    assert counter.tracking.one(counter.officer, first).row.due_at == due
    assert len(counter.print_queue.waiting(counter.officer)) == 3
    moved = counter.rescheduling.reschedule_all(counter.officer, (first, second, first), _WHY)
    assert [one.code for one in moved] == [first, second]
    assert [one.receipt.number for one in moved] == ["4/TNHS", "5/TNHS"]


def test_the_step_of_who_holds_it_is_counted_anew(counter: Counter) -> None:
    with counter.database.write() as session:
        session.add(
            RouteStep(
                case_id=counter.case_id,
                ordinal=1,
                unit_id=counter.economy,
                time_value=Decimal(1),
                time_unit=TimeUnit.WORKING_DAY,
            )
        )
    code = counter.at_agency()
    assert step_due(counter, code) == counter.time.now + timedelta(days=2)  # 24/11 is off
    take_off(counter)
    counter.rescheduling.reschedule(counter.officer, code, _WHY)
    assert step_due(counter, code) == counter.time.now + timedelta(days=3)


def step_due(counter: Counter, code: str) -> datetime | None:
    with counter.database.read() as session:
        return current_state(session, code, counter.officer.office_id).step_due_at


@pytest.mark.parametrize("count", [0, MAX_AT_ONCE + 1])
def test_none_and_too_many_are_refused(counter: Counter, count: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        counter.rescheduling.reschedule_all(counter.officer, [f"x{n}" for n in range(count)], _WHY)
    assert caught.value.field == "codes"


def test_a_dossier_at_the_agency_moves_too(counter: Counter) -> None:
    code = counter.at_agency()
    take_off(counter)
    counter.rescheduling.reschedule(counter.officer, code, _WHY)
    view = counter.tracking.one(counter.officer, code)
    assert view.row.holder_name == "Phòng Kinh tế"
    said = Decision(outcome=Outcome.GRANTED)
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, said)
    assert StoreCheck(counter.database).problems() == []
