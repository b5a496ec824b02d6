"""Finding a procedure, changing it, and errors that stay at their field."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError
from app.services.catalogue.phases import phases_of
from app.services.catalogue.records import CaseDraft, PaperDraft, ProcedureFilter
from app.ui.catalogue.case_form import CaseForm
from app.ui.catalogue.editor import CASES, INFO, PAPERS, ProcedureEditor
from app.ui.catalogue.list_editor import ListEditor
from app.ui.catalogue.page import PROCEDURES
from app.ui.catalogue.typed import TypedCase, read_case, typed_case
from app.vocabulary import Level, TimeUnit
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
    assert editor.info.code.text() == "1.000001"
    assert editor.info.code.isReadOnly()
    assert editor.head.state.text() == "Đang dùng"
    assert editor.input() == bench.services.procedures.one(bench.actor, 1).draft
    assert not editor.save_button.isEnabled()


def test_change_is_saved_as_the_next_version(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.info.name.setPlainText("Tên mới")
    assert editor.save_button.text().strip().startswith("Lưu thành phiên bản 2")
    editor.save()
    assert not editor.is_dirty
    assert "phiên bản 2" in bench.said[-1]
    assert bench.page.list.table.rows_model.rows[0].name == "Tên mới"
    assert [editor.versions.itemData(place) for place in range(2)] == [2, 1]
    editor.versions.setCurrentIndex(1)
    assert editor.info.name.toPlainText() == "Thủ tục số 1"
    assert editor.head.state.text() == "Bản cũ, chỉ xem"
    assert not editor.info.isEnabled()
    editor.versions.setCurrentIndex(0)
    assert editor.info.isEnabled()


def test_new_procedure_is_added_and_marked(bench: Bench) -> None:
    _stock(bench)
    bench.page.add()
    editor = bench.page.editor
    editor.info.code.setText("9.000001")
    editor.info.name.setPlainText("Thủ tục mới")
    editor.info.field.setText("Đất đai")
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
    editor.tabs.setCurrentIndex(CASES)
    filled = {"code": "1.1", "name": "Tên"} | {field: ""}
    editor.info.code.setText(filled["code"])
    editor.info.field.setText("Hộ tịch")
    editor.info.name.setPlainText(filled["name"] or " ")
    editor.save()
    assert editor.tabs.currentIndex() == INFO
    assert sentence in editor.info.board.box(field).problem


def test_taken_code_is_told_at_the_code(bench: Bench) -> None:
    _stock(bench)
    bench.page.add()
    editor = bench.page.editor
    editor.info.code.setText("1.000001")
    editor.info.field.setText("Hộ tịch")
    editor.info.name.setPlainText("Tên")
    editor.save()
    assert "đã có trong danh mục" in editor.info.board.box("code").problem


def test_unknown_agency_is_told_and_a_known_one_found(bench: Bench, qtbot: QtBot) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.info.agency.selectAll()
    QTest.keyClicks(editor.info.agency, "khong biet")
    editor.save()
    assert "Chưa có cơ quan này" in editor.info.board.box("agency").problem
    editor.info.agency.selectAll()
    QTest.keyClicks(editor.info.agency, "ubnd xa")
    qtbot.waitUntil(lambda: len(editor.info.agency.rows) == 1)
    editor.info.agency.choose(editor.info.agency.rows[0])
    assert editor.input().agency_code == "UBNDCX"


def test_wrong_time_is_told_at_the_time(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.cases.add_item(TypedCase("Hai"))
    _type_case(editor.cases, "value", "0,3")
    editor.cases.table.selectRow(0)
    editor.tabs.setCurrentIndex(PAPERS)
    editor.save()
    assert editor.tabs.currentIndex() == CASES
    row = editor.cases.table.current_row()
    assert row is not None
    assert row.place == 1
    assert "nửa ngày" in editor.cases.form.board.box("value").problem
    _type_case(editor.cases, "value", "ba")
    editor.save()
    assert "không phải là số" in editor.cases.form.board.box("value").problem


def test_paper_without_a_name_is_told_at_its_name(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.papers.add.click()
    editor.save()
    assert editor.tabs.currentIndex() == PAPERS
    assert "chưa có tên" in editor.papers.form.board.box("name").problem


def test_rows_are_moved_and_removed(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.papers.table.selectRow(1)
    editor.papers.up.click()
    assert [paper.name for paper in editor.papers.items] == ["Giấy chứng sinh", "Tờ khai"]
    assert not editor.papers.up.isEnabled()
    editor.papers.down.click()
    editor.papers.remove.click()
    assert [paper.name for paper in editor.papers.items] == ["Tờ khai"]
    editor.cases.remove.click()
    editor.save()
    assert editor.tabs.currentIndex() == CASES
    assert "ít nhất một trường hợp" in bench.said[-1]
    editor.undo_button.click()
    assert len(editor.papers.items) == 2
    assert not editor.is_dirty


def test_unit_decides_what_can_be_typed(bench: Bench) -> None:
    form = bench.page.editor.cases.form
    assert isinstance(form, CaseForm)
    form.unit.setCurrentIndex(form.unit.findData(TimeUnit.SAME_DAY.value))
    assert not form.value.isEnabled()
    assert form.late_cutoff.isEnabled()
    assert bench.page.editor.cases.items[0].unit is TimeUnit.SAME_DAY


def test_someone_elses_save_is_told_and_typing_kept(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    other = a_procedure(code="1.000001", name="Người khác", cases=(a_case(),))
    bench.services.procedures.save(bench.actor, other)
    editor.info.name.setPlainText("Tôi sửa")
    editor.save()
    assert "vừa được người khác sửa" in bench.said[-1]
    assert editor.info.name.toPlainText() == "Tôi sửa"
    assert editor.save_button.isEnabled()


def test_unsaved_typing_is_asked_about(bench: Bench) -> None:
    _stock(bench)
    editor = _open_first(bench)
    editor.info.name.setPlainText("Đang gõ dở")
    bench.page.list.table.selectRow(1)
    assert editor.info.name.toPlainText() == "Đang gõ dở"
    row = bench.page.list.table.current_row()
    assert row is not None
    assert row.code == "1.000001"
    box = bench.question()
    next(each for each in box.buttons() if each.text() == "Bỏ thay đổi").click()
    assert editor.info.code.text() == "1.000002"


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
    editor.info.name.setPlainText("Đang gõ dở")
    bench.services.procedures.add(bench.actor, a_procedure(code="3.1"))
    bench.page.tabs.setCurrentIndex(PROCEDURES)
    bench.page._load()
    assert len(_codes(bench)) == 4
    assert editor.info.name.toPlainText() == "Đang gõ dở"


@pytest.mark.parametrize(
    "case",
    [
        a_case(),
        a_case(value="0.5", fee_vnd=8000),
        a_case(value="0", unit=TimeUnit.SAME_DAY),
        a_case(value="0", unit=TimeUnit.NONE),
        a_case(value="8", unit=TimeUnit.WORKING_HOUR),
        a_case(
            value="8",
            fee_vnd=8000,
            advance_vnd=5000,
            phases=phases_of("A: 3 giờ làm việc; B: 5 giờ"),
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
    form = bench.page.editor.papers.form
    form.show_item(paper)
    assert form.item() == paper
