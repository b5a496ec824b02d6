"""Lịch nghỉ: a year of days, each added, edited and removed with what it touches."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.deadlines.calendar import DayException
from app.ui.administration.administration_page import AdministrationPage
from app.ui.administration.calendar_tab import CalendarTab, DayDialog
from app.vocabulary.office import DayKind
from tests.services.office.dossier_rows import a_due_dossier
from tests.services.store_builders import MONDAY_MORNING
from tests.ui.administration.desk import Desk
from tests.ui.record_forms import submit

_DAY = date(2026, 12, 23)


@pytest.fixture
def tab(page: AdministrationPage) -> CalendarTab:
    page.tabs.setCurrentWidget(page.calendar)
    return page.calendar


def days(desk: Desk, year: int = 2026) -> dict[date, DayException]:
    return {day.day: day for day in desk.calendar.days(desk.actor, year).days}


def add(tab: CalendarTab, typed: str = "23/12/2026", reason: str = "Mất điện") -> DayDialog:
    dialog = tab.open_new()
    submit(dialog, day=typed, reason=reason, decision="12/TB-UBND")
    return dialog


def test_this_year_is_shown_first(tab: CalendarTab, desk: Desk) -> None:
    assert tab.year == 2026
    assert [row.day for row in tab.table.rows_model.rows] == sorted(days(desk))
    assert "Đã xác nhận" in tab.state.text()


def test_day_is_added(tab: CalendarTab, desk: Desk) -> None:
    add(tab)
    assert days(desk)[_DAY] == DayException(_DAY, DayKind.OFF, "Mất điện", "12/TB-UBND")
    assert _DAY in [row.day for row in tab.table.rows_model.rows]


def test_what_is_touched_is_told(tab: CalendarTab, desk: Desk) -> None:
    a_due_dossier(desk.database, desk.actor, MONDAY_MORNING.replace(month=12, day=28))
    a_due_dossier(desk.database, desk.actor, MONDAY_MORNING)
    add(tab)
    assert "1 hồ sơ đang mở" in desk.said[0][0]
    assert "ngày hẹn đã in giữ nguyên" in desk.said[0][0]


def test_day_of_another_year_brings_that_year_up(tab: CalendarTab) -> None:
    add(tab, "02/01/2031")
    assert tab.year == 2031
    assert [row.day for row in tab.table.rows_model.rows] == [date(2031, 1, 2)]


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [("day", "31/2/2026", "lễ"), ("day", "", "lễ"), ("reason", "23/12/2026", " ")],
)
def test_mistake_is_told_at_its_field(
    tab: CalendarTab, desk: Desk, field: str, typed: str, reason: str
) -> None:
    before = days(desk)
    dialog = add(tab, typed, reason)
    assert dialog.isVisible()
    assert dialog.board.box(field).problem
    assert dialog.submit.isEnabled()
    assert days(desk) == before


def test_day_is_edited_in_its_place(tab: CalendarTab, desk: Desk) -> None:
    add(tab)
    dialog = tab.open_day(days(desk)[_DAY])
    assert dialog.line("day").isReadOnly()
    submit(dialog, kind=DayKind.WORKED, reason="Làm bù")
    assert days(desk)[_DAY] == DayException(_DAY, DayKind.WORKED, "Làm bù", "12/TB-UBND")


def test_removed_day_can_be_put_back_from_the_strip(tab: CalendarTab, desk: Desk) -> None:
    add(tab)
    before = days(desk)[_DAY]
    rows = [row.day for row in tab.table.rows_model.rows]
    tab.table.selectRow(rows.index(_DAY))
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    assert _DAY not in days(desk)
    desk.offered[0][1]()
    assert days(desk)[_DAY] == before


def test_years_are_turned(tab: CalendarTab, desk: Desk) -> None:
    tab.following.click()
    assert tab.year == 2027
    tab.previous.click()
    tab.previous.click()
    assert {row.day.year for row in tab.table.rows_model.rows} == {2025}


def test_year_is_confirmed_by_its_paper(tab: CalendarTab, desk: Desk) -> None:
    tab.show_year(2031)
    assert "Chưa xác nhận" in tab.state.text()
    dialog = tab.open_confirmation()
    dialog.submit.click()
    assert dialog.board.box("decision").problem
    submit(dialog, decision="99/TB-BNV")
    assert desk.calendar.days(desk.actor, 2031).is_confirmed
    assert tab.state.text() == "Đã xác nhận theo 99/TB-BNV"
    tab.confirm.click()
    assert not desk.calendar.days(desk.actor, 2031).is_confirmed


def test_empty_year_says_which_key_adds_the_first_day(tab: CalendarTab) -> None:
    tab.show_year(2040)
    assert not tab.edit.isEnabled()
    assert not tab.remove.isEnabled()
    QTest.keyClick(tab.table, Qt.Key.Key_Insert)
    assert tab.findChildren(DayDialog)
