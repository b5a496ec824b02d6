"""Imports from the page, agencies, counters."""

from pathlib import Path

from app.ui.catalogue.import_panel import preview_rows
from app.ui.catalogue.page import AGENCIES, COUNTERS, IMPORT, PROCEDURES
from app.vocabulary.catalogue import HoursMeaning
from tests.services.catalogue.builders import a_procedure
from tests.services.catalogue.files import a_csv, a_json, a_published, a_row
from tests.ui.catalogue.builders import Bench


def test_good_file_is_previewed_and_imported(bench: Bench, tmp_path: Path) -> None:
    bench.files.append(a_csv(tmp_path, a_row(), a_row(code="1.2")))
    bench.page.import_button.click()
    panel = bench.page.importing
    assert bench.page.stack.currentIndex() == IMPORT
    assert panel.title.text() == "Nhập từ tệp danh-muc.csv"
    assert panel.summary.text().startswith("2 thủ tục mới, 0 đổi, 0 không đổi, 1 cơ quan")
    assert panel.go.text().strip() == "Nhập 2 thủ tục"
    assert not panel.partial.isVisible()
    panel.go.click()
    assert bench.page.stack.currentIndex() == PROCEDURES
    assert len(bench.page.list.table.rows_model.rows) == 2
    assert bench.said == ["Đã nhập 2 thủ tục: 2 mới, 0 đổi; thêm 1 cơ quan."]


def test_turning_back_from_the_file_dialog_changes_nothing(bench: Bench) -> None:
    bench.page.import_button.click()
    assert bench.page.stack.currentIndex() == PROCEDURES


def test_bad_rows_are_shown_and_may_be_passed_over(bench: Bench, tmp_path: Path) -> None:
    bench.files.append(a_csv(tmp_path, a_row(), a_row(code="1.2", unit="tuần")))
    bench.page.ask_file()
    panel = bench.page.importing
    (row,) = panel.table.rows_model.rows
    assert (row.row, row.code, row.state) == (3, "1.2", "Từ chối")
    assert panel.detail.text() == f"Dòng 3: {row.detail}"
    assert "“tuần”" in row.detail
    assert not panel.go.isEnabled()
    panel.partial.setChecked(True)
    panel.go.click()
    assert [row.code for row in bench.page.list.table.rows_model.rows] == ["1.001193"]


def test_bare_hours_are_asked_once_before_the_preview_is_accepted(
    bench: Bench, tmp_path: Path
) -> None:
    bench.files.append(a_csv(tmp_path, a_row(value="24", unit="Giờ"), a_row(code="1.2")))
    bench.page.ask_file()
    panel = bench.page.importing
    assert panel.hours.isVisible()
    assert not panel.go.isEnabled()
    panel.hours.choices[HoursMeaning.CONTINUOUS].click()
    assert panel.go.isEnabled()
    preview = panel._preview
    assert preview is not None
    assert [notice.message for notice in preview.notices] == [
        "“Giờ” được hiểu là giờ (liên tục), theo lựa chọn cho cả tệp."
    ]
    panel.hours.choices[HoursMeaning.WORKING].click()
    panel.hours.choices[HoursMeaning.CONTINUOUS].click()
    panel.go.click()
    times = {row.code: row.times for row in bench.page.list.table.rows_model.rows}
    assert times["1.001193"] == "24 giờ (liên tục)"


def test_next_file_is_asked_anew_and_one_without_bare_hours_is_not_asked(
    bench: Bench, tmp_path: Path
) -> None:
    bench.files.append(a_csv(tmp_path, a_row(value="24", unit="Giờ"), name="a.csv"))
    bench.page.ask_file()
    panel = bench.page.importing
    panel.hours.choices[HoursMeaning.WORKING].click()
    bench.files.append(a_csv(tmp_path, a_row(value="24", unit="giờ"), name="b.csv"))
    panel.other.click()
    assert panel.hours.isVisible()
    assert not any(choice.isChecked() for choice in panel.hours.choices.values())
    assert not panel.go.isEnabled()
    bench.files.append(a_csv(tmp_path, a_row(), name="c.csv"))
    panel.other.click()
    assert not panel.hours.isVisible()
    assert panel.go.isEnabled()


def test_kinds_of_rows_are_told_apart(bench: Bench, tmp_path: Path) -> None:
    bench.services.procedures.add(bench.actor, a_procedure(code="1.004837"))
    published = [a_published(), a_published(code="1.5", channels=[]), a_published(code="")]
    bench.files.append(a_json(tmp_path, published))
    bench.page.ask_file()
    preview = bench.page.importing._preview
    assert preview is not None
    assert [row.state for row in preview_rows(preview)] == ["Từ chối", "Mới", "Đổi", "Lưu ý"]
    kinds = bench.page.importing.kinds
    assert [kinds.tabText(place) for place in range(kinds.count())] == [
        "Tất cả (4)",
        "Mới (1)",
        "Đổi (1)",
        "Từ chối (1)",
        "Lưu ý (1)",
    ]
    kinds.setCurrentIndex(0)
    assert bench.page.importing.table.rows_model.rowCount() == 4


