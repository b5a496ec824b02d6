"""Đánh giá: every figure on the screen opens to its dossiers and says why."""

from datetime import date
from pathlib import Path

from app.services.evaluation.records import PROCESSING_FIGURES
from app.services.periods.calendar import ReportCalendar, custom_period
from app.ui.evaluation import evaluation_tab as views
from app.ui.evaluation.quality_view import cell_title
from app.ui.evaluation.score_table import ScoreTable
from app.vocabulary.dossiers import Channel
from app.vocabulary.evaluation import EvaluationIndex, OnlineLevel, Publicity
from tests.services.desk_builders import Counter
from tests.services.evaluation.builders import a_fact
from tests.ui.evaluation.pages import TODAY, Desk, load
from tests.ui.record_forms import submit


def _cells(table: ScoreTable, at: int) -> list[str]:
    model = table.table.rows_model
    return [column.value(model.rows[at]) for column in model.columns]


def test_the_last_quarter_over_is_scored_at_first_and_what_has_no_data_is_a_dash(
    counter: Counter, desk: Desk
) -> None:
    counter.resolved()
    desk.tab.load()
    assert desk.tab.period.title.text() == "Quý III năm 2026"
    desk.tab.period.go_forth()
    assert desk.tab.period.state.text() == "Số liệu chưa khóa"
    dash = "–"
    assert _cells(desk.tab.agencies, 0) == [
        *("Toàn đơn vị", "1,0", dash, dash, dash, dash, dash, dash, "2,0", dash),
        *("3,0", "13,50", "Tốt · 2/9"),
    ]
    names = [row.name for row in desk.tab.agencies.table.rows_model.rows]
    assert names[1:] == ["Phòng Văn hóa - Xã hội", "Cấp xã"]
    assert _cells(desk.tab.officers, 0) == [
        *("Người canbo.a", "1,0", dash, dash, dash, dash, "1,0", "5,00", "100 % · 1/5")
    ]
    assert "không tính" in desk.tab.as_of.text()


def test_a_pressed_score_opens_its_dossiers_and_each_says_why(counter: Counter, desk: Desk) -> None:
    code = counter.resolved()
    load(desk)
    table = desk.tab.agencies.table
    assert desk.tab.lines.isHidden()
    table.clicked.emit(table.rows_model.index(0, 1))
    assert not desk.tab.lines.isHidden()
    assert desk.tab.lines.title.text().startswith("Chỉ số 1 · Tổng thời gian giải quyết")
    ((_, line),) = desk.tab.lines.table.rows_model.rows
    assert line.why.startswith("Trả đúng hạn: 1 điểm")
    desk.tab.lines.table.row_activated.emit((0, line))
    assert desk.answers.opened == [code]
    desk.tab.lines.close_button.click()
    assert desk.tab.lines.isHidden()


def test_the_keyboard_opens_the_first_score_of_a_row(counter: Counter, desk: Desk) -> None:
    counter.resolved()
    load(desk)
    table = desk.tab.officers.table
    table.selectRow(0)
    table.row_activated.emit(table.current_row())
    assert "Người canbo.a" in desk.tab.lines.title.text()
    assert len(desk.tab.lines.table.rows_model.rows) == 1


def test_a_line_that_is_no_dossier_opens_nothing(counter: Counter, desk: Desk) -> None:
    counter.code(channel=Channel.ONLINE)
    desk.notes.note(counter.admin, ["1.000001"], a_fact())
    load(desk)
    row = desk.tab.agencies.table.rows_model.rows[0]
    desk.tab.agencies.score_chosen.emit(row, EvaluationIndex.AT_ONE_STOP)
    for numbered in desk.tab.lines.table.rows_model.rows:
        desk.tab.lines.table.row_activated.emit(numbered)
    assert desk.answers.opened == []
    assert len(desk.tab.lines.table.rows_model.rows) == 2


def test_the_set_of_766_stands_with_its_formulas_and_opens_too(
    counter: Counter, desk: Desk
) -> None:
    counter.resolved()
    counter.code()
    load(desk)
    desk.tab.show_kind(views.QUALITY)
    assert desk.tab.kinds.tabText(views.QUALITY) == "Chỉ số QĐ 766/QĐ-TTg"
    assert desk.tab.kinds.tabText(views.PROCESSING) == "Xử lý hồ sơ (QĐ 766/QĐ-TTg)"
    table = desk.tab.quality.table
    first = table.rows_model.rows[0]
    shown = [column.value(first) for column in table.rows_model.columns]
    assert shown[0] == "2"
    assert shown[2].startswith("Số hồ sơ kết thúc trong kỳ")
    assert shown[3:] == ["1 / 1", "100 %"]
    table.clicked.emit(table.rows_model.index(1, 0))
    assert len(desk.tab.lines.table.rows_model.rows) == 2
    paid = [column.value(table.rows_model.rows[2]) for column in table.rows_model.columns]
    assert paid[-1] == "Chưa có dữ liệu"
    table.clicked.emit(table.rows_model.index(2, 0))
    assert len(desk.tab.lines.table.rows_model.rows) == 0  # nobody told it yet


