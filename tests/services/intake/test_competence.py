"""Phi địa giới: the time begins when the competent unit has the paper (NĐ 118/2025 Đ17.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import InvalidInputError
from app.models.office import Unit
from app.services.dossiers.decision import Decision
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Action
from app.vocabulary.office import Level, UnitKind
from app.wording.texts import moment_text
from tests.services.desk_builders import Counter

TWO_HOURS = timedelta(hours=2)


def hand_over(counter: Counter, code: str, unit_id: int) -> None:
    counter.handoffs.send(counter.officer, unit_id, [code])
    counter.time.advance(TWO_HOURS)
    counter.handoffs.accept(counter.officer, [code], receiver_name="Người nhận")


def due_of(counter: Counter, code: str) -> str:
    view = counter.tracking.one(counter.officer, code)
    assert view.row.due_at == view.due.due_at
    return moment_text(view.due.due_at) if view.due.due_at else ""


def test_the_receipt_promises_no_day_and_says_from_when(counter: Counter) -> None:
    done = counter.dossier(competent_id=counter.culture)
    assert done.due.due_at is None
    assert (done.receipt.due_at, done.receipt.time_text) == (
        None,
        "03 ngày làm việc, tính từ khi Phòng Văn hóa - Xã hội nhận được hồ sơ",
    )
    assert done.receipt.due_text == (
        "tính từ khi Phòng Văn hóa - Xã hội nhận được hồ sơ "
        "(Nghị định 118/2025/NĐ-CP, Điều 17 khoản 3)"
    )
    view = counter.tracking.one(counter.officer, done.code)
    assert (view.clock_from, view.competent_name) == (None, "Phòng Văn hóa - Xã hội")
    assert view.row.agency_id == counter.culture
    assert done.receipt.begins_later


def test_the_clock_begins_with_its_acceptance_and_not_with_anothers(counter: Counter) -> None:
    code = counter.code(competent_id=counter.culture)
    hand_over(counter, code, counter.economy)
    assert due_of(counter, code) == ""
    counter.handoffs.send(counter.economy_officer, counter.culture, [code])
    counter.handoffs.accept(counter.culture_officer, [code])
    assert due_of(counter, code) == "27/11/2026 11:00"
    view = counter.tracking.one(counter.officer, code)
    assert view.clock_from == counter.time.now


def test_a_wait_before_the_clock_began_does_not_stop_the_acceptance(counter: Counter) -> None:
    code = counter.code(competent_id=counter.culture)
    said = Decision(items=("bản sao",))
    counter.decisions.decide(counter.officer, code, Action.ASK_SUPPLEMENT, said)
    counter.time.advance(timedelta(hours=1))
    counter.decide(code, Action.SUPPLEMENT_IN)
    hand_over(counter, code, counter.culture)
    assert due_of(counter, code) == "27/11/2026 13:30"


def test_a_wait_across_the_acceptance_counts_from_there(counter: Counter) -> None:
    code = counter.code(competent_id=counter.culture)
    said = Decision(note="chờ phí")
    counter.decisions.decide(counter.officer, code, Action.ASK_PAYMENT, said)
    hand_over(counter, code, counter.culture)
    counter.time.advance(timedelta(hours=2, minutes=30))
    counter.decide(code, Action.PAYMENT_IN)
    # Of 11:00 to 13:30 half an hour is worked: the wait moved the day by as much.
    assert due_of(counter, code) == "27/11/2026 11:30"


@pytest.mark.parametrize("is_before", [True, False])
def test_a_correction_keeps_the_clock_of_the_same_unit(counter: Counter, is_before: bool) -> None:
    new = counter.as_typed(competent_id=counter.culture)
    code = counter.intake.register(counter.officer, new).code
    if not is_before:
        hand_over(counter, code, counter.culture)
    was = due_of(counter, code)
    fixed = counter.corrections.correct(
        counter.officer, code, replace(new, note="đã sửa"), "gõ thiếu"
    )
    assert due_of(counter, code) == was
    assert (fixed.receipt.due_at is None) == is_before
    assert "Phòng Văn hóa" in fixed.receipt.time_text


def test_a_correction_may_give_and_take_the_competence(counter: Counter) -> None:
    new = counter.as_typed()
    code = counter.intake.register(counter.officer, new).code
    own = due_of(counter, code)
    counter.time.advance(TWO_HOURS)
    theirs = replace(new, competent_id=counter.culture)
    counter.corrections.correct(counter.officer, code, theirs, "thuộc xã khác")
    assert due_of(counter, code) == ""
    hand_over(counter, code, counter.culture)
    assert due_of(counter, code) == "27/11/2026 13:30"
    counter.corrections.correct(counter.officer, code, new, "của mình")
    assert due_of(counter, code) == own
    assert counter.tracking.one(counter.officer, code).competent_id is None
    counter.corrections.correct(counter.officer, code, theirs, "vẫn của xã khác")
    assert due_of(counter, code) == "27/11/2026 13:30"
    assert StoreCheck(counter.database).problems() == []


def test_only_other_units_in_force_are_offered_and_taken(counter: Counter) -> None:
    with counter.database.write() as session:
        outside = Unit(
            kind=UnitKind.EXTERNAL, level=Level.COMMUNE, code="XBT", name="UBND xã Bình Thử"
        )
        session.add(outside)
        session.flush()
        outside_id = outside.id
    choices = counter.choices
    assert [line.code for line in choices.competents(counter.officer)] == ["PKT", "PVH", "XBT"]
    done = counter.dossier(competent_id=outside_id)
    assert "UBND xã Bình Thử" in done.receipt.due_text
    with pytest.raises(InvalidInputError) as refused:
        counter.dossier(competent_id=counter.officer.office_id)
    assert refused.value.field == "competent_id"
    with counter.database.write() as session:
        session.get_one(Unit, outside_id).valid_to = counter.clock.today()
    with pytest.raises(InvalidInputError):
        counter.dossier(competent_id=outside_id)
    new = counter.as_typed(competent_id=outside_id)
    counter.corrections.correct(counter.officer, done.code, new, "sửa tên")


def test_a_unit_is_named_by_its_code_in_a_file(counter: Counter) -> None:
    assert counter.intake.competent_unit(counter.officer, " PVH ") == counter.culture
    assert counter.intake.competent_unit(counter.officer, "") is None
    with pytest.raises(InvalidInputError) as refused:
        counter.intake.competent_unit(counter.officer, "KHÔNG")
    assert refused.value.field == "competent"
