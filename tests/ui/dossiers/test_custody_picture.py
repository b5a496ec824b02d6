"""Who held the paper for how long as a picture, and handing it back with one key."""

from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.catalogue import RouteStep
from app.ui.dossiers.dossiers_page import DossiersPage
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action
from tests.services.desk_builders import Counter, a_procedure


def _handed(counter: Counter, code: str, to_id: int) -> None:
    counter.handoffs.send(counter.officer, to_id, [code])
    counter.time.advance(timedelta(minutes=10))
    counter.handoffs.accept(counter.officer, [code])


def _routed(counter: Counter) -> str:
    day = {"time_value": Decimal(1), "time_unit": TimeUnit.WORKING_DAY}
    steps = [
        RouteStep(ordinal=1, unit_id=counter.economy, work="Thẩm tra", is_lead=True, **day),
        RouteStep(ordinal=2, unit_id=counter.culture, work="Cho ý kiến", is_parallel=True, **day),
    ]
    case_id = a_procedure(counter.database, counter.time.now, None, "5.5", route=steps)
    return counter.code(case_id=case_id)


def test_late_parts_are_told_and_drawn(counter: Counter, page: DossiersPage) -> None:
    code = _routed(counter)
    _handed(counter, code, counter.economy)
    page.open(code)
    assert [stretch.late for stretch in page.one.timeline.bar.stretches] == [0, 0]
    on_time = page.one.timeline.bar.grab().toImage()
    counter.time.advance(timedelta(days=7))
    page.open(code)
    first, second = page.one.timeline.bar.stretches
    assert (first.late, first.is_here) == (0, False)
    assert second.late > 0
    assert second.is_here
    assert "quá hạn bước" in second.words
    assert "quá hạn bước" in page.one.timeline.held_texts()[-1]
    assert second.words in page.one.timeline.bar.accessibleDescription()
    assert page.one.timeline.bar.grab().toImage() != on_time


def test_the_lead_and_the_parallel_step_are_named(counter: Counter, page: DossiersPage) -> None:
    code = _routed(counter)
    page.open(code)
    lead, beside = page.one.timeline.step_texts()
    assert lead == "Chủ trì · Phòng Kinh tế, 01 ngày làm việc, Thẩm tra"
    assert beside == "Song song · Phòng Văn hóa - Xã hội, 01 ngày làm việc, Cho ý kiến"
    _handed(counter, code, counter.culture)
    page.open(code)
    assert "hẹn" in page.one.timeline.step_texts()[1]
    assert "Cho ý kiến: 01 ngày làm việc" in page.one.timeline.step_texts()[1]


def test_handing_back_is_one_key_from_the_proposed_receiver(
    counter: Counter, page: DossiersPage
) -> None:
    code = _routed(counter)
    _handed(counter, code, counter.culture)
    _handed(counter, code, counter.economy)
    page.open(code)
    page.act(Action.HANDOFF)
    to = page.one.panel.to
    assert to.itemText(1) == "Phòng Văn hóa - Xã hội (đơn vị vừa giao)"
    QTest.keyClick(to, Qt.Key.Key_Down)
    assert page.one.panel.to_id() == counter.culture


def test_without_a_unit_before_nothing_is_named(counter: Counter, page: DossiersPage) -> None:
    page.open(counter.code())
    page.act(Action.HANDOFF)
    to = page.one.panel.to
    assert not any("vừa giao" in to.itemText(place) for place in range(to.count()))
