"""Finding a procedure, changing it, and errors that stay at their field."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError
from app.services.catalogue.cases import phases_of
from app.services.catalogue.records import CaseDraft, PaperDraft, ProcedureFilter
from app.ui.catalogue.case_forms import CaseForm
from app.ui.catalogue.editor import ProcedureEditor
from app.ui.catalogue.list_editor import ListEditor
from app.ui.catalogue.page import PROCEDURES
from app.ui.catalogue.tabs import CASES, INFO, PAPERS
from app.ui.catalogue.typed import TypedCase, read_case, typed_case
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level
from tests.services.catalogue.builders import a_case, a_procedure
from tests.ui.catalogue.builders import Bench


def _codes(bench: Bench) -> list[str]:
    return [row.code for row in bench.page.list.table.rows_model.rows]


def _stock(bench: Bench, count: int = 3) -> None:
    for number in range(1, count + 1):
        draft = a_procedure(code=f"1.{number:06}", name=f"Thủ tục số {number}")
        bench.services.procedures.add(bench.actor, draft)
    bench.page.list.load()
    bench.page.list.load_fields()
    bench.page.agencies.load()


def _open_first(bench: Bench) -> ProcedureEditor:
    bench.page.list.table.selectRow(0)
    return bench.page.editor


def _type_case(editor: ListEditor[TypedCase], field: str, text: str) -> None:
    line = getattr(editor.form, field)
    line.selectAll()
    QTest.keyClicks(line, text)


def test_list_shows_what_is_stored_in_pages(bench: Bench) -> None:
    _stock(bench, 103)
    assert len(_codes(bench)) == 100
    assert bench.page.list.count.text() == "1–100 trên 103 thủ tục"
    bench.page.list.forth.click()
    assert len(_codes(bench)) == 3
    assert not bench.page.list.forth.isEnabled()
    bench.page.list.back.click()
    assert len(_codes(bench)) == 100
    assert not bench.page.list.back.isEnabled()


def test_search_and_filters_narrow_the_list(bench: Bench, qtbot: QtBot) -> None:
    _stock(bench)
    other = a_procedure(code="2.000001", name="Cấp phép", field="Xây dựng", level=Level.PROVINCE)
    bench.services.procedures.add(bench.actor, other)
    bench.page.list.load_fields()
    bench.page.list.search.setText("cap phep")
    qtbot.waitUntil(lambda: _codes(bench) == ["2.000001"])
    bench.page.list.search.clear()
    qtbot.waitUntil(lambda: len(_codes(bench)) == 4)
    bench.page.list.field.setCurrentIndex(bench.page.list.field.findData("Hộ tịch"))
    assert len(_codes(bench)) == 3
    bench.page.list.level.setCurrentIndex(bench.page.list.level.findData("province"))
    assert _codes(bench) == []
    assert bench.page.list.wanted == ProcedureFilter("", "Hộ tịch", Level.PROVINCE)


def test_chosen_procedure_is_shown_whole(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    assert editor.bodies.info.code.text() == "1.000001"
    assert editor.bodies.info.code.isReadOnly()
    assert editor.head.state.text() == "Đang dùng"
    assert editor.bodies.input() == bench.services.procedures.one(bench.actor, 1).draft
    assert not editor.save_button.isEnabled()


def test_change_is_saved_as_the_next_version(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.bodies.info.name.setPlainText("Tên mới")
    assert editor.save_button.text().strip().startswith("Lưu thành phiên bản 2")
    editor.save()
    assert not editor.is_dirty
    assert "phiên bản 2" in bench.said[-1]
    assert bench.page.list.table.rows_model.rows[0].name == "Tên mới"
    assert [editor.versions.itemData(place) for place in range(2)] == [2, 1]
    editor.versions.setCurrentIndex(1)
    assert editor.bodies.info.name.toPlainText() == "Thủ tục số 1"
    assert editor.head.state.text() == "Bản cũ, chỉ xem"
    assert not editor.bodies.info.isEnabled()
    editor.versions.setCurrentIndex(0)
    assert editor.bodies.info.isEnabled()


def test_new_procedure_is_added_and_marked(bench: Bench) -> None:
    _stock(bench)
    bench.page.add()
    editor = bench.page.editor
    editor.bodies.info.code.setText("9.000001")
    editor.bodies.info.name.setPlainText("Thủ tục mới")
    editor.bodies.info.field.setText("Đất đai")
    editor.save()
    assert "9.000001" in _codes(bench)
    row = bench.page.list.table.current_row()
    assert row is not None
    assert row.code == "9.000001"


@pytest.mark.parametrize(
    ("field", "sentence"), [("code", "Chưa có mã"), ("name", "Chưa có tên thủ tục")]
)
def test_empty_fact_is_told_at_its_field(bench: Bench, field: str, sentence: str) -> None:
    bench.page.add()
    editor = bench.page.editor
    editor.bodies.bar.setCurrentIndex(CASES)
    filled = {"code": "1.1", "name": "Tên"} | {field: ""}
    editor.bodies.info.code.setText(filled["code"])
    editor.bodies.info.field.setText("Hộ tịch")
    editor.bodies.info.name.setPlainText(filled["name"] or " ")
    editor.save()
    assert editor.bodies.bar.currentIndex() == INFO
    assert sentence in editor.bodies.info.board.box(field).problem


def test_taken_code_is_told_at_the_code(bench: Bench) -> None:
    _stock(bench)
    bench.page.add()
    editor = bench.page.editor
    editor.bodies.info.code.setText("1.000001")
    editor.bodies.info.field.setText("Hộ tịch")
    editor.bodies.info.name.setPlainText("Tên")
    editor.save()
    assert "đã có trong danh mục" in editor.bodies.info.board.box("code").problem


def test_unknown_agency_is_told_and_a_known_one_found(bench: Bench, qtbot: QtBot) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.bodies.info.agency.selectAll()
    QTest.keyClicks(editor.bodies.info.agency, "khong biet")
    editor.save()
    assert "Chưa có cơ quan này" in editor.bodies.info.board.box("agency").problem
    editor.bodies.info.agency.selectAll()
    QTest.keyClicks(editor.bodies.info.agency, "ubnd xa")
    qtbot.waitUntil(lambda: len(editor.bodies.info.agency.rows) == 1)
    editor.bodies.info.agency.choose(editor.bodies.info.agency.rows[0])
    assert editor.bodies.input().agency_code == "UBNDCX"


def test_wrong_time_is_told_at_the_time(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.bodies.cases.add_item(TypedCase("Hai"))
    _type_case(editor.bodies.cases, "value", "0,3")
    editor.bodies.cases.table.selectRow(0)
    editor.bodies.bar.setCurrentIndex(PAPERS)
    editor.save()
    assert editor.bodies.bar.currentIndex() == CASES
    row = editor.bodies.cases.table.current_row()
    assert row is not None
    assert row.place == 1
    assert "nửa ngày" in editor.bodies.cases.form.board.box("value").problem
    _type_case(editor.bodies.cases, "value", "ba")
    editor.save()
    assert "không phải là số" in editor.bodies.cases.form.board.box("value").problem


def test_paper_without_a_name_is_told_at_its_name(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.bodies.papers.add.click()
    editor.save()
    assert editor.bodies.bar.currentIndex() == PAPERS
    assert "chưa có tên" in editor.bodies.papers.form.board.box("name").problem


def test_rows_are_moved_and_removed(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.bodies.papers.table.selectRow(1)
    editor.bodies.papers.up.click()
    assert [paper.name for paper in editor.bodies.papers.items] == ["Giấy chứng sinh", "Tờ khai"]
    assert not editor.bodies.papers.up.isEnabled()
    editor.bodies.papers.down.click()
    editor.bodies.papers.remove.click()
    assert [paper.name for paper in editor.bodies.papers.items] == ["Tờ khai"]
    editor.bodies.cases.remove.click()
    editor.save()
    assert editor.bodies.bar.currentIndex() == CASES
    assert "ít nhất một trường hợp" in bench.said[-1]
    editor.undo_button.click()
    assert len(editor.bodies.papers.items) == 2
    assert not editor.is_dirty


def test_unit_decides_what_can_be_typed(bench: Bench) -> None:
    form = bench.page.editor.bodies.cases.form
    assert isinstance(form, CaseForm)
    form.unit.setCurrentIndex(form.unit.findData(TimeUnit.SAME_DAY.value))
    assert not form.value.isEnabled()
    assert form.late_cutoff.isEnabled()
    assert bench.page.editor.bodies.cases.items[0].unit is TimeUnit.SAME_DAY


def test_someone_elses_save_is_told_and_typing_kept(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    other = a_procedure(code="1.000001", name="Người khác", cases=(a_case(),))
    bench.services.procedures.save(bench.actor, other)
    editor.bodies.info.name.setPlainText("Tôi sửa")
    editor.save()
    assert "vừa được người khác sửa" in bench.said[-1]
    assert editor.bodies.info.name.toPlainText() == "Tôi sửa"
    assert editor.save_button.isEnabled()


def test_unsaved_typing_is_asked_about(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.bodies.info.name.setPlainText("Đang gõ dở")
    bench.page.list.table.selectRow(1)
    assert editor.bodies.info.name.toPlainText() == "Đang gõ dở"
    row = bench.page.list.table.current_row()
    assert row is not None
    assert row.code == "1.000001"
    box = bench.question()
    next(each for each in box.buttons() if each.text() == "Bỏ thay đổi").click()
    assert editor.bodies.info.code.text() == "1.000002"


def test_procedure_is_ended_with_a_reason(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    dialog = editor.ask_end()
    assert dialog is not None
    dialog.act.click()
    assert "Chưa có lý do" in dialog.box.problem
    dialog.note.setText("QĐ 12")
    dialog.act.click()
    assert editor.head.state.text() == "Đã kết thúc"
    assert _codes(bench) == ["1.000002", "1.000003"]
    bench.page.list.ended.setChecked(True)
    assert len(_codes(bench)) == 3
    assert editor.save_button.text().strip().startswith("Mở lại thành phiên bản 2")
    editor.save()
    assert editor.head.state.text() == "Đang dùng"


def test_refresh_keeps_what_is_being_typed(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.bodies.info.name.setPlainText("Đang gõ dở")
    bench.services.procedures.add(bench.actor, a_procedure(code="3.1"))
    bench.page.tabs.setCurrentIndex(PROCEDURES)
    bench.page._load()
    assert len(_codes(bench)) == 4
    assert editor.bodies.info.name.toPlainText() == "Đang gõ dở"


@pytest.mark.parametrize(
    "case",
    [
        a_case(),
        a_case(value="0.5", fee_vnd=8000),
        a_case(value="0", unit=TimeUnit.SAME_DAY),
        a_case(value="0", unit=TimeUnit.NONE),
        a_case(value="8", unit=TimeUnit.WORKING_HOUR),
        a_case(value="24", unit=TimeUnit.CLOCK_HOUR),
        a_case(
            value="8",
            fee_vnd=8000,
            advance_vnd=5000,
            phases=phases_of("A: 3 giờ làm việc; B: 5 giờ (liên tục)"),
        ),
    ],
)
def test_case_is_typed_as_it_is_stored(case: CaseDraft) -> None:
    assert read_case(typed_case(case), 0) == case


def test_phases_are_typed_summed_and_told_at_their_field(qtbot: QtBot) -> None:
    form = CaseForm()
    qtbot.addWidget(form)
    form.show_item(TypedCase(value="10", fee_vnd=9000, advance_vnd=4000, phases="A: 4 ngày"))
    assert (form.item().advance_vnd, form.item().phases) == (4000, "A: 4 ngày")
    form.phases.setPlainText("A: 4 ngày làm việc\nB: 6 ngày làm việc")
    assert "10 ngày làm việc, bằng thời hạn" in form.sum.text()
    form.phases.setPlainText("A: bốn")
    assert form.sum.text() == ""
    with pytest.raises(InvalidInputError) as refused:
        read_case(form.item(), 2)
    assert refused.value.field == "cases.2.phases"


def test_form_of_a_paper_gives_back_what_it_shows(bench: Bench) -> None:
    paper = PaperDraft("Giấy", 1, 2, 3, 4, is_required=False)
    form = bench.page.editor.bodies.papers.form
    form.show_item(paper)
    assert form.item() == paper
