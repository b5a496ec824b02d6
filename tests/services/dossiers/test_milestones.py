"""How the steps of a route and the phases of a case stand, and the dates that were printed."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.clock import from_local
from app.errors import ConflictError
from app.models.catalogue import CasePhase, RouteStep
from app.services.custody.control_slips import ControlSlips
from app.services.dossiers.records import DossierView
from app.services.forms.keys import KeyFolder
from app.vocabulary.catalogue import LatenessRule, TimeUnit
from app.vocabulary.dossiers import Action, Outcome, Timeliness
from app.vocabulary.office import DayKind
from tests.services.desk_builders import Counter, a_procedure

A = Action
HOUR = timedelta(hours=1)


def view_of(counter: Counter, code: str) -> DossierView:
    return counter.tracking.one(counter.officer, code)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of November 2026 (23 is a Monday, 24 a holiday)."""
    return from_local(date(2026, 11, day), time(hour, minute))


def go(counter: Counter, *moment: int) -> None:
    counter.time.now = at(*moment)


def routed(counter: Counter, *units: int) -> str:
    """Register a dossier whose case gives each of `units` one working day."""
    steps = [
        RouteStep(
            ordinal=place, unit_id=unit, time_value=Decimal(1), time_unit=TimeUnit.WORKING_DAY
        )
        for place, unit in enumerate(units, start=1)
    ]
    case_id = a_procedure(counter.database, counter.time.now, units[0], "5.5", route=steps)
    return counter.code(case_id=case_id)


def phased(counter: Counter) -> str:
    phases = [
        CasePhase(
            ordinal=1, name="Thẩm định", time_value=Decimal(1), time_unit=TimeUnit.WORKING_DAY
        ),
        CasePhase(
            ordinal=2, name="Phê duyệt", time_value=Decimal(2), time_unit=TimeUnit.WORKING_DAY
        ),
    ]
    case_id = a_procedure(counter.database, counter.time.now, None, "6.6", phases=phases)
    return counter.code(case_id=case_id)


def hand(counter: Counter, code: str, to_id: int) -> None:
    counter.handoffs.send(counter.officer, to_id, [code])


def accept(counter: Counter, code: str) -> None:
    counter.handoffs.accept(counter.officer, [code])


def late_by_the_hour(counter: Counter) -> None:
    edit = counter.office.facts(counter.admin).edit
    counter.office.update(counter.admin, replace(edit, lateness=LatenessRule.BY_HOUR))


def test_step_in_days_is_late_when_its_day_is_over(counter: Counter) -> None:
    code = routed(counter, counter.economy, counter.culture)
    go(counter, 23, 10)
    hand(counter, code, counter.economy)
    accept(counter, code)
    go(counter, 25, 16)
    assert view_of(counter, code).steps[0].timeliness is Timeliness.IN_TIME
    assert view_of(counter, code).holdings[-1].late == timedelta(0)
    go(counter, 26, 8)
    assert view_of(counter, code).steps[0].timeliness is Timeliness.OVERDUE
    assert view_of(counter, code).holdings[-1].late == 5.5 * HOUR


def test_each_step_of_the_route_stands_as_its_unit_held_the_paper(counter: Counter) -> None:
    late_by_the_hour(counter)
    code = routed(counter, counter.economy, counter.culture)
    steps = view_of(counter, code).steps
    assert [step.unit_name for step in steps] == ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội"]
    assert [(step.since, step.timeliness, step.limit_text) for step in steps] == [
        (None, None, "01 ngày làm việc")
    ] * 2
    go(counter, 23, 10)
    hand(counter, code, counter.economy)
    accept(counter, code)
    go(counter, 25, 9)
    first, second = view_of(counter, code).steps
    assert (first.since, first.due_at, first.ended_at) == (at(23, 10), at(25, 10), None)
    assert (first.timeliness, first.worked) == (Timeliness.IN_TIME, 6.5 * HOUR)
    go(counter, 25, 11)
    assert view_of(counter, code).steps[0].timeliness is Timeliness.OVERDUE
    hand(counter, code, counter.culture)
    go(counter, 26, 9)
    on_the_way = view_of(counter, code).steps
    assert (on_the_way[0].ended_at, on_the_way[0].timeliness) == (at(25, 11), Timeliness.LATE)
    assert on_the_way[1] == second
    accept(counter, code)
    go(counter, 26, 10)
    first, second = view_of(counter, code).steps
    assert (first.ended_at, first.timeliness) == (at(25, 11), Timeliness.LATE)
    assert (second.since, second.due_at) == (at(26, 9), at(27, 9))


