"""Báo cáo quý: sections, numbers with their rows, remarks, tasks, the printed pages, the files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.drill_down.kinds import dossier_rows
from app.reports.quarter.content import FigureLine, RowsReference
from app.reports.quarter.files import ReportFormat
from app.services.ledger.records import Actor
from app.services.reporting.records import ReportFigures
from app.ui.reporting.listing import RowsDialog, RowsKind, RowsListing, RowsRequest
from app.ui.reporting.noting import HistoryDialog
from app.ui.reporting.report_tab import ReportTab
from app.ui.shell.page_context import NO_PAGE
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.reports import RemarkPlace, ReportSection
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.contexts import AnsweringDialogs, services_of
from tests.ui.desk_pages import Ground
from tests.ui.record_forms import submit

_AFTER = RemarkPlace.AFTER
_KEY = "2026-Q4"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    made.code()
    yield made
    made.database.close()


@pytest.fixture
def ground(counter: Counter, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(counter, window)


@pytest.fixture
def tab(counter: Counter, ground: Ground, qtbot: QtBot, tmp_path: Path) -> ReportTab:
    kinds = {
        "dossiers": dossier_rows(
            counter.periods,
            counter.late_reasons,
            ground.navigator.open_dossier,
        ),
        "petitions": RowsKind(read=_unread, may_open=lambda: False),
    }
    services = services_of(counter, report_notes=counter.report_notes)
    dialogs = AnsweringDialogs(*[tmp_path / "bao-cao"] * 3)
    made = ReportTab(ground.context(counter.admin, files=dialogs), services, kinds)
    qtbot.addWidget(made)
    made.load()
    # The quarter before is over; the dossier is of this one.
    assert made.shown is not None
    assert made.shown.report.period.key == "2026-Q3"
    made.period.go_forth()
    return made


def _unread(_actor: Actor, _asked: RowsRequest) -> RowsListing[object]:
    raise AssertionError


def _of(tab: ReportTab, *, is_locked: bool) -> ReportFigures:
    assert tab.shown is not None
    return replace(tab.shown.report.figures.now, is_locked=is_locked)


def _figure(tab: ReportTab, words: str) -> str:
    return next(line.value for line in tab.section.figures.rows_model.rows if line.words == words)


def test_a_section_shows_what_its_figures_say_and_the_numbers(tab: ReportTab) -> None:
    tab.choose(ReportSection.ONE_STOP)
    assert "phải giải quyết 01 hồ sơ" in tab.section.told.toPlainText()
    assert _figure(tab, "Tiếp nhận trong kỳ") == "01"
    assert tab.period.title.text() == "Quý IV năm 2026"
    assert tab.period.state.text() == "Số liệu chưa khóa"
    assert tab.preview.page_count >= 2


def test_a_number_opens_to_its_dossiers_and_one_of_them_opens(
    tab: ReportTab, ground: Ground, counter: Counter
) -> None:
    tab.choose(ReportSection.ONE_STOP)
    lines = tab.section.figures.rows_model.rows
    tab.section.figures.row_activated.emit(
        next(line for line in lines if line.words == "Tiếp nhận trong kỳ")
    )
    (dialog,) = tab.findChildren(RowsDialog)
    assert dialog.table is not None
    assert dialog.count.text() == "1 hồ sơ; Enter hoặc bấm đúp để mở"
    assert not dialog.apart.isVisibleTo(dialog)
    (shown,) = dialog.table.rows_model.rows
    dialog.table.row_activated.emit(shown)
    assert ground.opened == [shown.row.code]


def test_who_has_no_page_of_the_rows_is_told_so(tab: ReportTab, ground: Ground) -> None:
    tab.choose(ReportSection.PETITIONS)
    tab.section.figures.row_activated.emit(tab.section.figures.rows_model.rows[0])
    assert ground.last == NO_PAGE
    assert not tab.findChildren(RowsDialog)


@pytest.mark.parametrize(
    ("is_locked", "said"),
    [
        (True, "Số đã khóa: 5; nay liệt kê được 1 hồ sơ."),
        (False, "Số trong báo cáo: 5; nay đã là 1 hồ sơ. Hãy mở lại báo cáo để tính lại."),
    ],
)
def test_rows_that_no_longer_come_to_the_number_say_so(
    tab: ReportTab, said: str, *, is_locked: bool
) -> None:
    assert tab.shown is not None
    figures = replace(tab.shown.report.figures, now=_of(tab, is_locked=is_locked))
    tab._shown = replace(tab.shown, report=replace(tab.shown.report, figures=figures))
    days = (date(2026, 10, 1), date(2026, 12, 31))
    tab.open_behind(FigureLine("Tiếp nhận", "05", RowsReference("dossiers", *days, "received", 5)))
    (dialog,) = tab.findChildren(RowsDialog)
    assert dialog.apart.isVisibleTo(dialog)
    assert dialog.apart.text() == said


def test_rows_that_cannot_be_read_are_told_and_the_dialog_goes(
    tab: ReportTab, ground: Ground
) -> None:
    days = (date(2026, 10, 1), date(2026, 12, 31))
    tab.open_behind(FigureLine("Không có", "05", RowsReference("dossiers", *days, "nothing")))
    assert "nothing" in ground.last
    assert not any(dialog.isVisible() for dialog in tab.findChildren(RowsDialog))


def test_a_remark_is_kept_and_stands_on_the_printed_pages(
    tab: ReportTab, ground: Ground, counter: Counter
) -> None:
    tab.choose(ReportSection.PETITIONS)
    tab.section.remarks.edits[_AFTER].setPlainText("Lời của phụ trách.")
    assert tab.section.remarks.save.isEnabled()
    tab.section.remarks.save.click()
    assert ground.last == "Đã lưu lời thêm của báo cáo."
    assert not tab.section.remarks.save.isEnabled()
    assert tab.shown is not None
    assert tab.shown.section(ReportSection.PETITIONS).after == ("Lời của phụ trách.",)
    assert counter.report_notes.history(counter.admin, _KEY, ReportSection.PETITIONS)[0].text == (
        "Lời của phụ trách."
    )
    marks = {row.section: row.is_noted for row in tab.sections.table.rows_model.rows}
    assert [section for section, noted in marks.items() if noted] == [ReportSection.PETITIONS]


def test_what_was_typed_is_kept_when_the_section_or_the_period_is_left(
    tab: ReportTab, counter: Counter
) -> None:
    tab.choose(ReportSection.REGULATIONS)
    tab.section.remarks.edits[_AFTER].setPlainText("Rời mục.")
    tab.choose(ReportSection.PUBLISHING)
    assert tab.section.remarks.edits[_AFTER].toPlainText() == ""
    tab.section.remarks.edits[_AFTER].setPlainText("Rời kỳ.")
    tab.period.go_back()
    for section, text in (
        (ReportSection.REGULATIONS, "Rời mục."),
        (ReportSection.PUBLISHING, "Rời kỳ."),
    ):
        assert [
            each.text for each in counter.report_notes.history(counter.admin, _KEY, section)
        ] == [text]
    tab.period.go_forth()
    tab.choose(ReportSection.REGULATIONS)
    assert tab.section.remarks.edits[_AFTER].toPlainText() == "Rời mục."


def test_reading_again_keeps_what_is_being_typed(tab: ReportTab) -> None:
    tab.choose(ReportSection.ONE_STOP)
    tab.section.remarks.edits[_AFTER].setPlainText("Đang gõ dở")
    tab.load()
    assert tab.section.remarks.edits[_AFTER].toPlainText() == "Đang gõ dở"


def test_a_remark_that_cannot_be_kept_stays_with_its_problem(tab: ReportTab) -> None:
    tab.choose(ReportSection.ONE_STOP)
    tab.section.remarks.edits[_AFTER].setPlainText("Quá dài" * 2000)
    tab.section.remarks.save.click()
    box = tab.section.remarks.board.box(_AFTER.value)
    assert "tối đa" in box.problem
    assert tab.section.remarks.is_changed


def test_the_times_a_remark_was_written_are_shown(tab: ReportTab) -> None:
    tab.choose(ReportSection.ONE_STOP)
    for words in ("Lần một.", "Lần hai."):
        tab.section.remarks.edits[_AFTER].setPlainText(words)
        tab.section.remarks.save.click()
    tab.section.remarks.history.click()
    (dialog,) = tab.findChildren(HistoryDialog)
    told = dialog.text.toPlainText()
    assert told.index("Lần hai.") < told.index("Lần một.")


def test_tasks_are_set_from_words_and_from_suggestions_and_done(
    tab: ReportTab, ground: Ground
) -> None:
    tab.choose(ReportSection.NEXT_TASKS)
    tab.tasks.add.click()
    (dialog,) = tab.findChildren(RecordForm)
    dialog.submit.click()
    assert "Chưa ghi nội dung" in dialog.board.box("text").problem
    submit(dialog, text="Ban hành quy chế", due="31/02/2027")
    assert dialog.board.box("due").problem
    submit(dialog, due="28/02/2027")
    (suggested, *_others) = tab.tasks.suggested.rows_model.rows
    tab.tasks.suggested.selectRow(0)
    tab.tasks.take.click()
    texts = [task.text for task in tab.tasks.tasks.rows_model.rows]
    assert texts == ["Ban hành quy chế", suggested]
    assert suggested not in tab.tasks.suggested.rows_model.rows
    tab.tasks.tasks.selectRow(0)
    tab.tasks.done.click()
    assert tab.tasks.tasks.rows_model.rows[0].is_done
    tab.tasks.end.click()
    assert [task.text for task in tab.tasks.tasks.rows_model.rows] == [suggested]
    ground.correct("Đặt lại")
    assert [task.text for task in tab.tasks.tasks.rows_model.rows] == [
        suggested,
        "Ban hành quy chế",
    ]


def test_files_are_written_with_what_was_typed_last(
    tab: ReportTab, ground: Ground, tmp_path: Path
) -> None:
    tab.choose(ReportSection.ONE_STOP)
    tab.section.remarks.edits[_AFTER].setPlainText("Câu gõ cuối.")
    tab.export({ReportFormat.DOCX})
    assert [path.name for path in (tmp_path / "bao-cao").iterdir()] == ["bao-cao-2026-Q4.docx"]
    assert ground.last == f"Đã ghi 1 tệp vào {tmp_path / 'bao-cao'}."
    assert tab.shown is not None
    assert tab.shown.section(ReportSection.ONE_STOP).after == ("Câu gõ cuối.",)


def test_the_kind_of_period_can_be_changed(tab: ReportTab) -> None:
    at = tab.period.kinds.findText("6 tháng")
    tab.period.kinds.setCurrentIndex(at)
    tab.period.kinds.activated.emit(at)
    assert tab.shown is not None
    assert tab.shown.report.period.key == "2026-H2"
    assert tab.shown.report.following.key == "2027-H1"