def test_a_number_of_the_processing_table_opens_its_dossiers(counter: Counter, desk: Desk) -> None:
    counter.resolved()
    counter.code()
    load(desk)
    desk.tab.show_kind(views.PROCESSING)
    table = desk.tab.processing.table
    assert [row.name for row in table.rows_model.rows] == [
        *("Tổng số", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội")
    ]
    table.clicked.emit(table.rows_model.index(0, 1))
    assert desk.tab.lines.title.text() == "Tổng số · Tiếp nhận"
    assert len(desk.tab.lines.table.rows_model.rows) == 2
    table.clicked.emit(table.rows_model.index(1, 6))
    assert desk.tab.lines.title.text() == "Phòng Kinh tế · Đã xử lý"
    assert len(desk.tab.lines.table.rows_model.rows) == 0
    assert cell_title(PROCESSING_FIGURES[11]) == "Đang xử lý, quá hạn"


def test_several_procedures_are_noted_at_once(counter: Counter, desk: Desk) -> None:
    load(desk)
    desk.tab.show_kind(views.FACTS)
    panel = desk.tab.facts
    assert not panel.note_button.isEnabled()
    panel.table.selectAll()
    assert panel.note_button.text().strip() == "Ghi nhận 2 thủ tục…"
    dialog = panel.start_noting()
    assert dialog is not None
    submit(dialog, valid_from="32/13/2026")
    assert dialog.board.box("valid_from").problem
    submit(
        dialog, valid_from="23/11/2026", publicity=Publicity.WRONG, online_level=OnlineLevel.FULL
    )
    assert "Đã ghi nhận 2 thủ tục" in desk.strip.text
    noted = desk.notes.procedures(counter.admin)
    assert [facts.now.publicity for facts in noted if facts.now] == [Publicity.WRONG] * 2
    panel.only_new.setChecked(True)
    assert panel.table.rows_model.rowCount() == 0
    panel.only_new.setChecked(False)
    panel.search.setText("van hoa")
    assert [one.code for one in panel.table.rows_model.rows] == ["2.000002"]


def test_who_may_not_note_is_not_offered_it(counter: Counter, desk: Desk) -> None:
    desk.answers.may_note = False
    desk.tab.show_kind(views.FACTS)
    desk.tab.facts.table.selectAll()
    assert not desk.tab.facts.note_button.isEnabled()
    assert desk.tab.facts.start_noting() is None
    assert len(desk.tab.facts.table.rows_model.rows) == 2
    assert counter.admin is not None


def test_what_is_on_the_screen_is_what_is_written(
    counter: Counter, desk: Desk, tmp_path: Path
) -> None:
    assert not desk.tab.export.isEnabled()
    counter.resolved()
    load(desk)
    desk.tab.export.click()
    path = tmp_path / "dg.xlsx"
    desk.answers.dialogs.paths.append(path)
    desk.tab.export.click()
    assert desk.answers.dialogs.names[0] == "danh-gia-2026-10-01-den-2026-12-31.xlsx"
    assert path.read_bytes().startswith(b"PK")
    assert "Đã xuất dg.xlsx" in desk.strip.text


def test_a_period_that_cannot_be_scored_shows_nothing_of_the_one_before(
    counter: Counter, desk: Desk
) -> None:
    counter.resolved()
    load(desk)
    desk.tab.period.go(custom_period(date(2010, 1, 1), date(2010, 1, 31)))
    assert desk.tab.table is None
    assert desk.tab.agencies.table.rows_model.rowCount() == 0
    assert not desk.tab.export.isEnabled()
    assert "trước năm 2018" in desk.tab.problem.text()
    desk.tab.period.go(ReportCalendar().quarter_of(TODAY))
    assert desk.tab.problem.isHidden()
    assert desk.tab.table is not None


def test_a_locked_period_says_that_its_scores_are_kept(counter: Counter, desk: Desk) -> None:
    counter.resolved()
    desk.is_locked.append(True)
    load(desk)
    assert desk.tab.period.state.text() == "Đã khóa số liệu"
    assert "điểm là số đã chốt" in desk.tab.as_of.text()


def test_every_reading_of_the_circular_can_be_read_on_the_screen(desk: Desk) -> None:
    load(desk)
    desk.tab.show_kind(views.RULES)
    assert desk.tab.table is not None
    assert desk.tab.rules.scale.text() == "Thang điểm (Thông tư 03/2025/TT-VPCP)"
    assert desk.tab.rules.classes.text() == "Xếp loại (Thông tư 03/2025/TT-VPCP)"
    shown = desk.tab.rules.readings.text()
    assert all(rule in shown for rule in desk.tab.table.rules)