def test_the_step_in_the_list_is_the_step_on_the_control_slip(
    counter: Counter, tmp_path: Path
) -> None:
    code = routed(counter, counter.economy, counter.culture)
    hand(counter, code, counter.economy)
    accept(counter, code)
    go(counter, 27, 9)
    hand(counter, code, counter.culture)
    go(counter, 27, 15)
    accept(counter, code)
    slips = ControlSlips(counter.tx, KeyFolder(tmp_path).load_or_create(1))
    handed = slips.preview(counter.officer, code).steps[1]
    first = view_of(counter, code).steps[0]
    assert (handed.step_due_at, handed.sent_at, handed.timeliness) == (
        first.due_at,
        first.ended_at,
        first.timeliness,
    )
    assert first.timeliness is Timeliness.LATE


def test_a_wait_moves_the_step_and_is_no_time_worked(counter: Counter) -> None:
    code = routed(counter, counter.economy)
    hand(counter, code, counter.economy)
    accept(counter, code)
    go(counter, 23, 10)
    law = "Luật Đất đai 2024, Điều 22"
    counter.decide(code, A.ASK_OPINION, note="hỏi Sở Xây dựng", special_law=law)
    go(counter, 27, 10)
    (step,) = view_of(counter, code).steps
    assert (step.timeliness, step.worked) == (Timeliness.IN_TIME, HOUR)
    counter.decide(code, A.OPINION_IN)
    (step,) = view_of(counter, code).steps
    assert step.due_at == from_local(date(2026, 11, 30), time(9))
    assert step.worked == HOUR


def test_waiting_without_a_law_is_time_the_step_takes(counter: Counter) -> None:
    code = routed(counter, counter.economy)
    hand(counter, code, counter.economy)
    accept(counter, code)
    go(counter, 23, 10)
    counter.decide(code, A.ASK_OPINION, note="hỏi Sở Xây dựng")
    go(counter, 27, 10)
    (step,) = view_of(counter, code).steps
    assert (step.timeliness, step.due_at) == (Timeliness.OVERDUE, at(25, 9))
    counter.decide(code, A.OPINION_IN)
    (step,) = view_of(counter, code).steps
    assert (step.timeliness, step.due_at) == (Timeliness.OVERDUE, at(25, 9))
    assert step.worked > timedelta(hours=20)


def test_the_end_of_the_work_ends_its_step(counter: Counter) -> None:
    code = routed(counter, counter.economy)
    hand(counter, code, counter.economy)
    accept(counter, code)
    go(counter, 25, 8)
    counter.decide(code, A.RESOLVE, outcome=Outcome.GRANTED)
    go(counter, 30, 8)
    (step,) = view_of(counter, code).steps
    assert (step.ended_at, step.timeliness) == (at(25, 8), Timeliness.ON_TIME)


def test_a_withdrawn_dossier_s_step_ends_with_it(counter: Counter) -> None:
    code = routed(counter, counter.economy)
    hand(counter, code, counter.economy)
    accept(counter, code)
    go(counter, 23, 11)
    counter.decide(code, A.WITHDRAW, note="nộp nhầm")
    go(counter, 30, 8)
    (step,) = view_of(counter, code).steps
    assert (step.ended_at, step.timeliness) == (at(23, 11), Timeliness.EARLY)
    accept_back(counter, code)
    assert view_of(counter, code).steps == (step,)


def accept_back(counter: Counter, code: str) -> None:
    counter.handoffs.send(counter.economy_officer, counter.officer.unit_id, [code])
    counter.handoffs.accept(counter.officer, [code])


def test_a_unit_that_is_twice_on_the_route_has_two_steps(counter: Counter) -> None:
    code = routed(counter, counter.economy, counter.culture, counter.economy)
    for unit in (counter.economy, counter.culture, counter.economy, counter.culture):
        counter.time.advance(timedelta(minutes=30))
        hand(counter, code, unit)
        accept(counter, code)
    steps = view_of(counter, code).steps
    assert [(step.unit_name, step.since is not None) for step in steps] == [
        ("Phòng Kinh tế", True),
        ("Phòng Văn hóa - Xã hội", True),
        ("Phòng Văn hóa - Xã hội", True),
        ("Phòng Kinh tế", True),
    ]


def test_a_dossier_without_a_route_has_no_steps(counter: Counter) -> None:
    assert view_of(counter, counter.code()).steps == ()


def test_phases_stand_one_after_another(counter: Counter) -> None:
    late_by_the_hour(counter)
    code = phased(counter)
    first, second = view_of(counter, code).phases
    assert (first.due_at, first.timeliness) == (at(25, 9), Timeliness.IN_TIME)
    assert (second.starts_at, second.due_at) == (None, None)
    go(counter, 25, 10)
    counter.decide(code, A.END_PHASE)
    first, second = view_of(counter, code).phases
    assert (first.ended_at, first.timeliness) == (at(25, 10), Timeliness.LATE)
    assert (second.starts_at, second.due_at) == (at(25, 10), at(27, 10))


