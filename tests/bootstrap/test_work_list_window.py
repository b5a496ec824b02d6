"""The window of a counter where work waits: a number on the rail, a page, and no box ever."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.bootstrap.counter_window import CounterWindow
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.intake.page import IntakePage
from app.ui.petitions.page import PetitionsPage
from app.ui.registers.register_tab import InspectionsTab
from app.ui.returning.returning_page import ReturningPage
from app.ui.runtime.tasks import Change
from app.ui.shell.sidebar import RailButton
from app.ui.worklist.page import WorkListPage
from app.vocabulary.dossiers import Action
from app.vocabulary.reports import RegisterKind
from tests.bootstrap.opened import Opened
from tests.harness.register_entries import TYPED
from tests.services.petitions.builders import OTHER, typed
from tests.services.worklist.works import Works, local

Key = Qt.Key


def _page(window: CounterWindow) -> WorkListPage:
    page = window.shell.page("worklist")
    assert isinstance(page, WorkListPage)
    return page


def _first_on_the_rail(window: CounterWindow) -> str:
    buttons = window.shell.rail.findChildren(RailButton)
    top = min(buttons, key=lambda made: made.mapTo(window.shell.rail, QPoint()).y())
    return top.accessibleName()


def _press(opened: Opened, key: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)
    opened.settle()


def test_one_key_to_the_list_and_one_to_the_question(works: Works, opened: Opened) -> None:
    code = works.at_agency()
    works.at(local(30, 8))
    window = opened.open(works.supervisor)
    assert window.shell.rail.badge("worklist") == 1
    _press(opened, Key.Key_F11)
    assert window.shell.page_key == "worklist"
    _press(opened, Key.Key_Return)
    dossiers = window.shell.page("dossiers")
    assert isinstance(dossiers, DossiersPage)
    assert window.shell.page_key == "dossiers"
    assert dossiers.shown_code() == code
    assert dossiers.one.panel.action is Action.EXTEND
    focus = QApplication.focusWidget()
    assert focus is not None
    assert dossiers.one.panel.isAncestorOf(focus)


def test_a_result_is_one_key_from_being_returned(works: Works, opened: Opened) -> None:
    works.granted(works.at_agency())
    window = opened.open(works.counter.officer)
    _press(opened, Key.Key_F11)
    _press(opened, Key.Key_Return)
    page = window.shell.page("returning")
    assert isinstance(page, ReturningPage)
    assert window.shell.page_key == "returning"
    assert page.check.check is not None


def test_a_petition_is_one_key_from_what_is_done_about_it(works: Works, opened: Opened) -> None:
    petitions, officer = opened.desk.petitions, works.counter.officer
    for name in ("Ngô Thị Phản", "Đinh Văn Ánh"):
        petitions.receive(officer, typed(sender_name=name))
    petitions.act(officer, 2, *OTHER)
    works.at(local(30, 8))
    window = opened.open(officer)
    assert window.shell.rail.badge("worklist") == 1
    _press(opened, Key.Key_F11)
    _press(opened, Key.Key_Return)
    opened.until(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    page = window.shell.page("petitions")
    assert isinstance(page, PetitionsPage)
    assert window.shell.page_key == "petitions"
    assert page.detail.view is not None
    assert page.detail.view.row.sender_name == "Đinh Văn Ánh"
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Chuyển xử lý"


def test_a_finding_is_one_key_from_its_place_in_the_register(works: Works, opened: Opened) -> None:
    registers, boss = opened.desk.registers, works.supervisor
    inspections, findings = RegisterKind.INSPECTIONS, RegisterKind.FINDINGS
    for month in ("11/2026", "12/2026"):
        planned = {"planned_month": month, "held_on": "20/11/2026"}
        registers.add(boss, inspections, {**TYPED[inspections], **planned})
    for words in ("Niêm yết thiếu", "Thu thừa giấy"):
        registers.add(boss, findings, {**TYPED[findings], "finding": words})
    works.at(local(4, 8, month=12))
    window = opened.open(boss)
    _press(opened, Key.Key_F11)
    _press(opened, Key.Key_End)
    _press(opened, Key.Key_Return)
    page = window.shell.page("registers")
    assert isinstance(page, TabbedPage)
    assert window.shell.page_key == "registers"
    tab = page.tabs.currentWidget()
    assert isinstance(tab, InspectionsTab)
    panels = (tab.inspections, tab.findings)
    opened.until(lambda: [panel.entry and panel.entry.number for panel in panels] == [1, 2])


def test_the_line_at_the_foot_leads_to_the_list(works: Works, opened: Opened) -> None:
    works.at_agency()
    works.at(local(30, 8))
    window = opened.open(works.counter.officer)
    note = window.shell.rail.notes()[0]
    assert note.accessibleName() == "1 hồ sơ quá hạn"
    note.click()
    assert window.shell.page_key == "worklist"


def test_a_day_without_a_backup_is_complained_of_to_everybody(works: Works, opened: Opened) -> None:
    works.at(local(30, 8))
    window = opened.open(works.counter.officer)
    (note,) = window.shell.rail.notes()
    assert note.accessibleName() == "Cần sao lưu ngay"
    note.click()
    assert window.shell.page_key == "intake"
    assert "Hãy báo quản trị viên" in window.shell.strip.text
    administrators = opened.open(works.administrator)
    (note,) = administrators.shell.rail.notes()
    note.click()
    opened.settle()
    assert administrators.shell.page_key == "safekeeping"


def test_who_is_registering_is_told_by_the_badge_alone(works: Works, opened: Opened) -> None:
    works.at_agency()
    window = opened.open(works.counter.officer)
    page = window.shell.page("intake")
    assert isinstance(page, IntakePage)
    _press(opened, Key.Key_F2)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)
    QTest.keyClicks(focus, "khai sinh")
    opened.settle()
    before = set(QApplication.topLevelWidgets())
    works.at(local(30, 8))
    window.look_around()
    opened.settle()
    assert window.shell.rail.badge("worklist") == 1
    assert window.shell.page_key == "intake"
    assert QApplication.focusWidget() is focus
    assert QApplication.activeModalWidget() is None
    shown = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    assert shown <= before
    assert window.shell.strip.text == ""


def test_the_page_in_front_follows_what_others_do(works: Works, opened: Opened) -> None:
    code = works.at_agency()
    works.at(local(26, 8))
    window = opened.open(works.supervisor)
    _press(opened, Key.Key_F11)
    works.decide(code, Action.EXTEND, new_due_at=local(9, 9, month=12), approver="Đỗ Thị Mẫu")
    opened.tasks.write(lambda: None, lambda _none: None, (Change.DOSSIERS,))
    opened.settle()
    opened.settle()
    assert _page(window).table.rows_model.rows == ()
    assert window.shell.rail.badge("worklist") == 0


def test_the_list_is_first_on_the_rail_but_not_for_an_administrator(
    works: Works, opened: Opened
) -> None:
    from_desk = opened.open(works.counter.officer)
    assert _first_on_the_rail(from_desk) == "Việc cần làm"
    assert from_desk.shell.page_key == "intake"
    from_office = opened.open(works.administrator)
    assert _first_on_the_rail(from_office) == "Hồ sơ"


def test_who_has_no_list_is_led_to_the_late_dossiers(works: Works, opened: Opened) -> None:
    works.at_agency()
    works.at(local(30, 8))
    window = opened.open(works.administrator)
    note = window.shell.rail.notes()[0]
    note.click()
    opened.settle()
    page = window.shell.page("dossiers")
    assert isinstance(page, DossiersPage)
    assert window.shell.page_key == "dossiers"
    assert len(page.list.table.rows_model.rows) == 1
