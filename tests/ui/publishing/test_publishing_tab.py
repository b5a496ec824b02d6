"""Công bố TTHC: decisions typed, procedures taken in, counts that open, numbers that differ."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import StoreError
from app.paths import STORE_NAME
from app.reports.formats import ExportFormat
from app.ui.publishing.columns import CHOICES
from app.ui.publishing.decision_dialog import DecisionDialog, ReplacedDialog
from app.ui.publishing.form_view import ProcedureRowsDialog
from app.ui.publishing.publishing_tab import PublishingTab
from app.ui.shell.file_dialogs import FileDialogs
from app.ui.shell.messages import NoticeKind
from app.ui.shell.page_actions import PUBLISHING_ACTIONS
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.office import Level
from tests.services.desk_builders import Counter, a_counter
from tests.services.publishing.builders import SEED, a_draft, abolished, an_item, the_seed
from tests.services.store_builders import FakeTime, a_copied_store, a_store
from tests.ui.contexts import services_of
from tests.ui.desk_pages import Ground
from tests.ui.record_forms import fill, submit

_SAID = (
    "Quyết định 800/QĐ-UBND ghi tổng số 203 thủ tục, nhưng các cấp ghi 142 + 13 + 49 = 204 "
    "(lệch 1)."
)


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    a_store(folder).close()
    return folder / STORE_NAME


@pytest.fixture
def counter(tmp_path: Path, empty_store: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime(), a_copied_store(empty_store, tmp_path))
    yield made
    made.database.close()


@pytest.fixture
def ground(counter: Counter, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(counter, window, *PUBLISHING_ACTIONS)


class _Files(FileDialogs):
    """The file that is chosen, and where exports go."""

    def __init__(self, folder: Path, exports: Path) -> None:
        self.rows = folder / "tthc.csv"
        self.exports = exports

    def save_export(self, _parent: QWidget, name: str, _fmt: ExportFormat) -> Path:
        return self.exports / name

    def open(self, *_asked: object) -> Path:
        return self.rows


@pytest.fixture
def files(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> _Files:
    return _Files(tmp_path, tmp_path_factory.mktemp("exports"))


@pytest.fixture
def tab(
    counter: Counter, ground: Ground, files: _Files, tmp_path: Path, qtbot: QtBot
) -> PublishingTab:
    context = ground.context(counter.admin, files=files)
    made = PublishingTab(context, services_of(counter, publishing=counter.publishing))
    qtbot.addWidget(made)
    made.load()
    return made


def _dialog(tab: PublishingTab) -> DecisionDialog:
    (dialog,) = tab.findChildren(DecisionDialog)
    return dialog


def _asked(tab: PublishingTab) -> DecisionDialog:
    """Return the form of a new decision, its facts filled in."""
    tab.decisions.enter.click()
    dialog = _dialog(tab)
    fill(dialog, number="800/QĐ-UBND", decided_on="4/4/2019", issuer="UBND tỉnh Tây Ninh")
    dialog.line("decided_on").editingFinished.emit()
    fill(dialog, agency_name="Sở Khoa học và Công nghệ")
    return dialog


def test_the_seed_s_numbers_are_told_while_typing_and_for_ever(
    tab: PublishingTab, ground: Ground
) -> None:
    dialog = _asked(tab)
    assert dialog.line("effective_from").text() == "4/4/2019"
    dialog.stated.show_counts(SEED)
    assert dialog.mismatch.text() == _SAID
    dialog.submit.click()
    assert ground.said[-1] == (
        NoticeKind.WARNING,
        f"Đã ghi quyết định 800/QĐ-UBND ngày 04/04/2019. {_SAID}",
    )
    assert tab.decisions.count.text() == "1 quyết định, 1 có số không khớp"
    assert tab.items.mismatch.text() == _SAID
    assert "Tính theo số ghi" in tab.items.summary.text()
    (row,) = tab.form.table.rows_model.rows[:-1]
    assert row.authority == SEED
    assert "tổng số là 203 thủ tục" in tab.form.notes.text()


def test_tab_goes_through_the_facts_in_their_order_to_the_procedures(tab: PublishingTab) -> None:
    dialog = _asked(tab)
    wanted = [*dialog.editors.values(), dialog.replaced, *dialog.stated.editors, dialog.items.table]
    chain, at = [], dialog.line("number").nextInFocusChain()
    while at is not None and at is not dialog.line("number"):
        chain.append(at)
        at = at.nextInFocusChain()
    assert [one for one in chain if one in wanted] == wanted[1:]


def test_what_is_wrong_stands_at_its_field(tab: PublishingTab) -> None:
    dialog = _asked(tab)
    submit(dialog, decided_on="31/2/2019")
    assert "Không có ngày 31/02/2019" in dialog.board.box("decided_on").problem
    submit(dialog, decided_on="4/4/2019")
    assert "Chưa có số thủ tục" in dialog.board.box("stated_total").problem
    dialog.items.add_items([an_item("1.5"), abolished("1.9")])
    dialog.items.go_to(0)
    dialog.submit.click()
    assert "Không bãi bỏ được thủ tục 1.9" in dialog.notice.text()
    current = dialog.items.table.current_row()
    assert current is not None
    assert current.item.code == "1.9"


def _typed_item(dialog: DecisionDialog, code: str) -> RecordForm:
    form = dialog.items.findChildren(RecordForm)[-1]
    submit(form, code=code, name="Thủ tục thử")
    return form


def test_procedures_are_typed_changed_and_taken_out(tab: PublishingTab) -> None:
    dialog = _asked(tab)
    for code in ("1.1", "1.2"):
        dialog.items.add.click()
        _typed_item(dialog, code)
    dialog.items.add.click()
    again = _typed_item(dialog, "1.2")
    assert "đã có ở dòng 2" in again.board.box("code").problem
    again.reject()
    dialog.items.edit.click()
    changed = dialog.items.findChildren(RecordForm)[-1]
    assert changed.text("code") == "1.2"
    submit(changed, level=Level.COMMUNE, process_number="5/QĐ")
    assert "cần cả số và ngày" in changed.board.box("process_number").problem
    submit(changed, process_date="5/5/2019")
    assert [(one.code, one.level) for one in dialog.items.items] == [
        ("1.1", Level.PROVINCE),
        ("1.2", Level.COMMUNE),
    ]
    dialog.items.remove.click()
    assert [one.code for one in dialog.items.items] == ["1.1"]


def test_one_process_is_noted_for_all_that_are_selected(tab: PublishingTab) -> None:
    dialog = _asked(tab)
    dialog.items.add_items([an_item("1.1"), an_item("1.2"), an_item("1.3")])
    dialog.items.table.selectAll()
    dialog.items.process.click()
    (form,) = dialog.items.findChildren(RecordForm)
    submit(form, process_number="9/QĐ")
    assert "cần cả số và ngày" in form.board.box("process_number").problem
    submit(form, process_date="1/6/2019")
    said = {(one.process_number, one.process_date) for one in dialog.items.items}
    assert said == {("9/QĐ", date(2019, 6, 1))}


def test_a_file_s_procedures_come_in_and_its_bad_rows_are_told(
    tab: PublishingTab, files: _Files
) -> None:
    rows = ("Mã thủ tục;Tên TTHC;Cấp", "1.1;Một;tỉnh", "1.2;Hai;xã", "1.3;Ba;làng")
    files.rows.write_text("\n".join(rows), encoding="utf-8")
    dialog = _asked(tab)
    dialog.items.add_items([an_item("1.1")])
    dialog.items.take_file.click()
    assert [one.name for one in dialog.items.items] == ["Một", "Hai"]
    told = dialog.items.told.text()
    assert "thêm 1 thủ tục, thay 1" in told
    assert "Dòng 4: Cấp “làng” không dùng được" in told
    files.rows.unlink()
    dialog.items.take_file.click()
    assert "Không có tệp tthc.csv" in dialog.items.told.text()


def test_the_catalogue_says_when_it_has_nothing(tab: PublishingTab) -> None:
    dialog = _asked(tab)
    dialog.items.take_catalogue.click()
    assert "Danh mục chưa có thủ tục nào ghi quyết định 800/QĐ-UBND" in dialog.items.told.text()


def test_a_correction_shows_what_is_there_and_changes_it(
    counter: Counter, tab: PublishingTab
) -> None:
    old = counter.publishing.enter(counter.admin, the_seed()).line
    later = a_draft("9/QĐ", an_item("1.1"), decided_on=date(2020, 1, 1))
    counter.publishing.enter(counter.admin, later)
    tab.load()
    assert tab.decisions.decision is not None
    assert tab.decisions.decision.number == "9/QĐ"
    tab.decisions.correct.click()
    dialog = _dialog(tab)
    assert dialog.draft() == later
    dialog.replaced.click()
    (choice,) = dialog.findChildren(ReplacedDialog)
    choice.table.rows_model.set_checked([old])
    choice.submit.click()
    assert dialog.replaced.text() == "800/QĐ-UBND ngày 04/04/2019…"
    dialog.submit.click()
    assert "Thay thế 800/QĐ-UBND" in tab.items.summary.text()
    assert tab.form.table.rows_model.rows[-1].authority.total == 1


def test_a_decision_is_taken_out_with_a_reason(
    counter: Counter, tab: PublishingTab, ground: Ground
) -> None:
    counter.publishing.enter(counter.admin, the_seed())
    tab.load()
    tab.decisions.end.click()
    (dialog,) = tab.findChildren(RecordForm)
    dialog.submit.click()
    assert "Chưa có lý do" in dialog.board.box("reason").problem
    submit(dialog, reason="Nhập nhầm đơn vị")
    assert ground.last == "Đã bỏ quyết định 800/QĐ-UBND ngày 04/04/2019 khỏi sổ."
    assert tab.decisions.table.rows_model.rowCount() == 0
    tab.decisions.has_ended.setChecked(True)
    assert len(tab.decisions.table.rows_model.rows) == 1
    assert not tab.decisions.correct.isEnabled()
    assert "Nhập nhầm đơn vị" in tab.items.summary.text()


def test_the_list_is_searched(counter: Counter, tab: PublishingTab, qtbot: QtBot) -> None:
    counter.publishing.enter(counter.admin, the_seed())
    counter.publishing.enter(counter.admin, a_draft("9/QĐ", an_item("1.1")))
    tab.decisions.search.setText("so khoa hoc")
    qtbot.waitUntil(lambda: len(tab.decisions.table.rows_model.rows) == 1)
    assert tab.decisions.decision is not None
    assert tab.decisions.decision.number == "800/QĐ-UBND"


def test_every_count_opens_to_the_procedures_behind_it(
    counter: Counter, tab: PublishingTab
) -> None:
    counter.publishing.enter(
        counter.admin, a_draft("9/QĐ", an_item("1.1"), an_item("1.2", Level.COMMUNE))
    )
    tab.load()
    total = tab.form.table.rows_model.rows[-1]
    for place, chosen in enumerate(CHOICES):
        tab.form.table.clicked.emit(tab.form.table.rows_model.index(1, place + 1))
        dialog = tab.form.findChildren(ProcedureRowsDialog)[-1]
        count = total.of(chosen.column).of(chosen.level)
        assert len(dialog.procedures.rows_model.rows) == count
        dialog.accept()


def test_what_nobody_said_opens_to_nothing(counter: Counter, tab: PublishingTab) -> None:
    counter.publishing.enter(counter.admin, the_seed())
    tab.load()
    table = tab.form.table
    column = 1 + next(at for at, one in enumerate(CHOICES) if one.column.value == "one_stop")
    assert table.rows_model.index(0, column).data() == "–"
    table.clicked.emit(table.rows_model.index(0, column))
    assert tab.form.findChildren(ProcedureRowsDialog) == []
    table.clicked.emit(table.rows_model.index(0, 1))
    (dialog,) = tab.form.findChildren(ProcedureRowsDialog)
    assert [line.counts for line in dialog.stated.rows_model.rows] == [SEED]


def test_counts_are_those_of_the_day_typed(counter: Counter, tab: PublishingTab) -> None:
    counter.publishing.enter(counter.admin, the_seed())
    tab.form.day.setText("3/4/2019")
    tab.form.day.editingFinished.emit()
    assert tab.form.table.rows_model.rowCount() == 0
    tab.form.day.setText("4/4/2019")
    tab.form.day.editingFinished.emit()
    assert tab.form.table.rows_model.rows[-1].authority == SEED
    tab.form.day.setText("hôm nay")
    tab.form.day.editingFinished.emit()
    assert "Chưa đọc được ngày" in tab.form.problem.text()
    tab.form.day.setText("4/4/2001")
    tab.form.day.editingFinished.emit()
    assert "trước năm 2018" in tab.form.problem.text()
    assert not tab.form.export.isEnabled()


def test_what_is_on_the_screen_is_exported(
    tab: PublishingTab, files: _Files, ground: Ground
) -> None:
    tab.form.export.click()
    path = files.exports / "cong-bo-tthc-2026-11-23.xlsx"
    assert path.read_bytes().startswith(b"PK")
    assert "Đã xuất cong-bo-tthc-2026-11-23.xlsx" in ground.last
    files.exports /= "không có"
    tab.form.export.click()
    assert [type(error) for error in ground.tasks.notices] == [StoreError]


def test_a_decision_asked_for_from_elsewhere_is_shown_ended_or_not(
    tab: PublishingTab, counter: Counter
) -> None:
    first, second = (
        counter.publishing.enter(counter.admin, a_draft(number, an_item(number))).line
        for number in ("1/QĐ", "2/QĐ")
    )
    tab.decisions.search.setText("không có quyết định nào")
    tab.views.setCurrentIndex(1)
    tab.open_decision(first.decision_id)
    assert tab.views.currentIndex() == 0
    assert tab.decisions.decision == first
    counter.publishing.end(
        counter.admin, second.decision_id, "Nhập nhầm văn bản", based_on=second.revision
    )
    tab.open_decision(second.decision_id)
    assert tab.decisions.decision is not None
    assert tab.decisions.decision.decision_id == second.decision_id
    assert tab.decisions.decision.ended_on is not None
