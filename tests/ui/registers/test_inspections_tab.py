"""Kiểm tra: findings under their inspection, late until they are followed up."""

from PySide6.QtCore import Qt

from app.services.registers.records import EntryScope
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.registers.register_tab import InspectionsTab
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED
from tests.ui.record_forms import fill
from tests.ui.registers.conftest import Shelf
from tests.ui.registers.filling import front, opened, problems, typed


def _inspections(page: TabbedPage) -> InspectionsTab:
    tab = front(page, "Kiểm tra")
    assert isinstance(tab, InspectionsTab)
    return tab


def test_findings_stand_under_the_inspection_in_front(page: TabbedPage, shelf: Shelf) -> None:
    tab = _inspections(page)
    assert not tab.findings.add.isEnabled()
    for month in ("11/2026", "12/2026"):
        given = {**TYPED[RegisterKind.INSPECTIONS], "planned_month": month}
        shelf.registers.add(shelf.actor, RegisterKind.INSPECTIONS, given)
    shelf.registers.add(shelf.actor, RegisterKind.FINDINGS, TYPED[RegisterKind.FINDINGS])
    tab.load()
    assert [row.number for row in tab.inspections.table.rows_model.rows] == [2, 1]
    assert not tab.findings.table.rows_model.rows
    tab.inspections.table.go_to(1)
    assert [row.number for row in tab.findings.table.rows_model.rows] == [1]
    assert "số 1: Phòng Kinh tế" in tab.findings.heading.text()
    tab.inspections.table.go_to(2)
    tab.findings.add.click()
    dialog = opened(tab.findings, RecordForm)
    words = typed(RegisterKind.FINDINGS)
    del words["inspection"]
    fill(dialog, **words)
    dialog.submit.click()
    made = shelf.registers.entry(shelf.actor, RegisterKind.FINDINGS, 2)
    assert made.values["inspection"] == 2
    tab.findings.scope.setCurrentIndex(tab.findings.scope.findData(EntryScope.DUE.value))
    assert [row.number for row in tab.findings.table.rows_model.rows] == []


def test_what_is_late_says_so_until_it_is_followed_up(page: TabbedPage, shelf: Shelf) -> None:
    shelf.registers.add(shelf.actor, RegisterKind.INSPECTIONS, TYPED[RegisterKind.INSPECTIONS])
    late = {**TYPED[RegisterKind.FINDINGS], "mend_by": "20/11/2026"}
    shelf.registers.add(shelf.actor, RegisterKind.FINDINGS, late)
    panel = _inspections(page).findings
    shown = panel.table.rows_model.index(0, 1)
    assert shown.data() == "Quá hạn 3 ngày"
    assert not shown.data(Qt.ItemDataRole.DecorationRole).isNull()
    panel.follow_up.click()
    dialog = opened(panel, RecordForm)
    dialog.submit.click()
    assert "Chưa ghi" in problems(dialog, "note")[0]
    fill(dialog, note="Đã niêm yết đủ")
    fill(dialog, mended_on="22/11/2026")
    dialog.submit.click()
    assert panel.table.rows_model.index(0, 1).data() == "Đã xong"
    assert not panel.follow_up.isEnabled()
