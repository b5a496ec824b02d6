"""Đơn vị and Giờ làm việc: shown as stored, saved as typed, wrong at the field."""

from datetime import time

from pytestqt.qtbot import QtBot

from app.services.deadlines.calendar import HoursSpan, WorkingHours
from app.ui.administration.administration_page import AdministrationPage
from app.ui.runtime.tasks import Change
from app.ui.shell.messages import NoticeKind
from app.vocabulary.catalogue import DueTimeRule, LatenessRule, OffHoursRule
from app.vocabulary.office import Level
from tests.services.store_builders import OFFICE
from tests.ui.administration.desk import Desk


def test_office_is_shown_and_its_code_cannot_be_typed(page: AdministrationPage) -> None:
    form = page.office.form
    assert (form.name.text(), form.code.text()) == (OFFICE.name, OFFICE.code)
    assert form.code.isReadOnly()


def test_office_is_saved_as_typed(page: AdministrationPage, desk: Desk) -> None:
    form = page.office.form
    form.name.setText("  Trung tâm Mới ")
    form.level.setCurrentIndex(1)
    form.due_time.setCurrentIndex(1)
    form.footer.setPlainText("Đường dây nóng 1022\nGiờ làm việc 07:30–17:00")
    form.supplement_days.setValue(20)
    page.office.save.click()
    stored = desk.office.facts(desk.actor).edit
    assert (stored.name, stored.level) == ("Trung tâm Mới", Level.PROVINCE)
    assert stored.due_time is DueTimeRule.END_OF_DAY
    assert stored.footer == "Đường dây nóng 1022\nGiờ làm việc 07:30–17:00"
    assert stored.supplement_days == 20
    assert form.name.text() == "Trung tâm Mới"
    assert desk.said == [("Đã lưu thông tin đơn vị.", NoticeKind.DONE)]


def test_rules_of_time_are_chosen_with_the_law_beside_them(
    page: AdministrationPage, desk: Desk
) -> None:
    form = page.office.form
    assert form.off_hours.value() is OffHoursRule.DAY_OF_RECEIPT
    assert form.lateness.value() is LatenessRule.BY_UNIT
    assert set(form.off_hours.choices) == {OffHoursRule.DAY_OF_RECEIPT, OffHoursRule.NEXT_OPENING}
    laws = {
        rule: choice.accessibleDescription()
        for field in (form.off_hours, form.lateness)
        for rule, choice in field.choices.items()
    }
    assert "Điều 147 khoản 2" in laws[OffHoursRule.DAY_OF_RECEIPT]
    assert "NĐ 118/2025, Điều 18" in laws[OffHoursRule.NEXT_OPENING]
    assert "hai mươi tư giờ" in laws[LatenessRule.BY_DAY]
    form.off_hours.choices[OffHoursRule.NEXT_OPENING].click()
    form.lateness.choices[LatenessRule.BY_DAY].click()
    page.office.save.click()
    stored = desk.office.facts(desk.actor).edit
    assert stored.off_hours is OffHoursRule.NEXT_OPENING
    assert stored.lateness is LatenessRule.BY_DAY


def test_wrong_office_fact_is_told_at_its_field(page: AdministrationPage, desk: Desk) -> None:
    page.office.form.lookup_url.setText("tracuu")
    page.office.save.click()
    assert page.office.form.board.box("lookup_url").problem
    assert page.office.save.isEnabled()
    assert desk.said == []
    assert desk.office.facts(desk.actor).edit.lookup_url == ""


def test_a_footer_too_long_for_the_paper_is_told_at_its_field(
    page: AdministrationPage, desk: Desk
) -> None:
    page.office.form.footer.setPlainText("một\nhai\nba\nbốn")
    page.office.save.click()
    assert "tối đa 3 dòng" in page.office.form.board.box("footer").problem
    assert desk.office.facts(desk.actor).edit.footer == ""


def test_what_is_being_typed_survives_a_change_elsewhere(page: AdministrationPage) -> None:
    page.office.form.name.setText("Đang gõ dở")
    page.refresh(frozenset({Change.OFFICE, Change.PEOPLE}))
    page.activated()
    assert page.office.form.name.text() == "Đang gõ dở"


def test_hours_are_saved_as_typed(page: AdministrationPage, desk: Desk) -> None:
    page.tabs.setCurrentWidget(page.hours)
    page.hours.editor.days[0].edits[0].setText("8h")
    page.hours.save.click()
    hours = desk.office.hours(desk.actor)
    assert hours.by_weekday[0][0] == HoursSpan(time(8), time(11, 30))
    assert desk.said[0][0].startswith("Đã lưu giờ làm việc. Không có hồ sơ đang mở")


def test_wrong_hours_are_not_saved(page: AdministrationPage, desk: Desk) -> None:
    page.tabs.setCurrentWidget(page.hours)
    page.hours.editor.days[0].edits[0].setText("25:00")
    page.hours.save.click()
    assert "Thứ Hai" in page.hours.editor.problem
    assert desk.office.hours(desk.actor) == WorkingHours.ordinary()
    assert desk.said == []


def test_form_on_a_low_screen_scrolls_to_the_field_in_focus(
    page: AdministrationPage, qtbot: QtBot
) -> None:
    page.resize(990, 420)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.office.form.name.setFocus()
    qtbot.waitUntil(lambda: page.office.save.visibleRegion().isEmpty())
    page.office.save.setFocus()
    qtbot.waitUntil(lambda: not page.office.save.visibleRegion().isEmpty())
    assert page.office.form.height() >= page.office.form.minimumSizeHint().height()
