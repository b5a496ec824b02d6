"""Steps of the route and phases of the case on the page: name, due date, how each stands."""

from datetime import timedelta
from decimal import Decimal

from app.models.catalogue import CasePhase, RouteStep
from app.ui.dossiers.dossiers_page import DossiersPage
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action
from tests.services.desk_builders import Counter, a_procedure


def test_a_late_step_is_said_in_words(counter: Counter, page: DossiersPage) -> None:
    steps = [
        RouteStep(
            ordinal=place, unit_id=unit, time_value=Decimal(1), time_unit=TimeUnit.WORKING_DAY
        )
        for place, unit in enumerate((counter.economy, counter.culture), start=1)
    ]
    case_id = a_procedure(counter.database, counter.time.now, None, "5.5", route=steps)
    code = counter.code(case_id=case_id)
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.officer, [code])
    page.open(code)
    first, second = page.one.timeline.step_texts()
    assert first == (
        "Phòng Kinh tế, hẹn 25/11 09:00, Trong hạn, 01 ngày làm việc; đã dùng 0 phút làm việc"
    )
    assert second == "Phòng Văn hóa - Xã hội, 01 ngày làm việc"
    counter.time.advance(timedelta(days=4))
    page.open(code)
    assert "Quá hạn bước" in page.one.timeline.step_texts()[0]


def test_a_case_without_a_route_shows_no_steps(counter: Counter, page: DossiersPage) -> None:
    page.open(counter.code())
    assert page.one.timeline.step_texts() == ()
    assert page.one.due.phase_texts() == ()


def test_phases_are_shown_with_their_own_dates(counter: Counter, page: DossiersPage) -> None:
    phases = [
        CasePhase(
            ordinal=1, name="Thẩm định", time_value=Decimal(1), time_unit=TimeUnit.WORKING_DAY
        ),
        CasePhase(ordinal=2, name="Ký duyệt", time_value=Decimal(0), time_unit=TimeUnit.NONE),
    ]
    case_id = a_procedure(counter.database, counter.time.now, None, "6.6", phases=phases)
    page.open(counter.code(case_id=case_id))
    first, second = page.one.due.phase_texts()
    assert first.startswith("1. Thẩm định, 25/11, Trong hạn, Giai đoạn 1")
    assert second.startswith("2. Ký duyệt, chưa bắt đầu, Giai đoạn 2")
    page.act(Action.END_PHASE)
    assert page.one.panel.about == "Giai đoạn 1: Thẩm định."
    page.confirm()
    first, second = page.one.due.phase_texts()
    assert "Trước hạn" in first
    assert second.startswith("2. Ký duyệt, không có ngày hẹn")


def test_a_dossier_not_taken_in_promises_nothing_and_is_the_citizens(
    counter: Counter, page: DossiersPage
) -> None:
    not_taken = counter.refusing.refuse(
        counter.officer, counter.as_typed(), ("Hồ sơ không thuộc thẩm quyền.",)
    )
    page.open(not_taken.code)
    said = page.one.due.texts()
    assert "Không hẹn: hồ sơ không được tiếp nhận" in said
    assert "Người nộp hồ sơ" in said