def test_a_phase_clicked_twice_ends_once(counter: Counter) -> None:
    code = phased(counter)
    go(counter, 23, 10)
    counter.decide(code, A.END_PHASE, phase=1)
    with pytest.raises(ConflictError, match="đang chạy giai đoạn 2"):
        counter.decide(code, A.END_PHASE, phase=1)
    assert [one.ended_at is None for one in view_of(counter, code).phases] == [False, True]


def test_the_end_of_the_work_ends_the_phase_that_runs(counter: Counter) -> None:
    code = phased(counter)
    go(counter, 23, 10)
    counter.decide(code, A.END_PHASE)
    go(counter, 23, 11)
    counter.decide(code, A.RESOLVE, outcome=Outcome.GRANTED)
    go(counter, 30, 10)
    first, second = view_of(counter, code).phases
    assert (first.timeliness, second.timeliness) == (Timeliness.EARLY, Timeliness.EARLY)
    assert second.ended_at == at(23, 11)


def test_a_stopped_dossier_s_phase_grows_no_later(counter: Counter) -> None:
    code = phased(counter)
    go(counter, 23, 11)
    counter.decide(code, A.STOP, note="trùng hồ sơ")
    go(counter, 30, 10)
    first, _second = view_of(counter, code).phases
    assert (first.ended_at, first.timeliness) == (None, Timeliness.IN_TIME)


def test_a_case_without_phases_has_none(counter: Counter) -> None:
    assert view_of(counter, counter.code()).phases == ()


def test_a_printed_date_stands_when_the_calendar_is_edited(counter: Counter) -> None:
    code = counter.code()
    printed = view_of(counter, code).due
    assert (printed.due_at, printed.today_at) == (at(27, 9), None)
    calendar = counter.calendar
    calendar.set_day(counter.admin, date(2026, 11, 26), DayKind.OFF, "Bão")
    due = view_of(counter, code).due
    assert (due.due_at, due.today_at) == (at(27, 9), from_local(date(2026, 11, 30), time(9)))
    assert any("Theo lịch hiện nay" in step for step in due.steps)
    assert due.steps[-1] == printed.steps[-1]
    assert due.measured_summary == ""
    assert A.RESCHEDULE in {item.action for item in view_of(counter, code).actions}


@pytest.mark.parametrize("action", [A.WITHDRAW, A.STOP])
def test_a_supplement_that_never_came_restarts_nothing(counter: Counter, action: Action) -> None:
    code = counter.code()
    go(counter, 23, 10)
    counter.decide(code, A.ASK_SUPPLEMENT, items=("thiếu bản chính",))
    go(counter, 30, 10)
    counter.decide(code, action, note="không bổ sung")
    due = view_of(counter, code).due
    assert (due.due_at, due.today_at) == (at(27, 9), None)
    assert any("chờ bổ sung hồ sơ (thiếu bản chính)" in step for step in due.steps)


def test_every_wait_and_its_ground_is_in_the_explanation(counter: Counter) -> None:
    code = counter.code()
    for action, back, note in (
        (A.ASK_OPINION, A.OPINION_IN, "hỏi Sở Xây dựng"),
        (A.ASK_CHECK, A.CHECK_IN, "đo lại thửa đất"),
        (A.ASK_SUPPLEMENT, A.SUPPLEMENT_IN, "thiếu bản chính"),
        (A.ASK_PAYMENT, A.PAYMENT_IN, "thuế trước bạ"),
    ):
        items = ("bản chính",) if action is A.ASK_SUPPLEMENT else ()
        counter.decide(code, action, note=note, items=items)
        counter.time.advance(HOUR)
        counter.decide(code, back)
    view = view_of(counter, code)
    told = "\n".join(view.due.steps)
    for note in ("hỏi Sở Xây dựng", "đo lại thửa đất", "thiếu bản chính", "thuế trước bạ"):
        assert note in told
    assert view.supplement_count == 1
    assert view.due.due_at == view.row.due_at


def test_forms_stand_newest_first(counter: Counter) -> None:
    code = counter.code()
    counter.decide(code, A.ASK_SUPPLEMENT, items=("thiếu bản chính",))
    assert [form.number for form in view_of(counter, code).forms] == ["1/HDHS", "1/TNHS"]


def test_what_may_be_asked_for_and_where_the_paper_is(counter: Counter) -> None:
    code = counter.code()
    assert view_of(counter, code).required_papers == ("Tờ khai đăng ký",)
    assert view_of(counter, code).is_at_office
    hand(counter, code, counter.economy)
    assert not view_of(counter, code).is_at_office
    accept(counter, code)
    assert not view_of(counter, code).is_at_office
    other = counter.code()
    counter.decide(other, A.WITHDRAW, note="nộp nhầm", gives_papers_back=True)
    assert not view_of(counter, other).is_at_office
