"""The route of a case typed by keyboard alone, with its total always in sight."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError
from app.services.catalogue.records import AgencyDraft, StepDraft
from app.text import fold
from app.ui.catalogue.editor import ProcedureEditor
from app.ui.catalogue.route_editor import RouteEditor
from app.ui.catalogue.tabs import CASES, ROUTES
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level
from tests.services.catalogue.builders import a_case, a_procedure
from tests.ui.catalogue.builders import Bench

KEY = Qt.Key


@pytest.fixture
def editor(bench: Bench) -> ProcedureEditor:
    for name in ("Phòng Tư pháp", "Phòng Tài nguyên"):
        bench.services.agencies.add(bench.actor, AgencyDraft(name, Level.COMMUNE))
    two = (a_case("Tại quầy"), a_case("Trực tuyến", "5"))
    bench.services.procedures.add(bench.actor, a_procedure(cases=two))
    bench.page.list.load()
    bench.page.list.table.selectRow(0)
    bench.page.editor.bodies.bar.setCurrentIndex(ROUTES)
    return bench.page.editor


def _add(routes: RouteEditor, qtbot: QtBot, unit: str, value: str) -> None:
    routes.steps.add.click()
    line = routes.form.unit_name
    QTest.keyClicks(line, unit)
    qtbot.waitUntil(lambda: bool(line.rows) and unit in fold(line.rows[0].title))
    QTest.keyClick(line, KEY.Key_Return)
    routes.form.value.selectAll()
    QTest.keyClicks(routes.form.value, value)


def test_a_route_is_typed_summed_noted_and_saved(
    bench: Bench, editor: ProcedureEditor, qtbot: QtBot
) -> None:
    routes = editor.bodies.routes
    assert "Chưa có bước nào; thời hạn 03 ngày làm việc" in routes.sum.text()
    _add(routes, qtbot, "phong tu", "1")
    _add(routes, qtbot, "phong tai", "1")
    assert routes.sum.text().endswith("không khớp, cần ghi chú.")
    assert routes.sum.property("tone") == "warn"
    assert routes.note_box.isVisible()
    QTest.keyClick(editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "cộng lại 2 ngày làm việc" in routes.note_box.problem
    assert editor.bodies.bar.currentIndex() == ROUTES
    QTest.keyClicks(routes.note, "con trinh ky")
    assert routes.note_box.problem == ""
    QTest.keyClick(editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (row,) = bench.services.procedures.find(bench.actor, "khai sinh")
    first, second = bench.services.procedures.one(bench.actor, row.procedure_id).draft.cases
    assert [(each.unit_name, each.value, each.is_lead) for each in first.route] == [
        ("Phòng Tư pháp", Decimal(1), True),
        ("Phòng Tài nguyên", Decimal(1), False),
    ]
    assert first.route_note == "con trinh ky"
    assert second.route == ()
    assert "Đã lưu thủ tục 1.001193, phiên bản 2" in bench.said[-1]


def test_steps_move_by_keys_and_one_leads(editor: ProcedureEditor, qtbot: QtBot) -> None:
    routes = editor.bodies.routes
    _add(routes, qtbot, "phong tu", "1")
    _add(routes, qtbot, "phong tai", "2")
    assert routes.sum.text().endswith("khớp.")
    assert routes.sum.property("tone") == "ok"
    QTest.keyClick(routes.form.is_lead, KEY.Key_Space)
    assert [step.is_lead for step in routes.steps.items] == [False, True]
    QTest.keyClick(routes.steps.table, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [step.unit_name for step in routes.steps.items] == ["Phòng Tài nguyên", "Phòng Tư pháp"]
    QTest.keyClick(routes.steps.table, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(routes.form.is_parallel, KEY.Key_Space)
    assert "Tổng các bước 2 ngày làm việc" in routes.sum.text()
    assert routes.steps.table.rows_model.index(1, 0).data() == "song song"
    routes.steps.remove.click()
    assert len(routes.steps.items) == 1
    assert editor.is_dirty


def test_each_case_has_its_own_route(bench: Bench, editor: ProcedureEditor, qtbot: QtBot) -> None:
    routes = editor.bodies.routes
    _add(routes, qtbot, "phong tu", "3")
    routes.chosen.setCurrentIndex(1)
    assert not routes.steps.items
    assert "thời hạn 05 ngày làm việc" in routes.sum.text()
    _add(routes, qtbot, "phong tai", "5")
    routes.chosen.setCurrentIndex(0)
    assert [step.unit_name for step in routes.steps.items] == ["Phòng Tư pháp"]
    editor.bodies.bar.setCurrentIndex(CASES)
    value = editor.bodies.cases.form
    assert value.item().route[0].unit_name == "Phòng Tư pháp"  # what the form keeps unseen
    editor.save()
    (row,) = bench.services.procedures.find(bench.actor, "khai sinh")
    cases = bench.services.procedures.one(bench.actor, row.procedure_id).draft.cases
    assert [len(case.route) for case in cases] == [1, 1]
    editor.bodies.bar.setCurrentIndex(ROUTES)
    editor.undo_button.click()
    assert len(editor.bodies.routes.steps.items) == 1


@pytest.mark.parametrize(
    ("field", "text", "place"),
    [("value", "ba", "value"), ("unit_name", "phong la", "unit_name"), ("value", "0", "value")],
)
def test_problems_stay_at_their_step(
    editor: ProcedureEditor, qtbot: QtBot, field: str, text: str, place: str
) -> None:
    routes = editor.bodies.routes
    _add(routes, qtbot, "phong tu", "3")
    line = getattr(routes.form, field)
    line.selectAll()
    QTest.keyClicks(line, text)
    editor.bodies.bar.setCurrentIndex(CASES)
    editor.save()
    assert editor.bodies.bar.currentIndex() == ROUTES
    assert routes.form.board.box(place).problem


def test_flags_say_what_is_wrong(editor: ProcedureEditor, qtbot: QtBot) -> None:
    routes = editor.bodies.routes
    _add(routes, qtbot, "phong tu", "3")
    QTest.keyClick(routes.form.is_lead, KEY.Key_Space)
    editor.save()
    assert "phải có đúng một" in routes.form.board.box("work").problem


def test_unreadable_times_are_told_in_place_of_a_total(
    editor: ProcedureEditor, qtbot: QtBot
) -> None:
    routes = editor.bodies.routes
    _add(routes, qtbot, "phong tu", "3")
    QTest.keyClicks(routes.form.value, "x")
    assert "Chưa tính được tổng" in routes.sum.text()
    assert not editor.bodies.show_problem("cases.0.route", "quá nhiều bước")


def test_a_total_that_cannot_be_compared_says_so(bench: Bench, qtbot: QtBot) -> None:
    step = StepDraft("UBND cấp xã", Decimal(5), TimeUnit.CALENDAR_DAY, is_lead=True)
    bench.services.agencies.add(bench.actor, AgencyDraft("UBND cấp xã", Level.COMMUNE))
    draft = a_procedure(code="1.7", cases=(a_case(route=(step,)),))
    bench.services.procedures.add(bench.actor, draft)
    bench.page.list.load()
    bench.page.list.table.selectRow(0)
    bench.page.editor.bodies.bar.setCurrentIndex(ROUTES)
    assert bench.page.editor.bodies.routes.sum.text().endswith("không so được.")
    with pytest.raises(InvalidInputError):
        bench.services.procedures.add(bench.actor, draft)