def test_unreadable_file_is_told_in_place(bench: Bench, tmp_path: Path) -> None:
    bench.files.append(tmp_path / "không-có.csv")
    bench.page.ask_file()
    panel = bench.page.importing
    assert "Không có tệp" in panel.summary.text()
    assert not panel.go.isEnabled()
    bench.files.append(a_csv(tmp_path, a_row()))
    panel.other.click()
    assert panel.go.isEnabled()


def test_import_can_be_left(bench: Bench, tmp_path: Path) -> None:
    bench.files.append(a_csv(tmp_path, a_row()))
    bench.page.ask_file()
    bench.page.importing.back.click()
    assert bench.page.stack.currentIndex() == PROCEDURES
    assert bench.page.list.count.text() == "0 thủ tục"


def test_starter_catalogue_is_offered_and_taken(bench: Bench) -> None:
    bench.page.starter_button.click()
    assert bench.page.importing.go.isEnabled()
    bench.page.importing.go.click()
    assert bench.page.list.table.rows_model.rowCount() > 20
    bench.page.starter_button.click()
    assert bench.page.importing.go.text().strip() == "Không có gì để nhập"
    assert not bench.page.importing.go.isEnabled()


def test_agency_is_added_renamed_merged_and_ended(bench: Bench) -> None:
    page, tab = bench.page, bench.page.agencies
    page.tabs.setCurrentIndex(AGENCIES)
    for name in ("Phòng Kinh tế", "Phòng Văn hóa"):
        tab.name.setText(name)
        tab.add_button.click()
    tab.add_button.click()
    assert "Chưa có tên cơ quan" in tab.board.box("name").problem
    assert tab.table.go_to(tab.table.rows_model.rows[0].agency_id)
    tab.name.setText("Phòng Kinh tế và Hạ tầng")
    tab.rename_button.click()
    assert "nay là Phòng Kinh tế và Hạ tầng" in bench.said[-1]
    tab.ended.setChecked(True)
    assert tab.table.rows_model.rowCount() == 3
    tab.ended.setChecked(False)
    tab.table.selectRow(0)
    tab.merge_button.click()
    assert "Hãy chọn cơ quan" in tab.board.box("heir").problem
    tab.heir.setCurrentIndex(1)
    tab.merge_button.click()
    assert [row.name for row in tab.table.rows_model.rows] == ["Phòng Văn hóa"]
    tab.table.selectRow(0)
    dialog = tab.ask_end()
    assert dialog is not None
    dialog.note.setText("Giải thể")
    dialog.act.click()
    assert tab.table.rows_model.rowCount() == 0


def test_agency_in_use_is_not_ended_and_the_dialog_says_why(bench: Bench) -> None:
    bench.services.procedures.add(bench.actor, a_procedure())
    tab = bench.page.agencies
    tab.load()
    tab.table.selectRow(0)
    dialog = tab.ask_end()
    assert dialog is not None
    dialog.note.setText("Giải thể")
    dialog.act.click()
    assert "Còn 1 thủ tục" in dialog.box.problem
    dialog.reject()


def test_counters_are_added_and_ended(bench: Bench) -> None:
    page, tab = bench.page, bench.page.counters
    page.tabs.setCurrentIndex(COUNTERS)
    before = tab.table.rows_model.rowCount()
    tab.name.setText("Quầy 31")
    tab.add_button.click()
    assert tab.table.rows_model.rowCount() == before + 1
    tab.name.setText("Quầy 31")
    tab.add_button.click()
    assert "Đã có" in tab.board.box("name").problem
    names = [row.name for row in tab.table.rows_model.rows]
    tab.table.selectRow(names.index("Quầy 31"))
    tab.end_button.click()
    assert tab.table.rows_model.rowCount() == before
    assert "Đã ngừng dùng Quầy 31" in bench.said[-1]


def test_actions_of_the_page_are_bound(bench: Bench) -> None:
    book = bench.context.actions
    for key in ("catalogue.save", "catalogue.add", "catalogue.import", "catalogue.search"):
        assert book.can_do(key)
    bench.page.tabs.setCurrentIndex(COUNTERS)
    book.do("catalogue.search")
    assert bench.page.stack.currentIndex() == PROCEDURES
