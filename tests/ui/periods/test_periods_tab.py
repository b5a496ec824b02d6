"""Kỳ báo cáo: figures that open to their dossiers, locked and opened again on the screen."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.services.figures.catalogue import FORM_FIGURES
from app.services.periods.calendar import ReportCalendar
from app.services.periods.records import PeriodState
from app.ui.approving.approval_dialog import ApprovalDialog
from app.ui.periods.dialogs import LockDialog, SourceRowsDialog
from app.ui.province.annex_table import UnitsDialog
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.reports import LateReason
from tests.services.desk_builders import a_counter
from tests.services.exchange_builders import THERE
from tests.services.periods.builders import Reporter, a_reporter, at
from tests.services.province.builders import QUARTER, Centre, Commune, a_centre, some_figures
from tests.services.store_builders import GOOD_PASSWORD, FakeTime
from tests.ui.desk_room import misfits, show_smallest
from tests.ui.periods.pages import Tabs, tabs_over
from tests.ui.record_forms import submit

Q3 = ReportCalendar().named("2026-Q3")
Shown = TypeVar("Shown", bound=QDialog)
_IN_Q3 = date(2026, 9, 1)
_CAME = next(at_ for at_, one in enumerate(FORM_FIGURES, 1) if one.code == "taken_on")
_OVERDUE = next(at_ for at_, one in enumerate(FORM_FIGURES, 1) if one.code == "open.overdue")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Reporter]:
    made = a_reporter(a_counter(tmp_path, FakeTime(at(_IN_Q3, 11)), office=THERE))
    for minute in range(3):
        made.receive(at(_IN_Q3, 9, minute))
    made.go_to(date(2026, 10, 5))
    made.close(Q3.last_day)
    yield made
    made.counter.database.close()


@pytest.fixture
def centre(desk: Reporter, tmp_path: Path) -> Centre:
    return a_centre(tmp_path, desk.counter, desk.boss)


@pytest.fixture
def tabs(desk: Reporter, centre: Centre, tmp_path: Path, qtbot: QtBot) -> Tabs:
    made = tabs_over(desk, centre, tmp_path, qtbot)
    made.periods.load()
    made.periods.choose(Q3.key)
    return made


def _dialog(tabs: Tabs, kind: type[Shown]) -> Shown:
    (found,) = (one for one in tabs.periods.findChildren(kind) if one.isVisible())
    return found


def _state(tabs: Tabs) -> PeriodState:
    assert tabs.periods.view is not None
    return tabs.periods.view.line.state


def test_last_period_that_waits_to_be_locked_is_shown_first(tabs: Tabs) -> None:
    tabs.periods.list.clearSelection()
    view = tabs.periods.view
    assert view is not None
    assert view.line.period == Q3
    assert tabs.periods.identity.text() == "(3) 3 = (7) 0 + (11) 3"
    assert "khóa kỳ được" in tabs.periods.state.text()
    names = [row.name.strip() for row in tabs.periods.table.rows_model.rows]
    assert names == ["Tổng số", "TTHC cấp xã", "Lĩnh vực thử"]
    assert not tabs.periods.late.isVisibleTo(tabs.periods)


def test_locking_asks_once_and_then_offers_file_and_reopening(tabs: Tabs, tmp_path: Path) -> None:
    tab = tabs.periods
    tab.lock.click()
    dialog = _dialog(tabs, LockDialog)
    dialog.submit.click()
    assert _state(tabs) is PeriodState.LOCKED
    assert "lần 1" in tab.state.text()
    assert tab.lock.isHidden()
    path = tmp_path / "gửi.motcua"
    tabs.answers.dialogs.paths.append(path)
    tab.export.click()
    assert tabs.answers.dialogs.names == [f"{THERE.code}_2026-Q3_lan1.motcua"]
    assert path.stat().st_size > 500


def test_reopening_takes_a_reason_and_a_second_person(tabs: Tabs, desk: Reporter) -> None:
    desk.lock(Q3)
    tabs.periods.load()
    tabs.periods.reopen.click()
    dialog = _dialog(tabs, RecordForm)
    dialog.submit.click()
    assert "Chưa có lý do" in dialog.board.box("reason").problem
    submit(dialog, reason="Sót hồ sơ giấy")
    approval = dialog.findChild(ApprovalDialog)
    assert approval is not None
    approval.choose_second(desk.second.login)
    approval.password.setText(GOOD_PASSWORD)
    approval.submit.click()
    assert _state(tabs) is PeriodState.REOPENED
    assert "Sót hồ sơ giấy" in tabs.periods.state.text()
    assert not tabs.periods.lock.isHidden()


def test_broken_identity_is_shown_and_not_locked(tabs: Tabs, desk: Reporter) -> None:
    with desk.counter.database.write() as session:
        session.execute(text("UPDATE dossier_states SET is_open = 0 WHERE dossier_id = 1"))
    tabs.periods.load()
    assert "“Tổng số”: tổng tiếp nhận 3 khác" in tabs.periods.identity.text()
    assert not tabs.periods.lock.isEnabled()


def test_late_entries_are_said_in_the_next_period(tabs: Tabs, desk: Reporter) -> None:
    desk.lock(Q3)
    desk.receive(at(_IN_Q3, 10))
    tabs.periods.load()
    tabs.periods.choose("2026-Q4")
    assert tabs.periods.late.text().startswith("Trong đó 1 hồ sơ tiếp nhận là nhập muộn")
    assert tabs.periods.identity.text() == "(3) 4 = (7) 0 + (11) 4"


def test_pressed_number_opens_its_dossiers_and_late_ones_get_their_reason(
    tabs: Tabs, desk: Reporter
) -> None:
    table = tabs.periods.table
    table.clicked.emit(table.rows_model.index(0, _CAME + 1))
    assert tabs.periods.findChild(SourceRowsDialog) is None
    table.clicked.emit(table.rows_model.index(2, _OVERDUE))
    dialog = _dialog(tabs, SourceRowsDialog)
    rows = dialog.table.rows_model.rows
    assert len(rows) == 3
    dialog.give_reason.click()
    asked = dialog.findChild(RecordForm)
    assert asked is not None
    submit(asked, reason=LateReason.COORDINATION, note="Thuế trả chậm")
    told = desk.counter.late_reasons.of(desk.boss, [rows[0].row.code])
    assert told[rows[0].row.code].reason is LateReason.COORDINATION
    shown = [
        column.value(dialog.table.rows_model.rows[0]) for column in dialog.table.rows_model.columns
    ]
    assert "Phối hợp giữa các cơ quan: Thuế trả chậm" in shown
    dialog.table.row_activated.emit(dialog.table.rows_model.rows[1])
    assert tabs.answers.opened == [rows[1].row.code]


def test_agencies_are_the_other_split_of_the_same_total(tabs: Tabs) -> None:
    tabs.periods.split.setCurrentIndex(1)
    names = [row.name.strip() for row in tabs.periods.table.rows_model.rows]
    assert names == ["Tổng số", "Phòng Kinh tế"]


def test_cutoff_day_is_asked_for_with_its_first_day(tabs: Tabs) -> None:
    tabs.periods.cutoff.click()
    dialog = _dialog(tabs, RecordForm)
    submit(dialog, day=14)
    # A supervisor may not: the dialog stays and says so.
    assert dialog.isVisible()
    assert dialog.notice.text()


def test_files_of_units_are_taken_in_and_the_refused_are_named(
    tabs: Tabs, centre: Centre, qtbot: QtBot
) -> None:
    commune = Commune("000.00.31.H53", "Xã Gửi")
    centre.know(commune)
    good = commune.file(centre.path("tot"), commune.said(some_figures(commune, 1)))
    bad = centre.path("hong")
    bad.write_bytes(good.read_bytes()[:-40])
    tabs.answers.dialogs.paths += [good, bad]
    tab = tabs.province
    tab.load()
    tab.choose(QUARTER.key)
    assert tab.counted.text() == "Đã có số liệu 0 trên 2 đơn vị."
    with qtbot.waitSignal(tabs.tasks.changed):
        tab.take.click()
    (box,) = tabs.holder.findChildren(QDialog)
    assert tab.counted.text() == "Đã có số liệu 1 trên 2 đơn vị."
    assert tab.shown is not None
    assert tab.shown.total == some_figures(commune, 1).total
    assert box.property("text").startswith("1 tệp bị từ chối")
    tab.sum.table.clicked.emit(tab.sum.table.rows_model.index(0, _CAME))
    dialog = tab.findChild(UnitsDialog)
    assert dialog is not None
    assert [part.name for part in dialog.table.rows_model.rows] == ["Xã Gửi"]


def test_unit_without_figures_shows_no_zero(tabs: Tabs, centre: Centre) -> None:
    centre.know(Commune("000.00.31.H53", "Xã Gửi"))
    tabs.province.load()
    model = tabs.province.units.rows_model
    cells = [column.value(model.rows[1]) for column in model.columns]
    assert cells[:2] == ["Xã Gửi", "Chưa gửi"]
    assert set(cells[2:]) == {"–"}
    assert tabs.province.sum.table.rows_model.rows == ()


def test_both_tabs_fit_the_smallest_desk(tabs: Tabs, centre: Centre, qtbot: QtBot) -> None:
    commune = Commune("000.00.31.H53", "Phường có tên rất dài để thử chỗ")
    centre.know(commune)
    centre.province.take_in(
        centre.boss, commune.file(centre.path("dai"), commune.said(some_figures(commune, 1)))
    )
    for tab in (tabs.periods, tabs.province):
        tab.load()
        show_smallest(tab, qtbot)
        # A button of an icon alone is as wide as the icon needs.
        assert [found for found in misfits(tab) if found != "button "] == []


def test_who_may_only_look_is_offered_nothing_to_change(
    desk: Reporter, centre: Centre, tmp_path: Path, qtbot: QtBot
) -> None:
    tabs = tabs_over(desk, centre, tmp_path, qtbot, may=False)
    tabs.periods.load()
    tabs.province.load()
    offered = (tabs.periods.lock, tabs.periods.reopen, tabs.periods.export, tabs.periods.cutoff)
    assert all(one.isHidden() for one in (*offered, tabs.province.take))


def test_year_goes_back_and_forward(tabs: Tabs) -> None:
    tabs.periods.back.click()
    assert tabs.periods.year.text() == "Năm 2025"
    tabs.periods.forward.click()
    assert tabs.periods.view is not None
    assert tabs.periods.view.line.period.year == 2026
